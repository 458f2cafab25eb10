import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decideAttribution } from '#app/domain/attribution.ts';
import {
  balances,
  entriesForAccrual,
  entriesForCarry,
  entriesForForgiving,
  entriesForMove,
  entriesForRedemption,
  entriesForRestoring,
  type LedgerPosting,
} from '#app/domain/ledger.ts';
import { moveReward, REWARD_EVENTS, REWARD_STATES, type RewardState, statesBefore } from '#app/domain/reward-state.ts';
import { expiryOf, planReward } from '#app/domain/rewards.ts';
import { DAY, order, PLACED, rules, signal, signUp } from './order-facts.ts';

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

test('a held credit plans its reward like one that stands', () => {
  const held = { ...credited, dispute: 'open' as const };
  const decision = decideAttribution(held, rules(), 1);
  expect(decision.outcome).toBe('review');
  expect(planReward(held, rules(), decision)).toEqual(planReward(credited, rules(), decideAttribution(credited, rules(), 1)));
});

test('a sign-up earns what the program promises for sign-ups, waiting from the sign-up', () => {
  const facts = signUp({ signals: [signal('claim', 'anna')] });
  const promised = (value: ReturnType<typeof rules>['signUps']['value']) => {
    const program = rules({}, { signUps: { credited: true, value, waitingDays: 3 } });
    return planReward(facts, program, decideAttribution(facts, program, 1));
  };
  const fixed = { kind: 'fixed-amount', minor: '300' } as const;
  expect(promised(fixed)).toEqual({ value: fixed, currency: 'USD', dueAt: PLACED + 3 * DAY, ledgerAmount: usd(300n) });
  expect(promised({ kind: 'percentage', basisPoints: 500 })?.ledgerAmount).toEqual(usd(0n));
});

test('an order that is credited before its payment is told waits from the order', () => {
  const decision = decideAttribution(credited, rules(), 1);
  expect(planReward({ ...credited, paidAt: null }, rules(), decision)?.dueAt).toBe(PLACED + 14 * DAY);
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
      const reward = { rewardId: 'r', turn: 0, amount: usd(minor), at: PLACED };
      const postings: LedgerPosting[] = entriesForAccrual(reward);
      let state: RewardState = 'pending';
      let worth = minor;
      for (const { event: name, used } of events) {
        const next = moveReward(state, name);
        if (typeof next !== 'string') continue;
        if (name === 'restore') {
          reward.turn += 1;
          postings.push(...entriesForRestoring(reward));
        } else if (next === 'redeemed') {
          postings.push(...entriesForRedemption(reward, state, usd(used)));
          worth = used;
        } else postings.push(...entriesForMove(reward, state, next));
        state = next;
      }
      const debt = carried && state === 'redeemed';
      if (debt) {
        const again = { ...reward, amount: usd(worth), turn: reward.turn + 1 };
        postings.push(
          ...entriesForCarry({ ...again, turn: reward.turn }),
          ...entriesForForgiving(again),
          ...entriesForCarry(again),
        );
      }

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
