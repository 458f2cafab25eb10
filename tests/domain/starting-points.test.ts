import fc from 'fast-check';
import { expect, test } from 'vitest';
import { defaultRules, programRulesSchema } from '#app/domain/program.ts';
import { formOf } from '#app/program-form.ts';
import { readForm } from '#app/read-program-form.ts';
import { STARTING_POINTS, startFrom, startingPointOf } from '#app/starting-points.ts';

const usd = { minor: 8740n, currency: 'USD' };

test('amounts are round, and a tenth of a usual order at most', () => {
  const amount = (currency: string, minor: bigint) =>
    startFrom('store-credit', defaultRules(currency), { minor, currency }).reward.value;
  expect(amount('USD', 8740n)).toEqual({ kind: 'store-credit', minor: '800' });
  expect(amount('JPY', 12_000n)).toEqual({ kind: 'store-credit', minor: '1000' });
  expect(amount('KWD', 25_125n)).toEqual({ kind: 'store-credit', minor: '2500' });
  const gift = startFrom('gift-card', defaultRules('USD'), usd);
  expect([gift.offer.value, gift.offer.minimumSubtotalMinor]).toEqual([{ kind: 'fixed-amount', minor: '800' }, '4000']);
});

test('law: what is started from is a valid program and is recognised, in the form, too; the rest of the rules stays', () => {
  const known = fc.constantFrom('USD', 'JPY', 'KWD', 'CLF');
  const inputs = fc.record({ point: fc.constantFrom(...STARTING_POINTS), currency: known, minor: fc.bigInt(1n, 10n ** 11n) });
  fc.assert(
    fc.property(inputs, ({ point, currency, minor }) => {
      const rules = { ...defaultRules(currency), live: true };
      rules.attribution.windowDays = 77;
      const usual = { minor, currency };
      const begun = startFrom(point, rules, usual);
      expect(programRulesSchema.parse(begun)).toEqual(begun);
      expect(readForm(formOf(begun), currency)).toEqual({ rules: begun });
      expect(startingPointOf(begun, usual)).toBe(point);
      expect({ ...begun, offer: null, reward: null }).toEqual({ ...rules, offer: null, reward: null });
    }),
  );
});

test('a program of the merchant’s own is none of them', () => {
  const own = startFrom('tiers', defaultRules('USD'), usd);
  expect(startingPointOf({ ...own, reward: { ...own.reward, waitingDays: 3 } }, usd)).toBeNull();
});
