import { useTranslation } from 'react-i18next';
import { REWARD_KINDS } from '../../domain/rewards.ts';
import type { ListFilter } from '../list-filters.tsx';

/** Rewards by what they are, for whom and what for. */
export function useRewardFilters(): ListFilter[] {
  const { t } = useTranslation();
  return [
    {
      key: 'kind',
      label: t('rewardLife.kind'),
      choices: REWARD_KINDS.map((value) => ({ value, label: t(`rewardLife.giveKinds.${value}`) })),
    },
    {
      key: 'recipient',
      label: t('rewardLife.recipient'),
      choices: (['advocate', 'friend'] as const).map((value) => ({ value, label: t(`rewardLife.recipients.${value}`) })),
    },
    {
      key: 'purpose',
      label: t('rewardLife.purpose'),
      choices: (['referral', 'milestone', 'manual'] as const).map((value) => ({
        value,
        label: t(`rewardLife.purposes.${value}`),
      })),
    },
  ];
}
