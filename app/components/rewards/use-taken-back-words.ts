import { useTranslation } from 'react-i18next';

/** Why a reward was taken back, in a few words; null when nothing is known, or no word for it. */
export function useTakenBackWords(): (reason: string | null) => string | null {
  const { t, i18n } = useTranslation();
  return (reason) => {
    if (reason === null) return null;
    if (i18n.exists(`rewardLife.takenBack.${reason}`)) return t(`rewardLife.takenBack.${reason as 'by-staff'}`);
    return i18n.exists(`reason.${reason}`) ? t(`reason.${reason as 'order-refunded'}`) : null;
  };
}
