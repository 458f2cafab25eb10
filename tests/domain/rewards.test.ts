import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decideAttribution } from '#app/domain/attribution.ts';
import {
  balances,
  entriesForAccrual,
  entriesForCarry,
  entriesForMove,
  entriesForRedemption,
  type LedgerPosting,
} from '#app/domain/ledger.ts';
import { moveReward, REWARD_EVENTS, REWARD_STATES, type RewardState, statesBefore } from '#app/domain/reward-state.ts';
import { reviewCredit } from '#app/domain/refunds.ts';
import { expiryOf, planReward } from '#app/domain/rewards.ts';
import { advocate, DAY, order, PLACED, rules, signal } from './order-facts.ts';

const credited = order({ signals: [signal('discount-code', 'anna')], paidAt: PLACED + 5_000 });
const usd = (minor: bigint) => ({ minor, currency: 'USD' });

test('a reward falls due when its waiting time after payment is over', () => {
  const plan = planReward(credited, rules(), decideAttribution(credited, rules(), 1));
  expect(plan?.dueAt).toBe(PLACED + 5_000 + 14 * DAY);
});

test('the ledger carries a fixed amount as it is, and a percentage as that share of the referred order', () => {
  const decision = decideAttribution(credited, rules(), 1);
  const fixed = rules({}, { reward: { ...rules().reward, value: { kind: 'fixed-amount', minor: '1500' } } });
  expect(planReward(credited, fixed, decision)?.ledgerAmount).toEqual(usd(1_500n));
  expect(planReward(credited, rules(), decision)?.ledgerAmount).toEqual(usd(1_000n));
  expect(planReward({ ...credited, subtotal: usd(-30n) }, rules(), decision)?.ledgerAmount).toEqual(usd(0n));
});

test('an order without credit plans no reward', () => {
  const facts = order({ test: true, signals: [signal('discount-code', 'anna')] });
  expect(planReward(facts, rules(), decideAttribution(facts, rules(), 1))).toBeNull();
});

test('a code expires after its days, or never', () => {
  expect(expiryOf(PLACED, 30)).toBe(PLACED + 30 * DAY);
  expect(expiryOf(PLACED, null)).toBeNull();
});

test('a reward goes its way: pending, approved, issuing, issued, redeemed', () => {
  const way = ['release', 'start-issuing', 'issue', 'redeem'] as const;
  let state: RewardState = 'pending';
  for (const event of way) {
    const next = moveReward(state, event);
    if (typeof next !== 'string') throw new Error(`${event} was refused in ${state}`);
    state = next;
  }
  expect(state).toBe('redeemed');
});

test('the table of moves is closed: every event in every state leads to a state or is refused, and nothing leaves redeemed', () => {
  for (const state of REWARD_STATES) {
    for (const event of REWARD_EVENTS) {
      const next = moveReward(state, event);
      if (typeof next === 'string') expect(REWARD_STATES).toContain(next);
      else expect(['repeated', 'not-allowed']).toContain(next.refused);
      expect(statesBefore(event).includes(state)).toBe(typeof next === 'string');
    }
    expect(typeof moveReward('redeemed', REWARD_EVENTS[0])).toBe('object');
  }
});

test('a repeated event is told from a senseless one', () => {
  expect(moveReward('issued', 'issue')).toEqual({ refused: 'repeated' });
  expect(moveReward('revoked', 'revoke')).toEqual({ refused: 'repeated' });
  expect(moveReward('redeemed', 'revoke')).toEqual({ refused: 'not-allowed' });
  expect(moveReward('revoked', 'release')).toEqual({ refused: 'not-allowed' });
});

test('a use that Shopify reports is believed even after the code was thought dead', () => {
  expect(moveReward('expired', 'redeem')).toBe('redeemed');
  expect(moveReward('revoked', 'redeem')).toBe('redeemed');
});

test('law: after any sequence of events all balances are zero together, and the reward lies in the account of its state', () => {
  const event = fc.record({ event: fc.constantFrom(...REWARD_EVENTS), used: fc.bigInt(0n, 5_000n) });
  fc.assert(
    fc.property(fc.array(event, { maxLength: 30 }), fc.bigInt(0n, 3_000n), fc.boolean(), (events, minor, carried) => {
      const reward = { rewardId: 'r', amount: usd(minor), at: PLACED };
      const postings: LedgerPosting[] = entriesForAccrual(reward);
      let state: RewardState = 'pending';
      let worth = minor;
      for (const { event: name, used } of events) {
        const next = moveReward(state, name);
        if (typeof next !== 'string') continue;
        const redeemed = next === 'redeemed';
        postings.push(...(redeemed ? entriesForRedemption(reward, state, usd(used)) : entriesForMove(reward, state, next)));
        if (redeemed) worth = used;
        state = next;
      }
      const debt = carried && state === 'redeemed';
      if (debt) postings.push(...entriesForCarry({ ...reward, amount: usd(worth) }));

      const sums = balances(postings);
      expect(Object.values(sums).reduce((total, balance) => total + balance, 0n)).toBe(0n);
      const account = state === 'approved' || state === 'issuing' ? 'payable' : state;
      expect(sums[account]).toBe(worth);
      expect(sums['program-cost']).toBe(debt ? 0n : -worth);
      expect(sums.carried).toBe(debt ? -worth : 0n);
      expect(postings.every(({ amount, from, to }) => amount.minor > 0n && from !== to)).toBe(true);
      expect(new Set(postings.map(({ key }) => key)).size).toBe(postings.length);
    }),
    { numRuns: 500 },
  );
});

test('a try that failed and is made again posts the issue once', () => {
  const reward = { rewardId: 'r', amount: usd(500n), at: PLACED };
  expect(entriesForMove(reward, 'approved', 'issuing')).toEqual([]);
  expect(entriesForMove(reward, 'issuing', 'approved')).toEqual([]);
  expect(entriesForMove(reward, 'issuing', 'issued').map(({ key, from, to }) => [key, from, to])).toEqual([
    ['issued:r', 'payable', 'issued'],
  ]);
});

test.each([
  ['pending', 'revoke'],
  ['approved', 'revoke'],
  ['issuing', 'deactivate'],
  ['issued', 'deactivate'],
  ['redeemed', 'carry'],
  ['expired', 'none'],
  ['revoked', 'none'],
  [null, 'none'],
] as const)('a full refund of an order whose reward is %s: %s', (state, consequence) => {
  const refunded = { ...credited, refunded: credited.total };
  expect(reviewCredit(refunded, rules(), state)).toEqual({
    credit: 'reversed',
    reason: { code: 'order-refunded' },
    reward: consequence,
  });
});

test('a cancellation reverses the credit, whenever it comes', () => {
  const cancelled = { ...credited, cancelledAt: PLACED + 90 * DAY };
  expect(reviewCredit(cancelled, rules(), 'issued')).toMatchObject({ credit: 'reversed', reason: { code: 'order-cancelled' } });
});

test('a partial refund keeps the credit until what is left is below the minimum', () => {
  const program = rules({ minimumSubtotalMinor: '5000' });
  const partly = { ...credited, subtotal: usd(5_000n), refunded: usd(5_000n) };
  expect(reviewCredit(partly, program, 'pending')).toEqual({ credit: 'kept' });
  expect(reviewCredit({ ...partly, subtotal: usd(4_999n) }, program, 'pending')).toEqual({
    credit: 'reversed',
    reason: { code: 'below-minimum', minimum: '5000', subtotal: '4999', currency: 'USD' },
    reward: 'revoke',
  });
});

test('only the order can undo a credit: not a later block, new evidence, or a payment state', () => {
  const later = { ...credited, paidAt: null, earlierOrders: 3, advocates: [advocate('anna', { state: 'blocked' as const })] };
  expect(reviewCredit(later, rules(), 'issued')).toEqual({ credit: 'kept' });
  expect(reviewCredit({ ...later, cancelledAt: PLACED }, rules(), 'issued').credit).toBe('reversed');
});

test('law: what is credited now is kept when nothing happens to the order', () => {
  fc.assert(
    fc.property(fc.bigInt(0n, 20_000n), fc.constantFrom('0', '5000'), (subtotal, minimumSubtotalMinor) => {
      const facts = { ...credited, subtotal: usd(subtotal) };
      const program = rules({ minimumSubtotalMinor });
      const { outcome } = decideAttribution(facts, program, 1);
      expect(reviewCredit(facts, program, 'pending').credit).toBe(outcome === 'credited' ? 'kept' : 'reversed');
    }),
  );
});
