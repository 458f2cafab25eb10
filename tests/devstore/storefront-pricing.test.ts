import fc from 'fast-check';
import { expect, test } from 'vitest';
import { allocate, convert, currencyDigits, fromMinor, shareOf, toMinor } from '#devstore/pricing/minor-units.ts';
import { priceCart, recordUsage, type PricedCart } from '#devstore/pricing/price-cart.ts';
import { addShop, createStore } from '#devstore/store.ts';
import type { ShopState, Store } from '#devstore/state.ts';
import { addDiscount, variantIn } from '#tests/support/storefront.ts';

const currencies = ['USD', 'JPY', 'KWD'] as const;

function shopIn(currency: string): { store: Store; shop: ShopState } {
  const store = createStore({ apiKey: 'key', apiSecret: 'secret', appOrigin: 'http://127.0.0.1:9' });
  return { store, shop: addShop(store, { handle: 'hillside-roasters', currency, customers: 3 }) };
}

function price(
  store: Store,
  shop: ShopState,
  codes: string[],
  change: Partial<Parameters<typeof priceCart>[2]> = {},
): PricedCart {
  const lines = [
    { variantId: variantIn(shop, 'ridgeline-blend', '250 g').id, quantity: 2 },
    { variantId: variantIn(shop, 'enamel-mug', 'Cream').id, quantity: 1 },
  ];
  return priceCart(store, shop, { lines, discountCodes: codes, customerId: null, ...change });
}

test('money goes from decimals to minor units and back in currencies of none, two and three digits', () => {
  expect([toMinor('24.00', 'USD'), toMinor('2400', 'JPY'), toMinor('7.440', 'KWD')]).toEqual([2400, 2400, 7440]);
  expect([fromMinor(5, 'USD'), fromMinor(5, 'JPY'), fromMinor(5, 'KWD'), fromMinor(-250, 'USD')]).toEqual([
    '0.05',
    '5',
    '0.005',
    '-2.50',
  ]);
  expect([toMinor('1.005', 'USD'), toMinor('0.5', 'JPY'), toMinor('3', 'KWD')]).toEqual([101, 1, 3000]);
  expect(() => toMinor('1e3', 'USD')).toThrow(/not an amount/);
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1e9 }), fc.constantFrom(...currencies), (minor, currency) => {
      expect(toMinor(fromMinor(minor, currency), currency)).toBe(minor);
    }),
  );
});

test('shares and conversions are rounded half up, without the errors of binary fractions', () => {
  expect(shareOf(1990, 0.15)).toBe(299);
  expect(shareOf(100, 0.07)).toBe(7);
  expect(shareOf(50, 0.29)).toBe(15);
  expect(convert(2400, 'USD', 'CAD', 1.37)).toBe(3288);
  expect(convert(1750, 'USD', 'JPY', 150)).toBe(2625);
  expect(convert(1000, 'USD', 'KWD', 0.31)).toBe(3100);
});

test('what is given to lines adds up to the discount and never exceeds a line', () => {
  const line = fc.record({ weight: fc.integer({ min: 0, max: 100_000 }), cap: fc.integer({ min: 0, max: 100_000 }) });
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 300_000 }), fc.array(line, { minLength: 1, maxLength: 8 }), (amount, lines) => {
      const caps = lines.map((each) => each.cap);
      const room = caps.reduce((sum, cap) => sum + cap, 0);
      const shares = allocate(
        amount,
        lines.map((each) => each.weight),
        caps,
      );
      expect(shares.reduce((sum, share) => sum + share, 0)).toBe(Math.min(amount, room));
      shares.forEach((share, index) => expect(share >= 0 && share <= (caps[index] ?? 0)).toBe(true));
    }),
  );
});

test('whatever codes are combined, allocations sum to each discount and no line goes below zero', () => {
  const rule = fc.record({
    value: fc.oneof(
      fc.record({ percentage: fc.integer({ min: 1, max: 100 }).map((percent) => percent / 100) }),
      fc.record({ amount: fc.integer({ min: 1, max: 90 }).map(String), appliesOnEachItem: fc.boolean() }),
    ),
    combines: fc.boolean(),
  });
  const cart = fc.array(fc.record({ pick: fc.nat(17), quantity: fc.integer({ min: 1, max: 7 }) }), {
    minLength: 1,
    maxLength: 5,
  });
  for (const currency of currencies) {
    fc.assert(
      fc.property(fc.array(rule, { maxLength: 5 }), cart, (rules, wanted) => {
        const { store, shop } = shopIn(currency);
        const variants = [...shop.products.values()].flatMap((product) => product.variants);
        const codes = rules.map((each, index) => {
          const combinesWith = { orderDiscounts: each.combines, productDiscounts: each.combines, shippingDiscounts: false };
          addDiscount(store, shop, `CODE${index}`, { value: each.value, combinesWith });
          return `CODE${index}`;
        });
        const lines = wanted.map(({ pick, quantity }) => ({ variantId: variants[pick % variants.length]?.id ?? '', quantity }));
        const priced = priceCart(store, shop, { lines, discountCodes: codes, customerId: null });
        const minor = (decimal: string) => toMinor(decimal, currency);
        const sum = (amounts: number[]) => amounts.reduce((so, amount) => so + amount, 0);
        for (const code of priced.discountCodes) {
          const given = priced.lines.flatMap((line) => line.discounts.filter((each) => each.code === code.code));
          expect(sum(given.map((each) => minor(each.amount)))).toBe(minor(code.amount));
        }
        for (const line of priced.lines) {
          const taken = sum(line.discounts.map((each) => minor(each.amount)));
          expect(minor(line.amount)).toBe(minor(line.originalAmount) - taken);
          expect(minor(line.amount)).toBeGreaterThanOrEqual(0);
        }
        expect(sum(priced.lines.map((line) => minor(line.amount)))).toBe(minor(priced.subtotal));
        expect(minor(priced.subtotal) + minor(priced.shipping) + minor(priced.tax)).toBe(minor(priced.total));
        expect(priced.discountCodes.length + priced.refusedCodes.length).toBe(codes.length);
      }),
      { numRuns: 60 },
    );
  }
});

test('a percentage is taken off the whole order and spread over its lines', () => {
  const { store, shop } = shopIn('USD');
  addDiscount(store, shop, 'TENTH', { value: { percentage: 0.15 } });
  const priced = price(store, shop, ['tenth']);
  expect(priced.originalSubtotal).toBe('50.00');
  expect(priced.discountCodes).toMatchObject([
    { code: 'tenth', type: 'percentage', value: '15.0', amount: '7.50', target: 'order' },
  ]);
  expect(priced.lines.map((line) => line.discounts)).toEqual([
    [{ code: 'tenth', amount: '5.10' }],
    [{ code: 'tenth', amount: '2.40' }],
  ]);
  expect([priced.subtotal, priced.shipping, priced.tax, priced.total]).toEqual(['42.50', '5.00', '3.40', '50.90']);
});

test('an amount is never more than the order, and an amount per item never more than the item', () => {
  const { store, shop } = shopIn('JPY');
  addDiscount(store, shop, 'HUGE', { value: { amount: '999999', appliesOnEachItem: false } });
  addDiscount(store, shop, 'EACH', { value: { amount: '2450', appliesOnEachItem: true } });
  const huge = price(store, shop, ['HUGE']);
  expect([huge.originalSubtotal, huge.subtotal, huge.discountTotal]).toEqual(['7500', '0', '7500']);
  const each = price(store, shop, ['EACH']);
  expect(each.discountCodes[0]).toMatchObject({ target: 'product', amount: '7300' });
  expect(each.lines.map((line) => line.amount)).toEqual(['200', '0']);
});

test('two percentages that combine are both taken off the original subtotal', () => {
  const { store, shop } = shopIn('USD');
  const combinesWith = { orderDiscounts: true, productDiscounts: false, shippingDiscounts: false };
  addDiscount(store, shop, 'TEN', { combinesWith });
  addDiscount(store, shop, 'TWENTY', { value: { percentage: 0.2 }, combinesWith });
  expect(price(store, shop, ['TEN', 'TWENTY']).discountTotal).toBe('15.00');
});

test('of two codes that do not combine the better one stays and the other is refused in the checkout’s words', () => {
  const { store, shop } = shopIn('USD');
  addDiscount(store, shop, 'TEN');
  addDiscount(store, shop, 'FIVEOFF', {
    value: { amount: '5.00', appliesOnEachItem: false },
    combinesWith: { orderDiscounts: true, productDiscounts: true, shippingDiscounts: true },
  });
  addDiscount(store, shop, 'SIX', { value: { amount: '6.00', appliesOnEachItem: false } });
  const priced = price(store, shop, ['FIVEOFF', 'SIX']);
  expect(priced.discountCodes.map((code) => code.code)).toEqual(['SIX']);
  expect(priced.refusedCodes).toEqual([
    { code: 'FIVEOFF', reason: 'not-combinable', message: 'FIVEOFF couldn’t be used with your existing discounts' },
  ]);
});

test('two codes of one discount do not stack', () => {
  const { store, shop } = shopIn('USD');
  const combinesWith = { orderDiscounts: true, productDiscounts: true, shippingDiscounts: true };
  addDiscount(store, shop, 'POOL', { codes: ['POOL-A', 'POOL-B'], combinesWith });
  const priced = price(store, shop, ['POOL-A', 'POOL-B']);
  expect(priced.discountCodes.map((code) => code.code)).toEqual(['POOL-A']);
  expect(priced.refusedCodes.map((code) => code.reason)).toEqual(['not-combinable']);
});

test('each rule of a discount refuses with a reason of its own', () => {
  const { store, shop } = shopIn('USD');
  const [anna, ben] = [...shop.customers.values()];
  const annasId = anna?.id ?? '';
  const day = 86_400_000;
  const at = (offset: number) => new Date(Date.now() + offset).toISOString();
  addDiscount(store, shop, 'LATER', { startsAt: at(day) });
  addDiscount(store, shop, 'OVER', { endsAt: at(-day) });
  addDiscount(store, shop, 'OFF', { active: false });
  addDiscount(store, shop, 'RICH', { minimumSubtotal: '50.01' });
  addDiscount(store, shop, 'MANY', { minimumQuantity: 4 });
  addDiscount(store, shop, 'ANNAS', { customerIds: [annasId] });
  addDiscount(store, shop, 'ONCE', { appliesOncePerCustomer: true, usedByCustomer: { [annasId]: 1 } });
  const reasonOf = (code: string, change: Parameters<typeof price>[3] = {}) =>
    price(store, shop, [code], change).refusedCodes[0]?.reason ?? 'applies';
  expect(['NOBODY', 'LATER', 'OVER', 'OFF', 'RICH', 'MANY', 'ANNAS'].map((code) => reasonOf(code))).toEqual([
    'not-found',
    'currently-inactive',
    'currently-inactive',
    'currently-inactive',
    'purchase-not-in-range',
    'quantity-not-in-range',
    'eligible-customer-missing',
  ]);
  expect(reasonOf('ANNAS', { customerId: ben?.id ?? '' })).toBe('customer-not-eligible');
  expect(reasonOf('ANNAS', { email: anna?.email?.toUpperCase() ?? null })).toBe('applies');
  expect(reasonOf('ONCE', { email: anna?.email ?? null })).toBe('customer-usage-limit-reached');
  expect(reasonOf('ONCE', { email: 'stranger@example.com' })).toBe('applies');
  store.clockOffset = 2 * day;
  expect(reasonOf('LATER')).toBe('applies');
});

test('a usage limit counts for each code alone, and recorded use uses it up', () => {
  const { store, shop } = shopIn('USD');
  const discount = addDiscount(store, shop, 'POOL', { codes: ['POOL-A', 'POOL-B'], usageLimit: 1 });
  recordUsage(shop, ['pool-a', 'UNKNOWN'], 'customer-1');
  expect(price(store, shop, ['POOL-A']).refusedCodes[0]?.reason).toBe('usage-limit-reached');
  expect(price(store, shop, ['POOL-B']).discountCodes).toHaveLength(1);
  expect(discount.usedByCustomer).toEqual({ 'customer-1': 1 });
});

test('a sixth code is one too many, and the same code twice is one code', () => {
  const { store, shop } = shopIn('USD');
  const combinesWith = { orderDiscounts: true, productDiscounts: true, shippingDiscounts: true };
  const codes = ['A1', 'B2', 'C3', 'D4', 'E5', 'F6'];
  for (const code of codes) addDiscount(store, shop, code, { value: { percentage: 0.01 }, combinesWith });
  const priced = price(store, shop, [...codes, 'a1', ' ']);
  expect(priced.discountCodes).toHaveLength(5);
  expect(priced.refusedCodes.map((code) => [code.code, code.reason])).toEqual([['F6', 'too-many-codes']]);
});

test('a market pays in its own currency: prices, amounts and minimums are converted, percentages are not', () => {
  const { store, shop } = shopIn('USD');
  addDiscount(store, shop, 'FIVE', { value: { amount: '5.00', appliesOnEachItem: false }, minimumSubtotal: '50.00' });
  const priced = price(store, shop, ['FIVE'], { presentment: { currency: 'CAD', rate: 1.37 } });
  expect([priced.currency, priced.originalSubtotal, priced.discountTotal, priced.subtotal]).toEqual([
    'CAD',
    '68.50',
    '6.85',
    '61.65',
  ]);
  expect(priced.discountCodes[0]?.value).toBe('6.85');
  for (const currency of currencies) expect(currencyDigits(currency)).toBe({ USD: 2, JPY: 0, KWD: 3 }[currency]);
});

test('nothing that is posted costs no shipping, and shipping is free above the limit', () => {
  const { store, shop } = shopIn('USD');
  const ticket = variantIn(shop, 'brewing-class-ticket');
  const grinder = variantIn(shop, 'hand-grinder');
  const of = (variantId: string) =>
    priceCart(store, shop, { lines: [{ variantId, quantity: 1 }], discountCodes: [], customerId: null });
  expect(of(ticket.id)).toMatchObject({ requiresShipping: false, shipping: '0.00' });
  expect(of(grinder.id)).toMatchObject({ requiresShipping: true, shipping: '0.00' });
});
