/** What several checks do: hold one trait of the buyer against the advocate's. */
import type { PersonalHash } from '../facts.ts';
import type { Seen } from './check.ts';

/**
 * A hit when both sides have the same value. When a side has none, the trait is not checked, and `detail.missing` says whose is not known:
 * `buyer`, `advocate` or `both`. Values never go into the detail.
 */
export function compareTraits(buyer: readonly string[], advocate: readonly string[]): Seen {
  if (buyer.length === 0 || advocate.length === 0) {
    const missing = advocate.length > 0 ? 'buyer' : buyer.length > 0 ? 'advocate' : 'both';
    return { seen: 'not-checked', detail: { missing } };
  }
  return { seen: buyer.some((value) => advocate.includes(value)) ? 'hit' : 'clear', detail: {} };
}

/** Nothing known is an empty list. */
export function known(value: PersonalHash | string | null): string[] {
  return value === null ? [] : [value];
}
