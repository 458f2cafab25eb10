/** Intervals are held to figures known from the literature, and to what must hold for any sample. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { averageInterval, differenceInterval, type Estimate, FEWEST, shareInterval } from '#app/domain/interval.ts';

function known(estimate: Estimate) {
  if (!estimate.known) throw new Error(`not known: ${estimate.sample}`);
  return estimate;
}

test('a share has the interval that Newcombe (1998) prints for 81 of 263 and for none of 20', () => {
  const share = known(shareInterval(81, 263));
  expect([share.low, share.high].map((bound) => bound.toFixed(4))).toEqual(['0.2553', '0.3662']);
  const none = known(shareInterval(0, 20, 1));
  expect([none.low.toFixed(4), none.high.toFixed(4)]).toEqual(['0.0000', '0.1611']);
});

test('two shares differ by the interval that Newcombe (1998) prints for 56 of 70 and 48 of 80', () => {
  const difference = differenceInterval(shareInterval(56, 70), shareInterval(48, 80));
  expect([difference?.low.toFixed(4), difference?.high.toFixed(4)]).toEqual(['0.0524', '0.3339']);
});

test('an average of people who ordered once each has the interval of Student’s t', () => {
  const amounts = Array.from({ length: 31 }, (_, index) => 1000 + index * 10);
  const sum = amounts.reduce((a, b) => a + b);
  const squares = amounts.reduce((all, amount) => all + (amount - sum / 31) ** 2, 0);
  const { value, low, high } = known(averageInterval({ people: 31, orders: 31, sum, squares }));
  const half = 2.0423 * Math.sqrt(squares / 30 / 31); // t with 30 degrees of freedom
  expect(value).toBe(1150);
  expect(low).toBeCloseTo(1150 - half, 1);
  expect(high).toBeCloseTo(1150 + half, 1);
});

test('too few are never an estimate, and say how many there must be', () => {
  expect(shareInterval(FEWEST - 1, FEWEST - 1)).toEqual({ known: false, sample: FEWEST - 1, needed: FEWEST });
  expect(shareInterval(0, 0, 0)).toMatchObject({ known: false });
  expect(averageInterval({ people: 1, orders: 500, sum: 1, squares: 0 }, 1)).toMatchObject({ known: false });
  expect(differenceInterval(shareInterval(1, 2), shareInterval(10, 100))).toBeNull();
});

test('any share lies in its interval, that lies between 0 and 1, mirrors, and grows narrower with the sample', () => {
  const counts = fc
    .integer({ min: FEWEST, max: 5_000_000 })
    .chain((of) => fc.tuple(fc.integer({ min: 0, max: of }), fc.constant(of)));
  fc.assert(
    fc.property(counts, fc.integer({ min: 2, max: 50 }), ([hits, of], times) => {
      const share = known(shareInterval(hits, of));
      const mirrored = known(shareInterval(of - hits, of));
      const more = known(shareInterval(hits * times, of * times));
      expect(0 <= share.low && share.low <= share.value && share.value <= share.high && share.high <= 1).toBe(true);
      expect(Math.abs(share.low + mirrored.high - 1)).toBeLessThan(1e-9);
      expect(more.high - more.low).toBeLessThan(share.high - share.low);
    }),
  );
});

test('any difference lies in its interval and turns its sign with its sides; nothing differs from itself', () => {
  const share = fc.tuple(fc.nat(400), fc.integer({ min: 400, max: 4000 })).map(([hits, of]) => shareInterval(hits, of));
  fc.assert(
    fc.property(share, share, (a, b) => {
      const [there, back] = [differenceInterval(a, b), differenceInterval(b, a)];
      if (there === null || back === null) throw new Error('known shares have a difference');
      expect(there.low <= there.value && there.value <= there.high).toBe(true);
      expect(there.low).toBeCloseTo(-back.high, 12);
      const same = differenceInterval(a, a);
      expect(same !== null && same.low <= 0 && same.high >= 0).toBe(true);
    }),
  );
});
