/**
 * The reward ledger: every posting takes an amount from one account to another, so that all balances together are always zero.
 *
 * | account | its balance |
 * |---|---|
 * | program-cost | minus what all rewards are worth: the source of every promise |
 * | pending | promised, waiting time not over |
 * | payable | due, discount code not created yet |
 * | issued | codes that can be used |
 * | redeemed | used |
 * | expired, revoked | promises that came to nothing |
 * | carried | minus what advocates used before the order behind it was taken back: set off against later rewards |
 *
 * A fixed amount is worth itself. A percentage reward has no worth until it is used: until then the ledger carries an estimate, the
 * percentage of the referred order's subtotal (`planReward`); redemption corrects it to what the code really took off.
 */
import { type Money, subtractMoney } from './money.ts';
import type { RewardState } from './reward-state.ts';

export const ACCOUNTS = ['program-cost', 'pending', 'payable', 'issued', 'redeemed', 'expired', 'revoked', 'carried'] as const;
export type Account = (typeof ACCOUNTS)[number];

export type LedgerPosting = {
  /** Unique in the shop: names the fact that caused it. The same key with another amount or account is an error; the time may differ. */
  key: string;
  rewardId: string;
  from: Account;
  to: Account;
  /** More than zero. */
  amount: Money;
  /** epoch milliseconds */
  at: number;
};

/** `turn`: how often the reward was promised again after it was taken back; each turn names its postings anew. */
type Reward = { rewardId: string; turn?: number; amount: Money; at: number };

const ACCOUNT_OF: Readonly<Record<RewardState, Account>> = {
  pending: 'pending',
  approved: 'payable',
  issuing: 'payable',
  issued: 'issued',
  redeemed: 'redeemed',
  expired: 'expired',
  revoked: 'revoked',
};

/** A reward is promised. Nothing is posted for a worth of zero, here and below. */
export function entriesForAccrual({ rewardId, amount, at }: Reward): LedgerPosting[] {
  return posting({ key: `accrue:${rewardId}`, rewardId, from: 'program-cost', to: 'pending', amount, at });
}

/**
 * A reward moved from one state to another. States that share an account (approved and issuing) post nothing.
 * @param reward.amount what was accrued (the entry `accrue:<rewardId>`), whatever the program says today
 */
export function entriesForMove({ rewardId, turn, amount, at }: Reward, before: RewardState, after: RewardState): LedgerPosting[] {
  const from = ACCOUNT_OF[before];
  const to = ACCOUNT_OF[after];
  return from === to ? [] : posting({ key: keyOf(to, rewardId, turn), rewardId, from, to, amount, at });
}

/** A reward that was taken back is promised again. @param reward.turn the new one */
export function entriesForRestoring({ rewardId, turn, amount, at }: Reward): LedgerPosting[] {
  return posting({ key: keyOf('restored', rewardId, turn), rewardId, from: 'revoked', to: 'pending', amount, at });
}

/** A reward was used, and Shopify says what it took off: the move, and the correction of the estimate. */
export function entriesForRedemption({ rewardId, turn, amount, at }: Reward, before: RewardState, used: Money): LedgerPosting[] {
  const more = subtractMoney(used, amount);
  const correction =
    more.minor > 0n
      ? posting({ key: keyOf('correct', rewardId, turn), rewardId, from: 'program-cost', to: 'redeemed', amount: more, at })
      : posting({
          key: keyOf('correct', rewardId, turn),
          rewardId,
          from: 'redeemed',
          to: 'program-cost',
          amount: { ...more, minor: -more.minor },
          at,
        });
  return [
    ...entriesForMove({ rewardId, ...(turn === undefined ? {} : { turn }), amount, at }, before, 'redeemed'),
    ...correction,
  ];
}

/** The order behind a used reward was taken back: the program gets its cost back, the advocate carries it. @param reward.amount what was used */
export function entriesForCarry({ rewardId, turn, amount, at }: Reward): LedgerPosting[] {
  return posting({ key: keyOf('carried', rewardId, turn), rewardId, from: 'carried', to: 'program-cost', amount, at });
}

/** The order behind a used reward counts again: the advocate carries nothing for it. @param reward.turn the new one */
export function entriesForForgiving({ rewardId, turn, amount, at }: Reward): LedgerPosting[] {
  return posting({ key: keyOf('forgiven', rewardId, turn), rewardId, from: 'program-cost', to: 'carried', amount, at });
}

/** The balance of every account. */
export function balances(postings: readonly LedgerPosting[]): Record<Account, bigint> {
  const sums = Object.fromEntries(ACCOUNTS.map((account) => [account, 0n])) as Record<Account, bigint>;
  for (const { from, to, amount } of postings) {
    sums[from] -= amount.minor;
    sums[to] += amount.minor;
  }
  return sums;
}

function keyOf(fact: string, rewardId: string, turn = 0): string {
  return turn === 0 ? `${fact}:${rewardId}` : `${fact}:${rewardId}:${turn}`;
}

function posting(entry: LedgerPosting): LedgerPosting[] {
  return entry.amount.minor > 0n ? [entry] : [];
}
