/** What a discount or a reward is worth, in words. */
import { useTranslation } from 'react-i18next';
import type { RewardValue } from '../domain/benefit.ts';
import type { PlannedValue } from '../domain/rewards.ts';
import { useFormats } from './formats.ts';

/** "10 % off", "free shipping", "$10.00 store credit": as a part of a sentence. */
export type ValueWords = (value: RewardValue, currency: string) => string;

export function useValueWords(): ValueWords {
  const { t } = useTranslation();
  const { percent, money } = useFormats();
  return (value, currency) => {
    switch (value.kind) {
      case 'percentage':
        return t('worth.off', { value: percent(value.basisPoints) });
      case 'fixed-amount':
        return t('worth.off', { value: money(value.minor, currency) });
      case 'free-shipping':
        return t('worth.freeShipping');
      case 'free-product':
        return t('worth.freeProduct', { count: value.quantity, spend: money(value.spendMinor, currency) });
      case 'store-credit':
      case 'gift-card':
        return t(`worth.${value.kind}`, { value: money(value.minor, currency) });
      case 'order-share': {
        const share = { percent: percent(value.basisPoints) };
        return value.capMinor === null
          ? t(`worth.share.${value.as}`, share)
          : t(`worth.shareAtMost.${value.as}`, { ...share, most: money(value.capMinor, currency) });
      }
    }
  };
}

/** A stored reward. */
export type WorthOf = (reward: {
  kind: PlannedValue['kind'];
  percentage: number | null;
  amountMinor: string | null;
  currency: string;
}) => string;

export function useWorth(): WorthOf {
  const words = useValueWords();
  const { t } = useTranslation();
  return ({ kind, percentage, amountMinor, currency }) =>
    kind === 'free-product' ? t('worth.freeProductPlain') : words(valueOf(kind, percentage, amountMinor), currency);
}

function valueOf(
  kind: Exclude<PlannedValue['kind'], 'free-product'>,
  percentage: number | null,
  amountMinor: string | null,
): PlannedValue {
  if (kind === 'percentage') return { kind, basisPoints: percentage ?? 0 };
  return kind === 'free-shipping' ? { kind } : { kind, minor: amountMinor ?? '0' };
}
