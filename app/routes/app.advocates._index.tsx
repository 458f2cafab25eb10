import { json, type LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { TitleBar } from '@shopify/app-bridge-react';
import { Page } from '@shopify/polaris';
import { PersonIcon } from '@shopify/polaris-icons';
import { useTranslation } from 'react-i18next';
import { oneOf, openAdmin, PAGE_SIZE } from '../admin-request.server.ts';
import { AdvocateTable } from '../components/advocate/advocate-table.tsx';
import { DownloadButton } from '../components/download-button.tsx';
import { ListCard } from '../components/list-card.tsx';
import { ListFilters } from '../components/list-filters.tsx';
import { useListAddress } from '../components/use-list-address.ts';
import { viewsOf } from '../open-with-view.server.ts';
import { ADVOCATE_SORTS, ADVOCATE_STATES, FIRST_TO_THANK, listAdvocates } from '../queries/advocate-list.server.ts';

export { PageError as ErrorBoundary } from '../components/page-error.tsx';

export async function loader({ request }: LoaderFunctionArgs) {
  const admin = await openAdmin(request);
  const { context, shop, search, place, terms, reveal } = admin;
  const views = await viewsOf(admin, request, 'advocates');
  const filter = { state: oneOf(ADVOCATE_STATES, search.get('state')), search: terms };
  const sort = oneOf(ADVOCATE_SORTS, search.get('sort')) ?? FIRST_TO_THANK;
  return json({ views, page: await listAdvocates(context.db.prisma, shop, filter, sort, place, PAGE_SIZE, reveal) });
}

export default function Advocates() {
  const { page, views } = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  const address = useListAddress();
  const tabs = [
    { value: '', label: t('list.all') },
    ...(['active', 'blocked'] as const).map((value) => ({ value, label: t(`advocate.${value}`) })),
  ];
  return (
    <Page
      title={t('advocates.title')}
      subtitle={t('advocates.subtitle')}
      backAction={{ content: t('nav.home'), url: '/app' }}
      secondaryActions={[{ content: t('import.button'), url: '/app/advocates/import' }]}
      primaryAction={<DownloadButton url={`/app/export/advocates${address.filters}`}>{t('export.button')}</DownloadButton>}
    >
      <TitleBar title={t('advocates.title')} />
      <ListCard
        address={address}
        page={page}
        filters={
          <ListFilters
            address={address}
            tabKey="state"
            tabs={tabs}
            tabsLabel={t('advocates.state')}
            filters={[]}
            views={{ list: 'advocates', rows: views }}
            searchHint={t('advocates.search')}
            sorts={[
              { key: 'revenue', label: t('advocates.sortRevenue'), asc: t('list.least'), desc: t('list.most') },
              { key: 'referrals', label: t('advocates.sortReferrals'), asc: t('list.least'), desc: t('list.most') },
              { key: 'enrolled', label: t('advocates.sortEnrolled'), asc: t('list.oldest'), desc: t('list.newest') },
            ]}
          />
        }
        empty={{ icon: PersonIcon, title: t('advocates.emptyTitle'), text: t('advocates.emptyText') }}
      >
        <AdvocateTable rows={page.rows} />
      </ListCard>
    </Page>
  );
}
