/** One person in every table of a shop, brought there by the real roads; then Shopify asks for the person's erasure, and everything is read again. */
import { Readable } from 'node:stream';
import pino from 'pino';
import { expect, test } from 'vitest';
import { openClaim } from '#app/data/claims.server.ts';
import { addChunk } from '#app/data/import-rows.server.ts';
import { refuseMail } from '#app/data/mail-refusals.server.ts';
import { insertJoin } from '#app/data/email-joins.server.ts';
import { insertJoinMail } from '#app/data/mails.server.ts';
import { setCode } from '#app/services/choose-code.server.ts';
import { openPool } from '#app/data/discount-pools.server.ts';
import { noteRewardEvents } from '#app/data/reward-events.server.ts';
import { openSharedCode } from '#app/data/shared-codes.server.ts';
import { noteDeletedOrders } from '#app/data/deleted-orders.server.ts';
import { findStorefront } from '#app/data/storefronts.server.ts';
import type { Context } from '#app/context.server.ts';
import { EVENT_KINDS } from '#app/domain/outgoing-event.ts';
import { loggedOrder } from '#app/domain/staff-act.ts';
import { canonicalAddress } from '#app/domain/postal-address.ts';
import { CART_ATTRIBUTE } from '#app/domain/storefront-contract.ts';
import { DEFAULT_SETTINGS } from '#app/domain/settings.ts';
import { readImport } from '#app/services/read-import.server.ts';
import { receiveImport } from '#app/services/receive-import.server.ts';
import { saveSettings } from '#app/services/save-settings.server.ts';
import { addToBlockList } from '#app/services/change-block-list.server.ts';
import { addEndpoint } from '#app/services/change-endpoints.server.ts';
import { makeApiKey } from '#app/services/change-api-keys.server.ts';
import { noteStaffAct } from '#app/services/note-staff-act.server.ts';
import { queueRewardMail } from '#app/services/tell-recipient.server.ts';
import { noteApiBudget, noteOrderCount } from '#app/data/tracking-health.server.ts';
import { saveView } from '#app/services/save-view.server.ts';
import { writeStaffNote } from '#app/services/write-staff-note.server.ts';
import { recordVisit } from '#app/services/record-visit.server.ts';
import { addAdvocate, openShop, orderBody, refundBody, shopifyThatNumbersOrders, work } from '#tests/fixtures/order-events.ts';
import { testContext, type TestContext } from '#tests/support/context.ts';
import { useDatabase } from '#tests/support/database.ts';

const database = useDatabase();
const ben = {
  id: 800123,
  email: 'ben.bauer@friend.example',
  phone: '+15556251199',
  ip: '198.51.100.77',
  browser: 'Bens Browser/9',
};
const home = { address1: '12 Quince Street', city: 'Portland', zip: '97201', country_code: 'US' };
const ownWords = 'my neighbour Anneliese';
const placedAt = '2026-11-20T10:00:00Z';

function orderOfBen(orderId: string, ref: string, over: Record<string, unknown> = {}): Record<string, unknown> {
  const body = orderBody({ orderId, placedAt, customer: { id: ben.id, email: ben.email, phone: ben.phone } });
  const evidence = JSON.stringify({ f: [ref, Date.parse(placedAt) - 3_600_000], w: [ownWords, Date.parse(placedAt) - 60_000] });
  return {
    ...body,
    ...{ browser_ip: ben.ip, client_details: { user_agent: ben.browser }, shipping_address: home, billing_address: home },
    customer: { ...(body['customer'] as object), first_name: 'Benjamin', last_name: 'Bauer' },
    note_attributes: [{ name: CART_ATTRIBUTE, value: evidence }],
    ...over,
  };
}

/** Every row of every table, as text. */
async function everything(): Promise<Map<string, string>> {
  const { rows: tables } = await database.pool.query<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_name !~ '^_' ORDER BY 1`,
  );
  const contents = new Map<string, string>();
  for (const { name } of tables) {
    const { rows } = await database.pool.query<{ line: string }>(`SELECT to_jsonb(t)::text AS line FROM ${name} t`);
    contents.set(name, rows.map(({ line }) => line).join('\n'));
  }
  const bodies = await database.pool.query<{ body: string | null }>(`SELECT convert_from(body, 'UTF8') AS body FROM delivery`);
  contents.set('bodies of deliveries', bodies.rows.map(({ body }) => body ?? '').join('\n'));
  return contents;
}

/** What betrays the person: words in the clear, and every keyed hash. */
function tracesOf(context: TestContext, personalKey: Uint8Array): Map<string, string> {
  const hasher = context.vault.forShop(personalKey);
  const door = canonicalAddress({
    address1: home.address1,
    address2: null,
    city: home.city,
    zip: home.zip,
    countryCode: home.country_code,
  });
  return new Map(
    Object.entries({
      ...{ id: String(ben.id), email: 'ben.bauer', phone: '5556251199', ip: ben.ip, browser: ben.browser, street: 'quince' },
      ...{ name: 'benjamin', answer: 'anneliese', 'staff note': 'rang us' },
      'hashed id': hasher.customer(String(ben.id)),
      'hashed email': hasher.email(ben.email) ?? '',
      'hashed phone': hasher.phone(ben.phone) ?? '',
      'hashed network': hasher.network(ben.ip) ?? '',
      'hashed browser': hasher.device(ben.browser) ?? '',
      'hashed address': hasher.address(door ?? ''),
      'hashed name': hasher.words('Benjamin')[0] ?? '',
    }),
  );
}

function found(contents: ReadonlyMap<string, string>, traces: ReadonlyMap<string, string>): string[] {
  return [...contents].flatMap(([table, text]) =>
    [...traces].flatMap(([name, trace]) => (text.toLowerCase().includes(trace.toLowerCase()) ? [`${table}: ${name}`] : [])),
  );
}

test('after erasure no table, no raw delivery, no job and no line of the log knows the person, who shared, signed up, claimed, bought and was blocked', async () => {
  const lines: string[] = [];
  const log: Context['log'] = pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) });
  const context = testContext(database, { shopify: shopifyThatNumbersOrders(), newId: () => crypto.randomUUID(), log });
  const shop = await openShop(context, (rules) => ({
    ...rules,
    signUps: { ...rules.signUps, credited: true },
    offer: { ...rules.offer, value: { kind: 'store-credit', minor: '500' } }, // a reward on Ben's account
  }));
  const { personalKey } = await database.prisma.shop.findUniqueOrThrow({ where: { id: shop.id } });
  const endpoint = { url: 'https://93.184.215.14/', kinds: [...EVENT_KINDS], by: '1' };
  expect(await addEndpoint(context, shop.id, endpoint)).toHaveProperty('secret');
  const made = await makeApiKey(context, shop.id, { name: 'Till', scopes: ['read_rewards'], by: '1' });
  const request = { keyId: 'id' in made ? made.id : '', idempotencyKey: 'once', inputHash: new Uint8Array(4) };
  await database.prisma.apiRequest.create({ data: { shopId: shop.id, ...request, at: new Date(context.now()) } });
  const hasher = context.vault.forShop(personalKey);
  const anna = await addAdvocate(context, shop, { customerId: '5001', email: 'anna@advocate.example' });
  const storefront = await findStorefront(database.prisma, shop.domain);
  if (storefront === null) throw new Error('not installed');

  context.clock.at = Date.parse('2026-11-19T10:00:00Z');
  const visitor = { customerId: String(ben.id), networkAddress: ben.ip, userAgent: ben.browser };
  await recordVisit(
    context,
    storefront,
    { id: crypto.randomUUID(), code: anna.code, path: '/', referrer: 'https://friends.example' },
    visitor,
  );
  const claim = {
    ...{
      claimId: crypto.randomUUID(),
      advocateId: anna.advocateId,
      programVersion: 1,
      gives: 'code' as const,
      offerCode: 'FRIEND-1',
      claimedAt: context.now(),
    },
    ...{ expiresAt: null, networkHash: hasher.network(ben.ip), deviceHash: hasher.device(ben.browser), customerId: null },
    ...{ emailHash: hasher.email(ben.email), channel: null },
  };
  await database.prisma.$transaction((tx) => openClaim(tx, shop.id, claim, 10));
  const wish = { wanted: 'a discount', programVersion: 1 };
  await database.prisma.$transaction((tx) => openSharedCode(tx, shop.id, anna.advocateId, wish, context.now()));
  const file = Readable.from([Buffer.from(`email,first name\n${ben.email},Benjamin\n`)]);
  const received = await receiveImport(context, shop, { name: 'friends.csv', by: '71001', body: file });
  if ('taskId' in received) await readImport(context, { shopId: shop.id, taskId: received.taskId });
  await addChunk(context.db.prisma, shop.id, 'taskId' in received ? received.taskId : '', 0, context.vault.seal(ben.email));
  await saveSettings(context, shop, { settings: DEFAULT_SETTINGS, over: 0, by: '71001' });
  await saveView(context, shop.id, '1', { wish: 'save', list: 'referrals', name: 'Lately', query: `period=30&q=${ben.email}` });
  await noteOrderCount(context.db.prisma, shop.id, { from: 0, to: context.now(), expected: 0 });
  const budget = { at: context.now(), maximum: 2000, available: 1990, restoreRate: 100, longestWait: 0 };
  await noteApiBudget(context.db.sql, shop.domain, budget);
  await addToBlockList(context, { ...shop, personalKey }, { kind: 'email', value: ben.email, note: 'Ben rang us', by: '1' });
  await addToBlockList(context, { ...shop, personalKey }, { kind: 'customer', value: String(ben.id), note: null, by: '1' });
  const account = { id: ben.id, state: 'enabled', created_at: '2026-11-19T10:05:00Z', email: ben.email, phone: ben.phone };
  context.clock.at = Date.parse('2026-11-20T10:01:00Z');
  await work(
    context,
    shop,
    ['customers/create', account],
    ['orders/paid', orderOfBen('9001', anna.code)],
    ['orders/paid', orderOfBen('9002', anna.code, { created_at: null, processed_at: null })], // dead: its body is kept for a person to look at
    ['vouchsafe/answer', { orderId: '9001', text: ownWords, at: context.now() }],
    ['vouchsafe/assignment', { orderId: '9001', advocateId: anna.advocateId, by: '1', note: 'Ben rang us', at: context.now() }],
    ['vouchsafe/answer', { orderId: `signup-${ben.id}`, text: ownWords, at: context.now() }],
    ['refunds/create', refundBody({ refundId: '31', orderId: '9001', amount: '1.00' })],
    [
      'customers/data_request',
      { customer: { id: ben.id, email: ben.email }, orders_requested: [9001], data_request: { id: 77 } },
    ],
  );
  await noteDeletedOrders(database.prisma, shop.id, [{ orderId: '8999', at: context.now() }]);
  const own = await database.prisma.advocate.findFirstOrThrow({ where: { shopId: shop.id, customerId: String(ben.id) } });
  const cleo = {
    orderId: '9003',
    ref: own.code,
    placedAt: '2026-11-21T10:00:00Z',
    customer: { id: 900456, email: 'cleo@other.example' },
  };
  const fromCleo = { browser_ip: '203.0.113.5', client_details: { user_agent: 'Another' } };
  await work(context, shop, ['orders/paid', { ...orderBody(cleo), ...fromCleo }]);

  const reward = await database.prisma.reward.findFirstOrThrow({ where: { shopId: shop.id, recipient: 'advocate' } });
  await database.prisma.$transaction((tx) =>
    queueRewardMail(tx, context, shop.id, { rewardId: reward.id, turn: 0, kind: 'ready', again: crypto.randomUUID() }),
  );
  await noteRewardEvents(database.prisma, shop.id, [
    { id: crypto.randomUUID(), rewardId: reward.id, kind: 'kept', at: context.now(), by: '1', note: null, detail: null },
  ]);
  const pool = { key: 'ten percent', purpose: 'reward' as const, endsAt: null, seedCode: 'THANKS-1' };
  await openPool(database.prisma, shop.id, { id: crypto.randomUUID(), ...pool, at: context.now() });

  const asked = {
    id: crypto.randomUUID(),
    locale: 'en',
    tokenHash: '01',
    keyHash: '02',
    askedAt: context.now(),
    expiresAt: context.now(),
  };
  const [emailHash, networkHash] = [hasher.email(ben.email), hasher.network(ben.ip)];
  if (emailHash === null) throw new Error('no address');
  await insertJoin(database.prisma, shop.id, { ...asked, emailHash, networkHash, emailSealed: context.vault.seal(ben.email) });
  await insertJoinMail(database.prisma, shop.id, {
    id: crypto.randomUUID(),
    kind: 'join-confirm',
    joinId: asked.id,
    at: context.now(),
  });

  const act = { by: '1', act: 'order-assigned' as const, screen: 'review' as const, value: anna.advocateId };
  await noteStaffAct(
    context,
    { ...shop, personalKey },
    { ...act, subjects: [loggedOrder(`signup-${ben.id}`), loggedOrder(ben.email)] },
  );
  await setCode(context, { ...storefront, personalKey }, own.id, 'BENJAMIN-24');
  const byCode = { orderId: '9004', ref: '~benjamin-24', placedAt: '2026-11-22T10:00:00Z' };
  await work(context, shop, ['orders/paid', orderBody({ ...byCode, customer: { id: 900457, email: 'dana@other.example' } })]);

  // An older account of Ben's had become part of the one that is kept.
  const [keptId, goneId] = [`gid://shopify/Customer/${ben.id}`, 'gid://shopify/Customer/800122'];
  await work(context, shop, [
    'customers/merge',
    {
      admin_graphql_api_customer_kept_id: keptId,
      admin_graphql_api_customer_deleted_id: goneId,
      status: 'completed',
      errors: [],
    },
  ]);

  for (const about of [{ advocateId: own.id }, { orderId: '9001' }, { orderId: '9004' }, { advocateId: anna.advocateId }])
    await writeStaffNote(context, shop.id, { wish: 'add', about, by: '1', text: 'Ben rang us' });
  const notes = () => database.prisma.staffNote.findMany({ where: { shopId: shop.id }, orderBy: { id: 'asc' } });
  expect((await notes()).map(({ textSealed }) => context.vault.open(textSealed))).toEqual(Array(4).fill('Ben rang us'));

  await refuseMail(database.prisma, shop.id, emailHash, context.now());
  const traces = tracesOf(context, personalKey);
  expect(await database.prisma.delivery.count({ where: { state: 'dead' } })).toBe(1);
  const before = await everything();
  const empty = [...before].filter(([, text]) => text === '').map(([table]) => table);
  expect(empty, 'every table has something of the story').toEqual(['session']);
  expect(found(before, traces)).toEqual(expect.arrayContaining(['customer_merge: id', 'seen_order: hashed id']));
  expect([...traces.keys()].filter((name) => !found(before, traces).some((at) => at.endsWith(`: ${name}`)))).toEqual([]);

  await work(context, shop, [
    'customers/redact',
    { customer: { id: ben.id, email: ben.email, phone: ben.phone }, orders_to_redact: [9001] },
  ]);

  expect(
    (await notes()).map(({ advocateId }) => advocateId),
    'notes about him and his orders are sealed: they are gone',
  ).toEqual([anna.advocateId]);
  // The merchant's own list keeps whom it keeps out, without a name (docs/privacy.md).
  expect(found(await everything(), traces)).toEqual(['block_entry: hashed id', 'block_entry: hashed email']);
  expect(
    found(
      new Map([
        ['log', lines.join('\n')],
        ['jobs', JSON.stringify(context.jobs)],
      ]),
      traces,
    ),
  ).toEqual([]);
  expect(lines.length).toBeGreaterThan(0);
  const kept = await database.prisma.buyerOrder.findMany({ where: { shopId: shop.id }, orderBy: { placedAt: 'asc' } });
  expect(kept.map(({ kind, advocateId }) => [kind, advocateId])).toEqual([
    ['sign-up', anna.advocateId],
    ['order', anna.advocateId],
    ['order', own.id],
    ['order', own.id],
  ]);

  const { orderId = '' } = kept[0] ?? {};
  const verdict = { orderId, kind: 'approve', advocateId: anna.advocateId, by: '1', note: null, at: context.now() };
  await work(context, shop, ['vouchsafe/verdict', verdict]);
  const referral = await database.prisma.referral.findFirstOrThrow({ where: { shopId: shop.id, orderId } });
  expect(referral, 'an erased sign-up, refused by the block list, can still be approved').toMatchObject({ state: 'credited' });
});
