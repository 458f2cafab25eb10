/** What staff writes beside a decision. */
import { fitText } from '../domain/untrusted-text.ts';

const LONGEST_NOTE = 500;

/** On one line, cut to 500 characters and fit to be stored; null when nothing is left of it. */
export function staffNote(text: string | null): string | null {
  return fitText((text ?? '').replace(/\s+/g, ' ').trim(), LONGEST_NOTE).trim() || null;
}
