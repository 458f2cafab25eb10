/** A stored problem in the reader's words. */
import type { TFunction } from 'i18next';
import { readProblem } from '../domain/problem.ts';

export function problemText(t: TFunction, stored: string): string {
  const problem = readProblem(stored);
  return problem === null ? stored : t(`problem.${problem.code}`, { detail: problem.detail });
}
