import fc from 'fast-check';
import { beforeEach, expect, test } from 'vitest';
import { insertRewards, type NewReward } from '#app/data/rewards.server.ts';
import { insertReferrals } from '#app/data/referrals.server.ts';
import { appendEntries } from '#app/data/ledger.server.ts';
import { entriesForAccrual } from '#app/domain/ledger.ts';
import type { Caps } from '#app/domain/reward-limits.ts';
import { limitRewards } from '#app/services/limit-rewards.server.ts';
import { addAdvocate, openShop, orderBody, shopifyThatNumbersOrders, type TestShop, work } from '#tests/fixtures/order-events.ts';
import { testContext, type TestContext } from '#tests/support/context.ts';
import { useDatabase } from '#tests/support/database.ts';

const database = useDatabase();
let context: TestContext;
beforeEach(() => {
  context = testContext(database, { shopify: shopifyThatNumbersOrders(), newId: () => crypto.randomUUID() });
});

const noCaps: Caps = { perAdvocate: null, programMonthMinor: null, mostShareBasisPoints: null };
const shopWith = (caps: Partial<Caps>, minor = '1000') =>
  openShop(context, (rules) => ({
    ...rules,
    reward: { ...rules.reward, value: { kind: 'fixed-amount', minor }, caps: { ...noCaps, ...caps } },
  }));
let people = 0;
const addAnna = (shop: TestShop) => {
  people += 1;
  return addAdvocate(context, shop, { customerId: `6${people}`, email: `anna${people}@advocate.example` });
};

let orders = 100_000;
/** The paid order of a friend who has not bought before. */
function friendsOrder(ref: string, changes: object = {}): ['orders/paid' | 'orders/cancelled', Record<string, unknown>] {
  orders += 1;
  const customer = { id: orders, email: `friend${orders}@friend.example` };
  return ['orders/paid', orderBody({ orderId: String(orders), ref, customer, ...changes })];
}

async function results(shop: TestShop): Promise<string[]> {
  const referrals = await database.prisma.referral.findMany({
    where: { shopId: shop.id },
    include: { rewards: true },
    orderBy: { orderId: 'asc' },
  });
  return referrals.map(({ state, rewards, unrewardedReason }) => `${state}, ${rewards[0]?.state ?? unrewardedReason}`);
}

test('an advocate earns as many rewards as the program allows; what is beyond is credited without one, and says why', async () => {
  const shop = await shopWith({ perAdvocate: { rewards: 2, days: 30 } });
  const [anna, bea] = [await addAnna(shop), await addAnna(shop)];
  await work(context, shop, friendsOrder(anna.code), friendsOrder(anna.code), friendsOrder(bea.code), friendsOrder(anna.code));
  expect(await results(shop)).toEqual(['credited, pending', 'credited, pending', 'credited, pending', 'credited, advocate']);
  context.clock.at += 30 * 86_400_000 + 1;
  await work(context, shop, friendsOrder(anna.code));
  expect((await results(shop)).at(-1)).toBe('credited, pending');
});

test('a reward that was taken back makes room for another', async () => {
  const shop = await shopWith({ perAdvocate: { rewards: 1, days: 30 } });
  const { code } = await addAnna(shop);
  const first = friendsOrder(code);
  await work(context, shop, first);
  await work(context, shop, [
    'orders/cancelled',
    { ...first[1], cancelled_at: '2026-11-21T00:00:00Z', updated_at: '2026-11-21T00:00:00Z', financial_status: 'refunded' },
  ]);
  await work(context, shop, friendsOrder(code), friendsOrder(code));
  expect(await results(shop)).toEqual(['reversed, revoked', 'credited, pending', 'credited, advocate']);
});

test('it makes room for the next one of the same batch, too, unless staff keep it', async () => {
  const [left, kept] = [await shopWith({ programMonthMinor: '1000' }), await shopWith({ perAdvocate: { rewards: 1, days: 30 } })];
  for (const shop of [left, kept]) {
    const { code } = await addAnna(shop);
    const first = friendsOrder(code);
    await work(context, shop, first);
    if (shop === kept) await database.prisma.reward.updateMany({ where: { shopId: shop.id }, data: { kept: true } });
    const gone = { cancelled_at: '2026-11-21T00:00:00Z', updated_at: '2026-11-21T00:00:00Z', financial_status: 'refunded' };
    await work(context, shop, ['orders/cancelled', { ...first[1], ...gone }], friendsOrder(code), friendsOrder(code));
  }
  expect(await results(left)).toEqual(['reversed, revoked', 'credited, pending', 'credited, month']);
  expect(await results(kept)).toEqual(['reversed, pending', 'credited, advocate', 'credited, advocate']);
});

test("the month's budget is that of the shop's calendar: it begins anew at its own midnight", async () => {
  const shop = await shopWith({ programMonthMinor: '2500' }); // America/New_York
  const { code } = await addAnna(shop);
  context.clock.at = Date.parse('2026-12-01T04:59:59Z'); // still November there
  await work(context, shop, friendsOrder(code), friendsOrder(code), friendsOrder(code));
  context.clock.at = Date.parse('2026-12-01T05:00:00Z');
  await work(context, shop, friendsOrder(code));
  expect(await results(shop)).toEqual(['credited, pending', 'credited, pending', 'credited, month', 'credited, pending']);
});

test('a reward worth more than the allowed share of its order is not promised', async () => {
  const shop = await shopWith({ mostShareBasisPoints: 1_000 }, '900');
  const { code } = await addAnna(shop);
  await work(context, shop, friendsOrder(code), friendsOrder(code, { subtotal: '90.00', total: '100.00' }));
  expect(await results(shop)).toEqual(['credited, share', 'credited, pending']);
});

/** An order whose decision is made: what a batch is about to promise for it. */
async function decided(shop: TestShop, advocateId: string, minor: bigint): Promise<OrderReward> {
  const orderId = String((orders += 1));
  const at = new Date(context.now());
  await database.prisma.buyerOrder.create({
    data: {
      ...{ shopId: shop.id, orderId, name: `#${orderId}`, placedAt: at, sourceVersion: at, decidedAt: at },
      ...{ currency: 'USD', totalMinor: 9_000n, facts: {}, decision: {}, outcome: 'credited', reason: 'credited' },
      ...{ programVersion: 1, advocateId },
    },
  });
  return {
    ...{ id: crypto.randomUUID(), referralId: crypto.randomUUID(), orderId, advocateId, programVersion: 1 },
    ...{ purpose: 'referral', recipient: 'advocate' },
    value: { kind: 'fixed-amount', minor: minor.toString() },
    ...{
      currency: 'USD',
      dueAt: context.now(),
      createdAt: context.now(),
      ledgerAmount: { minor, currency: 'USD' },
      capMinor: null,
      tierFrom: null,
    },
  };
}

type OrderReward = Extract<NewReward, { purpose: 'referral' }> & { orderId: string };

/** One batch of its own, as another worker or a member of staff would promise it. */
async function promise(shop: TestShop, caps: Caps, rewards: OrderReward[]): Promise<void> {
  await database.prisma.$transaction(
    async (tx) => {
      const refused = await limitRewards(
        context,
        tx,
        shop,
        rewards.map((reward) => ({ reward, caps, currency: 'USD', stands: true })),
      );
      const kept = rewards.filter(({ id }) => !refused.has(id));
      await insertReferrals(
        tx,
        shop.id,
        kept.map(({ referralId, orderId, advocateId, createdAt }) => ({
          ...{ id: referralId, orderId, advocateId, friendKey: null, programVersion: 1, state: 'credited' as const },
          ...{ creditedAt: createdAt, unrewardedReason: null, friendUnrewardedReason: null },
        })),
      );
      await insertRewards(tx, shop.id, kept);
      await appendEntries(
        tx,
        shop.id,
        kept.flatMap(({ id, ledgerAmount, createdAt }) =>
          entriesForAccrual({ rewardId: id, amount: ledgerAmount, at: createdAt }),
        ),
      );
    },
    { timeout: 60_000, maxWait: 60_000 },
  );
}

test('law: 32 parallel batches never promise more than the limits, and never less than there is room for', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.record({
        rewards: fc.integer({ min: 1, max: 12 }),
        month: fc.bigInt(500n, 20_000n),
        sizes: fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 32, maxLength: 32 }),
        amounts: fc.array(fc.bigInt(1n, 900n), { minLength: 96, maxLength: 96 }),
      }),
      async ({ rewards, month, sizes, amounts }) => {
        const shop = await shopWith({});
        const advocates = [await addAnna(shop), await addAnna(shop), await addAnna(shop)];
        const caps: Caps = { ...noCaps, perAdvocate: { rewards, days: 30 }, programMonthMinor: month.toString() };
        const batches = await Promise.all(
          sizes.map((size, batch) =>
            Promise.all(
              Array.from({ length: size }, (_, place) =>
                decided(shop, advocates[(batch + place * 2) % 3]?.advocateId ?? '', amounts[batch * 3 + place] ?? 1n),
              ),
            ),
          ),
        );
        await Promise.all(batches.map((batch) => promise(shop, caps, batch)));
        const stored = await database.prisma.reward.findMany({ where: { shopId: shop.id } });
        const worth = stored.reduce((sum, { amountMinor }) => sum + (amountMinor ?? 0n), 0n);
        const perAdvocate = advocates.map(({ advocateId }) => stored.filter((row) => row.advocateId === advocateId).length);
        expect(worth).toBeLessThanOrEqual(month);
        expect(Math.max(...perAdvocate)).toBeLessThanOrEqual(rewards);
        // What was refused would not fit now, either.
        const kept = new Set(stored.map(({ id }) => id));
        for (const { id, advocateId, ledgerAmount } of batches.flat()) {
          const full = perAdvocate[advocates.findIndex((advocate) => advocate.advocateId === advocateId)] === rewards;
          if (!kept.has(id)) expect(full || worth + ledgerAmount.minor > month).toBe(true);
        }
      },
    ),
    { numRuns: 5, endOnFailure: true },
  );
}, 120_000);
