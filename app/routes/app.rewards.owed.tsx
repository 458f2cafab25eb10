import { json, type LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { TitleBar } from '@shopify/app-bridge-react';
import { BlockStack, Box, Card, InlineGrid, Page, Text } from '@shopify/polaris';
import { CheckCircleIcon } from '@shopify/polaris-icons';
import { useTranslation } from 'react-i18next';
import { openAdmin } from '../admin-request.server.ts';
import { EmptyNote } from '../components/empty-note.tsx';
import { OwedBar } from '../components/owed/owed-bar.tsx';
import { SplitCard } from '../components/owed/split-card.tsx';
import { splitBy, TimeCard } from '../components/owed/time-card.tsx';
import { readLiability } from '../queries/liability.server.ts';

export { PageError as ErrorBoundary } from '../components/page-error.tsx';

export async function loader({ request }: LoaderFunctionArgs) {
  const { context, shop } = await openAdmin(request);
  return json(await readLiability(context.db.prisma, shop, context.now()));
}

/** What the program owes now, currency by currency. */
export default function Owed() {
  const { owed, expiry, due, debts } = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  const currencies = [...new Set([...owed, ...debts].map(({ currency }) => currency))].sort();
  return (
    <Page
      title={t('owed.title')}
      subtitle={t('owed.subtitle')}
      backAction={{ content: t('rewards.title'), url: '/app/rewards' }}
      primaryAction={{ content: t('owed.statements'), url: '/app/rewards/statement' }}
    >
      <TitleBar title={t('owed.title')} />
      <BlockStack gap="400">
        {currencies.length === 0 && (
          <Card>
            <EmptyNote icon={CheckCircleIcon} title={t('owed.emptyTitle')}>
              {t('owed.emptyText')}
            </EmptyNote>
          </Card>
        )}
        {currencies.map((currency) => {
          const own = <Row extends { currency: string }>(rows: Row[]) => rows.filter((row) => row.currency === currency);
          return (
            <BlockStack key={currency} gap="400">
              {currencies.length > 1 && (
                <Box paddingInline={{ xs: '400', sm: '0' }}>
                  <Text as="h2" variant="headingMd">
                    {currency}
                  </Text>
                </Box>
              )}
              <OwedBar owed={own(owed)} debts={own(debts)} currency={currency} />
              <InlineGrid columns={{ xs: 1, md: 2 }} gap="400">
                <SplitCard
                  title={t('owed.ageTitle')}
                  column={t('owed.ageColumn')}
                  text={t('owed.ageText')}
                  lines={splitBy(own(owed), 'age', t)}
                  currency={currency}
                />
                <SplitCard
                  title={t('owed.kindTitle')}
                  column={t('owed.kindColumn')}
                  lines={splitBy(own(owed), 'kind', t)}
                  currency={currency}
                />
                <TimeCard of="due" rows={own(due)} currency={currency} />
                <TimeCard of="expiry" rows={own(expiry)} currency={currency} />
              </InlineGrid>
            </BlockStack>
          );
        })}
        <Box paddingInline={{ xs: '400', sm: '0' }} paddingBlockEnd="400">
          <Text as="p" tone="subdued" variant="bodySm">
            {t('owed.estimate')}
          </Text>
        </Box>
      </BlockStack>
    </Page>
  );
}
