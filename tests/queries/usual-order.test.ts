import { expect, test } from 'vitest';
import { usualOrder } from '#app/queries/usual-order.server.ts';
import { insertShop } from '#tests/fixtures/referral-rows.ts';
import { useDatabase } from '#tests/support/database.ts';

const database = useDatabase();

test('the latest orders in the shop’s currency say what is usual, once there are ten', async () => {
  const [shop, other] = [await insertShop(database.prisma), await insertShop(database.prisma)];
  const seen = (shopId: string, place: number, totalMinor: bigint, currency = 'USD') => ({
    ...{
      shopId,
      orderId: `${place}`,
      placedAt: new Date(Date.UTC(2026, 10, 1, place)),
      currency,
      totalMinor,
      hasEvidence: false,
    },
  });
  const orders = Array.from({ length: 10 }, (_, place) => seen(shop.id, place, BigInt(8_000 + place)));
  const beside = [seen(shop.id, 20, 99_999n, 'EUR'), seen(shop.id, 21, 0n), seen(other.id, 1, 1_000_000n)];
  await database.prisma.seenOrder.createMany({ data: [...orders.slice(1), ...beside] });
  expect(await usualOrder(database.prisma, shop.id, 'USD')).toBeNull();
  await database.prisma.seenOrder.createMany({ data: orders.slice(0, 1) });
  expect(await usualOrder(database.prisma, shop.id, 'USD')).toEqual({ minor: 8005n, currency: 'USD' });
});
