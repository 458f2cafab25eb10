import { json, type LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { TitleBar } from '@shopify/app-bridge-react';
import { Page } from '@shopify/polaris';
import { PersonAddIcon } from '@shopify/polaris-icons';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { openAdmin, PAGE_SIZE } from '../admin-request.server.ts';
import { ExportMenu } from '../components/export-menu.tsx';
import { ListCard } from '../components/list-card.tsx';
import { ListFilters, usePeriodFilter } from '../components/list-filters.tsx';
import { ReferralTable } from '../components/referral-table.tsx';
import { useListAddress } from '../components/use-list-address.ts';
import { useSliceFilters } from '../components/referral/use-slice-filters.ts';
import { useReasonChoices } from '../components/use-reason-choices.ts';
import { AssignDialog } from '../components/verdict/assign-dialog.tsx';
import { SIGNAL_KINDS } from '../domain/facts.ts';
import { ORDER_KINDS, STANDINGS } from '../domain/referral-standing.ts';
import { referralFilterOf } from '../referral-filter.server.ts';
import { viewsOf } from '../open-with-view.server.ts';
import { listReferrals } from '../queries/referral-list.server.ts';

export { PageError as ErrorBoundary } from '../components/page-error.tsx';

export async function loader({ request }: LoaderFunctionArgs) {
  const admin = await openAdmin(request);
  const { context, shop, place, reveal } = admin;
  const views = await viewsOf(admin, request, 'referrals');
  const filter = referralFilterOf(admin);
  return json({ views, page: await listReferrals(context.db.prisma, shop, filter, place, PAGE_SIZE, reveal) });
}

export default function Referrals() {
  const { page, views } = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  const address = useListAddress();
  const [assigning, setAssigning] = useState(false);
  const filters = [
    { key: 'reason', label: t('referrals.reason'), choices: useReasonChoices() },
    {
      key: 'evidence',
      label: t('referrals.evidence'),
      choices: SIGNAL_KINDS.map((value) => ({ value, label: t(`evidenceKind.${value}`) })),
    },
    {
      key: 'kind',
      label: t('referrals.kindTitle'),
      choices: ORDER_KINDS.map((value) => ({ value, label: t(`referrals.kind.${value}`) })),
    },
    ...useSliceFilters(address, page.rows),
    usePeriodFilter(t('referrals.date')),
  ];
  const tabs = [{ value: '', label: t('list.all') }, ...STANDINGS.map((value) => ({ value, label: t(`standing.${value}`) }))];
  return (
    <Page
      title={t('referrals.title')}
      subtitle={t('referrals.subtitle')}
      backAction={{ content: t('nav.home'), url: '/app' }}
      primaryAction={<ExportMenu url={`/app/export/referrals${address.filters}`} />}
      secondaryActions={[
        { content: t('assign.title'), onAction: () => setAssigning(true) },
        { content: t('lost.title'), url: '/app/referrals/lost' },
        { content: t('visits.title'), url: '/app/referrals/visits' },
        { content: t('claims.title'), url: '/app/referrals/claims' },
      ]}
    >
      <TitleBar title={t('referrals.title')} />
      <ListCard
        address={address}
        page={page}
        filters={
          <ListFilters
            address={address}
            tabKey="outcome"
            tabs={tabs}
            tabsLabel={t('referrals.outcome')}
            filters={filters}
            views={{ list: 'referrals', rows: views }}
            searchHint={t('referrals.search')}
          />
        }
        empty={{ icon: PersonAddIcon, title: t('latest.emptyTitle'), text: t('latest.emptyText') }}
      >
        <ReferralTable rows={page.rows} />
      </ListCard>
      <AssignDialog open={assigning} order={null} onClose={() => setAssigning(false)} />
    </Page>
  );
}
