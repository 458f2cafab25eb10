/** What a discount is worth, in words. */
import { useTranslation } from 'react-i18next';
import { useFormats } from './formats.ts';

export type WorthOf = (value: {
  kind: 'percentage' | 'fixed-amount';
  percentage: number | null;
  amountMinor: string | null;
  currency: string;
}) => string;

/** "10 % off" or "$10.00 off". */
export function useWorth(): WorthOf {
  const { t } = useTranslation();
  const { percent, money } = useFormats();
  return ({ kind, percentage, amountMinor, currency }) =>
    t('worth.off', { value: kind === 'percentage' ? percent(percentage ?? 0) : money(amountMinor ?? '0', currency) });
}
