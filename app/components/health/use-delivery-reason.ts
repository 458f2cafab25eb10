/** Why a delivery waits, was set aside or failed, in words. */
import { useTranslation } from 'react-i18next';

const codes = ['nothing-to-do', 'unknown-topic', 'unknown-shop', 'shop-uninstalled'] as const;

/** Reasons are codes, `unreadable: …`, `shopify: …`, or the stack of a bug, of which the first line is told. */
export function useDeliveryReason(): (reason: string) => string {
  const { t } = useTranslation();
  return (reason) => {
    const code = codes.find((known) => known === reason);
    if (code !== undefined) return t(`deliveryReason.${code}`);
    const [, kind, detail = ''] = /^(unreadable|shopify): (.*)/.exec(reason) ?? [];
    if (kind === 'unreadable') return t('deliveryReason.unreadable', { detail });
    if (kind === 'shopify') return t('deliveryReason.shopify', { detail });
    return t('deliveryReason.fault', { detail: reason.split('\n')[0] ?? '' });
  };
}
