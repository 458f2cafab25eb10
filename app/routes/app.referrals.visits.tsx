import { json, type LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { TitleBar } from '@shopify/app-bridge-react';
import { Page, Text } from '@shopify/polaris';
import { CursorIcon } from '@shopify/polaris-icons';
import { useTranslation } from 'react-i18next';
import { openAdmin, PAGE_SIZE } from '../admin-request.server.ts';
import { AdvocateName } from '../components/advocate-name.tsx';
import { DownloadButton } from '../components/download-button.tsx';
import { useFormats } from '../components/formats.ts';
import { ListCard } from '../components/list-card.tsx';
import { ListFilters, usePeriodFilter } from '../components/list-filters.tsx';
import { SimpleTable } from '../components/simple-table.tsx';
import { useListAddress } from '../components/use-list-address.ts';
import { listVisits } from '../queries/arrivals.server.ts';

export { PageError as ErrorBoundary } from '../components/page-error.tsx';

export async function loader({ request }: LoaderFunctionArgs) {
  const { context, shop, period, place, reveal } = await openAdmin(request);
  return json({ page: await listVisits(context.db.prisma, shop, period, place, PAGE_SIZE, reveal) });
}

export default function Visits() {
  const { page } = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  const { moment } = useFormats();
  const address = useListAddress();
  const period = usePeriodFilter(t('visits.time'));
  return (
    <Page
      title={t('visits.title')}
      subtitle={t('visits.subtitle')}
      backAction={{ content: t('nav.referrals'), url: '/app/referrals' }}
      primaryAction={<DownloadButton url={`/app/export/visits${address.filters}`}>{t('export.button')}</DownloadButton>}
    >
      <TitleBar title={t('visits.title')} />
      <ListCard
        address={address}
        page={page}
        filters={
          <ListFilters
            address={address}
            tabKey="tab"
            tabsLabel={t('list.all')}
            tabs={[{ value: '', label: t('list.all') }]}
            filters={[period]}
          />
        }
        empty={{ icon: CursorIcon, title: t('visits.emptyTitle'), text: t('visits.emptyText') }}
      >
        <SimpleTable
          rows={page.rows}
          keyOf={({ id }) => id}
          names={{ singular: t('visits.one'), plural: t('visits.many') }}
          columns={[
            { title: t('visits.time'), cell: ({ at }) => moment(at) },
            {
              title: t('visits.advocate'),
              cell: ({ advocateId, advocateName, code }) =>
                advocateId === null ? (
                  <Text as="span" tone="subdued">
                    {t('visits.unknownCode')}
                  </Text>
                ) : (
                  <AdvocateName id={advocateId} name={advocateName} code={code} />
                ),
            },
            { title: t('visits.code'), cell: ({ code }) => code },
            { title: t('visits.page'), cell: ({ landingPath }) => landingPath, wraps: true },
            { title: t('visits.from'), cell: ({ referrerHost }) => referrerHost ?? t('visits.direct') },
          ]}
        />
      </ListCard>
    </Page>
  );
}
