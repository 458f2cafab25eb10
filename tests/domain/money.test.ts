import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  addMoney,
  compareMoney,
  digitsOf,
  formatDecimal,
  type Money,
  parseMoney,
  percentageOf,
  subtractMoney,
  zeroMoney,
} from '#app/domain/money.ts';

const currencies = ['USD', 'JPY', 'KWD', 'CLF', 'EUR'];
/** As many digits as are read, in a currency without decimals. */
const most = 10n ** 15n - 1n;
const money = fc.record({ minor: fc.bigInt(-most, most), currency: fc.constantFrom(...currencies) });

test('an amount survives being written and read, in currencies of 0 to 4 decimals', () => {
  fc.assert(
    fc.property(money, (amount) => {
      expect(parseMoney(formatDecimal(amount), amount.currency)).toEqual(amount);
    }),
  );
});

test.each([
  ['24.00', 'USD', 2_400n],
  ['0.07', 'USD', 7n],
  ['-0.5', 'USD', -50n],
  ['1.10', 'EUR', 110n],
  ['2400', 'JPY', 2_400n],
  ['2400.00', 'JPY', 2_400n],
  ['1.234', 'KWD', 1_234n],
  ['1.5', 'BHD', 1_500n],
  ['0.0001', 'CLF', 1n],
  ['100.000000', 'USD', 10_000n],
])('%s %s is %s minor units', (decimal, currency, minor) => {
  expect(parseMoney(decimal, currency)).toEqual({ minor, currency });
});

test.each(['', ' 1', '1,00', '1.', '.5', '+1', '1e3', 'NaN', '0x10', '--1', '1.2.3', '9999999999999999', '１'])(
  '“%s” is refused as an amount',
  (text) => {
    expect(() => parseMoney(text, 'USD')).toThrow(RangeError);
  },
);

test('a fraction that the currency cannot hold is refused, not rounded', () => {
  expect(() => parseMoney('10.005', 'USD')).toThrow('more than 2 decimals');
  expect(() => parseMoney('10.5', 'JPY')).toThrow('more than 0 decimals');
});

test('the decimals of a currency are those of ISO 4217', () => {
  expect(['JPY', 'USD', 'KWD', 'CLF', 'constructor'].map(digitsOf)).toEqual([0, 2, 3, 4, 2]);
});

test('adding and taking away undo each other, and totals may be negative', () => {
  fc.assert(
    fc.property(money, fc.bigInt(-(10n ** 15n - 1n), 10n ** 15n), (a, minor) => {
      const b: Money = { minor, currency: a.currency };
      expect(subtractMoney(addMoney(a, b), b)).toEqual(a);
      expect(Math.sign(compareMoney(a, b))).toBe(a.minor < b.minor ? -1 : a.minor > b.minor ? 1 : 0);
    }),
  );
});

test('amounts of different currencies are never mixed', () => {
  const [euro, dollar] = [zeroMoney('EUR'), zeroMoney('USD')];
  expect(() => addMoney(euro, dollar)).toThrow('do not compare');
  expect(() => subtractMoney(euro, dollar)).toThrow('do not compare');
  expect(() => compareMoney(euro, dollar)).toThrow('do not compare');
});

test('a percentage is rounded to the nearest minor unit, halves away from zero', () => {
  const share = (minor: bigint, basisPoints: number) => percentageOf({ minor, currency: 'USD' }, basisPoints).minor;
  expect([share(999n, 1000), share(995n, 1000), share(994n, 1000), share(-995n, 1000), share(-994n, 1000)]).toEqual([
    100n,
    100n,
    99n,
    -100n,
    -99n,
  ]);
  fc.assert(
    fc.property(money, fc.integer({ min: 0, max: 10_000 }), (amount, basisPoints) => {
      const distance = percentageOf(amount, basisPoints).minor * 10_000n - amount.minor * BigInt(basisPoints);
      expect(distance <= 5_000n && distance >= -5_000n).toBe(true);
    }),
  );
});
