import { type ActionFunctionArgs, json, type LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { TitleBar } from '@shopify/app-bridge-react';
import { Button, Page } from '@shopify/polaris';
import { DisabledIcon } from '@shopify/polaris-icons';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { oneOf, openAdmin, orNotFound, PAGE_SIZE } from '../admin-request.server.ts';
import { type AddAnswer, AddEntryDialog } from '../components/block-list/add-entry-dialog.tsx';
import { EntryTable } from '../components/block-list/entry-table.tsx';
import { ListCard } from '../components/list-card.tsx';
import { ListFilters } from '../components/list-filters.tsx';
import { useListAddress } from '../components/use-list-address.ts';
import { BLOCK_KINDS } from '../domain/facts.ts';
import { listBlockEntries } from '../queries/block-entries.server.ts';
import { addToBlockList, blocksMeantBy, removeFromBlockList } from '../services/change-block-list.server.ts';
import { acting } from '../staff-acts.server.ts';

export { PageError as ErrorBoundary } from '../components/page-error.tsx';

export async function loader({ request }: LoaderFunctionArgs) {
  const { context, shop, search, place, terms, reveal, userId } = await openAdmin(request);
  const hasher = context.vault.forShop(shop.personalKey);
  const filter = {
    kind: oneOf(BLOCK_KINDS, search.get('kind')),
    search: terms === null ? null : { text: terms.text, hashes: blocksMeantBy(terms.text, hasher) },
  };
  return json({ page: await listBlockEntries(context.db.prisma, shop.id, filter, place, PAGE_SIZE, reveal), userId });
}

const wishSchema = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('add'), kind: z.enum(BLOCK_KINDS), value: z.string().max(400), note: z.string() }),
  z.object({ intent: z.literal('remove'), id: z.string().max(64) }),
]);

export async function action({ request }: ActionFunctionArgs) {
  const admin = await openAdmin(request);
  const { context, shop, userId } = admin;
  const wish = wishSchema.safeParse(Object.fromEntries(await request.formData()));
  if (!wish.success) throw new Response('Neither an addition nor a removal', { status: 400 });
  if (wish.data.intent === 'remove') {
    const { id } = wish.data;
    return acting(admin, { act: 'block-removed', subjects: [id] }, async () => {
      const removed = await removeFromBlockList(context, shop, id);
      orNotFound(removed ? id : null);
      return json({ removed });
    });
  }
  const { kind, value, note } = wish.data;
  return acting(admin, { act: 'block-added', value: kind }, async () => {
    const answer = await addToBlockList(context, shop, { kind, value, note, by: userId ?? 'staff' });
    return json<AddAnswer>(answer, 'refused' in answer ? { status: 422 } : {});
  });
}

export default function BlockList() {
  const { page, userId } = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  const address = useListAddress();
  const [adding, setAdding] = useState(false);
  const tabs = [
    { value: '', label: t('list.all') },
    ...BLOCK_KINDS.map((value) => ({ value, label: t(`blockList.kinds.${value}`) })),
  ];
  return (
    <Page
      title={t('blockList.title')}
      subtitle={t('blockList.subtitle')}
      backAction={{ content: t('nav.review'), url: '/app/review' }}
      primaryAction={{ content: t('blockList.add'), onAction: () => setAdding(true) }}
    >
      <TitleBar title={t('blockList.title')} />
      <ListCard
        address={address}
        page={page}
        filters={
          <ListFilters
            address={address}
            tabKey="kind"
            tabs={tabs}
            tabsLabel={t('blockList.kind')}
            filters={[]}
            searchHint={t('blockList.search')}
          />
        }
        empty={{
          icon: DisabledIcon,
          title: t('blockList.emptyTitle'),
          text: t('blockList.emptyText'),
          action: <Button url="/app/program">{t('review.emptyAction')}</Button>,
        }}
      >
        <EntryTable rows={page.rows} userId={userId} />
      </ListCard>
      <AddEntryDialog open={adding} onClose={() => setAdding(false)} />
    </Page>
  );
}
