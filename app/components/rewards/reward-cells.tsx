/** What lists of rewards say about each: what it is for, and where it stands. */
import { BlockStack, Link, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { problemText } from '../../i18n/problem-text.ts';
import { orderName } from '../../i18n/order-name.ts';
import type { RewardRow } from '../../queries/reward-list.server.ts';
import { useFormats } from '../formats.ts';
import { RetryReward } from '../retry-reward.tsx';
import { useWorth } from '../reward-value.ts';
import { RewardBadge } from '../state-badges.tsx';
import { OwnClick } from './own-click.tsx';
import { useTakenBackWords } from './use-taken-back-words.ts';

/** What it is worth, as the way to its page. */
export function RewardWorth({ reward }: { reward: RewardRow }) {
  const worth = useWorth();
  return (
    <Link url={`/app/rewards/${reward.id}`} monochrome removeUnderline>
      <Text as="span" fontWeight="semibold">
        {worth(reward)}
      </Text>
    </Link>
  );
}

/** The order, the bonus, or that staff gave it; and to whom, when that is not the advocate. */
export function RewardReason({ reward }: { reward: RewardRow }) {
  const { t } = useTranslation();
  const { purpose, milestone, orderId, orderName: name, recipient } = reward;
  return (
    <BlockStack inlineAlign="start">
      {orderId !== null ? (
        <Link url={`/app/referrals/${orderId}`} removeUnderline>
          {orderName({ orderId, name: name ?? orderId }, t)}
        </Link>
      ) : (
        <Text as="span">
          {purpose === 'milestone' ? t('rewardLife.bonus', { number: milestone ?? 0 }) : t('rewardLife.given')}
        </Text>
      )}
      {recipient === 'friend' && (
        <Text as="span" variant="bodySm" tone="subdued">
          {t('rewardLife.toFriend')}
        </Text>
      )}
    </BlockStack>
  );
}

/** Its state, with what comes next or what is wrong. */
export function RewardStanding({ reward }: { reward: RewardRow }) {
  const { t } = useTranslation();
  const { state, lastError } = reward;
  const failing = lastError !== null && state !== 'redeemed' && state !== 'expired';
  const detail = useStandingText(reward);
  return (
    <BlockStack gap="100" inlineAlign="start">
      <RewardBadge state={state} failing={failing} />
      {[failing ? problemText(t, lastError) : detail, ...useRemarks(reward)]
        .filter((text) => text !== null)
        .map((text) => (
          <Text key={text} as="span" variant="bodySm" tone="subdued">
            {text}
          </Text>
        ))}
      {failing && (
        <OwnClick>
          <RetryReward rewardId={reward.id} />
        </OwnClick>
      )}
    </BlockStack>
  );
}

function useStandingText(reward: RewardRow): string | null {
  const { t } = useTranslation();
  const { day } = useFormats();
  const takenBack = useTakenBackWords();
  const { state, credit, dueAt, issuedAt, redeemedAt, expiresAt, revokedAt, revokedReason } = reward;
  const held = credit === 'held';
  switch (state) {
    case 'pending':
      if (held) return t('rewards.held');
      return dueAt === null ? t('rewardLife.onItsWay') : t('rewards.due', { day: day(dueAt) });
    case 'approved':
    case 'issuing':
      return held ? t('rewards.held') : t('rewardLife.soon');
    case 'issued':
      if (expiresAt !== null) return t('rewards.until', { day: day(expiresAt) });
      return issuedAt && day(issuedAt);
    case 'redeemed':
      return redeemedAt && day(redeemedAt);
    case 'expired':
      return expiresAt && day(expiresAt);
    case 'revoked':
      return [takenBack(revokedReason), revokedAt && day(revokedAt)].filter((text) => text !== null).join(', ') || null;
  }
}

function useRemarks({ kept, trouble }: RewardRow): string[] {
  const { t } = useTranslation();
  return [...(kept ? [t('rewardLife.kept')] : []), ...(trouble === null ? [] : [t(`rewardLife.trouble.${trouble}`)])];
}
