import { BlockStack, Card, Link, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { isCodeKind } from '../../domain/rewards.ts';
import type { RewardDetail } from '../../queries/reward-detail.server.ts';
import { CopyText } from '../copy-text.tsx';
import { useFormats } from '../formats.ts';
import { useWorth } from '../reward-value.ts';
import { useTakenBackWords } from './use-taken-back-words.ts';

/** What it is worth, and where it stands. */
export function NowCard({ detail }: { detail: RewardDetail }) {
  const { t } = useTranslation();
  const worth = useWorth();
  const sentences = useNowSentences(detail);
  return (
    <Card>
      <BlockStack gap="200">
        <Text as="h2" variant="headingSm">
          {t('rewardLife.nowTitle')}
        </Text>
        <Text as="p" variant="headingMd">
          {worth(detail)}
        </Text>
        {detail.code !== null && detail.issuedAt !== null && <CopyText label={t('rewards.code')} text={detail.code} />}
        {sentences.map((text) => (
          <Text key={text} as="p">
            {text}
          </Text>
        ))}
        {detail.redeemedOn !== null && <UsedOrder orderId={detail.redeemedOn} isKnown={detail.redeemedOnName !== null} />}
        {detail.kept && (
          <Text as="p" tone="subdued">
            {t('rewardLife.kept')}
          </Text>
        )}
      </BlockStack>
    </Card>
  );
}

/** The way to the order that used it: our page where the app knows it, else Shopify's. */
function UsedOrder({ orderId, isKnown }: { orderId: string; isKnown: boolean }) {
  const { t } = useTranslation();
  return isKnown ? (
    <Link url={`/app/referrals/${orderId}`} removeUnderline>
      {t('rewardLife.usedKnown')}
    </Link>
  ) : (
    <Link url={`shopify://admin/orders/${orderId}`} target="_top" removeUnderline>
      {t('rewardLife.usedOrder')}
    </Link>
  );
}

function useNowSentences(detail: RewardDetail): string[] {
  const { t } = useTranslation();
  const { day, money } = useFormats();
  const takenBack = useTakenBackWords();
  const { state, credit, kind, dueAt, expiresAt, redeemedOn, redeemedOnName, revokedReason, balances, currency } = detail;
  const carried = balances.find(({ account }) => account === 'carried');
  const owed =
    carried !== undefined && BigInt(carried.minor) < 0n
      ? [t('rewardLife.owed', { amount: money(carried.minor.slice(1), currency) })]
      : [];
  switch (state) {
    case 'pending':
      if (credit === 'held') return [t('rewards.held')];
      return [dueAt === null ? t('rewardLife.onItsWay') : t('rewards.due', { day: day(dueAt) })];
    case 'approved':
    case 'issuing':
      return [credit === 'held' ? t('rewards.held') : t('rewardLife.soon')];
    case 'issued':
      if (!isCodeKind(kind) && kind !== 'free-product') return [t('rewardLife.paidOut'), ...owed];
      return expiresAt === null ? owed : [t('rewardLife.ends', { day: day(expiresAt) }), ...owed];
    case 'redeemed':
      return [
        ...(redeemedOn === null
          ? []
          : [redeemedOnName === null ? t('rewardLife.usedElsewhere') : t('rewardLife.usedOn', { order: redeemedOnName })]),
        ...owed,
      ];
    case 'expired':
      return expiresAt === null ? [] : [day(expiresAt)];
    case 'revoked': {
      const why = takenBack(revokedReason);
      return why === null ? [] : [why];
    }
  }
}
