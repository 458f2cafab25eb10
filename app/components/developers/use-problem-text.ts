import { useTranslation } from 'react-i18next';
import type { developersWords } from '../../i18n/en/developers.ts';

type Problem = keyof (typeof developersWords)['developers']['problem'];

/** Why something could not be done, or an address was not reached. */
export function useProblemText(): (problem: string) => string {
  const { t } = useTranslation();
  return (problem) => t(`developers.problem.${problem as Problem}`);
}
