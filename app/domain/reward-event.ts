/** What can happen to a reward that neither its state nor the ledger tells. */

/**
 * By staff: `given` (for no referral), `approved` (before its time), `revoked`, `kept` (whatever becomes of its referral), `given-again` (after it was
 * taken back), `message` (sent once more), `repaired`. By the app: `reduced` (a part of the order was given back). By the merchant in Shopify:
 * `changed-in-shopify`.
 */
export const REWARD_EVENT_KINDS = [
  'given',
  'approved',
  'revoked',
  'kept',
  'given-again',
  'message',
  'reduced',
  'changed-in-shopify',
  'repaired',
] as const;
export type RewardEventKind = (typeof REWARD_EVENT_KINDS)[number];

/** What a merchant can do in Shopify to a reward's code: to the discount behind it, or to the one customer who may use it. */
export const REWARD_TROUBLES = ['edited', 'deactivated', 'deleted', 'code-removed', 'customer-deleted'] as const;
export type RewardTrouble = (typeof REWARD_TROUBLES)[number];

/**
 * What became of a repair. `put-back`: its discount is again what was promised, for everybody whose code is in it. `new-code`: the old one is gone, and
 * a new one is being made. `nothing-wrong`: it is as it should be, or over. `refused`: for the merchant, with the next step.
 */
export type Repair = { done: 'put-back' | 'new-code' | 'nothing-wrong' } | { refused: string };
