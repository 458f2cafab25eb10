import { useTranslation } from 'react-i18next';
import { OWED_PLACES } from '../../domain/owed.ts';
import type { ListFilter } from '../list-filters.tsx';

/** Rewards that are owed, by where they stand. */
export function useOwedFilter(): ListFilter {
  const { t } = useTranslation();
  return {
    key: 'owed',
    label: t('owed.title'),
    choices: OWED_PLACES.map((value) => ({ value, label: t(`owed.place.${value}`) })),
  };
}
