import { Banner, BlockStack, InlineStack } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { problemText } from '../../i18n/problem-text.ts';
import type { RewardDetail } from '../../queries/reward-detail.server.ts';
import { AskPermission } from '../ask-permission.tsx';
import { RetryReward } from '../retry-reward.tsx';
import { TroubleBanner } from './trouble-banner.tsx';

/** What keeps the reward from going on, each with its next step. @param scopes granted, comma-separated */
export function StuckBanners({ detail, failing, scopes }: { detail: RewardDetail; failing: boolean; scopes: string }) {
  const { t } = useTranslation();
  const { kind, state, lastError, trouble } = detail;
  const ended = state === 'redeemed' || state === 'expired' || state === 'revoked';
  const payout = (kind === 'store-credit' || kind === 'gift-card') && !ended && state !== 'issued' ? kind : null;
  return (
    <>
      <AskPermission kind={payout} scopes={scopes} text={t('permission.stuckText')} />
      {failing && (
        <Banner tone="critical" title={t('rewardLife.stuckTitle')}>
          <BlockStack gap="200">
            <p>{problemText(t, lastError ?? '')}</p>
            <InlineStack>
              <RetryReward rewardId={detail.id} />
            </InlineStack>
          </BlockStack>
        </Banner>
      )}
      {trouble !== null && !ended && <TroubleBanner rewardId={detail.id} trouble={trouble} />}
    </>
  );
}
