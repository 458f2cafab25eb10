import { BlockStack, Button, Card, DataTable, InlineStack, Link, SkeletonDisplayText, Text } from '@shopify/polaris';
import { ChartLineIcon } from '@shopify/polaris-icons';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RevenueDay } from '../../queries/home-figures.server.ts';
import { EmptyNote } from '../empty-note.tsx';
import { useFormats } from '../formats.ts';

const RevenueChart = lazy(() => import('./revenue-chart.tsx'));

/** Referred revenue per day: a chart, and the same as a table whose days open their orders. */
export function RevenueCard({ days }: { days: RevenueDay[] }) {
  const { t } = useTranslation();
  const { money, number, calendarDay } = useFormats();
  const [asTable, setAsTable] = useState(false);
  const [inBrowser, setInBrowser] = useState(false);
  useEffect(() => setInBrowser(true), []);
  const empty = days.every(({ orders }) => orders === 0);
  const waiting = <SkeletonDisplayText size="extraLarge" />;

  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack align="space-between" blockAlign="center">
          <Text as="h2" variant="headingSm">
            {t('revenue.title')}
          </Text>
          {!empty && (
            <Button variant="plain" onClick={() => setAsTable(!asTable)} pressed={asTable}>
              {t(asTable ? 'revenue.asChart' : 'revenue.asTable')}
            </Button>
          )}
        </InlineStack>
        {empty ? (
          <EmptyNote level="h3" icon={ChartLineIcon} title={t('revenue.emptyTitle')}>
            {t('revenue.emptyText')}
          </EmptyNote>
        ) : asTable ? (
          <DataTable
            columnContentTypes={['text', 'numeric', 'numeric']}
            headings={[t('revenue.day'), t('revenue.orders'), t('revenue.revenue')]}
            rows={days
              .filter(({ orders }) => orders > 0)
              .reverse()
              .map(({ day, orders, revenueMinor }) => [
                <Link key={day} url={`/app/referrals?outcome=credited&from=${day}&to=${day}`}>
                  {calendarDay(day)}
                </Link>,
                number(orders),
                money(revenueMinor),
              ])}
          />
        ) : (
          <div className="chart">
            {inBrowser ? (
              <Suspense fallback={waiting}>
                <RevenueChart days={days} label={t('revenue.title')} />
              </Suspense>
            ) : (
              waiting
            )}
          </div>
        )}
      </BlockStack>
    </Card>
  );
}
