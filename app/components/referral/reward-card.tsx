import { Banner, BlockStack, Button, Card, InlineStack, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { problemText } from '../../i18n/problem-text.ts';
import type { ReferralDetail } from '../../queries/referral-detail.server.ts';
import { CopyText } from '../copy-text.tsx';
import { useFormats } from '../formats.ts';
import { RetryReward } from '../retry-reward.tsx';
import { useWorth } from '../reward-value.ts';
import { RewardBadge } from '../state-badges.tsx';
import { useUnrewardedText } from '../use-unrewarded-text.ts';
import { TierText } from './tier-text.tsx';

/** What was promised to the advocate, or to the friend, and where the promise stands; else why nothing was. */
export function RewardCard({ detail, of }: { detail: ReferralDetail; of: 'advocate' | 'friend' }) {
  const { t } = useTranslation();
  const { day } = useFormats();
  const worth = useWorth();
  const reward = of === 'friend' ? detail.friendReward : detail.reward;
  const { referralState: standing, tier } = detail;
  const title = t(of === 'friend' ? 'rewardLife.friendTitle' : 'rewardCard.title');
  if (reward === null)
    return (
      <Card>
        <BlockStack gap="200">
          <Text as="h2" variant="headingSm">
            {title}
          </Text>
          <WithoutReward detail={detail} of={of} />
        </BlockStack>
      </Card>
    );
  const failing = reward.lastError !== null && reward.state !== 'expired' && reward.state !== 'redeemed';
  const open = reward.state === 'pending' || reward.state === 'approved' || reward.state === 'issuing';
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack align="space-between" blockAlign="center">
          <Text as="h2" variant="headingSm">
            {title}
          </Text>
          <RewardBadge state={reward.state} failing={failing} />
        </InlineStack>
        <Text as="p" variant="headingMd">
          {worth(reward)}
        </Text>
        {of === 'advocate' && tier !== null && <TierText tier={tier} />}
        {failing && (
          <Banner tone="critical">
            <p>{problemText(t, reward.lastError ?? '')}</p>
            <RetryReward rewardId={reward.id} />
          </Banner>
        )}
        {open && !failing && (
          <Text as="p">
            {standing === 'held'
              ? t('rewardCard.held')
              : reward.dueAt === null
                ? t('rewardLife.onItsWay')
                : t('rewardCard.due', { day: day(reward.dueAt) })}
          </Text>
        )}
        {reward.code !== null && reward.state !== 'approved' && reward.state !== 'issuing' && (
          <CopyText label={t('rewardCard.code')} text={reward.code} />
        )}
        {reward.state === 'issued' && reward.expiresAt !== null && (
          <Text as="p" tone="subdued">
            {t('rewardCard.expires', { day: day(reward.expiresAt) })}
          </Text>
        )}
        <InlineStack>
          <Button variant="plain" url={`/app/rewards/${reward.id}`}>
            {t('rewardLife.open')}
          </Button>
        </InlineStack>
      </BlockStack>
    </Card>
  );
}

function WithoutReward({ detail, of }: { detail: ReferralDetail; of: 'advocate' | 'friend' }) {
  const { t } = useTranslation();
  const unrewardedText = useUnrewardedText();
  const { referralState, limits } = detail;
  const reason = of === 'friend' ? detail.friendUnrewarded : detail.unrewarded;
  const why = reason === null || limits === null || referralState === 'reversed' ? null : unrewardedText(reason, limits);
  return (
    <Text as="p" tone="subdued">
      {why ?? t(referralState === 'reversed' ? 'rewardCard.reversed' : 'rewardCard.none')}
    </Text>
  );
}
