import { expect, test } from 'vitest';
import { findStorefront } from '#app/data/storefronts.server.ts';
import { claimOffer } from '#app/services/claim-offer.server.ts';
import type { AdminClient } from '#app/shopify/client.server.ts';
import {
  addAdvocate,
  openShop,
  orderBody,
  type OrderFields,
  shopifyThatNumbersOrders,
  type TestShop,
  work,
} from '#tests/fixtures/order-events.ts';
import { useAdminApi } from '#tests/support/admin-api.ts';
import { testContext } from '#tests/support/context.ts';
import { useDatabase } from '#tests/support/database.ts';

const database = useDatabase();
const api = useAdminApi();
const anna = { customerId: '5001', email: 'anna@advocate.example' };
const placedAt = '2026-11-22T12:00:00Z';
const paid = (order: OrderFields) => ['orders/paid', orderBody({ placedAt, ...order })] as const;

async function outcome(shop: TestShop, orderId: string) {
  const row = await database.prisma.buyerOrder.findUnique({ where: { shopId_orderId: { shopId: shop.id, orderId } } });
  return row && { outcome: row.outcome, reason: row.reason, advocateId: row.advocateId };
}

test('a guest on another device is recognised by the e-mail address they left with their claim', async () => {
  const shopify = { client: (_domain: string): Promise<AdminClient> => Promise.resolve(api.client()) };
  const context = testContext(database, { shopify: (domain) => shopify.client(domain) });
  const shop = await openShop(context);
  const { advocateId, code } = await addAdvocate(context, shop, anna);
  const storefront = await findStorefront(database.prisma, shop.domain);
  if (storefront === null) throw new Error('not installed');
  const claim = { id: crypto.randomUUID(), code, email: 'finn.friend@gmail.com' };
  await claimOffer(context, storefront, claim, { customerId: null, networkAddress: '203.0.113.9', userAgent: 'Phone' }, 'en');

  shopify.client = shopifyThatNumbersOrders();
  await work(
    context,
    shop,
    paid({ orderId: '9001', customer: { id: null, email: 'FinnFriend+shop@googlemail.com' } }),
    paid({ orderId: '9002', customer: { id: null, email: 'somebody.else@gmail.com' } }),
  );
  expect(await outcome(shop, '9001')).toEqual({ outcome: 'credited', reason: 'credited', advocateId });
  expect(await outcome(shop, '9002')).toBeNull();
});

test('a guest is nobody’s advocate until an order of the same address brings an account, which is then no new customer', async () => {
  const context = testContext(database, { shopify: shopifyThatNumbersOrders() });
  const shop = await openShop(context);
  const { code } = await addAdvocate(context, shop, anna);
  const friend = { id: null, email: 'finn@friend.example' };
  const advocates = () => database.prisma.advocate.findMany({ where: { shopId: shop.id, customerId: { not: anna.customerId } } });
  await work(context, shop, paid({ orderId: '9001', customer: friend, placedAt: '2026-11-20T10:00:00Z' }));
  expect(await advocates()).toEqual([]);
  await work(context, shop, paid({ orderId: '9002', ref: code, customer: { ...friend, id: 7001 } }));
  expect(await outcome(shop, '9002')).toMatchObject({ outcome: 'not-credited', reason: 'returning-customer' });
  expect(await advocates()).toMatchObject([{ customerId: '7001', state: 'active' }]);
});

test('an advocate who buys as a guest with their own address is recognised', async () => {
  const context = testContext(database, { shopify: shopifyThatNumbersOrders() });
  const shop = await openShop(context);
  const { code } = await addAdvocate(context, shop, anna);
  await work(context, shop, paid({ orderId: '9001', ref: code, customer: { id: null, email: 'Anna@Advocate.example' } }));
  expect(await outcome(shop, '9001')).toMatchObject({ outcome: 'not-credited', reason: 'self-referral' });
});
