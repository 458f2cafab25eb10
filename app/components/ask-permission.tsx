import { useFetcher } from '@remix-run/react';
import { useAppBridge } from '@shopify/app-bridge-react';
import { Banner } from '@shopify/polaris';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { missingScopes, type ScopedUse } from '../domain/payout-scopes.ts';

/** Asks the merchant, through Shopify, for what this needs, mostly the payment of a kind of reward; nothing shows while nothing is missing. @param scopes granted, comma-separated */
export function AskPermission({ kind, scopes, text }: { kind: ScopedUse | null; scopes: string; text: string }) {
  const { t } = useTranslation();
  const shopify = useAppBridge();
  const noting = useFetcher<{ asked: boolean }>();
  const [asking, setAsking] = useState(false);
  const [trouble, setTrouble] = useState<'declined' | 'failed' | null>(null);
  const missing = kind === null ? [] : missingScopes(kind, scopes);
  if (kind === null || missing.length === 0) return null;

  async function ask() {
    setAsking(true);
    setTrouble(null);
    try {
      const { result } = await shopify.scopes.request(missing);
      if (result === 'granted-all') noting.submit(null, { method: 'post', action: '/app/permissions' });
      else setTrouble('declined');
    } catch {
      setTrouble('failed');
    } finally {
      setAsking(false);
    }
  }
  const failed = trouble ?? (noting.state === 'idle' && noting.data?.asked === false ? 'failed' : null);
  return (
    <Banner
      tone={kind === 'merged-customers' ? 'info' : 'warning'}
      title={t(`permission.${kind}`)}
      action={{ content: t('permission.allow'), onAction: () => void ask(), loading: asking || noting.state !== 'idle' }}
    >
      <p>{failed === null ? text : t(`permission.${failed}`)}</p>
    </Banner>
  );
}
