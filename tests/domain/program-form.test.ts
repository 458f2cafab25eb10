import { describe, expect, test } from 'vitest';
import { defaultRules, type ProgramRules } from '#app/domain/program.ts';
import { exampleOf, usualSpend } from '#app/program-example.ts';
import { formOf, type ProgramForm } from '#app/program-form.ts';
import { readForm } from '#app/read-program-form.ts';

const dollars = defaultRules('USD');
const read = (changes: Partial<ProgramForm>, currency = 'USD') => readForm({ ...formOf(dollars), ...changes }, currency);

const dinars: ProgramRules = {
  ...defaultRules('KWD'),
  live: true,
  attribution: { ...dollars.attribution, touch: 'first', newCustomersOnly: false, minimumSubtotalMinor: '12345' },
  offer: { ...dollars.offer, value: { kind: 'fixed-amount', minor: '1500' }, minimumSubtotalMinor: '20000' },
  reward: { value: { kind: 'percentage', basisPoints: 1250 }, minimumSubtotalMinor: '0', waitingDays: 0, validDays: null },
};

describe('the program as a form', () => {
  test.each([dollars, dinars, defaultRules('JPY')])('rules shown and read again are the same: $currency', (rules) => {
    expect(readForm(formOf(rules), rules.currency)).toEqual({ rules });
  });

  test('decimals are read as people write them, and what could mean two amounts is refused', () => {
    expect(read({ minimumSubtotal: ' 12,50 ', offerPercent: '7,5' })).toMatchObject({
      rules: { attribution: { minimumSubtotalMinor: '1250' }, offer: { value: { basisPoints: 750 } } },
    });
    expect(read({ minimumSubtotal: '1,000' })).toEqual({ problems: { minimumSubtotal: { problem: 'amount', currency: 'USD' } } });
    expect(read({ minimumSubtotal: '1.000' })).toMatchObject({ rules: { attribution: { minimumSubtotalMinor: '100' } } });
    for (const text of ['-5', '5 USD', '1e3', 'NaN', '0x10', '99999999999'])
      expect(read({ minimumSubtotal: text }), text).toHaveProperty('problems');
  });

  test.each([
    ['offerPercent', '0'],
    ['offerPercent', '100.01'],
    ['offerPercent', '10.005'],
    ['windowDays', '0'],
    ['windowDays', '366'],
    ['windowDays', '3.5'],
    ['rewardWaitingDays', '121'],
    ['rewardValidDays', ''],
    ['claimsPerLinkPerDay', '1001'],
  ] as const)('%s is not "%s"', (field, value) => {
    expect(read({ [field]: value })).toEqual({ problems: { [field]: expect.objectContaining({ problem: 'range' }) } });
  });

  test('a discount of nothing is no offer', () => {
    expect(read({ offerKind: 'fixed-amount', offerAmount: '0.00' })).toEqual({
      problems: { offerAmount: { problem: 'positive' } },
    });
    expect(read({ offerKind: 'fixed-amount', offerAmount: '' })).toEqual({
      problems: { offerAmount: { problem: 'amount', currency: 'USD' } },
    });
  });

  test('fields that the choice does not show are not judged', () => {
    expect(read({ offerKind: 'percentage', offerAmount: 'x', rewardExpires: false, rewardValidDays: 'x' })).toMatchObject({
      rules: { reward: { validDays: null } },
    });
  });
});

describe('the example beside the form', () => {
  const now = Date.parse('2026-11-22T12:00:00Z');
  const money = (minor: bigint, currency = 'USD') => ({ minor, currency });

  test('tells what the friend saves and when the advocate earns', () => {
    expect(exampleOf(dollars, money(8000n), now)).toEqual({
      saves: money(800n),
      pays: money(7200n),
      rewardAt: Date.parse('2026-12-06T12:00:00Z'),
    });
  });

  test('below the minimum of the offer nothing is saved; below that of the rules nothing is earned', () => {
    expect(exampleOf(dinars, money(19_999n, 'KWD'), now)).toEqual({ saves: null, pays: money(19_999n, 'KWD'), rewardAt: now });
    expect(exampleOf(dinars, money(12_344n, 'KWD'), now).rewardAt).toBeNull();
  });

  test('the offer counts before the smallest order that is credited is judged', () => {
    const rules = { ...dollars, attribution: { ...dollars.attribution, minimumSubtotalMinor: '8000' } };
    expect(exampleOf(rules, money(8000n), now).rewardAt).toBeNull();
  });

  test('an offer larger than the cart takes no more than the cart', () => {
    const rules: ProgramRules = { ...dollars, offer: { ...dollars.offer, value: { kind: 'fixed-amount', minor: '10000' } } };
    expect(exampleOf(rules, money(4000n), now)).toMatchObject({ saves: money(4000n), pays: money(0n) });
  });

  test('the usual cart suits the currency', () => {
    expect([usualSpend('USD'), usualSpend('JPY'), usualSpend('KWD')]).toEqual(['80', '8000', '80']);
  });
});
