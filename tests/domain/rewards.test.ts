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
import type { RewardValue } from '#app/domain/benefit.ts';
import type { ProgramRules } from '#app/domain/program.ts';
import { type Caps, exceedsShare, limitOf } from '#app/domain/reward-limits.ts';
import { expiryOf, planRewards } from '#app/domain/rewards.ts';
import { DAY, order, PLACED, rules, signal, signUp } from './order-facts.ts';

const credited = order({ signals: [signal('discount-code', 'anna')], paidAt: PLACED + 5_000 });
const planReward = (...decided: Parameters<typeof planRewards>) => planRewards(...decided).advocate;
const usd = (minor: bigint) => ({ minor, currency: 'USD' });

test('a reward falls due when its waiting time after payment is over', () => {
  const plan = planReward(credited, rules(), decideAttribution(credited, rules(), 1)).reward;
  expect(plan?.dueAt).toBe(PLACED + 5_000 + 14 * DAY);
});

test('the ledger carries a fixed amount as it is, and a percentage as that share of the referred order', () => {
  const decision = decideAttribution(credited, rules(), 1);
  const fixed = rules({}, { reward: { ...rules().reward, value: { kind: 'fixed-amount', minor: '1500' } } });
  expect(planReward(credited, fixed, decision).reward?.ledgerAmount).toEqual(usd(1_500n));
  expect(planReward(credited, rules(), decision).reward?.ledgerAmount).toEqual(usd(1_000n));
  expect(planReward({ ...credited, subtotal: usd(-30n) }, rules(), decision).reward?.ledgerAmount).toEqual(usd(0n));
});

test('a held credit plans its reward like one that stands', () => {
  const held = { ...credited, dispute: 'open' as const };
  const decision = decideAttribution(held, rules(), 1);
  expect(decision.outcome).toBe('review');
  expect(planReward(held, rules(), decision).reward).toEqual(
    planReward(credited, rules(), decideAttribution(credited, rules(), 1)).reward,
  );
});

test('a sign-up earns what the program promises for sign-ups, waiting from the sign-up', () => {
  const facts = signUp({ signals: [signal('claim', 'anna')] });
  const promised = (value: ReturnType<typeof rules>['signUps']['value']) => {
    const program = rules({}, { signUps: { credited: true, value, waitingDays: 3 } });
    return planReward(facts, program, decideAttribution(facts, program, 1)).reward;
  };
  const fixed = { kind: 'fixed-amount', minor: '300' } as const;
  expect(promised(fixed)).toEqual({
    ...{ value: fixed, currency: 'USD', dueAt: PLACED + 3 * DAY, ledgerAmount: usd(300n) },
    ...{ capMinor: null, tierFrom: null },
  });
  expect(promised({ kind: 'percentage', basisPoints: 500 })?.ledgerAmount).toEqual(usd(0n));
});

test('an order that is credited before its payment is told waits from the order', () => {
  const decision = decideAttribution(credited, rules(), 1);
  expect(planReward({ ...credited, paidAt: null }, rules(), decision).reward?.dueAt).toBe(PLACED + 14 * DAY);
});

test('an order without credit plans no reward', () => {
  const facts = order({ test: true, signals: [signal('discount-code', 'anna')] });
  expect(planReward(facts, rules(), decideAttribution(facts, rules(), 1)).reward).toBeNull();
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
        if (name === 'pay-late') reward.turn += 1;
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

const noCaps: Caps = { perAdvocate: null, programMonthMinor: null, mostShareBasisPoints: null };

function planOf(
  value: RewardValue,
  caps: Partial<Caps> = {},
  facts = credited,
  counting: Partial<ProgramRules['attribution']> = {},
) {
  const program = rules(counting, { reward: { ...rules().reward, value, caps: { ...noCaps, ...caps } } });
  return planReward(facts, program, decideAttribution(credited, rules(), 1));
}

test('every kind of reward is planned as it is promised, and the ledger carries what it is worth', () => {
  const plans = [
    { kind: 'free-shipping' },
    { kind: 'store-credit', minor: '700' },
    { kind: 'gift-card', minor: '700' },
  ] as const satisfies RewardValue[];
  expect(plans.map((value) => planOf(value).reward?.value)).toEqual(plans);
  expect(plans.map((value) => planOf(value).reward?.ledgerAmount)).toEqual([usd(0n), usd(700n), usd(700n)]);
});

test('a share of the order becomes an amount of the money of that order, rounded down and capped', () => {
  const share = (basisPoints: number, capMinor: string | null, as: 'store-credit' | 'gift-card' = 'store-credit') =>
    planOf({ kind: 'order-share', basisPoints, capMinor, as }).reward;
  expect(share(1_000, null)?.value).toEqual({ kind: 'store-credit', minor: '1000' });
  expect(share(1_000, '300', 'gift-card')?.value).toEqual({ kind: 'gift-card', minor: '300' });
  expect(share(3_333, null)?.value).toEqual({ kind: 'store-credit', minor: '3333' });
  const odd = { ...credited, subtotal: usd(9_999n) };
  expect(planOf({ kind: 'order-share', basisPoints: 999, capMinor: null, as: 'gift-card' }, {}, odd).reward).toMatchObject({
    value: { kind: 'gift-card', minor: '998' }, // 998.9001
    ledgerAmount: usd(998n),
  });
  const yen = { ...credited, subtotal: { minor: 9_999n, currency: 'JPY' } };
  expect(planOf({ kind: 'order-share', basisPoints: 1_000, capMinor: null, as: 'gift-card' }, {}, yen).reward).toMatchObject({
    currency: 'JPY',
    ledgerAmount: { minor: 999n, currency: 'JPY' },
  });
});

test('a share of what counts: gift cards in the order earn nothing where they do not count', () => {
  const line = { productId: null, collections: [], tags: [], quantity: 1, currentQuantity: 1, taxMinor: 0n };
  const facts = order({
    ...credited,
    subtotal: usd(10_000n),
    lines: [
      { ...line, giftCard: true, fullMinor: 4_000n, discountedMinor: 4_000n },
      { ...line, giftCard: false, fullMinor: 6_000n, discountedMinor: 6_000n },
    ],
  });
  const value = { kind: 'order-share', basisPoints: 1_000, capMinor: null, as: 'store-credit' } as const;
  expect(planOf(value, {}, facts, { countsGiftCards: false }).reward?.value).toMatchObject({
    minor: '600',
  });
  expect(planOf(value, {}, facts, { countsGiftCards: true }).reward?.value).toMatchObject({
    minor: '1000',
  });
});

test('a share that comes to nothing promises nothing, and says so', () => {
  const value = { kind: 'order-share', basisPoints: 1, capMinor: null, as: 'store-credit' } as const;
  for (const subtotal of [usd(9_999n), usd(0n), usd(-50n)]) {
    expect(planOf(value, {}, { ...credited, subtotal })).toEqual({ reward: null, unrewarded: 'nothing' });
  }
});

test('an amount beyond the allowed share of the order is not promised; what has no amount always is', () => {
  const caps = { mostShareBasisPoints: 1_000 };
  expect(planOf({ kind: 'fixed-amount', minor: '1000' }, caps).reward).not.toBeNull();
  expect(planOf({ kind: 'fixed-amount', minor: '1001' }, caps)).toEqual({ reward: null, unrewarded: 'share' });
  expect(planOf({ kind: 'gift-card', minor: '1001' }, caps)).toEqual({ reward: null, unrewarded: 'share' });
  expect(planOf({ kind: 'percentage', basisPoints: 5_000 }, caps).reward).not.toBeNull();
  expect(planOf({ kind: 'free-shipping' }, caps).reward).not.toBeNull();
  expect(exceedsShare({ ...noCaps, ...caps }, usd(1n), usd(-5n))).toBe(true);
});

test('limits hold to the last reward and the last cent', () => {
  const caps: Caps = { ...noCaps, perAdvocate: { rewards: 3, days: 30 }, programMonthMinor: '5000' };
  expect(limitOf(caps, usd(1_000n), { advocateRewards: 2, monthMinor: 4_000n })).toBeNull();
  expect(limitOf(caps, usd(1_000n), { advocateRewards: 3, monthMinor: 0n })).toBe('advocate');
  expect(limitOf(caps, usd(1_000n), { advocateRewards: 2, monthMinor: 4_001n })).toBe('month');
  expect(limitOf(noCaps, usd(10n ** 12n), { advocateRewards: 10 ** 6, monthMinor: 10n ** 15n })).toBeNull();
});
