import { json, type LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { TitleBar } from '@shopify/app-bridge-react';
import { BlockStack, Link, Page, Text } from '@shopify/polaris';
import { PersonIcon } from '@shopify/polaris-icons';
import { useTranslation } from 'react-i18next';
import { oneOf, openAdmin, PAGE_SIZE } from '../admin-request.server.ts';
import { DownloadButton } from '../components/download-button.tsx';
import { useFormats } from '../components/formats.ts';
import { ListCard } from '../components/list-card.tsx';
import { ListFilters } from '../components/list-filters.tsx';
import { SimpleTable } from '../components/simple-table.tsx';
import { AdvocateBadge } from '../components/state-badges.tsx';
import { useListAddress } from '../components/use-list-address.ts';
import { ADVOCATE_SORTS, ADVOCATE_STATES, FIRST_TO_THANK, listAdvocates } from '../queries/advocate-list.server.ts';

export { PageError as ErrorBoundary } from '../components/page-error.tsx';

export async function loader({ request }: LoaderFunctionArgs) {
  const { context, shop, search, place, terms, reveal } = await openAdmin(request);
  const filter = { state: oneOf(ADVOCATE_STATES, search.get('state')), search: terms };
  const sort = oneOf(ADVOCATE_SORTS, search.get('sort')) ?? FIRST_TO_THANK;
  return json({ page: await listAdvocates(context.db.prisma, shop, filter, sort, place, PAGE_SIZE, reveal) });
}

export default function Advocates() {
  const { page } = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  const { number, money, day } = useFormats();
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
        <SimpleTable
          rows={page.rows}
          keyOf={({ id }) => id}
          names={{ singular: t('advocates.one'), plural: t('advocates.many') }}
          columns={[
            {
              title: t('advocates.name'),
              cell: ({ id, name, email, code }) => (
                <BlockStack>
                  <Link url={`/app/advocates/${id}`} dataPrimaryLink monochrome removeUnderline>
                    <Text as="span" fontWeight="semibold">
                      {name ?? code}
                    </Text>
                  </Link>
                  <Text as="span" tone="subdued" variant="bodySm">
                    {email ?? code}
                  </Text>
                </BlockStack>
              ),
            },
            { title: t('advocates.state'), cell: ({ state }) => <AdvocateBadge state={state} /> },
            { title: t('advocates.since'), wideOnly: true, cell: ({ enrolledAt }) => day(enrolledAt) },
            { title: t('advocates.visits'), alignment: 'end', wideOnly: true, cell: ({ visits }) => number(visits) },
            { title: t('advocates.referrals'), alignment: 'end', cell: ({ referrals }) => number(referrals) },
            { title: t('advocates.revenue'), alignment: 'end', cell: ({ revenueMinor }) => money(revenueMinor) },
            { title: t('advocates.rewards'), alignment: 'end', wideOnly: true, cell: ({ rewards }) => number(rewards) },
          ]}
        />
      </ListCard>
    </Page>
  );
}
