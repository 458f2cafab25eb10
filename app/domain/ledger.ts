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
 * | carried | minus what advocates had of rewards that were taken back; it is set off against their next payouts. Above zero: what they are owed |
 *
 * Where a part of an order is given back, its part of the reward leaves the reward's account for `program-cost`; of a payout, what the recipient has
 * spent of it is `carried`.
 *
 * A payout of which a part settles the advocate's debt moves that part from `payable` to `carried`, and pays the rest.
 *
 * A fixed amount is worth itself. A percentage reward has no worth until it is used: until then the ledger carries an estimate, the
 * percentage of the referred order's subtotal (`planRewards`); redemption corrects it to what the code really took off. Free shipping and free products are nothing until then.
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

/** The account in which a reward lies. */
export const ACCOUNT_OF: Readonly<Record<RewardState, Account>> = {
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

/**
 * A part of a payout settles what the advocate owes; below zero, the payout also pays what the advocate is owed.
 * @param reward.amount that part, at most what is payable
 */
export function entriesForSetOff({ rewardId, turn, amount, at }: Reward): LedgerPosting[] {
  const key = keyOf('set-off', rewardId, turn);
  if (amount.minor >= 0n) return posting({ key, rewardId, from: 'payable', to: 'carried', amount, at });
  return posting({ key, rewardId, from: 'carried', to: 'payable', amount: { ...amount, minor: -amount.minor }, at });
}

/** What becomes of the parts of a reward when it is taken back, minor units. */
export type TakenBack = {
  /** Did not reach the advocate, or came back. */
  returned: bigint;
  /** Stays with the advocate, who carries it as a debt. */
  kept: bigint;
  /** Had settled the advocate's debt, which is open again; below zero, what the advocate was owed and is owed again. */
  setOff: bigint;
  /** What the advocate carries for a part of it that was taken back before: that is in `kept`, or came back now. */
  owed: bigint;
};

/** The credit behind a reward was taken back. @param before its state until then */
export function entriesForTakingBack(
  { rewardId, turn, currency, at }: { rewardId: string; turn: number; currency: string; at: number },
  before: RewardState,
  { returned, kept, setOff, owed }: TakenBack,
): LedgerPosting[] {
  const from = ACCOUNT_OF[before];
  const post = (fact: string, source: Account, to: Account, minor: bigint) =>
    source === to
      ? []
      : posting({ key: keyOf(fact, rewardId, turn), rewardId, from: source, to, amount: { minor, currency }, at });
  const owedAgain = setOff < 0n ? -setOff : 0n;
  const outOfKept = owedAgain < kept ? owedAgain : kept;
  return [
    ...post('revoked', from, 'revoked', returned),
    ...post('redeemed', from, 'redeemed', kept),
    ...post('carried', 'carried', 'program-cost', kept - outOfKept - owed),
    ...post('carried', 'program-cost', 'carried', owed - kept + outOfKept),
    ...post('reopened', 'carried', 'revoked', setOff),
    ...post('reopened', 'revoked', 'carried', owedAgain - outOfKept),
  ];
}

/** How a reward's amount follows its order; below zero, what was taken back before is given again. */
export type Reduction = {
  /** Leaves the account in which the reward lies. */
  released: bigint;
  /** Stays with the recipient, who carries it as a debt. */
  carried: bigint;
};

/** @param reward.place how many postings of this kind the reward has: the next ones are named by it */
export function entriesForReduction(
  { rewardId, place, currency, at }: { rewardId: string; place: number; currency: string; at: number },
  account: Account,
  { released, carried }: Reduction,
): LedgerPosting[] {
  const post = (fact: string, source: Account, minor: bigint) => {
    const [from, to] = minor < 0n ? (['program-cost', source] as const) : ([source, 'program-cost'] as const);
    const amount = { minor: minor < 0n ? -minor : minor, currency };
    return posting({ key: `${fact}:${rewardId}:${place}`, rewardId, from, to, amount, at });
  };
  return [...post('reduced', account, released), ...post('reduced-owed', 'carried', carried)];
}

/** What stands of a promise, wherever it lies: what it adds to the program's cost. */
export function standingWorth({ accounts }: RewardBalance): bigint {
  return -(accounts['program-cost'] + accounts.revoked + accounts.expired);
}

/** What makes a reward stand for `amount`: its account gives, or takes, as much as it can; the rest is the recipient's debt. */
export function reductionTo(amount: bigint, balance: RewardBalance, account: Account): Reduction {
  const more = standingWorth(balance) - amount;
  const held = balance.accounts[account];
  const released = more > held ? held : more;
  return { released, carried: more - released };
}

/** A payout that could not be brought back counts again: what had been brought back is owed to the advocate. @param reward.turn the new one */
export function entriesForOwing({ rewardId, turn, amount, at }: Reward): LedgerPosting[] {
  return posting({ key: keyOf('owing', rewardId, turn), rewardId, from: 'revoked', to: 'carried', amount, at });
}

/** The order behind a used reward counts again: the advocate carries nothing for it. @param reward.turn the new one */
export function entriesForForgiving({ rewardId, turn, amount, at }: Reward): LedgerPosting[] {
  return posting({ key: keyOf('forgiven', rewardId, turn), rewardId, from: 'program-cost', to: 'carried', amount, at });
}

/** What the postings of one reward come to. */
export type RewardBalance = {
  accounts: Record<Account, bigint>;
  /** What the advocate owes for it since it was taken back. */
  owed: bigint;
  /** What of it settled a debt of the advocate; below zero: what the advocate was owed and got with it. */
  setOff: bigint;
};

export function rewardBalance(postings: readonly Pick<LedgerPosting, 'from' | 'to' | 'amount'>[]): RewardBalance {
  const between = (from: Account, to: Account) =>
    postings.reduce((sum, entry) => (entry.from === from && entry.to === to ? sum + entry.amount.minor : sum), 0n);
  const accounts = balances(postings);
  const owed = between('carried', 'program-cost') - between('program-cost', 'carried');
  return { accounts, owed, setOff: accounts.carried + owed };
}

/** The balance of every account. */
export function balances(postings: readonly Pick<LedgerPosting, 'from' | 'to' | 'amount'>[]): Record<Account, bigint> {
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
