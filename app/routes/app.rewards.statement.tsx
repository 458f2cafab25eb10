import { json, type LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { TitleBar } from '@shopify/app-bridge-react';
import { Banner, BlockStack, Box, Card, Page, Select } from '@shopify/polaris';
import { ReceiptIcon } from '@shopify/polaris-icons';
import { useTranslation } from 'react-i18next';
import { openAdmin } from '../admin-request.server.ts';
import { DownloadButton } from '../components/download-button.tsx';
import { EmptyNote } from '../components/empty-note.tsx';
import { useFormats } from '../components/formats.ts';
import { StatementCard } from '../components/owed/statement-card.tsx';
import { useListAddress } from '../components/use-list-address.ts';
import { firstMonth, monthAt, monthsBetween, readMonth, readStatement } from '../queries/reward-statement.server.ts';

export { PageError as ErrorBoundary } from '../components/page-error.tsx';

/** `?month=YYYY-MM`, else the running month. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { context, shop, search } = await openAdmin(request);
  const { prisma } = context.db;
  const running = monthAt(context.now(), shop.timeZone);
  const asked = readMonth(search.get('month'));
  const month = asked !== null && asked <= running ? asked : running;
  const [first, statements] = await Promise.all([firstMonth(prisma, shop), readStatement(prisma, shop, month)]);
  return json({ month, running, months: first === null ? [] : monthsBetween(first, running), statements });
}

/** One month of the reward ledger. */
export default function Statement() {
  const { month, running, months, statements } = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  const { calendarMonth } = useFormats();
  const address = useListAddress();
  const options = [...new Set([month, ...months])].sort().reverse();
  return (
    <Page
      title={t('statement.title')}
      subtitle={t('statement.subtitle')}
      backAction={{ content: t('owed.title'), url: '/app/rewards/owed' }}
      primaryAction={<DownloadButton url={`/app/export/ledger?month=${month}`}>{t('statement.download')}</DownloadButton>}
    >
      <TitleBar title={t('statement.title')} />
      <BlockStack gap="400">
        <Box paddingInline={{ xs: '400', sm: '0' }} maxWidth="320px">
          <Select
            label={t('statement.month')}
            labelInline
            options={options.map((value) => ({ value, label: calendarMonth(value) }))}
            value={month}
            disabled={address.busy}
            onChange={(value) => address.change({ month: value === running ? null : value })}
          />
        </Box>
        {month === running && statements.length > 0 && <Banner tone="info">{t('statement.running')}</Banner>}
        {statements.length === 0 && (
          <Card>
            <EmptyNote icon={ReceiptIcon} title={t('statement.emptyTitle')}>
              {t('statement.emptyText')}
            </EmptyNote>
          </Card>
        )}
        {statements.map((statement) => (
          <StatementCard key={statement.currency} statement={statement} />
        ))}
      </BlockStack>
    </Page>
  );
}
