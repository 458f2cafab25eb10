import { expect, test } from 'vitest';
import { claimDeliveries, finishDeliveries, insertDeliveries } from '#app/data/deliveries.server.ts';
import { drainInbox, startInbox } from '#app/jobs/inbox.server.ts';
import { installShop } from '#app/services/install-shop.server.ts';
import { Fault } from '#app/shopify/faults.ts';
import {
  addAdvocate,
  deliver,
  openShop,
  orderBody,
  shopifyThatAnswers,
  shopifyThatNumbersOrders,
  work,
} from '#tests/fixtures/order-events.ts';
import { testContext, type TestContext } from '#tests/support/context.ts';
import { useDatabase } from '#tests/support/database.ts';

const database = useDatabase();
const start = (over = {}) => testContext(database, { shopify: shopifyThatNumbersOrders(), ...over });
const HOUR = 3_600_000;

async function inbox({ domain }: { domain: string }) {
  const rows = await database.prisma.delivery.findMany({ where: { shopDomain: domain }, orderBy: { id: 'asc' } });
  return rows.map(({ topic, state, reason }) => `${topic} ${state}${reason === null ? '' : `: ${reason.split('\n')[0]}`}`);
}

const paid = (orderId: string, ref?: string) =>
  orderBody({ orderId, ...(ref === undefined ? {} : { ref }), customer: { id: Number(orderId), email: `${orderId}@x.example` } });

test('what cannot be read is kept as dead with the reason, what nobody knows is ignored with one, and the rest goes on', async () => {
  const context = start();
  const shop = await openShop(context);
  await work(
    context,
    shop,
    ['orders/paid', 'not json at all'],
    ['orders/paid', { ...paid('9001'), updated_at: 'yesterday', total_price_set: undefined }],
    ['orders/paid', { ...paid('9002'), total_price_set: { shop_money: { amount: '1.234', currency_code: 'USD' } } }],
    ['refunds/create', []],
    ['orders/paid', paid('9003')],
    ['carts/update', {}],
    ['customers/delete', { id: 1 }],
    ['customers/redact', '<xml/>'],
    ['app/scopes_update', { current: 'read_orders' }],
  );
  expect(await inbox(shop)).toEqual([
    'orders/paid dead: unreadable: not JSON',
    'orders/paid dead: unreadable: missing or of another kind: updated_at, total_price_set',
    'orders/paid dead: unreadable: an amount: more than 2 decimals in an amount of USD',
    'refunds/create dead: unreadable: missing or of another kind: the whole',
    'orders/paid settled',
    'carts/update ignored: unknown-topic',
    'customers/delete settled',
    'customers/redact dead: unreadable: not JSON',
    'app/scopes_update dead: unreadable: missing or of another kind: current',
  ]);
});

test('a delivery that makes the app fail is buried with its stack after five tries and holds up nobody', async () => {
  const context = start();
  const shop = await openShop(context);
  const { code } = await addAdvocate(context, shop, { customerId: '5001', email: 'anna@x.example' });
  const numbered = shopifyThatNumbersOrders();
  context.shopify = async (domain) => {
    const client = await numbered(domain);
    return {
      ...client,
      run: (operation, variables) => {
        if (JSON.stringify(variables).includes('/9002"')) throw new TypeError('a bug that only this order wakes');
        return client.run(operation, variables);
      },
    };
  };
  await work(
    context,
    shop,
    ['orders/paid', paid('9001', code)],
    ['orders/paid', paid('9002', code)],
    ['orders/paid', paid('9003', code)],
  );
  expect(await inbox(shop)).toEqual([
    'orders/paid settled',
    'orders/paid waiting: TypeError: a bug that only this order wakes',
    'orders/paid settled',
  ]);
  expect(await database.prisma.referral.count({ where: { shopId: shop.id } })).toBe(2);
  for (let attempt = 2; attempt <= 5; attempt += 1) {
    context.clock.at += HOUR;
    await drainInbox(context);
  }
  const [, buried] = await database.prisma.delivery.findMany({ where: { shopDomain: shop.domain }, orderBy: { id: 'asc' } });
  expect(buried).toMatchObject({ state: 'dead', attempts: 4, settledAt: null });
  expect(buried?.reason).toContain('process-deliveries.test.ts');
  expect(buried?.body?.length).toBeGreaterThan(0);
});

test('work that dies between claim and save is done again, once', async () => {
  const context = start();
  const shop = await openShop(context);
  const { code } = await addAdvocate(context, shop, { customerId: '5001', email: 'anna@x.example' });
  await deliver(context, shop, 'orders/paid', paid('9001', code));
  // The last step of the transaction fails: everything before it is undone, and so is the next try of the same worker to write that down.
  const died = () => Promise.reject(new Error('the process died here'));
  const broken: TestContext = { ...context, queue: { enqueue: died, enqueueAll: died } };
  await drainInbox(broken);
  const where = { shopId: shop.id };
  expect(await database.prisma.buyerOrder.count({ where })).toBe(0);
  expect(await database.prisma.knownBuyer.count({ where })).toBe(0);
  expect(await database.prisma.ledgerEntry.count({ where })).toBe(0);

  // A worker that vanished leaves its claim behind; the next one takes the delivery over at once.
  context.clock.at += HOUR;
  const vanished = await claimDeliveries(database.prisma, shop.domain, {
    now: context.clock.at,
    leaseUntil: context.clock.at + HOUR,
    limit: 10,
  });
  expect(vanished).toHaveLength(1);
  await drainInbox(context);
  expect(await database.prisma.referral.count({ where })).toBe(1);
  expect(await database.prisma.ledgerEntry.count({ where })).toBe(1);
  // Should it come back to life, it may not save what it worked out.
  const late = finishDeliveries(
    database.prisma,
    shop.domain,
    context.clock.at + HOUR,
    [{ id: vanished[0]?.id ?? '', state: 'settled' }],
    context.clock.at,
  );
  await expect(late).rejects.toThrow(/claimed by another worker/);
});

test('deliveries of an uninstalled shop wait for it, and are worked in when it comes back within 48 hours', async () => {
  const context = start();
  const shop = await openShop(context);
  const { code } = await addAdvocate(context, shop, { customerId: '5001', email: 'anna@x.example' });
  await deliver(context, shop, 'app/uninstalled', {}, { triggeredAt: '2026-11-22T09:00:00Z' });
  await deliver(context, shop, 'orders/paid', paid('9001', code));
  await deliver(context, shop, 'shop/update', {});
  await deliver(context, shop, 'customers/data_request', { customer: { id: 1 }, orders_requested: [], data_request: { id: 77 } });
  await drainInbox(context);
  expect(await inbox(shop)).toEqual([
    'app/uninstalled settled',
    'orders/paid waiting: shop-uninstalled',
    'shop/update ignored: shop-uninstalled',
    'customers/data_request settled',
  ]);
  const details = {
    shop: {
      id: 'gid://shopify/Shop/1',
      name: 'Harbour',
      currencyCode: 'USD',
      ianaTimezone: 'Europe/Berlin',
      primaryDomain: { url: 'https://harbour.example' },
      plan: { publicDisplayName: 'Basic' },
    },
  };
  const answering = { ...context, shopify: shopifyThatAnswers(details) };
  context.clock.at += 47 * HOUR;
  await installShop(answering, { shop: shop.domain, scope: 'read_orders' });
  await drainInbox(context);
  expect((await inbox(shop))[1]).toBe('orders/paid settled');
  expect(await database.prisma.referral.count({ where: { shopId: shop.id } })).toBe(1);
  expect(await database.prisma.program.count({ where: { shopId: shop.id } })).toBe(1);
  expect(context.jobs.filter(({ name }) => name === 'settle-in')).toHaveLength(1);
  await installShop(answering, { shop: shop.domain, scope: 'read_orders' });
  expect(context.jobs.filter(({ name }) => name === 'settle-in')).toHaveLength(1);
});

test('orders of a shop that does not come back are ignored after 48 hours, those of a shop that nobody knows after a quarter of an hour', async () => {
  const context = start();
  const gone = await openShop(context);
  await database.prisma.shop.update({ where: { id: gone.id }, data: { state: 'uninstalled' } });
  const unknown = { domain: 'never-seen.myshopify.com' };
  await work(context, gone, ['orders/paid', paid('9001')]);
  await work(context, unknown, ['orders/paid', paid('9001')], ['customers/redact', { customer: { id: 1 } }], ['shop/redact', {}]);
  expect(await inbox(unknown)).toEqual([
    'orders/paid waiting: unknown-shop',
    'customers/redact ignored: unknown-shop',
    'shop/redact settled',
  ]);
  context.clock.at += HOUR / 4;
  await drainInbox(context);
  expect((await inbox(unknown))[0]).toBe('orders/paid ignored: unknown-shop');
  context.clock.at += 48 * HOUR;
  await drainInbox(context);
  expect(await inbox(gone)).toEqual(['orders/paid ignored: shop-uninstalled']);
});

test('an event whose service finds Shopify silent is tried again later, one that is forbidden is buried', async () => {
  const context = start({ shopify: () => Promise.reject(new Fault('unreachable', 'no answer')) });
  const shop = await openShop(context);
  await work(context, shop, ['shop/update', {}]);
  expect(await inbox(shop)).toEqual(['shop/update waiting: shopify: unreachable']);
  context.shopify = () => Promise.reject(new Fault('refused', 'the query is wrong'));
  for (let attempt = 0; attempt < 6; attempt += 1) {
    context.clock.at += HOUR;
    await drainInbox(context);
  }
  expect(await inbox(shop)).toEqual(['shop/update dead: Fault: the query is wrong']);
});

test('scopes that the merchant grants or withdraws are noted', async () => {
  const context = start();
  const shop = await openShop(context);
  await work(context, shop, [
    'app/scopes_update',
    { id: 1, previous: ['read_orders'], current: ['read_orders', 'write_gift_cards'] },
  ]);
  expect(await database.prisma.shop.findUnique({ where: { id: shop.id } })).toMatchObject({
    scopes: 'read_orders,write_gift_cards',
  });
});

test('news of a discount that is none of ours is settled without asking Shopify', async () => {
  const context = start();
  const shop = await openShop(context);
  const id = 'gid://shopify/DiscountCodeNode/32';
  await work(
    context,
    shop,
    ['discounts/update', { admin_graphql_api_id: id, title: 'Spring', status: 'ACTIVE' }],
    ['discounts/delete', { admin_graphql_api_id: id, deleted_at: '2026-11-22T09:00:00Z' }],
    [
      'discounts/redeemcode_removed',
      { admin_graphql_api_id: id, redeem_code: { id: 'gid://shopify/DiscountRedeemCode/7', code: 'SPRING' } },
    ],
  );
  expect(await inbox(shop)).toEqual([
    'discounts/update settled',
    'discounts/delete settled',
    'discounts/redeemcode_removed settled',
  ]);
});

test('four workers and four hundred orders of three shops: every order once, no shop in two hands', async () => {
  const context = start({ shopify: shopifyThatNumbersOrders(null, 1) });
  const shops = await Promise.all(
    [1, 2, 3].map(async (customer) => {
      const shop = await openShop(context);
      return {
        shop,
        ...(await addAdvocate(context, shop, { customerId: `500${customer}`, email: `anna${customer}@x.example` })),
      };
    }),
  );
  const orders = Array.from({ length: 400 }, (_, index) => ({ index, at: shops[index % 3] }));
  for (let from = 0; from < orders.length; from += 50) {
    await Promise.all(
      orders
        .slice(from, from + 50)
        .map(({ index, at }) => at && deliver(context, at.shop, 'orders/paid', paid(String(10_000 + index), at.code))),
    );
  }
  const workers = [startInbox(context, 2), startInbox(context, 2)];
  await expect
    .poll(
      () =>
        database.prisma.delivery.count({ where: { state: 'waiting', shopDomain: { in: shops.map(({ shop }) => shop.domain) } } }),
      { timeout: 20_000 },
    )
    .toBe(0);
  await Promise.all(workers.map((worker) => worker.stop()));
  const mine = { in: shops.map(({ shop }) => shop.id) };
  expect(await database.prisma.referral.count({ where: { shopId: mine } })).toBe(400);
  expect(await database.prisma.reward.count({ where: { shopId: mine } })).toBe(400);
  expect(
    await database.prisma.delivery.count({
      where: { state: 'settled', shopDomain: { in: shops.map(({ shop }) => shop.domain) } },
    }),
  ).toBe(400);
});

test('a repeat is swallowed by its webhook id, and by event and content under another id', async () => {
  const context = start();
  const shop = await openShop(context);
  const body = paid('9001');
  const told = { webhookId: 'w1', eventId: 'e1' };
  expect(await deliver(context, shop, 'orders/paid', body, told)).toBe('stored');
  expect(await deliver(context, shop, 'orders/paid', body, told)).toBe('repeated');
  expect(await deliver(context, shop, 'orders/paid', body, { ...told, webhookId: 'w2' })).toBe('repeated');
  // One action of the merchant causes several topics, and several contents of one topic.
  expect(await deliver(context, shop, 'orders/updated', body, { ...told, webhookId: 'w3' })).toBe('stored');
  expect(await deliver(context, shop, 'orders/paid', paid('9002'), { ...told, webhookId: 'w4' })).toBe('stored');
  expect(await deliver(context, { domain: 'another.myshopify.com' }, 'orders/paid', body, told)).toBe('stored');
});

test('32 identical deliveries at once are one', async () => {
  const context = start();
  const shop = await openShop(context);
  const body = paid('9001');
  const answers = await Promise.all(
    Array.from({ length: 32 }, () => deliver(context, shop, 'orders/paid', body, { webhookId: 'same' })),
  );
  expect(answers.filter((answer) => answer === 'stored')).toHaveLength(1);
  expect(await database.prisma.delivery.count({ where: { shopDomain: shop.domain } })).toBe(1);
  await expect(
    insertDeliveries(database.pool, [
      {
        shopDomain: shop.domain,
        webhookId: 'w',
        eventId: null,
        topic: 't\0',
        apiVersion: '',
        triggeredAt: null,
        body: Buffer.of(),
        bodyHash: Buffer.of(),
        receivedAt: 0,
      },
    ]),
  ).rejects.toThrow();
});
