/** What a discount or a reward is worth, in words of the admin: "10 % off", "free shipping", "$10.00 store credit", as a part of a sentence. */
import type { TFunction } from 'i18next';
import type { RewardValue } from '../domain/benefit.ts';
import type { PlannedValue } from '../domain/rewards.ts';

/** How the reader writes figures. */
export type WorthFigures = { percent(basisPoints: number): string; money(minor: string, currency: string): string };

/** A stored reward. */
export type StoredWorth = { kind: PlannedValue['kind']; percentage: number | null; amountMinor: string | null; currency: string };

export function valueText(t: TFunction, { percent, money }: WorthFigures, value: RewardValue, currency: string): string {
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
}

export function worthText(t: TFunction, figures: WorthFigures, { kind, percentage, amountMinor, currency }: StoredWorth): string {
  if (kind === 'free-product') return t('worth.freeProductPlain');
  return valueText(t, figures, valueOf(kind, percentage, amountMinor), currency);
}

function valueOf(
  kind: Exclude<PlannedValue['kind'], 'free-product'>,
  percentage: number | null,
  amountMinor: string | null,
): PlannedValue {
  if (kind === 'percentage') return { kind, basisPoints: percentage ?? 0 };
  return kind === 'free-shipping' ? { kind } : { kind, minor: amountMinor ?? '0' };
}
