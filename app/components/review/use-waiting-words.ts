/** How long a held credit waits, and what becomes of it when nobody looks. */
import { useTranslation } from 'react-i18next';
import { useFormats } from '../formats.ts';

const DAY = 86_400_000;

export type WaitingWords = {
  /** @param now epoch milliseconds */
  since(time: string, now: number): string;
  otherwise(held: { reviewDueAt: string | null; then: 'approve' | 'refuse' | 'wait' }): string;
};

export function useWaitingWords(): WaitingWords {
  const { t } = useTranslation();
  const { longDay } = useFormats();
  return {
    since(time, now) {
      const days = Math.floor((now - Date.parse(time)) / DAY);
      return days < 1 ? t('review.sinceToday') : t('review.since', { count: days });
    },
    otherwise({ reviewDueAt, then }) {
      if (reviewDueAt === null || then === 'wait') return t('review.waits');
      return t(then === 'approve' ? 'review.willApprove' : 'review.willRefuse', { day: longDay(reviewDueAt) });
    },
  };
}
