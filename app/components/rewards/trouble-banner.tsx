import { useFetcher } from '@remix-run/react';
import { useAppBridge } from '@shopify/app-bridge-react';
import { Banner, BlockStack, Button, InlineStack } from '@shopify/polaris';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { problemText } from '../../i18n/problem-text.ts';
import type { Repair, RewardTrouble } from '../../domain/reward-event.ts';

/** What the merchant did in Shopify to the discount behind a reward, and the way to put it right. */
export function TroubleBanner({ rewardId, trouble }: { rewardId: string; trouble: RewardTrouble }) {
  const { t } = useTranslation();
  const shopify = useAppBridge();
  const fetcher = useFetcher<Repair>();
  const repair = fetcher.state === 'idle' ? fetcher.data : undefined;
  const refused = repair !== undefined && 'refused' in repair ? repair.refused : null;
  const done = repair !== undefined && 'done' in repair ? repair.done : null;
  useEffect(() => {
    if (done !== null) shopify.toast.show(t(`rewardLife.repaired.${done}`));
  }, [done, shopify, t]);
  const isGone = trouble === 'deleted' || trouble === 'code-removed';
  if (trouble === 'customer-deleted') {
    return (
      <Banner tone="warning" title={t('rewardLife.trouble.customer-deleted')}>
        <p>{t('rewardLife.customerDeletedText')}</p>
      </Banner>
    );
  }
  return (
    <Banner tone={refused === null ? 'warning' : 'critical'} title={t(`rewardLife.trouble.${trouble}`)}>
      <BlockStack gap="200">
        <p>{t(isGone ? 'rewardLife.goneText' : 'rewardLife.troubleText')}</p>
        {refused !== null && <p role="alert">{problemText(t, refused)}</p>}
        <InlineStack>
          <Button
            loading={fetcher.state !== 'idle'}
            disabled={done !== null}
            onClick={() => fetcher.submit({ rewardId }, { method: 'post', action: '/app/rewards/repair' })}
          >
            {t(isGone ? 'rewardLife.newCode' : 'rewardLife.putBack')}
          </Button>
        </InlineStack>
      </BlockStack>
    </Banner>
  );
}
