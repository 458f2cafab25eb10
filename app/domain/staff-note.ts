/** What members of staff write down for each other. */

import { fitText } from './untrusted-text.ts';

/** `blocked`: why an advocate was blocked. */
export const NOTE_KINDS = ['note', 'blocked'] as const;
export type NoteKind = (typeof NOTE_KINDS)[number];

/** What a note is about: ids as the app's addresses have them. */
export type NoteAbout = { advocateId: string } | { orderId: string };

/** In UTF-16 units. */
export const LONGEST_NOTE = 2_000;
/** About one advocate or order: beyond them it is a correspondence. */
export const MOST_NOTES = 100;

/** A note as it is kept: its lines, without what databases and screens cannot show. Empty when nothing is left. */
export function fitNote(text: string): string {
  return text
    .split(/\r\n|\r|\n/)
    .map((line) => fitText(line, LONGEST_NOTE).trimEnd())
    .join('\n')
    .trim();
}
