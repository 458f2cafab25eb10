import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  entriesForAccrual,
  entriesForReduction,
  type LedgerPosting,
  reductionTo,
  rewardBalance,
  standingWorth,
} from '#app/domain/ledger.ts';
import { amountLeft, followsOrder, partOf, promisedValue } from '#app/domain/refunds.ts';
import { line, order, rules } from './order-facts.ts';

const minor = fc.bigInt(0n, 10n ** 12n);

test('law: what is left of a promise is never below nothing, never above the promise, and falls as the order falls', () => {
  fc.assert(
    fc.property(minor, minor, minor, minor, (promised, placed, a, b) => {
      const [less, more] = a < b ? [a, b] : [b, a];
      const of = (left: bigint) => amountLeft(promised, { placed, left: left < placed ? left : placed });
      expect(of(less)).toBeLessThanOrEqual(of(more));
      expect(of(less)).toBeGreaterThanOrEqual(promised > 0n ? 1n : 0n);
      expect(of(more)).toBeLessThanOrEqual(promised);
      expect(of(placed)).toBe(promised);
    }),
  );
});

test('law: any sequence of partial refunds, and of refunds undone, ends in the same balance as one refund of what is given back in the end', () => {
  const refunds = fc.array(fc.bigInt(0n, 1_000_000n), { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(fc.bigInt(1n, 100_000n), refunds, (promised, lefts) => {
      const placed = 1_000_000n;
      const after = (sequence: readonly bigint[]) => {
        const postings: LedgerPosting[] = entriesForAccrual({
          rewardId: 'r',
          amount: { minor: promised, currency: 'USD' },
          at: 1,
        });
        for (const left of sequence) {
          const target = amountLeft(promised, { placed, left });
          const place = postings.length - 1;
          const reduction = reductionTo(target, rewardBalance(postings), 'pending');
          postings.push(...entriesForReduction({ rewardId: 'r', place, currency: 'USD', at: 1 }, 'pending', reduction));
          expect(standingWorth(rewardBalance(postings))).toBe(target);
        }
        expect(new Set(postings.map(({ key }) => key)).size).toBe(postings.length);
        return rewardBalance(postings);
      };
      const last = lefts.at(-1) ?? placed;
      const many = after(lefts);
      expect(many).toEqual(after([last]));
      expect(many.accounts.pending).toBe(amountLeft(promised, { placed, left: last }));
      expect(Object.values(many.accounts).reduce((sum, balance) => sum + balance, 0n)).toBe(0n);
    }),
  );
});

test('a share of the order follows it always, other amounts where the program says so, codes of a percentage never', () => {
  const [keep, proportional] = [rules(), rules({}, { reward: { ...rules().reward, partialRefunds: 'proportional' } })];
  const share = { kind: 'order-share', basisPoints: 1000, capMinor: null, as: 'store-credit' } as const;
  const fixed = { kind: 'store-credit', minor: '500' } as const;
  const follow = (value: Parameters<typeof followsOrder>[0]) => [keep, proportional].map((each) => followsOrder(value, each));
  expect(follow(share)).toEqual([true, true]);
  expect(follow(fixed)).toEqual([false, true]);
  expect(follow({ kind: 'fixed-amount', minor: '500' })).toEqual([false, true]);
  expect(follow({ kind: 'percentage', basisPoints: 500 })).toEqual([false, false]);
});

test('the advocate’s step of the scale and the friend’s offer are told apart', () => {
  const base = rules();
  const step = { kind: 'store-credit', minor: '900' } as const;
  const tiered = rules(
    {},
    {
      reward: { ...base.reward, tiers: { by: 'referrals', days: null, keeps: false, steps: [{ from: '3', value: step }] } },
    },
  );
  expect(promisedValue(tiered, { recipient: 'advocate', tierFrom: 3n })).toEqual(step);
  expect(promisedValue(tiered, { recipient: 'advocate', tierFrom: null })).toEqual(base.reward.value);
  expect(promisedValue(tiered, { recipient: 'friend', tierFrom: null })).toEqual(base.offer.value);
});

test('what counts is compared with what counted when the order was placed', () => {
  const lines = [line({ quantity: 4, currentQuantity: 4, fullMinor: 4000n, discountedMinor: 4000n })];
  const placed = order({ subtotal: { minor: 4000n, currency: 'USD' }, lines });
  const now = {
    ...placed,
    subtotal: { minor: 1000n, currency: 'USD' },
    lines: lines.map((each) => ({ ...each, currentQuantity: 1 })),
  };
  expect(partOf(placed, now, rules())).toEqual({ placed: 4000n, left: 1000n });
  expect(partOf(now, placed, rules())).toEqual({ placed: 1000n, left: 1000n });
});
