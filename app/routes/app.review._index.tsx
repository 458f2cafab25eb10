import { type ActionFunctionArgs, json, type LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { TitleBar } from '@shopify/app-bridge-react';
import { Button, Page } from '@shopify/polaris';
import { CheckCircleIcon } from '@shopify/polaris-icons';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { oneOf, openAdmin, PAGE_SIZE } from '../admin-request.server.ts';
import { ListCard } from '../components/list-card.tsx';
import { ListFilters } from '../components/list-filters.tsx';
import { ReviewList } from '../components/review/review-list.tsx';
import { VerdictTask } from '../components/review/verdict-task.tsx';
import { useListAddress } from '../components/use-list-address.ts';
import type { VerdictAnswer } from '../components/verdict/use-verdict.ts';
import { RISK_CHECK_CODES } from '../domain/risk/codes.ts';
import { countHeldCredits, listHeldCredits } from '../queries/review-queue.server.ts';
import { loggedOrder } from '../domain/staff-act.ts';
import { readBulkTask } from '../queries/tasks.server.ts';
import { DONE_AT_ONCE } from '../domain/task.ts';
import { startBulkTask } from '../services/run-bulk-task.server.ts';
import { giveVerdict } from '../services/give-verdict.server.ts';
import { acting } from '../staff-acts.server.ts';

export { PageError as ErrorBoundary } from '../components/page-error.tsx';

export async function loader({ request }: LoaderFunctionArgs) {
  const { context, shop, search, place, terms, reveal } = await openAdmin(request);
  const filter = { check: oneOf(RISK_CHECK_CODES, search.get('check')), search: terms };
  const [page, held, task] = await Promise.all([
    listHeldCredits(context.db.prisma, shop, filter, place, PAGE_SIZE, reveal),
    countHeldCredits(context.db.prisma, shop.id),
    readBulkTask(context.db.prisma, shop.id, 'give-verdicts'),
  ]);
  return json({ page, held, task, now: context.now() });
}

const verdictSchema = z.object({
  kind: z.enum(['approve', 'refuse']),
  orderIds: z
    .array(z.string().regex(/^[\w-]{1,64}$/))
    .min(1)
    .max(500),
  note: z.string().max(500).nullable(),
});

/** Takes verdicts from here, many of them in a task, and from an order's page. Orders of another shop are refused like orders that do not exist. */
export async function action({ request }: ActionFunctionArgs) {
  const admin = await openAdmin(request);
  const { context, shop, userId } = admin;
  const asked = verdictSchema.safeParse(await request.json().catch(() => null));
  if (!asked.success) throw new Response('Not a verdict', { status: 400 });
  const { kind, orderIds } = asked.data;
  const act = kind === 'approve' ? 'credit-approved' : 'credit-refused';
  return acting(admin, { act, subjects: orderIds.map(loggedOrder) }, async (refuse, logged) => {
    if (orderIds.length > DONE_AT_ONCE) {
      const bulk = { kind: 'give-verdicts', what: kind, ids: orderIds, note: asked.data.note, logged } as const;
      const started = await startBulkTask(context, shop, bulk);
      return json<VerdictAnswer>({ started }, started ? {} : { status: 409 });
    }
    const wish = { ...asked.data, by: userId ?? 'staff' };
    const { given, refused } = await giveVerdict(context, { ...shop, state: 'installed' }, wish);
    const left = refused.map(({ orderId }) => orderId);
    if (left.length > 0) await refuse(left.map(loggedOrder));
    return json<VerdictAnswer>({ kind, given, refused: left });
  });
}

export default function Review() {
  const { page, held, task, now } = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  const address = useListAddress();
  return (
    <Page
      title={t('review.title')}
      subtitle={held.orders === 0 ? t('review.subtitle') : t('review.count', { count: held.orders })}
      backAction={{ content: t('nav.home'), url: '/app' }}
      secondaryActions={[{ content: t('blockList.title'), url: '/app/review/block-list' }]}
    >
      <TitleBar title={t('review.title')} />
      {task !== null && <VerdictTask task={task} />}
      <ListCard
        address={address}
        page={page}
        filters={
          <ListFilters
            address={address}
            tabKey="tab"
            tabs={[{ value: '', label: t('list.all') }]}
            tabsLabel={t('list.all')}
            filters={[
              {
                key: 'check',
                label: t('review.check'),
                choices: RISK_CHECK_CODES.map((code) => ({ value: code, label: t(`check.${code}`) })),
              },
            ]}
            searchHint={t('review.search')}
          />
        }
        empty={{
          icon: CheckCircleIcon,
          title: t('review.emptyTitle'),
          text: t('review.emptyText'),
          action: <Button url="/app/program">{t('review.emptyAction')}</Button>,
        }}
      >
        <ReviewList rows={page.rows} now={now} filters={address.filters} more={page.next !== null || page.previous !== null} />
      </ListCard>
    </Page>
  );
}
