import { createHash } from 'node:crypto';
import { beforeEach, expect, test } from 'vitest';
import { eraseShop } from '#app/data/redaction.server.ts';
import { buildDataRequestFile } from '#app/services/build-data-request-file.server.ts';
import { recordDataRequest } from '#app/services/record-data-request.server.ts';
import { redactCustomer } from '#app/services/redact-customer.server.ts';
import { redactShop } from '#app/services/redact-shop.server.ts';
import { uninstallShop } from '#app/services/uninstall-shop.server.ts';
import { testContext, type TestContext } from '../support/context.ts';
import { useDatabase } from '../support/database.ts';
import { addAppShop, addReward, type FixtureReward, type FixtureShop } from '../support/reward-fixture.ts';

const database = useDatabase();
let context: TestContext;
let shop: FixtureShop;
let other: FixtureShop;

beforeEach(async () => {
  for (const former of await database.prisma.shop.findMany()) await database.prisma.$transaction((tx) => eraseShop(tx, former));
  await database.pool.query('DELETE FROM delivery');
  context = testContext(database, { newId: () => crypto.randomUUID() });
  shop = await addAppShop(context, 'tea.myshopify.com');
  other = await addAppShop(context, 'coffee.myshopify.com');
});

async function addDelivery(domain: string, topic: string, body: string, state = 'settled'): Promise<bigint> {
  const at = new Date(context.now());
  const { id } = await database.prisma.delivery.create({
    data: {
      shopDomain: domain,
      webhookId: crypto.randomUUID(),
      topic,
      apiVersion: '2026-10',
      receivedAt: at,
      dueAt: at,
      state,
      settledAt: state === 'settled' ? at : null,
      body: new TextEncoder().encode(body),
      bodyHash: new Uint8Array(createHash('sha256').update(body).digest()),
    },
  });
  return id;
}

/** Anna (customer 700) shared; Ben (customer 800, ben@example.com) bought. */
function addStory(of: FixtureShop): Promise<FixtureReward> {
  return addReward(context, of, 'pending', {
    advocateCustomerId: '700',
    friendCustomerId: '800',
    friendEmail: 'ben@example.com',
  });
}

async function tenantTables(): Promise<string[]> {
  const { rows } = await database.pool.query<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.columns WHERE table_schema = 'public' AND column_name = 'shop_id' ORDER BY 1`,
  );
  return rows.map(({ name }) => name);
}

/** Everything the database holds of a shop, as text in which personal data would show. */
async function everything(of: FixtureShop): Promise<string> {
  const tables = (await tenantTables()).map((table) => `SELECT to_jsonb(t)::text AS line FROM ${table} t WHERE shop_id = $1`);
  const { rows } = await database.pool.query<{ line: string | null }>(
    [...tables, `SELECT convert_from(body, 'UTF8') FROM delivery WHERE shop_domain = $2`].join(' UNION ALL '),
    [of.id, of.domain],
  );
  return rows
    .map(({ line }) => line ?? '')
    .sort()
    .join('\n');
}

async function addTraces(of: FixtureShop, story: FixtureReward): Promise<void> {
  const at = new Date(context.now());
  const bytes = (hex: string | null) => new Uint8Array(Buffer.from(hex ?? '', 'hex'));
  const hasher = context.vault.forShop(of.personalKey);
  await database.prisma.visit.create({
    data: {
      shopId: of.id, id: crypto.randomUUID(), advocateId: story.advocateId, code: 'X', at, landingPath: '/', customerId: '800',
      networkHash: bytes(hasher.network('192.0.2.1')), deviceHash: bytes(hasher.device('Browser')),
    },
  }); // prettier-ignore
  await database.prisma.claim.create({
    data: {
      shopId: of.id, id: crypto.randomUUID(), advocateId: story.advocateId, programVersion: 1, offerCode: `FRIEND-${story.orderId}`, claimedAt: at,
      customerId: '800', networkHash: bytes(hasher.network('192.0.2.1')), deviceHash: bytes(hasher.device('Browser')), emailHash: bytes(hasher.email('ben@example.com')),
    },
  }); // prettier-ignore
  await database.prisma.signUp.create({
    data: { shopId: of.id, customerId: '800', emailHash: bytes(hasher.email('ben@example.com')), phoneHash: bytes(hasher.phone('555-625-1199')), at },
  }); // prettier-ignore
  await addOrderOfBen(of, story);
  const known = { shopId: of.id, firstOrderId: story.orderId, firstOrderAt: at };
  await database.prisma.knownBuyer.createMany({
    data: [
      { ...known, kind: 'customer', hash: bytes(hasher.customer('800')) },
      { ...known, kind: 'email', hash: bytes(hasher.email('ben@example.com')) },
      { ...known, kind: 'phone', hash: bytes(hasher.phone('555-625-1199')) },
    ],
  });
  await addDelivery(
    of.domain,
    'orders/paid',
    JSON.stringify({ id: Number(story.orderId), customer: { id: 800 }, email: 'ben@example.com' }),
  );
  await addDelivery(of.domain, 'orders/paid', 'Ben@ {', 'dead');
}

/** Ben signed up and ordered again: from home, and told by whom. */
async function addOrderOfBen(of: FixtureShop, story: FixtureReward): Promise<void> {
  const { prisma } = database;
  const hasher = context.vault.forShop(of.personalKey);
  const where = { shopId_orderId: { shopId: of.id, orderId: story.orderId } };
  const row = await prisma.buyerOrder.findUniqueOrThrow({ where });
  const facts = row.facts as Record<string, unknown>;
  const answer = { kind: 'friend-answer', rawCode: 'My neighbour Anna', at: null, resolution: { advocateId: story.advocateId } };
  const buyer = {
    ...(facts['buyer'] as object),
    ...{
      addressHashes: [hasher.address('DE|12345|ring|1')],
      networkHash: hasher.network('192.0.2.1'),
      deviceHash: hasher.device('Browser'),
    },
  };
  const decision = {
    ...(row.decision as object),
    candidates: [
      { signal: answer, advocateId: story.advocateId, verdict: 'won', reason: { code: 'credited', signal: 'friend-answer' } },
    ],
  };
  const told = { ...facts, buyer, signals: [answer] } as object;
  const networkHash = new Uint8Array(Buffer.from(hasher.network('192.0.2.1') ?? '', 'hex'));
  await prisma.buyerOrder.update({ where, data: { facts: told, decision, networkHash } });
  const { presentment: _presentment, standing: _standing, ...plain } = row;
  const signUp = {
    ...plain,
    orderId: 'signup-800',
    kind: 'sign-up',
    facts: { ...told, kind: 'sign-up', orderId: 'signup-800' },
    decision,
  };
  await prisma.buyerOrder.create({ data: signUp });
  await prisma.referral.create({
    data: {
      shopId: of.id,
      id: crypto.randomUUID(),
      orderId: 'signup-800',
      advocateId: story.advocateId,
      programVersion: 1,
      creditedAt: row.placedAt,
    },
  });
  await prisma.finding.create({
    data: { shopId: of.id, orderId: 'signup-800', check: 'same-email', grade: 'clear', detail: {} },
  });
  const note = { shopId: of.id, key: '', at: row.placedAt };
  await prisma.orderNote.createMany({
    data: [
      { ...note, orderId: story.orderId, kind: 'answer', detail: { text: 'My neighbour Anna' } },
      {
        ...note,
        orderId: story.orderId,
        kind: 'assignment',
        detail: { advocateId: story.advocateId, by: '1', note: 'Ben rang us' },
      },
      { ...note, orderId: 'signup-800', kind: 'answer', detail: { text: 'My neighbour Anna' } },
    ],
  });
}

const redactBen = (orderIds: string[] = []) => ({
  shop_id: 1,
  shop_domain: 'tea.myshopify.com',
  customer: { id: 800, email: 'Ben@example.com', phone: '555-625-1199' },
  orders_to_redact: orderIds.map(Number),
});

test("a redacted friend leaves no trace but the figures, and nobody else's data is touched", async () => {
  const story = await addStory(shop);
  const bystander = await addStory(other);
  await addTraces(shop, story);
  await addTraces(other, bystander);
  const request = await addDelivery(shop.domain, 'customers/redact', JSON.stringify(redactBen()), 'waiting');
  const untouched = await everything(other);
  const hasher = context.vault.forShop(shop.personalKey);
  const traces = [
    hasher.customer('800'), hasher.email('ben@example.com'), hasher.phone('555-625-1199'), hasher.network('192.0.2.1'), hasher.device('Browser'),
    hasher.address('DE|12345|ring|1'), '"800"', ': 800', ':800', 'signup-800', 'ben@example.com', 'neighbour', 'rang us',
  ].map(String); // prettier-ignore
  const before = await everything(shop);
  expect(traces.filter((trace) => before.includes(trace)).length).toBeGreaterThanOrEqual(10);

  await redactCustomer(context, shop, redactBen([story.orderId]));
  await redactCustomer(context, shop, redactBen([story.orderId]));

  const after = await everything(shop);
  expect(traces.filter((trace) => after.toLowerCase().includes(trace))).toEqual([]);
  expect(await everything(other)).toBe(untouched);
  const order = await database.prisma.buyerOrder.findFirstOrThrow({ where: { shopId: shop.id, kind: 'order' } });
  expect(order).toMatchObject({ totalMinor: 4700n, outcome: 'credited', reason: 'credited', advocateId: story.advocateId });
  expect(await database.prisma.referral.findFirstOrThrow({ where: { shopId: shop.id } })).toMatchObject({
    state: 'credited',
    friendKey: null,
  });
  const delivery = await database.prisma.delivery.findUniqueOrThrow({
    where: { shopDomain_id: { shopDomain: shop.domain, id: request } },
  });
  expect(delivery).toMatchObject({ state: 'waiting', body: null });
});

test("a redacted advocate keeps code and rewards, but neither name, address nor id, in no order's facts either", async () => {
  const story = await addStory(shop);
  const advocate = await database.prisma.advocate.findFirstOrThrow({ where: { shopId: shop.id } });
  const hashes = [advocate.emailHash, advocate.phoneHash].map((hash) => Buffer.from(hash ?? []).toString('hex'));
  const before = await everything(shop);
  expect(hashes.filter((hash) => hash !== '' && before.includes(hash))).toEqual(hashes);
  const hash = new Uint8Array(32).fill(7);
  const trait = { shopId: shop.id, advocateId: story.advocateId, kind: 'address', hash, seenAt: new Date(context.now()) };
  await database.prisma.advocateTrait.create({ data: trait });
  await redactCustomer(context, shop, { customer: { id: '700' }, orders_to_redact: null });
  const after = await everything(shop);
  expect(hashes.filter((hash) => after.includes(hash))).toEqual([]);
  expect(after).not.toContain('"700"');
  expect(await database.prisma.advocateTrait.count()).toBe(0);
  expect(await database.prisma.advocate.findFirstOrThrow({ where: { shopId: shop.id } })).toMatchObject({
    id: story.advocateId, code: advocate.code, state: 'redacted', nameSealed: null, emailSealed: null, emailHash: null, phoneHash: null, nameSearch: [], customerId: null,
  }); // prettier-ignore
  expect(await database.prisma.reward.count({ where: { shopId: shop.id } })).toBe(1);
  const { facts } = await database.prisma.buyerOrder.findFirstOrThrow({ where: { shopId: shop.id } });
  expect(facts).toMatchObject({
    buyer: { customerId: '800' },
    advocates: [{ advocateId: story.advocateId, state: 'redacted', customerId: null, emailHash: null, phoneHash: null }],
  });
});

test('a redaction that names an address only finds the guest by it', async () => {
  await addStory(shop);
  await redactCustomer(context, shop, { customer: { email: 'BEN@example.com' } });
  const { facts, customerId } = await database.prisma.buyerOrder.findFirstOrThrow({ where: { shopId: shop.id } });
  expect([customerId, facts]).toMatchObject([null, { buyer: { customerId: null, emailHash: null, phoneHash: null } }]);
});

test('a telephone that the redacted person shared is forgotten of everybody who has it, and nothing else of them', async () => {
  const story = await addStory(shop);
  const orderId = story.orderId;
  await redactCustomer(context, shop, { customer: { id: 800, phone: `1613555${orderId.padStart(4, '0')}` } });
  const advocate = await database.prisma.advocate.findFirstOrThrow({ where: { shopId: shop.id } });
  expect(advocate).toMatchObject({ state: 'active', customerId: '700', phoneHash: null });
  expect(advocate.emailHash).not.toBeNull();
});

test('a redaction that names nobody touches nothing', async () => {
  const story = await addStory(shop);
  await addTraces(shop, story);
  const before = await everything(shop);
  await redactCustomer(context, shop, { customer: { id: null, email: '', phone: null }, orders_to_redact: [] });
  await redactCustomer(context, shop, {});
  expect(await everything(shop)).toBe(before);
});

test('a request for data is noted once, and answered with everything about the person and nobody else', async () => {
  const story = await addStory(shop);
  await addTraces(shop, story);
  const request = {
    customer: { id: 700, email: `anna${story.orderId}@example.com` },
    orders_requested: [],
    data_request: { id: 9999 },
  };
  await recordDataRequest(context, shop, request);
  context.clock.at += 1000;
  await recordDataRequest(context, shop, request);
  const noted = await database.prisma.dataRequest.findMany({ where: { shopId: shop.id } });
  expect(noted).toHaveLength(1);
  expect((noted[0]?.dueAt.getTime() ?? 0) - (noted[0]?.receivedAt.getTime() ?? 0)).toBe(30 * 86_400_000);

  const file = await buildDataRequestFile(context, { id: shop.id, name: 'Tea' }, '9999');
  expect(file?.fileName).toBe('vouchsafe-data-request-9999.json');
  const content = JSON.parse(file?.content ?? '') as Record<string, unknown>;
  expect(content).toMatchObject({
    store: 'Tea',
    customerId: '700',
    asAdvocate: [
      { name: 'Anna Bell', email: `anna${story.orderId}@example.com`, rewards: [{ value: '10 %', state: 'pending' }] },
    ],
    visits: [],
    orders: [],
  });
  expect(file?.content).not.toMatch(/800|ben@/i);
  const answered = await database.prisma.dataRequest.findFirstOrThrow({ where: { shopId: shop.id } });
  expect(answered.answeredAt?.getTime()).toBe(context.clock.at);
  expect(await buildDataRequestFile(context, { id: other.id, name: 'Coffee' }, '9999')).toBeNull();
});

test('a friend who asks is told their visits, claims, by e-mail address too, account and orders', async () => {
  const story = await addStory(shop);
  await addTraces(shop, story);
  await database.prisma.claim.updateMany({ where: { shopId: shop.id }, data: { customerId: null } });
  await recordDataRequest(context, shop, {
    customer: { id: 800, email: 'ben@example.com' },
    orders_requested: [Number(story.orderId)],
    data_request: { id: 'a/b' },
  });
  const file = await buildDataRequestFile(context, { id: shop.id, name: 'Tea' }, 'a/b');
  expect(file?.fileName).toBe('vouchsafe-data-request-ab.json');
  expect(JSON.parse(file?.content ?? '')).toMatchObject({
    asAdvocate: [],
    visits: [{ landingPath: '/' }],
    claimedOffers: [{ offerCode: `FRIEND-${story.orderId}` }],
    accountOpenedAt: [new Date(context.now()).toISOString()],
    orders: expect.arrayContaining([
      expect.objectContaining({ name: `#${story.orderId}`, total: '47.00', currency: 'USD' }),
    ]) as unknown,
  });
  expect(file?.content).not.toContain('Anna');
});

test('a reward for the friend is in the friend’s file, and not in that of the advocate who brought them', async () => {
  const story = await addStory(shop);
  const own = await database.prisma.reward.findFirstOrThrow({ where: { shopId: shop.id, recipient: 'advocate' } });
  await database.prisma.reward.create({
    data: {
      ...{ shopId: shop.id, id: context.newId(), referralId: own.referralId, advocateId: own.advocateId, programVersion: 1 },
      ...{ recipient: 'friend', customerId: '800', kind: 'store-credit', amountMinor: 700n, currency: 'USD' },
      createdAt: new Date(context.now()),
    },
  });
  const fileOf = async (id: number, email: string) => {
    const request = { customer: { id, email }, orders_requested: [], data_request: { id: `of ${id}` } };
    await recordDataRequest(context, shop, request);
    const file = await buildDataRequestFile(context, { id: shop.id, name: 'Tea' }, `of ${id}`);
    return JSON.parse(file?.content ?? '') as Record<string, unknown>;
  };
  expect(await fileOf(800, 'ben@example.com')).toMatchObject({ rewardsAsFriend: [{ kind: 'store-credit', value: '7.00' }] });
  expect(await fileOf(700, `anna${story.orderId}@example.com`)).toMatchObject({
    ...{ asAdvocate: [{ rewards: [{ value: '10 %' }] }], rewardsAsFriend: [] },
  });
});

test('the e-mails that left are in the file of whom they went to, with the full address; what was never sent is not', async () => {
  const story = await addStory(shop);
  const at = new Date(context.now());
  const mail = { shopId: shop.id, rewardId: story.rewardId, turn: 0, createdAt: at, dueAt: at };
  await database.prisma.mail.createMany({
    data: [
      { ...mail, id: context.newId(), key: 'one', kind: 'reward-ready', state: 'sent', sendingAt: at },
      { ...mail, id: context.newId(), key: 'two', kind: 'reward-taken-back', state: 'not-sent', reason: 'out-of-date' },
    ],
  });
  const fileOf = async (id: number) => {
    await recordDataRequest(context, shop, { customer: { id }, orders_requested: [], data_request: { id: `of ${id}` } });
    const file = await buildDataRequestFile(context, { id: shop.id, name: 'Tea' }, `of ${id}`);
    return (JSON.parse(file?.content ?? '') as Record<string, unknown>)['emailsSent'];
  };
  const sent = { kind: 'reward-ready', state: 'sent', sentAt: at.toISOString(), to: `anna${story.orderId}@example.com` };
  expect(await fileOf(700)).toEqual([sent]);
  expect(await fileOf(800)).toEqual([]);
});

test('an uninstalled shop loses its tokens and keeps its data; late news of an earlier uninstallation is ignored', async () => {
  await addStory(shop);
  await database.prisma.session.create({
    data: { id: `offline_${shop.domain}`, shop: shop.domain, state: '', accessToken: 'sealed' },
  });
  await uninstallShop(context, shop.domain, context.now() - 1);
  expect(await database.prisma.shop.findUniqueOrThrow({ where: { id: shop.id } })).toMatchObject({ state: 'installed' });
  expect(await database.prisma.session.count()).toBe(1);
  await uninstallShop(context, shop.domain, context.now() + 5000);
  expect(await database.prisma.shop.findUniqueOrThrow({ where: { id: shop.id } })).toMatchObject({
    state: 'uninstalled',
    uninstalledAt: new Date(context.now() + 5000),
  });
  expect(await database.prisma.session.count()).toBe(0);
  expect(await database.prisma.reward.count({ where: { shopId: shop.id } })).toBe(1);
});

test('an erased shop leaves no row in any table, and its neighbour keeps every one', async () => {
  const story = await addStory(shop);
  await addTraces(shop, story);
  await addTraces(other, await addStory(other));
  await database.prisma.session.create({ data: { id: 's', shop: shop.domain, state: '', accessToken: 'sealed' } });
  await recordDataRequest(context, shop, { data_request: { id: 1 } });
  const request = await addDelivery(shop.domain, 'shop/redact', '{"shop_id":1}', 'waiting');
  const neighbour = await rowsOf(other);
  await uninstallShop(context, shop.domain, context.now());
  await redactShop(context, shop.domain);
  await redactShop(context, shop.domain);
  expect(Object.fromEntries(Object.entries(await rowsOf(shop)).filter(([, count]) => count > 0))).toEqual({ delivery: 1 });
  expect((await database.prisma.delivery.findMany({ where: { shopDomain: shop.domain } })).map(({ id }) => id)).toEqual([
    request,
  ]);
  expect(await rowsOf(other)).toEqual(neighbour);
});

test('a shop that was installed again before the erasure came keeps everything', async () => {
  await addStory(shop);
  await redactShop(context, shop.domain);
  expect(await database.prisma.reward.count({ where: { shopId: shop.id } })).toBe(1);
});

/** Rows of one shop in every table that can tell. A table added later is counted without being named here. */
async function rowsOf(of: FixtureShop): Promise<Record<string, number>> {
  const { rows: columns } = await database.pool.query<{ table: string; column: string }>(
    `SELECT c.table_name AS table, c.column_name AS column FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
     WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE' AND (c.column_name IN ('shop_id', 'shop_domain') OR (c.table_name, c.column_name) IN (('shop', 'id'), ('session', 'shop')))`,
  );
  const counts: Record<string, number> = {};
  for (const { table, column } of columns) {
    const { rows } = await database.pool.query<{ count: string }>(
      `SELECT count(*) FROM "${table}" WHERE "${column}"::text IN ($1, $2)`,
      [of.id, of.domain],
    );
    counts[table] = Number(rows[0]?.count);
  }
  return counts;
}
