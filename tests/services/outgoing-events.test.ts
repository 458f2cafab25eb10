import fc from 'fast-check';
import { Webhook } from 'standardwebhooks';
import { beforeEach, expect, test } from 'vitest';
import { EVENT_KINDS, type EventKind } from '#app/domain/outgoing-event.ts';
import { handleJob } from '#app/jobs/handlers.server.ts';
import { isPublic, OutsideFault, problemOfAddress } from '#app/outgoing-request.server.ts';
import { changeEndpoint, renewEndpointSecret } from '#app/services/change-endpoints.server.ts';
import { planOutgoingEvents, sendEventAgain } from '#app/services/send-outgoing-events.server.ts';
import { newWebhookSecret } from '#app/webhook-signer.server.ts';
import { insertAdvocate, insertOrder, insertShop, type TestShop } from '#tests/fixtures/referral-rows.ts';
import { type TestContext, testContext } from '#tests/support/context.ts';
import { useDatabase } from '#tests/support/database.ts';
import { useEndpoint } from '#tests/support/webhook-endpoint.ts';

const database = useDatabase();
const endpoint = useEndpoint();
const DAY = 86_400_000;
let context: TestContext;
let shop: TestShop;

beforeEach(async () => {
  context = testContext(database, { at: Date.now(), outside: endpoint.caller, newId: () => crypto.randomUUID() });
  shop = await insertShop(database.prisma);
});

async function listen(kinds: readonly EventKind[] = EVENT_KINDS, of = shop): Promise<{ id: string; secret: string }> {
  const [id, secret] = [context.newId(), newWebhookSecret()];
  const row = { id, shopId: of.id, url: endpoint.url, kinds: [...kinds], createdAt: new Date(context.now()), createdBy: '1' };
  await database.prisma.webhookEndpoint.create({ data: { ...row, secretSealed: context.vault.seal(secret) } });
  return { id, secret };
}

const send = () => handleJob(context, 'send-outgoing-events', { shopId: shop.id });
const types = () => endpoint.heard.map(({ body }) => (JSON.parse(body) as { type: string }).type).sort();
const deliveries = () => database.prisma.outgoingDelivery.findMany({ where: { shopId: shop.id } });
const states = async () => (await deliveries()).map(({ state }) => state);
const endpointRow = (id: string) =>
  database.prisma.webhookEndpoint.findUniqueOrThrow({ where: { shopId_id: { shopId: shop.id, id } } });

async function anOrder(): Promise<{ advocateId: string; rewardId: string }> {
  const advocateId = await insertAdvocate(database.prisma, shop, {
    name: 'Anna Berg',
    email: 'anna@example.com',
    code: 'K7M2XPD4TW',
  });
  const order = {
    orderId: '1042',
    placedAt: '2026-11-20T10:00:00Z',
    totalMinor: 4250n,
    advocateId,
    friendEmail: 'finn@example.com',
  };
  const rewardId = await insertOrder(database.prisma, shop, { ...order, reward: { state: 'pending' } });
  if (rewardId === null) throw new Error('no reward');
  return { advocateId, rewardId };
}

test('what happens is told to who wants it, signed so that the standard’s own library takes it, and nobody’s name is in it', async () => {
  const { secret } = await listen();
  const { advocateId, rewardId } = await anOrder();
  await database.prisma.reward.update({
    where: { shopId_id: { shopId: shop.id, id: rewardId } },
    data: { state: 'issued', code: 'THANKS-K7M2XPD4TW', issuedAt: new Date('2026-11-21T10:00:00Z') },
  });
  await database.prisma.referral.updateMany({
    where: { shopId: shop.id },
    data: { state: 'reversed', reversedAt: new Date('2026-11-22T09:00:00Z'), reversedReason: 'order-refunded' },
  });
  await send();
  expect(types()).toEqual(['advocate.joined', 'referral.credited', 'referral.reversed', 'reward.issued', 'reward.promised']);
  const bodies = endpoint.heard.map(({ body, headers }) => new Webhook(secret).verify(body, headers));
  expect(bodies).toContainEqual({
    type: 'referral.reversed',
    timestamp: '2026-11-22T09:00:00.000Z',
    data: {
      referral: {
        ...{ id: expect.any(String) as string, state: 'reversed', reason: 'order-refunded', advocateId, kind: 'order' },
        order: {
          ...{
            id: '1042',
            name: '#1042',
            total: { amount: '42.50', currency: 'USD' },
            refunded: { amount: '0.00', currency: 'USD' },
          },
        },
      },
    },
  });
  expect(bodies).toContainEqual(expect.objectContaining({ type: 'reward.issued', timestamp: '2026-11-21T10:00:00.000Z' }));
  expect(JSON.stringify(endpoint.heard)).not.toMatch(/Anna|anna@|finn@|THANKS-/);
  expect(await states()).toEqual(Array<string>(5).fill('sent'));
  endpoint.heard.length = 0;
  await send();
  expect(endpoint.heard).toEqual([]);
});

test('kinds that nobody wants are not written down, and another shop’s endpoint hears nothing', async () => {
  const other = await insertShop(database.prisma);
  await listen(EVENT_KINDS, other);
  await listen(['reward.promised']);
  await anOrder();
  expect(await database.prisma.outgoingEvent.count({ where: { shopId: shop.id } })).toBe(1);
  expect(await database.prisma.outgoingEvent.count({ where: { shopId: other.id } })).toBe(0);
  await send();
  expect(types()).toEqual(['reward.promised']);
});

test('what is rolled back is told to nobody', async () => {
  await listen();
  await database.prisma
    .$transaction(async (tx) => {
      await tx.advocate.create({
        data: { shopId: shop.id, id: context.newId(), code: 'X7M2XPD4TW', source: 'order', enrolledAt: new Date() },
      });
      throw new Error('rolled back');
    })
    .catch(() => undefined);
  await send();
  expect([endpoint.heard, await deliveries()]).toEqual([[], []]);
});

test('an endpoint that fails is tried again ever more rarely, with the same id and body, until it answers', async () => {
  await listen(['advocate.joined']);
  endpoint.answers.push(500, 'hang-up', { redirect: 'https://127.0.0.1/elsewhere' }, 404);
  await insertAdvocate(database.prisma, shop, { name: 'Ben', email: 'ben@example.com', code: 'B7M2XPD4TW' });
  const pauses: number[] = [];
  for (let tries = 1; tries <= 5; tries += 1) {
    await send();
    expect(endpoint.heard).toHaveLength(tries);
    await send(); // before its time
    expect(endpoint.heard).toHaveLength(tries);
    const [row] = await deliveries();
    if (row?.state === 'sent') break;
    pauses.push((row?.dueAt.getTime() ?? 0) - context.now());
    context.clock.at = row?.dueAt.getTime() ?? 0;
  }
  expect(pauses).toEqual([5_000, 300_000, 1_800_000, 7_200_000]);
  expect(new Set(endpoint.heard.map(({ id, body }) => `${id} ${body}`)).size).toBe(1);
  expect(await deliveries()).toMatchObject([{ state: 'sent', attempts: 5, lastStatus: 204, lastProblem: null }]);
});

test('after ten tries an event has failed; an endpoint where nothing arrives for five days is told no more, until staff resume it', async () => {
  const { id } = await listen(['advocate.joined']);
  endpoint.answers.push(...Array<number>(40).fill(503));
  await insertAdvocate(database.prisma, shop, { name: 'Ben', email: 'ben@example.com', code: 'B7M2XPD4TW' });
  const started = context.now();
  for (let tries = 0; tries < 10; tries += 1) {
    const [row] = await deliveries();
    context.clock.at = Math.max(context.clock.at, row?.dueAt.getTime() ?? 0);
    await send();
  }
  expect((context.now() - started) / DAY).toBeCloseTo(3.15, 1);
  expect(await deliveries()).toMatchObject([{ state: 'failed', attempts: 10, lastStatus: 503 }]);
  await insertAdvocate(database.prisma, shop, { name: 'Cleo', email: 'cleo@example.com', code: 'C7M2XPD4TW' });
  await send();
  expect(await endpointRow(id)).toMatchObject({ state: 'active' });
  context.clock.at += 2 * DAY;
  await send();
  expect(await endpointRow(id)).toMatchObject({ state: 'broken' });
  expect(await states()).toEqual(['failed', 'failed']);
  await insertAdvocate(database.prisma, shop, { name: 'Dora', email: 'dora@example.com', code: 'D7M2XPD4TW' });
  expect(await deliveries()).toHaveLength(2);

  endpoint.answers.length = 0;
  expect(await changeEndpoint(context, shop.id, id, { wish: 'resume' })).toBe(true);
  const [failed] = await deliveries();
  expect(await sendEventAgain(context, shop.id, id, failed?.eventId ?? '')).toBe(true);
  await send();
  expect(await states()).toEqual(expect.arrayContaining(['sent', 'failed']));
  expect(await endpointRow(id)).toMatchObject({ state: 'active', failingSince: null });
});

test('an endpoint that says it is gone is told no more at once; a paused one is told afterwards what it missed of before', async () => {
  const { id } = await listen(['advocate.joined']);
  await insertAdvocate(database.prisma, shop, { name: 'Ben', email: 'ben@example.com', code: 'B7M2XPD4TW' });
  await changeEndpoint(context, shop.id, id, { wish: 'pause' });
  await insertAdvocate(database.prisma, shop, { name: 'Cleo', email: 'cleo@example.com', code: 'C7M2XPD4TW' });
  await send();
  expect(endpoint.heard).toEqual([]);
  await changeEndpoint(context, shop.id, id, { wish: 'resume' });
  endpoint.answers.push(410);
  await send();
  expect(types()).toEqual(['advocate.joined']);
  expect(await endpointRow(id)).toMatchObject({ state: 'broken' });
  expect(await states()).toEqual(['failed']);
});

test('workers that send side by side, and one that dies before its note, send each event with one id', async () => {
  await listen(['advocate.joined']);
  for (let place = 0; place < 20; place += 1) {
    await insertAdvocate(database.prisma, shop, { name: 'B', email: `b${place}@example.com`, code: `B7M2XPD4${10 + place}` });
  }
  await Promise.all([send(), send(), send()]);
  expect(endpoint.heard).toHaveLength(20);
  expect(new Set(endpoint.heard.map(({ id }) => id)).size).toBe(20);

  await insertAdvocate(database.prisma, shop, { name: 'C', email: 'c@example.com', code: 'C7M2XPD4TW' });
  const dying = { ...context, outside: () => Promise.reject(new Error('killed')) };
  await expect(handleJob(dying, 'send-outgoing-events', { shopId: shop.id })).rejects.toThrow('killed');
  await send();
  expect(endpoint.heard).toHaveLength(20);
  context.clock.at += 61_000;
  await planOutgoingEvents(context);
  expect(context.jobs).toContainEqual(expect.objectContaining({ name: 'send-outgoing-events', data: { shopId: shop.id } }));
  await send();
  expect(endpoint.heard).toHaveLength(21);
});

test('a changed secret signs beside the one before for a day', async () => {
  const { id, secret } = await listen(['advocate.joined']);
  const renewed = await renewEndpointSecret(context, shop.id, id);
  await changeEndpoint(context, shop.id, id, { wish: 'test' });
  await send();
  const [{ body, headers } = { body: '', headers: {} }] = endpoint.heard;
  for (const each of [secret, renewed?.secret ?? '']) {
    expect(new Webhook(each).verify(body, headers)).toMatchObject({ type: 'endpoint.test' });
  }
  expect(() => new Webhook(newWebhookSecret()).verify(body, headers)).toThrow();
  context.clock.at += DAY + 1;
  await changeEndpoint(context, shop.id, id, { wish: 'test' });
  await send();
  expect(endpoint.heard[1]?.headers['webhook-signature']?.split(' ')).toHaveLength(1);
  const row = await endpointRow(id);
  expect(Buffer.from(row.secretSealed).includes('whsec_')).toBe(false);
});

test('addresses inside a network are refused by their text, by what they resolve to, and after a redirect', async () => {
  for (const url of [
    ...['http://example.com/', 'https://user:pass@example.com/', 'ftp://example.com', 'https://', 'nonsense', '//example.com'],
    ...[
      'https://127.0.0.1/',
      'https://localhost/',
      'https://10.1.2.3/',
      'https://169.254.169.254/latest/meta-data',
      'https://[::1]/',
    ],
    ...['https://[::ffff:10.0.0.1]/', 'https://0x7f000001/', 'https://2130706433/', 'https://127.1/', 'https://192.168.0.1./'],
    ...[
      'https://metadata.google.internal/',
      'https://printer.local/',
      'https://intranet/',
      'https://[fd00::1]/',
      'https://example.com:22/',
    ],
    ...['https://[64:ff9b::a00:1]/', 'https://0.0.0.0/', 'https://100.64.0.1/', 'https://[fe80::1]/', 'https://[2002:a00:1::]/'],
  ])
    expect(problemOfAddress(url), url).not.toBeNull();
  for (const url of ['https://example.com/hook?key=1', 'https://hooks.example.com:8443/', 'https://93.184.215.14/'])
    expect(problemOfAddress(url), url).toBeNull();

  await expect(endpoint.carefulCaller({ url: endpoint.url, headers: {}, body: '' })).rejects.toThrow(
    new OutsideFault('private-address'),
  );
  expect(endpoint.heard).toEqual([]);
  endpoint.answers.push({ redirect: 'https://169.254.169.254/' });
  expect(await endpoint.caller({ url: endpoint.url, headers: {}, body: '{}' })).toEqual({ status: 302 });
  expect(endpoint.heard).toHaveLength(1);
});

test('law: no address of a private, local or special range is public, however it is written', () => {
  const octet = fc.integer({ min: 0, max: 255 });
  const inside = fc.oneof(
    fc.tuple(octet, octet, octet).map(([a, b, c]) => `10.${a}.${b}.${c}`),
    fc.tuple(octet, octet, octet).map(([a, b, c]) => `127.${a}.${b}.${c}`),
    fc.tuple(fc.integer({ min: 16, max: 31 }), octet, octet).map(([a, b, c]) => `172.${a}.${b}.${c}`),
    fc.tuple(octet, octet).map(([a, b]) => `192.168.${a}.${b}`),
    fc.tuple(octet, octet).map(([a, b]) => `169.254.${a}.${b}`),
    fc.tuple(fc.integer({ min: 224, max: 255 }), octet, octet, octet).map((parts) => parts.join('.')),
  );
  fc.assert(
    fc.property(inside, (address) => {
      expect([isPublic(address), isPublic(`::ffff:${address}`), problemOfAddress(`https://${address}/`)]).toEqual([
        false,
        false,
        'private-address',
      ]);
    }),
  );
});
