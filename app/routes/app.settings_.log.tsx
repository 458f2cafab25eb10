import { json, type LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { TitleBar } from '@shopify/app-bridge-react';
import { Page } from '@shopify/polaris';
import { ClipboardIcon } from '@shopify/polaris-icons';
import { useTranslation } from 'react-i18next';
import { oneOf, openAdmin, PAGE_SIZE } from '../admin-request.server.ts';
import { ActTable } from '../components/settings/act-table.tsx';
import { ListCard } from '../components/list-card.tsx';
import { ListFilters } from '../components/list-filters.tsx';
import { useListAddress } from '../components/use-list-address.ts';
import { STAFF_ACT_NAMES } from '../domain/staff-act.ts';
import { listAuditEntries } from '../queries/audit-log.server.ts';

export { PageError as ErrorBoundary } from '../components/page-error.tsx';

export async function loader({ request }: LoaderFunctionArgs) {
  const { context, shop, search, place, userId } = await openAdmin(request);
  const filter = { act: oneOf(STAFF_ACT_NAMES, search.get('act')) };
  return json({ page: await listAuditEntries(context.db.prisma, shop.id, filter, place, PAGE_SIZE), userId });
}

/** What staff did in the app: who, when, and from which page. Nobody can change it, the app included. */
export default function StaffLog() {
  const { page, userId } = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  const address = useListAddress();
  const choices = STAFF_ACT_NAMES.map((act) => ({ value: act, label: t(`staffLog.acts.${act}`) }));
  return (
    <Page
      title={t('staffLog.title')}
      subtitle={t('staffLog.subtitle')}
      backAction={{ content: t('nav.settings'), url: '/app/settings' }}
    >
      <TitleBar title={t('staffLog.title')} />
      <ListCard
        address={address}
        page={page}
        filters={
          <ListFilters
            address={address}
            tabKey="view"
            tabs={[{ value: '', label: t('list.all') }]}
            tabsLabel={t('list.all')}
            filters={[{ key: 'act', label: t('staffLog.act'), choices }]}
          />
        }
        empty={{ icon: ClipboardIcon, title: t('staffLog.emptyTitle'), text: t('staffLog.emptyText') }}
      >
        <ActTable rows={page.rows} userId={userId} />
      </ListCard>
    </Page>
  );
}
