import { json, type LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { TitleBar } from '@shopify/app-bridge-react';
import { Page } from '@shopify/polaris';
import { PersonAddIcon } from '@shopify/polaris-icons';
import { useTranslation } from 'react-i18next';
import { oneOf, openAdmin, PAGE_SIZE } from '../admin-request.server.ts';
import { DownloadButton } from '../components/download-button.tsx';
import { ListCard } from '../components/list-card.tsx';
import { ListFilters, usePeriodFilter } from '../components/list-filters.tsx';
import { ReferralTable } from '../components/referral-table.tsx';
import { useListAddress } from '../components/use-list-address.ts';
import { useReasonChoices } from '../components/use-reason-choices.ts';
import { listReferrals, STANDINGS } from '../queries/referral-list.server.ts';

export { PageError as ErrorBoundary } from '../components/page-error.tsx';

export async function loader({ request }: LoaderFunctionArgs) {
  const { context, shop, search, period, place, terms, reveal } = await openAdmin(request);
  const filter = { standing: oneOf(STANDINGS, search.get('outcome')), reason: search.get('reason'), period, search: terms };
  return json({ page: await listReferrals(context.db.prisma, shop, filter, place, PAGE_SIZE, reveal) });
}

export default function Referrals() {
  const { page } = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  const address = useListAddress();
  const filters = [
    { key: 'reason', label: t('referrals.reason'), choices: useReasonChoices() },
    usePeriodFilter(t('referrals.date')),
  ];
  const tabs = [
    { value: '', label: t('list.all') },
    { value: 'credited', label: t('standing.credited') },
    { value: 'not-credited', label: t('standing.not-credited') },
    { value: 'reversed', label: t('standing.reversed') },
  ];
  return (
    <Page
      title={t('referrals.title')}
      subtitle={t('referrals.subtitle')}
      backAction={{ content: t('nav.home'), url: '/app' }}
      primaryAction={<DownloadButton url={`/app/export/referrals${address.filters}`}>{t('export.button')}</DownloadButton>}
      secondaryActions={[
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
            searchHint={t('referrals.search')}
          />
        }
        empty={{ icon: PersonAddIcon, title: t('latest.emptyTitle'), text: t('latest.emptyText') }}
      >
        <ReferralTable rows={page.rows} />
      </ListCard>
    </Page>
  );
}
