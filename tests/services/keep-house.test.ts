import { beforeEach, expect, test } from 'vitest';
import { decideAttribution } from '#app/domain/attribution.ts';
import type { OrderFacts, PersonalHash, Signal } from '#app/domain/facts.ts';
import { defaultRules } from '#app/domain/program.ts';
import { readStoredFacts, storeFacts } from '#app/domain/stored-decision.ts';
import { appendEntries } from '#app/data/ledger.server.ts';
import { entriesForMove } from '#app/domain/ledger.ts';
import { addDays } from '#app/domain/report-period.ts';
import { DEFAULT_SETTINGS } from '#app/domain/settings.ts';
import { eraseShop } from '#app/data/redaction.server.ts';
import { dayAt } from '#app/queries/period.server.ts';
import { keepHouse } from '#app/services/keep-house.server.ts';
import { retryDelivery } from '#app/services/retry-delivery.server.ts';
import { saveSettings } from '#app/services/save-settings.server.ts';
import { visitsKeptSince } from '#app/visits-kept.server.ts';
import { testContext, type TestContext } from '../support/context.ts';
import { useDatabase } from '../support/database.ts';
import { addAppShop, addReward, type FixtureShop, ledgerBalances } from '../support/reward-fixture.ts';

const database = useDatabase();
const DAY = 86_400_000;
let context: TestContext;
let shop: FixtureShop;

beforeEach(async () => {
  for (const former of await database.prisma.shop.findMany()) await database.prisma.$transaction((tx) => eraseShop(tx, former));
  await database.pool.query('DELETE FROM delivery');
  context = testContext(database, { newId: () => crypto.randomUUID() });
  shop = await addAppShop(context, 'tea.myshopify.com');
});

async function addDelivery(state: string, settledDaysAgo: number | null, body: string | null = '{}'): Promise<bigint> {
  const at = new Date(context.now());
  const { id } = await database.prisma.delivery.create({
    data: {
      shopDomain: shop.domain, webhookId: crypto.randomUUID(), topic: 'orders/paid', apiVersion: '2026-10', receivedAt: at, dueAt: at, state, attempts: 8,
      settledAt: settledDaysAgo === null ? null : new Date(context.now() - settledDaysAgo * DAY),
      reason: state === 'dead' ? 'TypeError: x' : null,
      body: body === null ? null : new TextEncoder().encode(body), bodyHash: new Uint8Array(32),
    },
  }); // prettier-ignore
  return id;
}

async function addVisit(advocateId: string, daysAgo: number): Promise<string> {
  const id = crypto.randomUUID();
  await database.prisma.visit.create({
    data: { shopId: shop.id, id, advocateId, code: 'X', at: new Date(context.now() - daysAgo * DAY), landingPath: '/' },
  });
  return id;
}

async function issueReward(expiresAt: Date | null): Promise<string> {
  const { rewardId, accrued } = await addReward(context, shop, 'approved');
  await database.prisma.reward.update({
    where: { shopId_id: { shopId: shop.id, id: rewardId } },
    data: { state: 'issued', expiresAt },
  });
  const issued = { rewardId, amount: { minor: accrued, currency: 'USD' }, at: context.now() };
  await appendEntries(database.prisma, shop.id, entriesForMove(issued, 'approved', 'issued'));
  return rewardId;
}

test('a code that ran out more than a day ago is expired, with its ledger entry', async () => {
  const rewards = await Promise.all([
    issueReward(new Date(context.now() - 2 * DAY)),
    issueReward(new Date(context.now() - DAY / 2)),
    issueReward(null),
  ]);
  await keepHouse(context);
  await keepHouse(context);
  const states = await Promise.all(
    rewards.map((id) => database.prisma.reward.findUniqueOrThrow({ where: { shopId_id: { shopId: shop.id, id } } })),
  );
  expect(states.map(({ state }) => state)).toEqual(['expired', 'issued', 'issued']);
  expect(await ledgerBalances(context, shop.id)).toMatchObject({ expired: 420, 'program-cost': -1260 });
});

test('offers that were not used in time are void', async () => {
  const { advocateId } = await addReward(context, shop, 'pending');
  const claim = (offerCode: string, daysAgo: number, state: string) =>
    database.prisma.claim.create({
      data: {
        shopId: shop.id, id: crypto.randomUUID(), advocateId, programVersion: 1, offerCode, state, claimedAt: new Date(context.now() - 40 * DAY),
        expiresAt: new Date(context.now() - daysAgo * DAY),
      },
    }); // prettier-ignore
  await claim('OLD', 2, 'ready');
  await claim('FAILED', 2, 'failed');
  await claim('USED', 2, 'used');
  await claim('RECENT', 0.5, 'ready');
  await keepHouse(context);
  const claims = await database.prisma.claim.findMany({ orderBy: { offerCode: 'asc' } });
  expect(claims.map(({ offerCode, state }) => `${offerCode} ${state}`)).toEqual([
    'FAILED void',
    'OLD void',
    'RECENT ready',
    'USED used',
  ]);
});

test('settled deliveries go after 14 days; waiting ones and fresh dead ones stay', async () => {
  const kept = [await addDelivery('settled', 13), await addDelivery('dead', null), await addDelivery('waiting', null)];
  await addDelivery('settled', 15);
  await addDelivery('ignored', 15);
  await keepHouse(context);
  expect((await database.prisma.delivery.findMany({ orderBy: { id: 'asc' } })).map(({ id }) => id)).toEqual(kept);
});

test('a dead delivery waits 90 days for a person, and then goes with what it holds', async () => {
  const kept = await addDelivery('dead', null);
  const old = await addDelivery('dead', null);
  for (const [id, days] of [
    [kept, 89],
    [old, 91],
  ] as const)
    await database.prisma.delivery.updateMany({ where: { id }, data: { receivedAt: new Date(context.now() - days * DAY) } });
  await keepHouse(context);
  expect((await database.prisma.delivery.findMany()).map(({ id }) => id)).toEqual([kept]);
});

test('claims forget the network they came from a month after the attribution window, and stay as figures', async () => {
  const { advocateId } = await addReward(context, shop, 'pending');
  const claim = (offerCode: string, daysAgo: number) =>
    database.prisma.claim.create({
      data: {
        shopId: shop.id, id: crypto.randomUUID(), advocateId, programVersion: 1, offerCode, networkHash: new Uint8Array(32),
        claimedAt: new Date(context.now() - daysAgo * DAY),
      },
    }); // prettier-ignore
  await claim('OLD', 61);
  await claim('RECENT', 59);
  await keepHouse(context);
  const claims = await database.prisma.claim.findMany({ orderBy: { offerCode: 'asc' } });
  expect(claims.map(({ offerCode, networkHash }) => [offerCode, networkHash === null])).toEqual([
    ['OLD', true],
    ['RECENT', false],
  ]);
});

test('the deletion of an order is remembered for 14 days', async () => {
  const ago = (orderId: string, days: number) => ({ shopId: shop.id, orderId, at: new Date(context.now() - days * DAY) });
  await database.prisma.deletedOrder.createMany({ data: [ago('1', 13), ago('2', 15)] });
  await keepHouse(context);
  expect((await database.prisma.deletedOrder.findMany()).map(({ orderId }) => orderId)).toEqual(['1']);
});

test('visits go a month after the longest attribution window of any version of the program', async () => {
  const { advocateId } = await addReward(context, shop, 'pending');
  const kept = await addVisit(advocateId, 59);
  await addVisit(advocateId, 61);
  await keepHouse(context);
  expect((await database.prisma.visit.findMany()).map(({ id }) => id)).toEqual([kept]);
});

test('rewards that should have a code by now get a job again, unless the shop is uninstalled', async () => {
  await addReward(context, shop, 'approved');
  await keepHouse(context);
  expect(context.jobs.map(({ name, data }) => [name, data])).toEqual([
    ['fill-pools', { shopId: shop.id }],
    ['write-advocate-links', { shopId: shop.id }],
  ]);
  context.jobs.length = 0;
  await database.prisma.shop.update({ where: { id: shop.id }, data: { state: 'uninstalled' } });
  await keepHouse(context);
  expect(context.jobs).toEqual([]);
});

test('a dead delivery is tried again when the merchant asks, and only a dead one of the shop with its content', async () => {
  const dead = await addDelivery('dead', null);
  const settled = await addDelivery('settled', 1);
  const redacted = await addDelivery('dead', null, null);
  expect(await retryDelivery(context, { domain: 'coffee.myshopify.com' }, String(dead))).toBe(false);
  expect(await retryDelivery(context, shop, String(settled))).toBe(false);
  expect(await retryDelivery(context, shop, String(redacted))).toBe(false);
  expect(await retryDelivery(context, shop, '1; DROP TABLE delivery')).toBe(false);
  expect(await retryDelivery(context, shop, String(dead))).toBe(true);
  const row = await database.prisma.delivery.findUniqueOrThrow({
    where: { shopDomain_id: { shopDomain: shop.domain, id: dead } },
  });
  expect(row).toMatchObject({ state: 'waiting', attempts: 0, reason: null, dueAt: new Date(context.now()) });
});

test('what advocates were seen with, accounts and notes without an order go after their time', async () => {
  const { advocateId, orderId } = await addReward(context, shop, 'pending');
  const ago = (days: number) => new Date(context.now() - days * DAY);
  const trait = (kind: string, days: number) => ({
    ...{ shopId: shop.id, advocateId, kind, hash: new Uint8Array(32).fill(days % 250), seenAt: ago(days) },
  });
  await database.prisma.advocateTrait.createMany({
    data: [
      trait('address', 366),
      trait('address', 364),
      trait('network', 31),
      trait('network', 29),
      trait('device', 31),
      trait('device', 29),
    ],
  });
  const note = (order: string, days: number) => ({
    ...{ shopId: shop.id, orderId: order, kind: 'risk', key: '', detail: {} },
    at: ago(days),
  });
  await database.prisma.orderNote.createMany({ data: [note(orderId, 400), note('1', 91), note('2', 89)] });
  await database.prisma.signUp.createMany({
    data: [59, 61].map((days) => ({ shopId: shop.id, customerId: String(days), at: ago(days) })),
  });
  await keepHouse(context);
  const traits = await database.prisma.advocateTrait.findMany({ orderBy: [{ seenAt: 'asc' }, { kind: 'asc' }] });
  expect(traits.map(({ kind, seenAt }) => [kind, seenAt])).toEqual([
    ['address', ago(364)],
    ['device', ago(29)],
    ['network', ago(29)],
  ]);
  expect((await database.prisma.orderNote.findMany()).map((one) => one.orderId).sort()).toEqual(['2', orderId].sort());
  expect((await database.prisma.signUp.findMany()).map(({ customerId }) => customerId)).toEqual(['59']);
});

test('an old order forgets network and browser, and is decided by the same likeness as before', async () => {
  const { orderId, advocateId } = await addReward(context, shop, 'pending');
  const where = { shopId_orderId: { shopId: shop.id, orderId } };
  const row = await database.prisma.buyerOrder.findUniqueOrThrow({ where });
  const facts = readStoredFacts(row.facts);
  const hash = (text: string) => text.repeat(32) as PersonalHash;
  const [first] = facts.advocates;
  if (first === undefined) throw new Error('no advocate');
  const seen: OrderFacts = {
    ...facts,
    buyer: { ...facts.buyer, networkHash: hash('aa'), deviceHash: hash('bb') },
    advocates: [{ ...first, networkHashes: [hash('cc'), hash('aa')], deviceHashes: [hash('dd')] }],
  };
  const data = { facts: storeFacts(seen) as object, networkHash: new Uint8Array(32).fill(0xaa) };
  const decide = (stored: unknown) =>
    decideAttribution({ ...readStoredFacts(stored), signals: [leading] }, { ...defaultRules('USD'), live: true }, 1);
  const leading: Signal = {
    kind: 'landing-link',
    rawCode: 'X',
    at: null,
    trust: 'hint',
    channel: null,
    resolution: { advocateId },
  };
  for (const days of [59, 61]) {
    await database.prisma.buyerOrder.update({ where, data: { ...data, placedAt: new Date(context.now() - days * DAY) } });
    await keepHouse(context);
    const kept = await database.prisma.buyerOrder.findUniqueOrThrow({ where });
    const isKnown = /(aa|bb|cc|dd){32}/.test(JSON.stringify(kept.facts));
    expect([days, kept.networkHash === null, isKnown]).toEqual([days, days > 60, days < 60]);
    expect(decide(kept.facts)).toEqual(decide(data.facts));
  }
});

test('a report knows since when every visit is kept: none of that day has gone, and before the app there were none', async () => {
  const { advocateId } = await addReward(context, shop, 'approved');
  const timeZone = 'Europe/Berlin';
  const today = dayAt(context.now(), timeZone);
  const installed = (daysAgo: number) => ({ id: shop.id, timeZone, installedAt: new Date(context.now() - daysAgo * DAY) });
  const since = (await visitsKeptSince(database.prisma, installed(400), today)) ?? '';
  expect(since).toBe(addDays(today, -59)); // a window of 30 days, and 30 days more
  const before = await Promise.all(Array.from({ length: 100 }, (_, daysAgo) => addVisit(advocateId, daysAgo)));
  await keepHouse(context);
  const left = await database.prisma.visit.findMany();
  const days = left.map(({ at }) => dayAt(at.getTime(), timeZone));
  expect(days.filter((day) => day >= since)).toHaveLength(60);
  expect(left.length).toBeLessThan(before.length);
  expect(await visitsKeptSince(database.prisma, installed(10), today)).toBeNull();
});

test('the shop says how long its messages and visits are kept; another shop keeps its own time', async () => {
  const other = await addAppShop(context, 'coffee.myshopify.com');
  const settings = { ...DEFAULT_SETTINGS, keepDays: { visitsBeyondWindow: 0, deliveries: 4, deadDeliveries: 10 } };
  await saveSettings(context, shop, { settings, over: 0, by: '71001' });
  const { advocateId } = await addReward(context, shop, 'pending');
  const kept = [await addDelivery('settled', 3), await addDelivery('settled', 13)];
  await database.prisma.delivery.updateMany({ where: { id: kept[1] ?? 0n }, data: { shopDomain: other.domain } });
  await addDelivery('settled', 5);
  const dead = await addDelivery('dead', null);
  await database.prisma.delivery.updateMany({
    where: { id: dead },
    data: { receivedAt: new Date(context.now() - 11 * DAY) },
  });
  const visit = await addVisit(advocateId, 29);
  await addVisit(advocateId, 31);
  await keepHouse(context);
  expect((await database.prisma.delivery.findMany({ orderBy: { id: 'asc' } })).map(({ id }) => id)).toEqual(kept);
  expect((await database.prisma.visit.findMany()).map(({ id }) => id)).toEqual([visit]);
});
