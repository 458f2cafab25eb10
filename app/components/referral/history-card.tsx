import { BlockStack, Card, InlineStack, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import type { ReferralDetail } from '../../queries/referral-detail.server.ts';
import { useFormats } from '../formats.ts';
import { useWorth } from '../reward-value.ts';

/** What happened to the order, its credit and its reward, in the order in which it happened. */
export function HistoryCard({ detail }: { detail: ReferralDetail }) {
  const { t } = useTranslation();
  const { moment } = useFormats();
  const events = useHistory(detail);
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingSm">
          {t('history.title')}
        </Text>
        <ol className="timeline">
          {events.map(({ at, text }) => (
            <li key={`${at}-${text}`}>
              <InlineStack align="space-between" gap="200">
                <Text as="span">{text}</Text>
                <Text as="span" tone="subdued" variant="bodySm">
                  {moment(at)}
                </Text>
              </InlineStack>
            </li>
          ))}
        </ol>
      </BlockStack>
    </Card>
  );
}

function useHistory({
  placedAt,
  decidedAt,
  creditedAt,
  cancelledAt,
  reversedAt,
  refunds,
  reward,
}: ReferralDetail): { at: string; text: string }[] {
  const { t } = useTranslation();
  const { money } = useFormats();
  const worth = useWorth();
  const events = [
    { at: placedAt, text: t('history.placed') },
    creditedAt === null ? { at: decidedAt, text: t('history.notCredited') } : { at: creditedAt, text: t('history.credited') },
    { at: cancelledAt, text: t('history.cancelled') },
    ...refunds.map(({ at, amountMinor, currency }) => ({
      at,
      text: t('history.refunded', { amount: money(amountMinor, currency) }),
    })),
    { at: reversedAt, text: t('history.reversed') },
    ...(reward === null
      ? []
      : [
          { at: reward.issuedAt, text: t('history.issued', { value: worth(reward), code: reward.code ?? '' }) },
          { at: reward.redeemedAt, text: t('history.redeemed') },
          { at: reward.revokedAt, text: t('history.revoked') },
          ...(reward.state === 'expired' ? [{ at: reward.expiresAt, text: t('history.expired') }] : []),
        ]),
  ];
  return events.flatMap(({ at, text }) => (at === null ? [] : [{ at, text }])).sort((a, b) => a.at.localeCompare(b.at));
}
