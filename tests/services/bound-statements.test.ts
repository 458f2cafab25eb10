/** Whoever writes a statement on shops' rows says whose rows it means. Listened to while a shop lives through a day, and its worker does every job. */
import { expect, test } from 'vitest';
import { handleJob } from '#app/jobs/handlers.server.ts';
import { JOB_NAMES, type JobName, type Jobs } from '#app/jobs/queue.server.ts';
import { planJourneys } from '#app/services/ask-journeys.server.ts';
import { decideUnlooked } from '#app/services/decide-unlooked.server.ts';
import { planStandings } from '#app/services/write-standings.server.ts';
import { Fault } from '#app/shopify/faults.ts';
import { orderBody, refundBody, work } from '#tests/fixtures/order-events.ts';
import { useAdminApi } from '#tests/support/admin-api.ts';
import { bindsShop, unboundStatements } from '#tests/support/captured-statements.ts';
import { testContext, type TestContext } from '#tests/support/context.ts';
import { useDatabase } from '#tests/support/database.ts';
import { openDoor, signedQuery } from '#tests/support/proxy-requests.ts';
import { enrol, openShop } from '#tests/support/shopfront.ts';
import { furnish, newTenantIds } from '#tests/support/tenants.ts';

const database = useDatabase();
const api = useAdminApi();

/** What a job is about comes with it; what Shopify does not answer here is tried again another time. */
async function doEveryJob(context: TestContext, shopId: string): Promise<void> {
  const reward = await database.prisma.reward.findFirstOrThrow({ where: { shopId } });
  const mail = await database.prisma.mail.findFirstOrThrow({ where: { shopId } });
  const about = { shopId, rewardId: reward.id, mailId: mail.id, taskId: crypto.randomUUID() };
  const jobs: { name: JobName; data: unknown }[] = JOB_NAMES.map((name) => ({ name, data: about }));
  for (const { name, data } of [...context.jobs.splice(0), ...jobs]) {
    await handleJob(context, name, data as Jobs[typeof name]).catch((error: unknown) => {
      if (!(error instanceof Fault)) throw error;
    });
  }
}

test('every statement on rows of shops is bound to the shop, from the storefront’s first question to the erasure', async () => {
  const context = testContext(database, { shopify: () => Promise.resolve(api.client()) });
  const domain = 'bound.myshopify.com';
  const shop = await openShop(context, { domain });
  const anna = await enrol(context, shop, { customerId: '1', name: 'Anna Berg' });
  const row = await database.prisma.shop.findUniqueOrThrow({ where: { id: shop.id } });
  await furnish(context, row, newTenantIds('BEA'));
  const door = await openDoor(context);
  const asked = (path: string, query: Record<string, string | null>, init?: RequestInit) =>
    fetch(`${door.url}${path}?${signedQuery(context, { shop: domain, ...query })}`, init);
  const post = (path: string, body: unknown, query = {}) => asked(path, query, { method: 'POST', body: JSON.stringify(body) });

  const unbound = await unboundStatements(database, async () => {
    await post('/visit', { id: crypto.randomUUID(), code: anna.code, path: '/', referrer: null });
    await asked('/offer', { code: anna.code });
    await post('/claim', { id: crypto.randomUUID(), code: anna.code });
    for (const path of ['/standing', '/qr', `/r/${anna.code}`, '/refer']) await asked(path, { logged_in_customer_id: '1' });
    await post('/join', {}, { logged_in_customer_id: '2' });
    await post('/choose-code', { code: 'ANNA-TEA' }, { logged_in_customer_id: '1' });
    await post('/ask-to-join', { email: 'guest@friend.example' });
    for (const path of ['/confirm', '/mine', '/revoke', '/forget'])
      await post(path, { token: 'x'.repeat(43), key: 'x'.repeat(43) });

    const order = { orderId: '9001', ref: anna.code, placedAt: new Date(context.now() - 60_000).toISOString() };
    await work(
      context,
      { domain },
      ['customers/create', { id: 7001, state: 'enabled', created_at: order.placedAt, email: 'finn@friend.example' }],
      ['orders/paid', orderBody(order)],
      ['orders/updated', orderBody({ ...order, currentSubtotal: '40.00' })],
      ['refunds/create', refundBody({ refundId: '32', orderId: '9001', amount: '1.00' })],
      ['orders/risk_assessment_changed', { order_id: 9001 }],
      ['disputes/create', { id: 5, order_id: 9001, status: 'needs_response' }],
      ['discounts/update', { admin_graphql_api_id: 'gid://shopify/DiscountCodeNode/2' }],
      ['discounts/delete', { admin_graphql_api_id: 'gid://shopify/DiscountCodeNode/2' }],
      ['customers/update', { id: 1, email: 'anna@harbour.example' }],
      ['customers/merge', { admin_graphql_api_customer_kept_id: 'gid://shopify/Customer/1', admin_graphql_api_customer_deleted_id: 'gid://shopify/Customer/2' }], // prettier-ignore
      ['customers/delete', { id: 7001 }],
      ['orders/cancelled', orderBody({ ...order, orderId: '9002', cancelledAt: order.placedAt })],
      ['orders/delete', { id: 9002 }],
      ['shop/update', { id: 1, name: 'Harbour Teas', currency: 'USD' }],
      ['customers/data_request', { customer: { id: 7001, email: 'finn@friend.example' }, orders_requested: [9001], data_request: { id: 78 } }], // prettier-ignore
      ['customers/redact', { customer: { id: 7001, email: 'finn@friend.example' }, orders_to_redact: [9001] }],
    );
    await doEveryJob(context, shop.id);
    context.clock.at += 40 * 86_400_000;
    await decideUnlooked(context);
    await planJourneys(context);
    await planStandings(context);
    await doEveryJob(context, shop.id);
    await work(context, { domain }, ['app/uninstalled', { id: 1 }], ['shop/redact', { shop_id: 1, shop_domain: domain }]);
  });
  await door.close();
  expect(unbound).toEqual([]);
  expect(await database.prisma.shop.findUnique({ where: { id: shop.id } }), 'the story reached its end').toBeNull();
});

const TABLES = ['reward', 'referral', 'delivery'];

test.each([
  'SELECT code FROM reward WHERE id = $1',
  'SELECT code FROM reward w JOIN referral r ON r.id = w.referral_id WHERE w.shop_id = $1',
  'SELECT code FROM reward WHERE shop_id IS NOT NULL AND id = $1',
  "UPDATE reward SET state = 'revoked' FROM referral r WHERE reward.shop_id = r.shop_id AND r.id = $1",
  'DELETE FROM delivery WHERE id = $1',
  'INSERT INTO reward (id, code) VALUES ($1, $2)',
])('a statement that forgets the shop is noticed: %s', (text) => {
  expect(bindsShop(text, TABLES)).toBe(false);
});
