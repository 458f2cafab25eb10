import { useFetcher } from '@remix-run/react';
import { useAppBridge } from '@shopify/app-bridge-react';
import { Button } from '@shopify/polaris';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';

/** Asks for a reward to be granted again, after its problem was solved. */
export function RetryReward({ rewardId }: { rewardId: string }) {
  const { t } = useTranslation();
  const shopify = useAppBridge();
  const fetcher = useFetcher<{ queued: boolean }>();
  useEffect(() => {
    if (fetcher.state === 'idle' && fetcher.data?.queued === true) shopify.toast.show(t('rewards.queued'));
  }, [fetcher.state, fetcher.data, shopify, t]);
  return (
    <Button
      size="slim"
      loading={fetcher.state !== 'idle'}
      disabled={fetcher.data?.queued === true}
      onClick={() => fetcher.submit({ rewardId }, { method: 'post', action: '/app/rewards' })}
    >
      {t('rewards.retry')}
    </Button>
  );
}
