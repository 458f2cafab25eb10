import { useFetcher } from '@remix-run/react';
import { useAppBridge } from '@shopify/app-bridge-react';
import { Button, Text } from '@shopify/polaris';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { Repair } from '../domain/reward-event.ts';
import { problemText } from '../i18n/problem-text.ts';

/** Beside a claim whose discount the merchant changed in Shopify. */
export function RepairOffer({ claimId, code }: { claimId: string; code: string }) {
  const { t } = useTranslation();
  const shopify = useAppBridge();
  const fetcher = useFetcher<Repair>();
  const answer = fetcher.state === 'idle' ? fetcher.data : undefined;
  const done = answer !== undefined && 'done' in answer;
  useEffect(() => {
    if (done) shopify.toast.show(t('rewardLife.repaired.put-back'));
  }, [done, shopify, t]);
  return (
    <>
      {answer !== undefined && 'refused' in answer && (
        <Text as="span" variant="bodySm" tone="critical">
          <span role="alert">{problemText(t, answer.refused)}</span>
        </Text>
      )}
      <Button
        size="slim"
        loading={fetcher.state !== 'idle'}
        accessibilityLabel={t('claims.putBackOf', { code })}
        onClick={() => fetcher.submit({ claimId }, { method: 'post' })}
      >
        {t('rewardLife.putBack')}
      </Button>
    </>
  );
}
