import { beforeAll, expect, test } from 'vitest';
import { reasonSchema } from '#app/domain/reasons.ts';
import { LOST_GROUPS, reasonsOf } from '#app/domain/lost-groups.ts';
import { readLostCredit } from '#app/queries/lost-credit.server.ts';
import { listReferrals } from '#app/queries/referral-list.server.ts';
import { insertAdvocate, insertOrder, insertShop, revealPlain, type TestShop } from '#tests/fixtures/referral-rows.ts';
import { useDatabase } from '#tests/support/database.ts';

const database = useDatabase();
const november = { from: '2026-11-01', to: '2026-11-30' };
let shop: TestShop;

beforeAll(async () => {
  const { prisma } = database;
  shop = await insertShop(prisma);
  const stranger = await insertShop(prisma);
  const anna = await insertAdvocate(prisma, shop, { name: 'Anna', email: 'anna@example.com', code: 'ANNA7K2Q' });
  const other = await insertAdvocate(prisma, stranger, { name: 'Cleo', email: 'cleo@example.com', code: 'CLEO7K2Q' });
  const at = { placedAt: '2026-11-10T12:00:00Z' };
  const own = { ...at, advocateId: anna };
  await insertOrder(prisma, shop, { orderId: '1', ...own });
  await insertOrder(prisma, shop, { orderId: '2', ...own, currency: 'EUR', totalMinor: 9999n });
  await insertOrder(prisma, shop, { orderId: '3', ...own, held: true });
  await insertOrder(prisma, shop, { orderId: '4', ...own, reversed: true });
  const window = { code: 'outside-window', days: 40, windowDays: 30 } as const;
  await insertOrder(prisma, shop, { orderId: '5', ...own, reason: window, totalMinor: 1000n });
  await insertOrder(prisma, shop, { orderId: '6', ...own, reason: window, totalMinor: 2000n });
  await insertOrder(prisma, shop, { orderId: '7', ...own, reason: { code: 'check-refused', check: 'block-list' } });
  await insertOrder(prisma, shop, { orderId: '8', ...at, reason: { code: 'code-unknown', received: 'X' } });
  // None of these is a paid order of the month:
  await insertOrder(prisma, shop, { orderId: '9', ...own, reason: { code: 'order-not-paid' } });
  await insertOrder(prisma, shop, { orderId: '10', ...own, reason: { code: 'test-order' } });
  await insertOrder(prisma, shop, { orderId: 'signup-7', ...own, kind: 'sign-up', reason: { code: 'sign-ups-not-credited' } });
  await insertOrder(prisma, shop, { orderId: '11', ...own, placedAt: '2026-12-01T05:30:00Z', reason: window }); // 1 December in New York
  await insertOrder(prisma, stranger, { orderId: '5', ...at, advocateId: other, reason: window });
  const seen = (shopId: string, orderId: string, hasEvidence: boolean, placedAt = at.placedAt) => ({
    ...{ shopId, orderId, hasEvidence, placedAt, currency: 'USD', totalMinor: 500n },
  });
  await prisma.seenOrder.createMany({
    data: [
      ...['1', '3', '4', '5', '6', '7', '8'].map((id) => seen(shop.id, id, true)),
      ...['20', '21', '22'].map((id) => seen(shop.id, id, false)),
      seen(shop.id, '23', false, '2026-10-10T12:00:00Z'),
      seen(stranger.id, '24', false),
    ],
  });
});

test('every paid order of the period is told once: credited, held, taken back, lost by a reason, or without evidence', async () => {
  const lost = await readLostCredit(database.prisma, shop, november);
  expect(lost).toEqual({
    seen: { orders: 11, totalMinor: '44500' },
    withEvidence: { orders: 8, totalMinor: '43000' },
    withoutEvidence: { orders: 3, totalMinor: '1500' },
    standings: {
      credited: { orders: 2, totalMinor: '8000' }, // the order in euros counts, its amount does not
      held: { orders: 1, totalMinor: '8000' },
      'not-credited': { orders: 4, totalMinor: '19000' },
      reversed: { orders: 1, totalMinor: '8000' },
    },
    groups: [
      {
        group: 'window',
        all: { orders: 2, totalMinor: '3000' },
        lines: [{ reason: 'outside-window', orders: 2, totalMinor: '3000' }],
      },
      {
        group: 'nobody',
        all: { orders: 1, totalMinor: '8000' },
        lines: [{ reason: 'code-unknown', orders: 1, totalMinor: '8000' }],
      },
      {
        group: 'checks',
        all: { orders: 1, totalMinor: '8000' },
        lines: [{ reason: 'check-refused', orders: 1, totalMinor: '8000' }],
      },
    ],
  });
});

test('each figure is the number of rows that its link opens', async () => {
  const lost = await readLostCredit(database.prisma, shop, november);
  const rows = async (filter: object) =>
    (await listReferrals(database.prisma, shop, { kind: 'order', period: november, ...filter }, null, 50, revealPlain)).rows
      .length;
  expect(lost.groups.length).toBeGreaterThan(0);
  for (const { reason, orders } of lost.groups.flatMap(({ lines }) => lines))
    expect(await rows({ standing: 'not-credited', reason }), reason).toBe(orders);
  for (const standing of ['credited', 'held', 'reversed'] as const)
    expect(await rows({ standing }), standing).toBe(lost.standings[standing].orders);
});

test('a period without orders is all zero', async () => {
  const lost = await readLostCredit(database.prisma, shop, { from: '2025-01-01', to: '2025-01-31' });
  expect(lost).toMatchObject({ seen: { orders: 0, totalMinor: '0' }, groups: [] });
});

test('no reason is in two groups, and each is one of the closed list', () => {
  const grouped = LOST_GROUPS.flatMap(reasonsOf);
  expect(new Set(grouped).size).toBe(grouped.length);
  const codes: string[] = reasonSchema.options.map((option) => option.shape.code.value);
  expect(grouped.filter((code) => !codes.includes(code))).toEqual([]);
});
