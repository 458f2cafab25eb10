import { Badge, BlockStack, Box, Card, InlineStack, Link, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import type { OrderCount, TrackingDay } from '../../queries/tracking-health.server.ts';
import { useFormats } from '../formats.ts';
import { SimpleTable } from '../simple-table.tsx';

/** Whether every paid order was seen, and how many of each day came with evidence and are credited. */
export function TrackingCard({ orderCount, days }: { orderCount: OrderCount | null; days: TrackingDay[] }) {
  const { t } = useTranslation();
  const { number, percent, calendarDay } = useFormats();
  const share = (part: number, whole: number) =>
    whole === 0 ? number(part) : t('tracking.share', { count: part, percent: percent(Math.round((100 * part) / whole) * 100) });
  return (
    <Card padding="0">
      <Box padding="400">
        <BlockStack gap="200">
          <InlineStack align="space-between" blockAlign="center">
            <Text as="h2" variant="headingSm">
              {t('tracking.title')}
            </Text>
            {orderCount !== null && (
              <Badge tone={orderCount.seen < orderCount.expected ? 'attention' : 'success'}>
                {t(orderCount.seen < orderCount.expected ? 'tracking.short' : 'tracking.complete')}
              </Badge>
            )}
          </InlineStack>
          <CountText orderCount={orderCount} />
          <Text as="p" tone="subdued">
            {t('tracking.text', { count: days.length })}
          </Text>
        </BlockStack>
      </Box>
      <SimpleTable
        rows={days}
        keyOf={({ day }) => day}
        names={{ singular: t('tracking.one'), plural: t('tracking.many') }}
        columns={[
          { title: t('tracking.day'), cell: ({ day }) => calendarDay(day) },
          { title: t('tracking.orders'), alignment: 'end', cell: ({ orders }) => number(orders) },
          {
            title: t('tracking.evidence'),
            alignment: 'end',
            cell: ({ day, withEvidence, orders }) => (
              <Rows url={withEvidence === 0 ? null : `/app/referrals?kind=order&from=${day}&to=${day}`}>
                {share(withEvidence, orders)}
              </Rows>
            ),
          },
          {
            title: t('tracking.credited'),
            alignment: 'end',
            cell: ({ day, credited, orders }) => (
              <Rows url={credited === 0 ? null : `/app/referrals?outcome=credited&kind=order&from=${day}&to=${day}`}>
                {share(credited, orders)}
              </Rows>
            ),
          },
        ]}
      />
    </Card>
  );
}

function Rows({ url, children }: { url: string | null; children: string }) {
  return url === null ? <>{children}</> : <Link url={url}>{children}</Link>;
}

function CountText({ orderCount }: { orderCount: OrderCount | null }) {
  const { t } = useTranslation();
  const { number, moment } = useFormats();
  if (orderCount === null) return <Text as="p">{t('tracking.none')}</Text>;
  const { expected, seen } = orderCount;
  const told = {
    ...{ expected: number(expected), seen: number(seen), count: expected - seen },
    ...{ from: moment(orderCount.from), to: moment(orderCount.to) },
  };
  if (seen === expected) return <Text as="p">{t('tracking.even', told)}</Text>;
  return <Text as="p">{seen < expected ? t('tracking.missing', told) : t('tracking.more', told)}</Text>;
}
