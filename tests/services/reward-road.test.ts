import { beforeEach, expect, test } from 'vitest';
import { eraseShop } from '#app/data/redaction.server.ts';
import { handleJob } from '#app/jobs/handlers.server.ts';
import { drainInbox } from '#app/jobs/inbox.server.ts';
import { signedRef } from '#app/link-signer.server.ts';
import { storeNow } from '#devstore/clock.ts';
import { settleCodeJobs } from '#devstore/discounts/code-jobs.ts';
import { placeOrder } from '#devstore/orders/place-order.ts';
import { refundOrder } from '#devstore/orders/refund-order.ts';
import type { OrderState } from '#devstore/state.ts';
import { useAdminApi } from '../support/admin-api.ts';
import { testContext, type TestContext } from '../support/context.ts';
import { useDatabase } from '../support/database.ts';
import { addAppShop, type FixtureShop, ledgerBalances } from '../support/reward-fixture.ts';

/** Every webhook is lost: the hourly reconciliation alone carries an order from purchase to reward and back. */
const database = useDatabase();
const api = useAdminApi({ customers: 10 });
const DAY = 86_400_000;
let context: TestContext;
let shop: FixtureShop;

beforeEach(async () => {
  const former = await database.prisma.shop.findUnique({ where: { domain: api.shop.domain } });
  if (former) await database.prisma.$transaction((tx) => eraseShop(tx, former));
  api.shop.orders.clear();
  api.shop.discounts.clear();
  api.shop.metafields.clear();
  api.shop.throttle.available = 2000;
  context = testContext(database, {
    at: storeNow(api.store).getTime() - 60_000,
    shopify: () => Promise.resolve(api.client()),
    newId: () => crypto.randomUUID(),
  });
  shop = await addAppShop(context, api.shop.domain);
  context.clock.at += 60_000;
});

/** The shop's and the app's clock, together. */
function pass(milliseconds: number): void {
  api.store.clockOffset += milliseconds;
  context.clock.at = storeNow(api.store).getTime();
}

function buy(customer: number, attributes: Record<string, string> = {}, codes: string[] = []): OrderState {
  const variant = [...api.shop.products.values()].flatMap((product) => product.variants)[0];
  const customerId = [...api.shop.customers.keys()][customer] ?? null;
  const order = placeOrder(api.store, api.shop, {
    lines: [{ variantId: variant?.id ?? '', quantity: 1 }],
    customerId,
    attributes,
    discountCodes: codes,
  });
  pass(120_000);
  return order;
}

/** What the worker does in a while: reconcile, inbox, release, jobs. */
async function work(): Promise<void> {
  await handleJob(context, 'reconcile-orders', { shopId: shop.id });
  await drainInbox(context);
  await handleJob(context, 'release-due-rewards', {});
  for (const { name, data } of context.jobs.splice(0)) await handleJob(context, name, data);
}

const rewards = () => database.prisma.reward.findMany({ where: { shopId: shop.id } });

async function referAndGrant(): Promise<{ friendsOrder: OrderState; code: string }> {
  buy(0);
  await work();
  const advocate = await database.prisma.advocate.findFirstOrThrow({ where: { shopId: shop.id } });
  const friendsOrder = buy(1, { __vouchsafe: JSON.stringify({ f: [advocate.code, context.now() - 300_000] }) });
  await work();
  expect((await rewards()).map(({ state }) => state)).toEqual(['pending']);
  pass(15 * DAY);
  await work();
  const [reward] = await rewards();
  expect(reward?.state).toBe('issued');
  return { friendsOrder, code: reward?.code ?? '' };
}

test('a referred order is credited, its reward granted after the waiting time, and the code taken back after a refund', async () => {
  const { friendsOrder, code } = await referAndGrant();
  expect([...api.shop.discounts.values()].map(({ codes, active }) => [codes[0]?.code, active])).toEqual([[code, true]]);
  refundOrder(api.store, api.shop, friendsOrder, {});
  pass(60_000);
  await work();
  expect((await rewards()).map(({ state }) => state)).toEqual(['revoked']);
  await expect
    .poll(() => {
      settleCodeJobs(api.store, api.shop);
      return [...api.shop.discounts.values()].flatMap(({ codes }) => codes);
    })
    .toEqual([]);
  const { 'program-cost': cost, revoked, ...rest } = await ledgerBalances(context, shop.id);
  expect([(cost ?? 0) + (revoked ?? 0), rest]).toEqual([0, {}]);
});

test('a code that is used redeems its reward, and a refund after that is carried', async () => {
  const { friendsOrder, code } = await referAndGrant();
  buy(0, {}, [code]);
  await work();
  expect((await rewards()).map(({ state }) => state)).toEqual(['redeemed']);
  refundOrder(api.store, api.shop, friendsOrder, {});
  pass(60_000);
  await work();
  expect((await rewards()).map(({ state }) => state)).toEqual(['redeemed']);
  expect((await ledgerBalances(context, shop.id))['carried']).toBeLessThan(0);
});

test('the buyers of recent orders are advocates with their names and links after settling in', async () => {
  buy(3);
  buy(4);
  await handleJob(context, 'settle-in', { shopId: shop.id });
  await work();
  const advocates = await database.prisma.advocate.findMany({ where: { shopId: shop.id } });
  const names = advocates.map(({ nameSealed }) => context.vault.open(nameSealed ?? new Uint8Array())).sort();
  const customers = [...api.shop.customers.values()].slice(3, 5);
  expect(names).toEqual(customers.map(({ firstName, lastName }) => `${firstName} ${lastName}`).sort());
  const links = [...api.shop.metafields.values()].filter(({ key }) => key === 'referral_link');
  expect(links.map(({ value }) => value).sort()).toEqual(
    advocates.map(({ code }) => `https://tea.myshopify.com/?ref=${signedRef(context.env, shop.id, code, 'metafield')}`).sort(),
  );
});
