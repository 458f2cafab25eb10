import { expect, test } from 'vitest';
import { wasTried } from '#app/queries/home-figures.server.ts';
import { readReferralDetail } from '#app/queries/referral-detail.server.ts';
import { addAdvocate, openShop, orderBody, shopifyThatNumbersOrders, work } from '#tests/fixtures/order-events.ts';
import { revealPlain } from '#tests/fixtures/referral-rows.ts';
import { testContext } from '#tests/support/context.ts';
import { useDatabase } from '#tests/support/database.ts';

const database = useDatabase();

test('a test order earns nothing, says what a real one would have earned, and counts as tried', async () => {
  const context = testContext(database, { shopify: shopifyThatNumbersOrders(), newId: () => crypto.randomUUID() });
  const shop = await openShop(context);
  const anna = await addAdvocate(context, shop, { customerId: '5001', email: 'anna@example.com' });
  expect(await wasTried(database.prisma, shop.id)).toBe(false);
  const selfReferred = { id: 5001, email: 'anna@example.com' };
  await work(
    context,
    shop,
    ['orders/paid', orderBody({ orderId: '900', ref: anna.code, test: true })],
    ['orders/paid', orderBody({ orderId: '901', ref: anna.code, test: true, customer: selfReferred })],
  );
  expect(await wasTried(database.prisma, shop.id)).toBe(true);
  expect(await database.prisma.reward.count({ where: { shopId: shop.id } })).toBe(0);
  const told = await readReferralDetail(database.prisma, shop.id, '900', revealPlain);
  expect(told).toMatchObject({ decision: { outcome: 'not-credited', reason: { code: 'test-order' } }, reward: null });
  expect(told?.asReal).toMatchObject({
    decision: { outcome: 'credited', advocateId: anna.advocateId },
    reward: { value: expect.objectContaining({ kind: expect.any(String) }) as unknown, currency: 'USD' },
  });
  expect(told?.advocates.map(({ id }) => id)).toContain(anna.advocateId);
  const own = await readReferralDetail(database.prisma, shop.id, '901', revealPlain);
  expect(own?.asReal).toMatchObject({ decision: { outcome: 'not-credited', reason: { code: 'self-referral' } }, reward: null });
  await work(context, shop, [
    'orders/paid',
    orderBody({ orderId: '902', ref: anna.code, customer: { id: 7002, email: 'f@friend.example' } }),
  ]);
  expect((await readReferralDetail(database.prisma, shop.id, '902', revealPlain))?.asReal).toBeNull();
});
