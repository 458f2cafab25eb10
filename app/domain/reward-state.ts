/** The life of a reward: which event leads from which state to which. */

export const REWARD_STATES = ['pending', 'approved', 'issuing', 'issued', 'redeemed', 'expired', 'revoked'] as const;
/**
 * `pending` waits for its time; `approved` may be issued; `issuing` has its code written down and the Admin API is being asked (the code may
 * exist already); `issued` can be used; `redeemed` was used; `expired` and `revoked` are worth nothing.
 */
export type RewardState = (typeof REWARD_STATES)[number];

export const REWARD_EVENTS = [
  'release',
  'start-issuing',
  'issue',
  'fail-issuing',
  'redeem',
  'expire',
  'revoke',
  'restore',
  'pay-late',
] as const;
export type RewardEvent = (typeof REWARD_EVENTS)[number];

/**
 * Every allowed move. Redemption is a fact reported by Shopify, not a decision: it is believed even when the code was thought expired or
 * revoked (the order was faster than the news). Nothing leaves `redeemed`: a refund after it is carried as a debt (refunds.ts).
 * `restore`: the credit behind it stands again (staff changed its mind, a dispute was won after all), and the reward begins anew.
 * `pay-late`: a payout was made after its reward had been taken back; it is taken back as one that was issued.
 */
const MOVES: Readonly<Record<RewardState, Partial<Record<RewardEvent, RewardState>>>> = {
  pending: { release: 'approved', revoke: 'revoked' },
  approved: { 'start-issuing': 'issuing', revoke: 'revoked' },
  issuing: { issue: 'issued', 'fail-issuing': 'approved', revoke: 'revoked', redeem: 'redeemed' },
  issued: { redeem: 'redeemed', expire: 'expired', revoke: 'revoked' },
  redeemed: {},
  expired: { redeem: 'redeemed' },
  revoked: { redeem: 'redeemed', restore: 'pending', 'pay-late': 'issued' },
};

const RESULT: Readonly<Record<RewardEvent, RewardState>> = {
  release: 'approved',
  'start-issuing': 'issuing',
  issue: 'issued',
  'fail-issuing': 'approved',
  redeem: 'redeemed',
  expire: 'expired',
  revoke: 'revoked',
  restore: 'pending',
  'pay-late': 'issued',
};

/** The next state; `repeated` when the event has had its effect already, `not-allowed` when it makes no sense in this state. */
export function moveReward(state: RewardState, event: RewardEvent): RewardState | { refused: 'repeated' | 'not-allowed' } {
  const next = MOVES[state][event];
  if (next !== undefined) return next;
  return { refused: RESULT[event] === state ? 'repeated' : 'not-allowed' };
}

/** The states from which an event leads on: for `UPDATE … WHERE state = ANY (…)`. */
export function statesBefore(event: RewardEvent): RewardState[] {
  return REWARD_STATES.filter((state) => MOVES[state][event] !== undefined);
}
