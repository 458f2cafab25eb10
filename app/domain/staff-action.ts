/** What staff can do about one reward. */
import type { RewardState } from './reward-state.ts';

/**
 * `approve`: skip the rest of the waiting time. `revoke`: take it back, whatever becomes of its referral. `keep`: leave it to its recipient, whatever
 * becomes of its referral. `give-again`: after it was taken back, and it is kept from then on. `message`: tell its recipient once more.
 */
export const STAFF_ACTIONS = ['approve', 'revoke', 'keep', 'give-again', 'message'] as const;
export type StaffAction = (typeof STAFF_ACTIONS)[number];

/**
 * `not-found`: the shop has no such reward. `already`: it is so already. `held`: its credit waits for a verdict. `taken-back`: what it was given for
 * does not stand. `used`, `expired`: nothing can be done any more. `under-way`: Shopify is being asked. `not-issued`: there is nothing to tell yet.
 * `no-mail-server`: the app cannot send e-mail. `just-sent`: a message went out a moment ago.
 */
export const STAFF_REFUSALS = [
  'not-found',
  'already',
  'held',
  'taken-back',
  'used',
  'expired',
  'under-way',
  'not-issued',
  'no-mail-server',
  'just-sent',
] as const;
export type StaffRefusal = (typeof STAFF_REFUSALS)[number];

/** The reason (reward.revoked_reason) of what staff took back: no order brings it back. */
export const BY_STAFF = 'by-staff';

export type StaffFacts = {
  state: RewardState;
  /** How what it was given for stands. */
  credit: 'credited' | 'held' | 'reversed';
  kept: boolean;
  /** Its old code, or its payment, is still to be taken back: that was tried and went wrong, or is being tried. */
  unsettled: boolean;
};

/** Why this cannot be done; null when it can. */
export function refusalOf(action: StaffAction, reward: StaffFacts): StaffRefusal | null {
  switch (action) {
    case 'approve':
      return refusalToApprove(reward);
    case 'revoke':
      return refusalToRevoke(reward);
    case 'keep':
      return refusalToKeep(reward);
    case 'give-again':
      return refusalToGiveAgain(reward);
    case 'message':
      return reward.state === 'issued' ? (reward.credit === 'reversed' ? 'taken-back' : null) : ENDED[reward.state];
  }
}

const ENDED: Readonly<Record<RewardState, StaffRefusal>> = {
  pending: 'not-issued',
  approved: 'not-issued',
  issuing: 'not-issued',
  issued: 'already',
  redeemed: 'used',
  expired: 'expired',
  revoked: 'taken-back',
};

function refusalToApprove({ state, credit }: StaffFacts): StaffRefusal | null {
  if (state !== 'pending') return ENDED[state] === 'not-issued' ? 'already' : ENDED[state];
  if (credit === 'credited') return null;
  return credit === 'held' ? 'held' : 'taken-back';
}

function refusalToRevoke({ state, credit }: StaffFacts): StaffRefusal | null {
  if (state === 'redeemed' || state === 'expired') return ENDED[state];
  return state === 'revoked' || credit === 'reversed' ? 'already' : null;
}

function refusalToKeep({ state, credit, kept }: StaffFacts): StaffRefusal | null {
  if (kept) return 'already';
  if (state === 'expired') return 'expired';
  return state === 'revoked' || credit === 'reversed' ? 'taken-back' : null;
}

function refusalToGiveAgain({ state, credit, unsettled }: StaffFacts): StaffRefusal | null {
  if (state === 'expired') return 'expired';
  const takenBack = state === 'revoked' || (state === 'redeemed' && credit === 'reversed');
  if (takenBack) return unsettled ? 'under-way' : null;
  return credit === 'reversed' ? 'under-way' : 'already';
}

/** What can be done, in the order of the list above. */
export function openActions(reward: StaffFacts): StaffAction[] {
  return STAFF_ACTIONS.filter((action) => refusalOf(action, reward) === null);
}

/**
 * Why staff cannot give an advocate a reward. `no-account`: store credit and gift cards go to a customer account, and the advocate has none.
 * `other-currency`: the shop has another currency than its program, which is to be saved again first.
 */
export type GiftRefusal = 'advocate-not-found' | 'advocate-blocked' | 'no-account' | 'other-currency';
