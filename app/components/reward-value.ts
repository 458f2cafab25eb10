/** What a discount or a reward is worth, in the words and figures of the page. */
import { useTranslation } from 'react-i18next';
import type { RewardValue } from '../domain/benefit.ts';
import { type StoredWorth, valueText, worthText } from '../i18n/worth-text.ts';
import { useFormats } from './formats.ts';

export type ValueWords = (value: RewardValue, currency: string) => string;

export function useValueWords(): ValueWords {
  const { t } = useTranslation();
  const formats = useFormats();
  return (value, currency) => valueText(t, formats, value, currency);
}

export type WorthOf = (reward: StoredWorth) => string;

export function useWorth(): WorthOf {
  const { t } = useTranslation();
  const formats = useFormats();
  return (reward) => worthText(t, formats, reward);
}
