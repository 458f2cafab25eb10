import { BlockStack, Card, Divider, InlineStack, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import type { ReferralDetail } from '../../queries/referral-detail.server.ts';
import { useFormats } from '../formats.ts';

/** What the order is worth after refunds, and whether the buyer is new. */
export function MoneyCard({ detail }: { detail: ReferralDetail }) {
  const { t } = useTranslation();
  const { money, number, day } = useFormats();
  const { currency, totalMinor, refundedMinor, refunds, presentment, earlierOrders } = detail;
  const net = (BigInt(totalMinor) - BigInt(refundedMinor)).toString();
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingSm">
          {t('money.title')}
        </Text>
        <BlockStack gap="150">
          <Line label={t('money.total')} value={money(totalMinor, currency)} />
          {presentment !== null && (
            <Line
              label={t('money.paidIn', { currency: presentment.currency })}
              value={money(presentment.totalMinor, presentment.currency)}
            />
          )}
          {refunds.map((refund) => (
            <Line
              key={refund.refundId}
              label={t('money.refund', { day: day(refund.at) })}
              value={money(`-${refund.amountMinor}`, refund.currency)}
            />
          ))}
          {refundedMinor !== '0' && (
            <>
              <Divider />
              <Line label={t('money.net')} value={money(net, currency)} strong />
            </>
          )}
        </BlockStack>
        <Divider />
        <Line
          label={t('money.earlier')}
          value={earlierOrders === null ? t('money.unknown') : earlierOrders === 0 ? t('money.first') : number(earlierOrders)}
        />
      </BlockStack>
    </Card>
  );
}

function Line({ label, value, strong = false }: { label: string; value: string; strong?: boolean }) {
  return (
    <InlineStack align="space-between" wrap={false} gap="200">
      <Text as="span" tone="subdued">
        {label}
      </Text>
      <Text as="span" numeric {...(strong ? { fontWeight: 'semibold' as const } : {})}>
        {value}
      </Text>
    </InlineStack>
  );
}
