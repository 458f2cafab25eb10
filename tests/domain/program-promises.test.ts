import { describe, expect, test } from 'vitest';
import { settledProblems } from '#app/components/program/settled-problems.ts';
import { defaultRules } from '#app/domain/program.ts';
import { formOf, type ProgramForm, type ProgramFormProblems } from '#app/program-form.ts';
import { firstPayoutOf, permissionProblems, smallestEarning } from '#app/program-promises.ts';
import { readForm } from '#app/read-program-form.ts';

const plain = { ...formOf(defaultRules('USD')), live: true };
const card = { ...plain.rewardValue, kind: 'gift-card' as const, amount: '5' };
const credit = { ...card, kind: 'store-credit' as const };
const shared = { ...plain.rewardValue, kind: 'order-share' as const, paidAs: 'gift-card' as const };

describe('what Shopify has to allow', () => {
  const everywhere: ProgramForm = {
    ...plain,
    offerValue: card,
    tiersBy: 'referrals',
    tierSteps: [
      { from: '3', value: plain.rewardValue },
      { from: '5', value: shared },
    ],
    milestones: [{ at: '5', value: credit }],
    signUpsCredited: true,
    signUpValue: card,
  };
  const missing = { problem: 'permission' };

  test('codes need nothing, and a paused program may promise anything', () => {
    expect(permissionProblems(plain, 'write_discounts')).toBeNull();
    expect(permissionProblems({ ...everywhere, live: false }, '')).toBeNull();
  });

  test('is asked for beside each promise that needs it: an offer, a step, a bonus, a sign-up', () => {
    expect(permissionProblems(everywhere, '')).toEqual({
      ...{ 'offerValue.kind': missing, 'tier1.kind': missing, 'milestone0.kind': missing, 'signUpValue.kind': missing },
    });
    expect(permissionProblems(everywhere, 'write_gift_cards')).toEqual({ 'milestone0.kind': missing });
  });

  test('is asked for once, beside the first promise that needs it', () => {
    const first = ['offerValue', 'rewardValue', 'tier0', 'tier1', 'milestone0', 'signUpValue'].map((owner) =>
      firstPayoutOf(everywhere, owner),
    );
    expect(first).toEqual(['gift-card', null, null, null, 'store-credit', null]);
  });

  test('is not asked for what the choices hide', () => {
    const hidden = {
      ...everywhere,
      offerValue: plain.offerValue,
      tiersBy: 'none' as const,
      signUpsCredited: false,
      milestones: [],
    };
    expect(permissionProblems(hidden, '')).toBeNull();
  });
});

test('the smallest order that earns an amount where a reward is at most a share of it, rounded up', () => {
  const least = (changes: Partial<ProgramForm>, currency = 'USD') => smallestEarning({ ...plain, ...changes }, currency);
  expect(least({ rewardValue: { ...credit, amount: '10' }, capShare: '15' })).toBe(6667n);
  expect(least({ rewardValue: { ...credit, amount: '500' }, capShare: '20' }, 'JPY')).toBe(2500n);
  expect(least({ rewardValue: credit, capShare: '' })).toBeNull();
  expect(least({ capShare: '20' })).toBeNull();
  expect(least({ rewardValue: { ...credit, amount: 'x' }, capShare: '20' })).toBeNull();
});

describe('what stays called wrong while a merchant types', () => {
  const found = (form: ProgramForm): ProgramFormProblems => {
    const read = readForm(form, 'USD');
    return 'problems' in read ? read.problems : {};
  };
  const after = (form: ProgramForm, changes: Partial<ProgramForm>) => {
    const [field] = Object.keys(changes) as (keyof ProgramForm)[];
    if (field === undefined) throw new Error('nothing changed');
    return Object.keys(settledProblems(found(form), field, found({ ...form, ...changes }))).sort();
  };

  test('a field that is being mended is not called wrong; what has nothing to do with it is', () => {
    expect(after({ ...plain, windowDays: '0', renewals: 'x' }, { windowDays: '' })).toEqual(['renewals']);
  });

  test('of a value, a row or a list only what is mended is let go', () => {
    const product = { ...credit, kind: 'free-product' as const, products: '', spend: '', buys: '1' };
    const wrong = { ...plain, rewardValue: product };
    expect(after(wrong, { rewardValue: { ...product, spend: '5' } })).toEqual(['rewardValue.products']);
    expect(after(wrong, { rewardValue: credit })).toEqual([]);
    const rows = { ...plain, milestones: ['5', '3', 'x'].map((at) => ({ at, value: credit })) };
    expect(after(rows, { milestones: rows.milestones.slice(0, 2) })).toEqual(['milestone1.at']);
    const steps = { ...plain, tiersBy: 'referrals' as const, tierSteps: [] };
    expect(after(steps, { tiersBy: 'none' })).toEqual([]);
  });

  test('a larger cap mends the share that was too large', () => {
    const share = { ...shared, percent: '30' };
    const wrong = { ...plain, capShare: '20', rewardValue: share };
    expect(after(wrong, { capShare: '25' })).toEqual(['rewardValue.percent']);
    expect(after(wrong, { capShare: '35' })).toEqual([]);
  });

  test('a permission that is missing is let go by a pause, or by another kind', () => {
    const wanted = { ...plain, offerValue: card, rewardValue: credit };
    const shown = permissionProblems(wanted, '');
    if (shown === null) throw new Error('nothing was missing');
    expect(settledProblems(shown, 'live', {})).toEqual({});
    expect(Object.keys(settledProblems(shown, 'offerValue', {}))).toEqual(['rewardValue.kind']);
  });
});
