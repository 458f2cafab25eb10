/** What every order of the shop leaves behind, with evidence or not: who bought (as a keyed hash), from where, and what was given back. */
import { expect, test } from 'vitest';
import type { OrderFields } from '#tests/fixtures/order-events.ts';
import {
  openShop,
  orderBody,
  refundBody,
  refundInOrder,
  shopifyThatNumbersOrders,
  type TestShop,
  work,
} from '#tests/fixtures/order-events.ts';
import { testContext } from '#tests/support/context.ts';
import { useDatabase } from '#tests/support/database.ts';

const database = useDatabase();
const nora = { id: 61001, email: 'nora@other.example' };

const setUp = () => testContext(database, { shopify: shopifyThatNumbersOrders(), newId: () => crypto.randomUUID() });

async function seenOrder(shop: TestShop, orderId: string) {
  return database.prisma.seenOrder.findUniqueOrThrow({ where: { shopId_orderId: { shopId: shop.id, orderId } } });
}

async function hasherOf(context: ReturnType<typeof setUp>, shop: TestShop) {
  const { personalKey } = await database.prisma.shop.findUniqueOrThrow({ where: { id: shop.id } });
  return context.vault.forShop(personalKey);
}

const hex = (hash: Uint8Array | null) => hash && Buffer.from(hash).toString('hex');

function paid(order: OrderFields, country = 'NO'): Record<string, unknown> {
  return { ...orderBody({ customer: nora, ...order }), shipping_address: { country_code: country } };
}

test('an order without evidence keeps its buyer as a keyed hash, its country, and what was given back, however the refund was told', async () => {
  const context = setUp();
  const shop = await openShop(context);
  const hasher = await hasherOf(context, shop);
  await work(context, shop, ['orders/paid', paid({ orderId: '1' })]);
  expect(await seenOrder(shop, '1')).toMatchObject({ country: 'NO', refundedMinor: 0n, hasEvidence: false, paidCurrency: null });
  expect(hex((await seenOrder(shop, '1')).buyerHash)).toBe(hasher.customer(String(nora.id)));

  const refund = { refundId: '51', orderId: '1', amount: '12.50' };
  await work(context, shop, ['refunds/create', refundBody(refund)]);
  expect((await seenOrder(shop, '1')).refundedMinor, 'the refund alone').toBe(1250n);
  await work(context, shop, ['refunds/create', refundBody(refund)]);
  expect((await seenOrder(shop, '1')).refundedMinor, 'a repeat').toBe(1250n);
  const refunds = [refundInOrder(refund), refundInOrder({ ...refund, refundId: '61', amount: '1.00' })];
  const later = { orderId: '1', updatedAt: '2026-11-22T10:00:00Z', status: 'partially_refunded', refunds };
  await work(context, shop, ['orders/updated', paid(later)]);
  expect((await seenOrder(shop, '1')).refundedMinor, 'with the order').toBe(1350n);

  await work(context, shop, ['refunds/create', refundBody({ ...refund, refundId: '71', orderId: '2' })]);
  await work(context, shop, ['orders/paid', paid({ orderId: '2' })]);
  expect((await seenOrder(shop, '2')).refundedMinor, 'before its order').toBe(1250n);
});

test("a refund in what the buyer paid in counts in the shop's money at the order's own rate, the same with the order and alone", async () => {
  const context = setUp();
  const shop = await openShop(context);
  const order = (orderId: string, over: Partial<OrderFields> = {}) =>
    paid({ orderId, total: '90.00', presentment: { currency: 'JPY', total: '13333' }, ...over });
  const inYen = { amount: '4444', currency: 'JPY' };
  const told = { ...refundBody({ refundId: '81', orderId: '3', ...inYen }) };
  await work(context, shop, ['orders/paid', order('3')], ['orders/paid', order('4')]);
  expect(await seenOrder(shop, '3')).toMatchObject({
    totalMinor: 9000n,
    paidCurrency: 'JPY',
    paidMinor: 13333n,
    refundedMinor: 0n,
  });
  await work(context, shop, ['refunds/create', told]);
  const updated = { updatedAt: '2026-11-22T10:00:00Z', refunds: [refundInOrder({ refundId: '91', orderId: '4', ...inYen })] };
  await work(context, shop, ['orders/updated', order('4', updated)]);
  const [alone, withOrder] = [await seenOrder(shop, '3'), await seenOrder(shop, '4')];
  expect(alone.refundedMinor).toBe(3000n);
  expect(withOrder.refundedMinor).toBe(3000n);
});

test("what the shop knew before amounts and buyers were kept stays unknown until the order's own next news", async () => {
  const context = setUp();
  const shop = await openShop(context);
  const known = { placedAt: '2026-11-20T10:00:00Z', currency: 'USD', totalMinor: 9000n, hasEvidence: false };
  await database.prisma.seenOrder.create({ data: { shopId: shop.id, orderId: '5', ...known } });
  await work(context, shop, ['refunds/create', refundBody({ refundId: '95', orderId: '5', amount: '9.00' })]);
  expect(await seenOrder(shop, '5')).toMatchObject({ refundedMinor: null, buyerHash: null });
  await work(context, shop, ['orders/updated', paid({ orderId: '5', updatedAt: '2026-11-22T10:00:00Z' })]);
  expect(await seenOrder(shop, '5')).toMatchObject({ refundedMinor: 900n, country: 'NO' });
});

test('merged customers are one buyer; who is erased is nobody on all their orders, also where Shopify tells an address only', async () => {
  const context = setUp();
  const shop = await openShop(context);
  const hasher = await hasherOf(context, shop);
  const guest = { id: null, email: 'gus@guest.example' };
  await work(
    context,
    shop,
    ['orders/paid', paid({ orderId: '10' })],
    ['orders/paid', paid({ orderId: '11', customer: { ...nora, id: 61002 } })],
    ['orders/paid', paid({ orderId: '12', customer: { id: 61003, email: 'other@other.example' } })],
    ['orders/paid', paid({ orderId: '13', customer: guest })],
  );
  expect(hex((await seenOrder(shop, '13')).buyerHash)).toBe(hasher.email(guest.email));
  const gid = (id: number) => `gid://shopify/Customer/${id}`;
  const merge = { admin_graphql_api_customer_kept_id: gid(61001), admin_graphql_api_customer_deleted_id: gid(61002) };
  await work(context, shop, ['customers/merge', { ...merge, status: 'completed', errors: [] }]);
  expect(hex((await seenOrder(shop, '11')).buyerHash)).toBe(hasher.customer('61001'));

  const redact = (customer: object) => work(context, shop, ['customers/redact', { customer, orders_to_redact: [] }]);
  await redact({ email: nora.email });
  await redact({ email: guest.email });
  const buyers = await Promise.all(['10', '11', '12', '13'].map(async (id) => hex((await seenOrder(shop, id)).buyerHash)));
  expect(buyers).toEqual([null, null, hasher.customer('61003'), null]);
});
