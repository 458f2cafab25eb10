/** Why orders earn no credit, as choices of a filter. */
import { useTranslation } from 'react-i18next';
import { reasonSchema } from '../domain/reasons.ts';
import type { ListChoice } from './list-filters.tsx';

export function useReasonChoices(): ListChoice[] {
  const { t } = useTranslation();
  return reasonSchema.options
    .map((option) => option.shape.code.value)
    .filter((code) => code !== 'credited' && code !== 'same-advocate')
    .map((code) => ({ value: code, label: t(`reason.${code}`) }));
}
