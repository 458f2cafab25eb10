/** What each kind of ledger posting means to a bookkeeper: a closed list, decided by the two accounts alone. */
import type { Account } from './ledger.ts';

/**
 * `promised` and `promised-again`, `due` (the waiting time is over), `issued` (a code can be used, money was put down), `redeemed` (used, or kept by
 * its recipient after it was taken back), `expired`, `taken-back`, `corrected` (an estimate became what was really taken off), `carried` (what was
 * used of a reward that was taken back is the recipient's debt), `set-off` (a debt was settled with a payout, or what was owed was paid with it),
 * `forgiven` (the reward counts again: nothing is carried for it), `reopened` (what had been settled is open again).
 */
export const MOVEMENTS = [
  'promised',
  'promised-again',
  'due',
  'issued',
  'redeemed',
  'expired',
  'taken-back',
  'corrected',
  'carried',
  'set-off',
  'forgiven',
  'reopened',
] as const;
export type Movement = (typeof MOVEMENTS)[number];

const SPECIAL: Readonly<Record<string, Movement>> = {
  'program-cost pending': 'promised',
  'revoked pending': 'promised-again',
  'program-cost redeemed': 'corrected',
  'redeemed program-cost': 'corrected',
  'carried program-cost': 'carried',
  'program-cost carried': 'forgiven',
  'payable carried': 'set-off',
  'carried payable': 'set-off',
  'carried revoked': 'reopened',
  'revoked carried': 'reopened',
};

const INTO: Readonly<Record<Account, Movement>> = {
  'program-cost': 'taken-back',
  pending: 'promised-again',
  payable: 'due',
  issued: 'issued',
  redeemed: 'redeemed',
  expired: 'expired',
  revoked: 'taken-back',
  carried: 'reopened',
};

/** What a posting from one account to another is called. */
export function movementOf(from: Account, to: Account): Movement {
  return SPECIAL[`${from} ${to}`] ?? INTO[to];
}
