/** What happens to a credit after it was given. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decideAttribution } from '#app/domain/attribution.ts';
import type { OrderFacts } from '#app/domain/facts.ts';
import { consequenceOf, reviewCredit } from '#app/domain/refunds.ts';
import { REWARD_STATES } from '#app/domain/reward-state.ts';
import { advocate, DAY, line, order, PLACED, rules, signal, signUp, unresolved } from './order-facts.ts';

const credited = order({ signals: [signal('discount-code', 'anna')] });
const usd = (minor: bigint) => ({ minor, currency: 'USD' });

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

test('a lost dispute reverses the credit, an open or won one does not', () => {
  const after = (dispute: OrderFacts['dispute']) => reviewCredit({ ...credited, dispute }, rules(), 'redeemed');
  expect(after('lost')).toEqual({ credit: 'reversed', reason: { code: 'dispute-lost' }, reward: 'carry' });
  expect([after('open'), after('won'), after(null)]).toEqual([{ credit: 'kept' }, { credit: 'kept' }, { credit: 'kept' }]);
});

test('the credit goes with the last product that counts', () => {
  const base = rules();
  const products = { mode: 'only' as const, productIds: ['1'], collectionIds: [], tags: [] };
  const program = { ...base, eligibility: { ...base.eligibility, products } };
  const left = (currentQuantity: number) =>
    reviewCredit({ ...credited, lines: [line({ quantity: 2, currentQuantity }), line({ productId: '2' })] }, program, 'issued');
  expect(left(1)).toEqual({ credit: 'kept' });
  expect(left(0)).toEqual({ credit: 'reversed', reason: { code: 'no-eligible-product' }, reward: 'deactivate' });
});

test('what is left is measured by what counts, not by Shopify’s subtotal', () => {
  const lines = [line({ discountedMinor: 4_999n }), line({ giftCard: true, discountedMinor: 5_001n })];
  const { reason } = { reason: null, ...reviewCredit({ ...credited, lines }, rules({ minimumSubtotalMinor: '5000' }), null) };
  expect(reason).toEqual({ code: 'below-minimum', minimum: '5000', subtotal: '4999', currency: 'USD' });
});

test('what staff assigned is not measured, but goes with its order', () => {
  const assigned = order({ subtotal: usd(1n), signals: [signal('merchant', 'anna'), signal('claim', 'ben')] });
  const program = rules({ minimumSubtotalMinor: '5000' });
  expect(reviewCredit(assigned, program, 'pending')).toEqual({ credit: 'kept' });
  expect(reviewCredit({ ...assigned, cancelledAt: PLACED }, program, 'pending')).toMatchObject({ reward: 'revoke' });
  const toNobody = { ...assigned, signals: [unresolved('unknown', 'merchant')] };
  expect(reviewCredit(toNobody, program, 'pending')).toMatchObject({ reason: { code: 'below-minimum' } });
});

test('a sign-up has nothing that a refund could undo', () => {
  expect(reviewCredit(signUp(), rules({ minimumSubtotalMinor: '5000' }), 'issued')).toEqual({ credit: 'kept' });
});

test('a test order that was credited stays so', () => {
  const base = rules();
  const program = { ...base, eligibility: { ...base.eligibility, testOrders: true } };
  expect(reviewCredit({ ...credited, test: true }, program, 'pending')).toEqual({ credit: 'kept' });
  expect(reviewCredit({ ...credited, test: true, cancelledAt: PLACED }, program, 'pending').credit).toBe('reversed');
});

test('every state of a reward has its consequence', () => {
  expect(REWARD_STATES.map(consequenceOf)).toEqual(['revoke', 'revoke', 'deactivate', 'deactivate', 'carry', 'none', 'none']);
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
