import { beforeEach, expect, test } from 'vitest';
import { appendEntries } from '#app/data/ledger.server.ts';
import { findStorefront } from '#app/data/storefronts.server.ts';
import { entriesForAccrual, entriesForMove } from '#app/domain/ledger.ts';
import { drainInbox } from '#app/jobs/inbox.server.ts';
import { grantReward } from '#app/services/grant-reward.server.ts';
import { noteScopes } from '#app/services/note-scopes.server.ts';
import { quoteOffer } from '#app/services/quote-offer.server.ts';
import { recordVisit } from '#app/services/record-visit.server.ts';
import { showStanding } from '#app/services/show-standing.server.ts';
import { grantOptionalScopes } from '#devstore/auth/install.ts';
import { mergeCustomers } from '#devstore/customers/merge-customers.ts';
import {
  addAdvocate,
  deliver,
  openShop,
  orderBody,
  shopifyThatNumbersOrders,
  type TestShop,
  work,
} from '#tests/fixtures/order-events.ts';
import { useAdminApi } from '#tests/support/admin-api.ts';
import { testContext, type TestContext } from '#tests/support/context.ts';
import { useDatabase } from '#tests/support/database.ts';

/** Two customers become one in Shopify, in any sequence with the orders of both. */
const database = useDatabase();
const api = useAdminApi();
const anna = { customerId: '5001', email: 'anna@advocate.example' };
const hanna = { customerId: '5002', email: 'hanna@advocate.example' };

let context: TestContext;
let shop: TestShop;
beforeEach(async () => {
  context = testContext(database, { shopify: shopifyThatNumbersOrders() });
  shop = await openShop(context);
});

const merge = (goneId: string, keptId: string, over: Record<string, unknown> = {}) =>
  [
    'customers/merge',
    {
      admin_graphql_api_customer_kept_id: `gid://shopify/Customer/${keptId}`,
      admin_graphql_api_customer_deleted_id: `gid://shopify/Customer/${goneId}`,
      admin_graphql_api_job_id: null,
      status: 'completed',
      errors: [],
      ...over,
    },
  ] as const;

const order = (orderId: string, ref: string | undefined, id: number, email: string) =>
  ['orders/paid', orderBody({ orderId, ...(ref === undefined ? {} : { ref }), customer: { id, email } })] as const;

async function outcomes() {
  const rows = await database.prisma.buyerOrder.findMany({
    where: { shopId: shop.id },
    orderBy: { orderId: 'asc' },
    select: { orderId: true, outcome: true, reason: true, advocateId: true, customerId: true },
  });
  return rows.map(({ orderId, outcome, reason, advocateId, customerId }) => ({
    orderId,
    outcome,
    reason,
    advocateId,
    customerId,
  }));
}

/** Everything about people, as it ended; ids that are made anew each time are left out. */
async function ending() {
  const where = { shopId: shop.id };
  const { prisma } = database;
  const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
  const advocates = await prisma.advocate.findMany({ where, include: { keptRow: true }, orderBy: { code: 'asc' } });
  const buyers = await prisma.knownBuyer.findMany({
    where,
    orderBy: [{ kind: 'asc' }, { firstOrderId: 'asc' }, { hash: 'asc' }],
  });
  return {
    orders: (await outcomes()).map(({ advocateId, ...row }) => ({
      ...row,
      to: advocates.find(({ id }) => id === advocateId)?.code,
    })),
    advocates: advocates.map(({ customerId, state, keptRow }) => [customerId, state, keptRow?.customerId ?? null]).sort(),
    buyers: buyers.map(({ kind, hash, firstOrderId }) => [kind, hex(hash), firstOrderId]),
    merges: (await prisma.customerMerge.findMany({ where, orderBy: { goneId: 'asc' } })).map(({ goneId, keptId }) => [
      goneId,
      keptId,
    ]),
  };
}

test('an advocate whose customer became part of another one goes on as that one, with code, credits and standing', async () => {
  const { code, advocateId } = await addAdvocate(context, shop, anna);
  await work(context, shop, order('101', code, 7001, 'finn@friend.example'), merge('5001', '6001'));
  expect(await database.prisma.advocate.findMany({ where: { shopId: shop.id, id: advocateId } })).toMatchObject([
    { customerId: '6001', mergedInto: null, state: 'active' },
  ]);
  const storefront = await findStorefront(database.prisma, shop.domain);
  if (storefront === null) throw new Error('not installed');
  expect(await showStanding(context, storefront, '6001', 'en')).toMatchObject({ enrolled: true, code, friends: 1 });
  expect(await showStanding(context, storefront, '5001', 'en')).toMatchObject({ enrolled: false });
  await work(context, shop, order('102', code, 7002, 'gerda@friend.example'));
  expect((await outcomes()).map(({ outcome, advocateId: to }) => [outcome, to])).toEqual([
    ['credited', advocateId],
    ['credited', advocateId],
  ]);
  expect(context.jobs.map(({ name }) => name)).toContain('write-advocate-links');
});

test('where both shared, the kept one stays, the codes of both credit the kept one, and stored credits stay where they were earned', async () => {
  const kept = await addAdvocate(context, shop, anna);
  const gone = await addAdvocate(context, shop, hanna);
  await work(context, shop, order('101', gone.code, 7001, 'finn@friend.example'));
  await work(context, shop, merge('5002', '5001'));
  await work(
    context,
    shop,
    order('102', gone.code, 7002, 'gerda@friend.example'),
    order('103', kept.code, 7003, 'hugo@friend.example'),
  );
  expect((await outcomes()).map(({ outcome, advocateId }) => [outcome, advocateId])).toEqual([
    ['credited', gone.advocateId],
    ['credited', kept.advocateId],
    ['credited', kept.advocateId],
  ]);
  const storefront = await findStorefront(database.prisma, shop.domain);
  if (storefront === null) throw new Error('not installed');
  const standing = await showStanding(context, storefront, '5001', 'en');
  expect(standing).toMatchObject({ code: kept.code, friends: 3 });
  expect('rewards' in standing && standing.rewards).toHaveLength(3);
  expect(await quoteOffer(context, storefront, gone.code, 'en')).toMatchObject({ available: true });
});

test('nobody refers themselves by the code, the address or the account that they had before', async () => {
  const kept = await addAdvocate(context, shop, anna);
  const gone = await addAdvocate(context, shop, hanna);
  await work(context, shop, merge('5002', '5001'));
  await work(
    context,
    shop,
    order('201', kept.code, 5002, 'new@address.example'), // told by the old account, late
    order('202', gone.code, 5001, 'other@address.example'),
    order('203', kept.code, 8001, hanna.email), // a guest with the address of the one who is gone
    order('204', gone.code, 8002, anna.email),
  );
  expect((await outcomes()).map(({ outcome, reason }) => [outcome, reason])).toEqual(
    Array.from({ length: 4 }, () => ['not-credited', 'self-referral']),
  );
});

test('a repeat, a merge that failed, and one of strangers change nothing', async () => {
  const kept = await addAdvocate(context, shop, anna);
  const gone = await addAdvocate(context, shop, hanna);
  await work(context, shop, merge('5002', '5001', { status: 'failed' }));
  expect(await database.prisma.customerMerge.count({ where: { shopId: shop.id } })).toBe(0);
  await work(context, shop, merge('5002', '5001'), order('301', gone.code, 7001, 'finn@friend.example'));
  const once = await ending();
  await work(context, shop, merge('5002', '5001'), merge('9001', '9002'), merge('5001', '5002'));
  const { merges, ...rest } = await ending();
  expect(rest).toEqual({ advocates: once.advocates, buyers: once.buyers, orders: once.orders });
  expect(merges).toEqual([...once.merges, ['9001', '9002']]);
  expect(kept.advocateId).toBe((await outcomes())[0]?.advocateId);
});

test('a block outlives the merge', async () => {
  const kept = await addAdvocate(context, shop, anna);
  const gone = await addAdvocate(context, shop, hanna);
  await database.prisma.advocate.updateMany({ where: { shopId: shop.id, id: gone.advocateId }, data: { state: 'blocked' } });
  await work(context, shop, merge('5002', '5001'), order('401', kept.code, 7001, 'finn@friend.example'));
  expect((await outcomes())[0]?.outcome).toBe('not-credited');
});

test('orders, repeats and merges end the same in whatever sequence they come', async () => {
  const endings: unknown[] = [];
  let commonKey: Uint8Array<ArrayBuffer> | undefined;
  for (const sequence of [0, 1, 2, 3, 4, 5]) {
    context = testContext(database, { shopify: shopifyThatNumbersOrders() });
    shop = await openShop(context);
    const { personalKey } = await database.prisma.shop.findUniqueOrThrow({ where: { id: shop.id } });
    commonKey ??= new Uint8Array(personalKey); // hashes are compared between the shops
    await database.prisma.shop.update({ where: { id: shop.id }, data: { personalKey: commonKey } });
    await addAdvocate(context, shop, anna);
    await database.prisma.advocate.updateMany({ where: { shopId: shop.id }, data: { code: 'ANNA7K2QX' } });
    const events = [
      order('501', 'ANNA7K2QX', 7001, 'finn@friend.example'),
      order('502', undefined, 7002, 'finn.two@friend.example'),
      merge('7001', '7002'),
      merge('7002', '7003'),
      order('503', 'ANNA7K2QX', 7003, 'finn.three@friend.example'),
    ] as const;
    const shuffled = permutation(events, sequence);
    for (const [topic, body] of shuffled) {
      await deliver(context, shop, topic, body);
      if (sequence % 2 === 0) await drainInbox(context);
    }
    await drainInbox(context);
    const { merges, buyers, orders } = await ending();
    endings.push({ merges, buyers, orders: orders.map(({ orderId, customerId }) => [orderId, customerId]) });
  }
  for (const other of endings) expect(other).toEqual(endings[0]);
  expect(endings[0]).toMatchObject({
    merges: [
      ['7001', '7003'],
      ['7002', '7003'],
    ],
  });
});

function permutation<Item>(items: readonly Item[], turn: number): Item[] {
  const left = [...items];
  const mixed: Item[] = [];
  for (let rest = turn * 17 + 5; left.length > 0; rest = Math.floor(rest / 2) + turn)
    mixed.push(...left.splice(rest % left.length, 1));
  return mixed;
}

test('what a merged advocate is still owed is paid to the kept customer', async () => {
  const [keptCustomer, goneCustomer] = [...api.shop.customers.values()];
  if (keptCustomer === undefined || goneCustomer === undefined) throw new Error('no customers');
  context = testContext(database, { shopify: () => Promise.resolve(api.client()), at: Date.now() });
  shop = await openShop(context);
  await database.prisma.shop.update({
    where: { id: shop.id },
    data: { scopes: 'read_store_credit_accounts,read_store_credit_account_transactions,write_store_credit_account_transactions' },
  });
  grantOptionalScopes(api.store, api.shop, [
    'read_store_credit_accounts',
    'read_store_credit_account_transactions',
    'write_store_credit_account_transactions',
  ]);
  await addAdvocate(context, shop, { customerId: keptCustomer.id, email: 'kept@advocate.example' });
  const gone = await addAdvocate(context, shop, { customerId: goneCustomer.id, email: 'gone@advocate.example' });
  const rewardId = context.newId();
  await database.prisma.reward.create({
    data: {
      ...{ shopId: shop.id, id: rewardId, purpose: 'manual', advocateId: gone.advocateId, programVersion: 1 },
      ...{ kind: 'store-credit', amountMinor: 500n, currency: 'USD', state: 'approved', createdAt: new Date(context.now()) },
    },
  });
  const amount = { minor: 500n, currency: 'USD' };
  await appendEntries(database.prisma, shop.id, [
    ...entriesForAccrual({ rewardId, amount, at: context.now() }),
    ...entriesForMove({ rewardId, amount, at: context.now() }, 'pending', 'approved'),
  ]);
  mergeCustomers(api.store, api.shop, keptCustomer, goneCustomer);
  await work(context, shop, merge(goneCustomer.id, keptCustomer.id));
  expect(context.jobs).toContainEqual(expect.objectContaining({ name: 'grant-reward', data: { shopId: shop.id, rewardId } }));
  await grantReward(context, { shopId: shop.id, rewardId });
  const account = [...api.shop.storeCreditAccounts.values()].find(({ customerId }) => customerId === keptCustomer.id);
  expect(account).toBeDefined();
  expect(await database.prisma.reward.findFirst({ where: { shopId: shop.id, id: rewardId } })).toMatchObject({ lastError: null });
});

test('the topic is subscribed to once in shops that allow it, and in no others', async () => {
  context = testContext(database, { shopify: () => Promise.resolve(api.client()) });
  const told = () => [...api.shop.webhookSubscriptions.values()].map(({ topic, uri }) => [topic, uri]);
  await noteScopes(context, shop, ['read_orders']);
  expect(told()).toEqual([]);
  grantOptionalScopes(api.store, api.shop, ['read_customer_merge']);
  await noteScopes(context, shop, api.shop.grantedScopes);
  await noteScopes(context, shop, api.shop.grantedScopes);
  expect(told()).toEqual([['CUSTOMERS_MERGE', 'https://app.vouchsafe.test/webhooks']]);
});

test('a visit of a friend before the merge still leads to the advocate who is kept', async () => {
  const kept = await addAdvocate(context, shop, anna);
  const gone = await addAdvocate(context, shop, hanna);
  const storefront = await findStorefront(database.prisma, shop.domain);
  if (storefront === null) throw new Error('not installed');
  context.clock.at = Date.parse('2026-11-20T09:00:00Z');
  const visitor = { customerId: '7001', networkAddress: '203.0.113.9', userAgent: 'Firefox' };
  await recordVisit(context, storefront, { id: crypto.randomUUID(), code: gone.code, path: '/' }, visitor);
  await work(context, shop, merge('5002', '5001'), order('601', undefined, 7001, 'finn@friend.example'));
  expect((await outcomes()).map(({ outcome, advocateId }) => [outcome, advocateId])).toEqual([['credited', kept.advocateId]]);
});

test('an advocate whose customer the merchant deleted keeps what they earned; what waits for the account says so, and may be taken back or follow a merge', async () => {
  const { code, advocateId } = await addAdvocate(context, shop, anna);
  await work(context, shop, order('101', code, 7001, 'finn@friend.example'));
  const scopes = 'read_store_credit_accounts,read_store_credit_account_transactions,write_store_credit_account_transactions';
  await database.prisma.shop.update({ where: { id: shop.id }, data: { scopes } });
  const rewardId = context.newId();
  await database.prisma.reward.create({
    data: {
      ...{ shopId: shop.id, id: rewardId, purpose: 'manual', advocateId, programVersion: 1 },
      ...{ kind: 'store-credit', amountMinor: 500n, currency: 'USD', state: 'approved', createdAt: new Date(context.now()) },
    },
  });
  const problem = async () =>
    (await database.prisma.reward.findFirstOrThrow({ where: { shopId: shop.id, id: rewardId } })).lastError;
  const deleted = (id: number) => ['customers/delete', { id, tax_exemptions: [] }] as const;
  await work(context, shop, deleted(5001), deleted(5001), deleted(999));
  expect(context.jobs).toContainEqual(expect.objectContaining({ name: 'grant-reward', data: { shopId: shop.id, rewardId } }));
  await grantReward(context, { shopId: shop.id, rewardId });
  expect(await problem()).toBe('advocate-deleted');
  expect((await outcomes()).map(({ outcome, advocateId: to }) => [outcome, to])).toEqual([['credited', advocateId]]);
  // It was a merge: the deletion that comes with it was told first.
  await work(context, shop, merge('5001', '6001'), deleted(5001));
  expect(await database.prisma.advocate.findFirstOrThrow({ where: { shopId: shop.id, id: advocateId } })).toMatchObject({
    ...{ customerId: '6001', goneAt: null, state: 'active' },
  });
});
