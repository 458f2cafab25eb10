import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Milestone, OrderlessValue, RewardValue, Tiers } from '#app/domain/benefit.ts';
import type { AdvocateFacts, OrderFacts, Tally } from '#app/domain/facts.ts';
import { bonusChanges, milestonesReached, type StoredBonus } from '#app/domain/milestones.ts';
import type { ProgramRules } from '#app/domain/program.ts';
import { planOrderless, planRewards } from '#app/domain/rewards.ts';
import { stepOf } from '#app/domain/tiers.ts';
import { advocate, buyer, order, rules, signUp } from './order-facts.ts';

const worth = (minor: string): RewardValue & OrderlessValue => ({ kind: 'store-credit', minor });
const usd = (minor: bigint) => ({ minor, currency: 'USD' });
const scale = (changes: Partial<Tiers> = {}): Tiers => ({
  ...{ by: 'referrals', days: null, keeps: false },
  steps: [{ from: '2', value: worth('1500') }, { from: '5', value: worth('2000') }], // prettier-ignore
  ...changes,
});
const tally = (changes: Partial<Tally> = {}): Tally => ({
  ...{ by: 'referrals', days: null, orders: 0, revenueMinor: 0n, tierFrom: null },
  ...changes,
});
const program = (reward: Partial<ProgramRules['reward']>, offer: Partial<ProgramRules['offer']> = {}) => {
  const base = rules();
  return { ...base, reward: { ...base.reward, value: worth('1000'), ...reward }, offer: { ...base.offer, ...offer } };
};
const plan = (reward: Partial<ProgramRules['reward']>, anna: Partial<AdvocateFacts> = {}, facts: Partial<OrderFacts> = {}) =>
  planRewards(order({ advocates: [advocate('anna', anna)], ...facts }), program(reward), {
    outcome: 'credited',
    advocateId: 'anna',
  });

test('a step by referrals is met by the order that makes its number, a step by revenue by what came before', () => {
  const froms = [0, 1, 3, 4, 9].map((orders) => stepOf(scale(), tally({ orders }))?.from);
  expect(froms).toEqual([undefined, '2', '2', '5', '5']);
  const byRevenue = scale({ by: 'revenue', steps: [{ from: '50000', value: worth('1') }] });
  const reached = [49_999n, 50_000n].map((revenueMinor) => stepOf(byRevenue, tally({ by: 'revenue', orders: 9, revenueMinor })));
  expect(reached.map((step) => step?.from)).toEqual([undefined, '50000']);
});

test('a step that was reached is kept only where the scale keeps it, by what the scale says of it today', () => {
  const fallen = tally({ orders: 0, tierFrom: 5n });
  expect(stepOf(scale(), fallen)).toBeNull();
  expect(stepOf(scale({ keeps: true }), fallen)?.from).toBe('5');
  expect(stepOf(scale({ keeps: true }), { ...fallen, tierFrom: 3n })?.from).toBe('2');
});

test('the step sets the value and is named; without a count of its own kind the program’s value stands', () => {
  const tiers = scale();
  expect(plan({ tiers }, { tally: tally({ orders: 4 }) }).advocate.reward).toMatchObject({ value: worth('2000'), tierFrom: 5n });
  for (const other of [null, tally({ orders: 4, days: 30 }), tally({ orders: 4, by: 'revenue' })]) {
    expect(plan({ tiers }, { tally: other }).advocate.reward).toMatchObject({ value: worth('1000'), tierFrom: null });
  }
});

test('a sign-up is on no step and promises the friend nothing', () => {
  const facts = signUp({ advocates: [advocate('anna', { tally: tally({ orders: 9 }) })] });
  const paying = program({ tiers: scale() }, { value: worth('500') });
  const { advocate: anna, friend } = planRewards(facts, paying, { outcome: 'credited', advocateId: 'anna' });
  expect(anna.reward).toMatchObject({ value: rules().signUps.value, tierFrom: null });
  expect(friend).toEqual({ reward: null, unrewarded: null });
});

test('a friend is promised a payout, not a code, not for a renewal, and not below what the offer asks for', () => {
  const friendOf = (value: RewardValue, facts: Partial<OrderFacts> = {}, minimumSubtotalMinor = '0') =>
    planRewards(order(facts), program({}, { value, minimumSubtotalMinor }), { outcome: 'review', advocateId: 'anna' }).friend;
  const share = { kind: 'order-share', basisPoints: 500, capMinor: null, as: 'gift-card' } as const;
  expect(friendOf(share).reward).toMatchObject({ value: { kind: 'gift-card', minor: '500' }, ledgerAmount: usd(500n) });
  expect(friendOf({ kind: 'percentage', basisPoints: 1000 })).toEqual({ reward: null, unrewarded: null });
  expect(friendOf(share, { renewal: 1 })).toEqual({ reward: null, unrewarded: null });
  expect(friendOf(share, {}, '10000').reward).not.toBeNull();
  expect(friendOf(share, {}, '10001')).toEqual({ reward: null, unrewarded: 'minimum' });
  expect(friendOf({ ...share, basisPoints: 1 }, { subtotal: usd(99n) })).toEqual({ reward: null, unrewarded: 'nothing' });
  expect(friendOf(share, { buyer: buyer({ customerId: null }) }).reward).not.toBeNull();
});

test('a free product is worth nothing to the ledger until it is used', () => {
  const value = { kind: 'free-product', productIds: ['1'], quantity: 1, spendMinor: '1', buys: null } as const;
  expect(planOrderless({ ...value, productIds: ['1'] }, rules(), null, 5).ledgerAmount).toEqual(usd(0n));
  expect(plan({ value: { ...value, productIds: ['1'] } }).advocate.reward).toMatchObject({ value, ledgerAmount: usd(0n) });
});

test('store credit is in the currency its owner shops in, other amounts in the same proportion; the limits count what it stands for', () => {
  const inCurrencies = [{ currency: 'EUR', minor: '905' }, { currency: 'JPY', minor: '1500' }]; // prettier-ignore
  const anna = { currency: 'EUR', tally: tally({ orders: 9 }) };
  expect(plan({ inCurrencies }, anna).advocate.reward).toEqual(
    expect.objectContaining({
      ...{ value: worth('905'), currency: 'EUR', ledgerAmount: { minor: 905n, currency: 'EUR' }, capMinor: 1_000n },
    }),
  );
  expect(plan({ inCurrencies, tiers: scale() }, anna).advocate.reward).toMatchObject({ value: worth('1810'), capMinor: 2_000n });
  for (const currency of [null, 'USD', 'GBP']) {
    expect(plan({ inCurrencies }, { currency }).advocate.reward).toMatchObject({ currency: 'USD', capMinor: null });
  }
  const friend = (paidIn: string, minor: string) =>
    planRewards(order({ paidIn }), program({ inCurrencies }, { value: worth(minor) }), { outcome: 'credited', advocateId: null })
      .friend;
  expect(friend('JPY', '333').reward).toMatchObject({ value: worth('499'), currency: 'JPY', capMinor: 333n });
  expect(friend('JPY', '1').reward?.value).toEqual(worth('1'));
  expect(planOrderless(worth('2000'), program({ inCurrencies }), 'EUR', 0)).toMatchObject({
    value: worth('1810'),
    currency: 'EUR',
  });
  const card = { kind: 'gift-card', minor: '1000' } as const;
  expect(plan({ inCurrencies, value: card }, anna).advocate.reward).toMatchObject({ value: card, currency: 'USD' });
});

test('the allowed share is held against what the credit stands for, in the order’s money', () => {
  const inCurrencies = [{ currency: 'JPY', minor: '150000' }];
  const caps = { perAdvocate: null, programMonthMinor: null, mostShareBasisPoints: 1_000 };
  expect(plan({ inCurrencies, caps }, { currency: 'JPY' }).advocate.reward).toMatchObject({ value: worth('150000') });
  expect(plan({ inCurrencies, caps, value: worth('1001') }, { currency: 'JPY' }).advocate).toEqual({
    reward: null,
    unrewarded: 'share',
  });
});

const bonus = (at: number): Milestone => ({ at, value: { kind: 'gift-card', minor: '1' } });

test('a bonus is for its number alone, by the rules of the order that makes it', () => {
  const old = { version: 1, milestones: [bonus(2), bonus(3)] };
  const young = { version: 2, milestones: [bonus(2), bonus(4)] };
  const told = (before: number, orders: typeof old[]) => milestonesReached(before, orders).map(({ version, milestone }) => [version, milestone.at]); // prettier-ignore
  expect(told(0, [old, old, young])).toEqual([[1, 2]]);
  expect(told(1, [young, old, young])).toEqual([[2, 2], [1, 3], [2, 4]]); // prettier-ignore
  expect(told(7, [old, young])).toEqual([]);
});

test('law: by whatever way a number of credited orders is reached, the same bonuses stand, and each is there once', () => {
  const milestones = [bonus(1), bonus(3), bonus(4)];
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -3, max: 3 }), { maxLength: 40 }), (steps) => {
      let credited = 0;
      let bonuses: StoredBonus[] = [];
      for (const step of steps) {
        const before = credited;
        credited = Math.max(0, credited + step);
        const orders = Array.from({ length: Math.max(0, credited - before) }, () => ({ version: 1, milestones }));
        const { lost, regained } = bonusChanges(credited, bonuses);
        bonuses = bonuses.map((one) => ({
          ...one,
          stands: regained.includes(one.rewardId) || (one.stands && !lost.includes(one.rewardId)),
        }));
        for (const { milestone } of milestonesReached(credited - orders.length, orders)) {
          if (bonuses.some((one) => one.milestone === milestone.at)) continue;
          bonuses.push({ rewardId: `b${milestone.at}`, milestone: milestone.at, stands: true, revokedReason: null });
        }
      }
      const standing = bonuses.filter(({ stands }) => stands).map(({ milestone }) => milestone);
      expect(standing.sort()).toEqual(milestones.map(({ at }) => at).filter((at) => at <= credited));
      expect(new Set(bonuses.map(({ milestone }) => milestone)).size).toBe(bonuses.length);
    }),
  );
});

test('law: what a scale gives never shrinks as more is counted', () => {
  const steps = fc
    .uniqueArray(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 6 })
    .map((froms) => froms.sort((a, b) => a - b).map((from) => ({ from: String(from), value: worth(String(from)) })));
  const by = fc.constantFrom('referrals' as const, 'revenue' as const);
  fc.assert(
    fc.property(
      steps,
      by,
      fc.boolean(),
      fc.nat(60),
      fc.nat(60),
      fc.option(fc.bigInt(1n, 60n), { nil: null }),
      (all, what, keeps, a, b, tierFrom) => {
        const tiers: Tiers = { by: what, days: null, keeps, steps: all };
        const from = (count: number) =>
          Number(stepOf(tiers, tally({ by: what, orders: count, revenueMinor: BigInt(count), tierFrom }))?.from ?? 0);
        expect(from(Math.max(a, b))).toBeGreaterThanOrEqual(from(Math.min(a, b)));
        const kept = all.filter((step) => tierFrom !== null && BigInt(step.from) <= tierFrom).at(-1)?.from ?? '0';
        if (keeps) expect(from(0)).toBeGreaterThanOrEqual(Number(kept));
      },
    ),
  );
});
