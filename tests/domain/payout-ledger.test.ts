import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decideAttribution } from '#app/domain/attribution.ts';
import {
  ACCOUNT_OF,
  entriesForAccrual,
  entriesForForgiving,
  entriesForMove,
  entriesForOwing,
  entriesForReduction,
  entriesForRestoring,
  entriesForSetOff,
  entriesForTakingBack,
  type LedgerPosting,
  reductionTo,
  rewardBalance,
  standingWorth,
} from '#app/domain/ledger.ts';
import { missingScopes } from '#app/domain/payout-scopes.ts';
import type { RewardValue } from '#app/domain/benefit.ts';
import { order, PLACED, rules, signal } from './order-facts.ts';

const usd = (minor: bigint) => ({ minor, currency: 'USD' });

const least = (a: bigint, b: bigint) => (a < b ? a : b);
type Reward = { rewardId: string; turn: number; state: 'pending' | 'issued' | 'redeemed' | 'revoked'; worth: bigint };

/** The life of an advocate's payouts; the model keeps only what was put into the advocate's hands, and what was deserved. */
function advocate() {
  const postings: LedgerPosting[] = [];
  const rewards: Reward[] = [];
  let hands = 0n;
  const balance = (rewardId: string) => rewardBalance(postings.filter((entry) => entry.rewardId === rewardId));
  const debt = () =>
    postings.reduce(
      (sum, { from, to, amount }) => sum + (from === 'carried' ? amount.minor : to === 'carried' ? -amount.minor : 0n),
      0n,
    );
  /** Due, the debt set off, paid. */
  function pay(rewardId: string, turn: number): void {
    const at = PLACED;
    postings.push(
      ...entriesForMove({ rewardId, turn, amount: usd(balance(rewardId).accounts.pending), at }, 'pending', 'approved'),
    );
    const payable = balance(rewardId).accounts.payable;
    const owed = debt();
    postings.push(...entriesForSetOff({ rewardId, turn, amount: usd(owed < payable ? owed : payable), at }));
    const amount = balance(rewardId).accounts.payable;
    postings.push(...entriesForMove({ rewardId, turn, amount: usd(amount), at }, 'issuing', 'issued'));
    hands += amount;
  }
  /** Brings the reward to its worth. @param share of what is to come back that is there, in hundredths */
  function settle({ rewardId, state, worth }: Reward, share: bigint): void {
    const more = standingWorth(balance(rewardId)) - worth;
    if (more <= 0n) return;
    const account = ACCOUNT_OF[state];
    const back = state === 'issued' ? (least(more, balance(rewardId).accounts.issued) * share) / 100n : 0n;
    const reduction =
      state === 'pending' ? reductionTo(worth, balance(rewardId), account) : { released: back, carried: more - back };
    const place = postings.filter(({ key }) => key.startsWith('reduced')).length;
    postings.push(...entriesForReduction({ rewardId, place, currency: 'USD', at: PLACED }, account, reduction));
    hands -= back;
  }
  return {
    postings,
    rewards,
    balance,
    debt,
    hands: () => hands,
    earn(worth: bigint) {
      const rewardId = `r${rewards.length}`;
      postings.push(...entriesForAccrual({ rewardId, amount: usd(worth), at: PLACED }));
      pay(rewardId, 0);
      rewards.push({ rewardId, turn: 0, state: 'issued', worth });
    },
    /** @param share of what was paid that is still there, in hundredths */
    takeBack(reward: Reward, share: bigint) {
      const { rewardId, turn, state } = reward;
      const { accounts, setOff, owed } = balance(rewardId);
      const paid = state === 'issued' ? accounts.issued : accounts.redeemed;
      const returned = state === 'issued' ? (least(paid, standingWorth(balance(rewardId))) * share) / 100n : 0n;
      postings.push(
        ...entriesForTakingBack({ rewardId, turn, currency: 'USD', at: PLACED }, state, {
          returned,
          kept: paid - returned,
          setOff,
          owed,
        }),
      );
      hands -= returned;
      if (state === 'issued') reward.state = paid - returned > 0n ? 'redeemed' : 'revoked';
    },
    /** A part of its order is given back. @param left in hundredths of what it is worth @param share as above */
    shrink(reward: Reward, left: bigint, share: bigint) {
      reward.worth = (reward.worth * left) / 100n;
      settle(reward, share);
    },
    restore(reward: Reward) {
      const { rewardId } = reward;
      const turn = (reward.turn += 1);
      const { accounts, owed } = balance(rewardId);
      if (reward.state === 'redeemed') {
        postings.push(...entriesForForgiving({ rewardId, turn, amount: usd(owed), at: PLACED }));
        postings.push(...entriesForOwing({ rewardId, turn, amount: usd(accounts.revoked), at: PLACED }));
        return settle(reward, 0n);
      }
      postings.push(...entriesForRestoring({ rewardId, turn, amount: usd(accounts.revoked), at: PLACED }));
      settle({ ...reward, state: 'pending' }, 0n);
      pay(rewardId, turn);
      reward.state = 'issued';
    },
  };
}

test('law: whatever is paid, spent, taken back, restored and set off, an advocate ends with what was deserved, less what is owed', () => {
  const event = fc.record({
    what: fc.constantFrom('earn', 'turn', 'turn', 'shrink'),
    at: fc.nat(20),
    worth: fc.bigInt(1n, 5_000n),
    share: fc.bigInt(0n, 100n),
  });
  fc.assert(
    fc.property(fc.array(event, { maxLength: 40 }), (events) => {
      const anna = advocate();
      const gone = new Set<string>();
      for (const { what, at, worth, share } of events) {
        const reward = anna.rewards[at % Math.max(1, anna.rewards.length)];
        if (what === 'earn' || reward === undefined) anna.earn(worth);
        else if (what === 'shrink') {
          if (!gone.has(reward.rewardId)) anna.shrink(reward, worth % 101n, share);
        } else if (gone.delete(reward.rewardId)) anna.restore(reward);
        else {
          anna.takeBack(reward, share);
          gone.add(reward.rewardId);
        }
        const deserved = anna.rewards.reduce((sum, each) => (gone.has(each.rewardId) ? sum : sum + each.worth), 0n);
        expect(anna.hands() - anna.debt()).toBe(deserved);
        for (const { rewardId } of anna.rewards) {
          const { accounts } = anna.balance(rewardId);
          expect(Object.values(accounts).reduce((sum, minor) => sum + minor, 0n)).toBe(0n);
          for (const account of ['pending', 'payable', 'issued', 'redeemed', 'revoked'] as const) {
            expect(accounts[account]).toBeGreaterThanOrEqual(0n);
          }
        }
      }
      expect(new Set(anna.postings.map(({ key }) => key)).size).toBe(anna.postings.length);
    }),
    { numRuns: 400 },
  );
});

test('a payout needs its optional scopes; writing includes reading', () => {
  expect(missingScopes('gift-card', 'write_gift_cards,read_orders')).toEqual([]);
  expect(missingScopes('gift-card', 'read_gift_cards')).toEqual(['write_gift_cards']);
  expect(missingScopes('store-credit', '')).toHaveLength(3);
  expect(missingScopes('percentage', '')).toEqual([]);
});

test('amounts of a program in another currency than the order stop the credit, shares of the order do not', () => {
  const euros = order({
    signals: [signal('discount-code', 'anna')],
    paidAt: PLACED,
    subtotal: { minor: 10_000n, currency: 'EUR' },
  });
  const reasonFor = (value: RewardValue, programMonthMinor: string | null = null) => {
    const base = rules().reward;
    const program = rules({}, { reward: { ...base, value, caps: { ...base.caps, programMonthMinor } } });
    return decideAttribution(euros, program, 1).reason.code;
  };
  const share = { kind: 'order-share', basisPoints: 500, as: 'store-credit' } as const;
  expect(reasonFor({ ...share, capMinor: null })).toBe('credited');
  expect(reasonFor({ ...share, capMinor: '900' })).toBe('currency-mismatch');
  expect(reasonFor({ kind: 'gift-card', minor: '900' })).toBe('currency-mismatch');
  expect(reasonFor({ kind: 'free-shipping' })).toBe('credited');
  expect(reasonFor({ kind: 'free-shipping' }, '90000')).toBe('currency-mismatch');
});
