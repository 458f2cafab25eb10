import { randomUUID } from 'node:crypto';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { forgetWrittenLinks } from '#app/data/advocate-links.server.ts';
import type { AccountStanding } from '#app/domain/extension-contract.ts';
import { defaultRules, type ProgramRules } from '#app/domain/program.ts';
import { saveProgram } from '#app/services/save-program.server.ts';
import { planStandings, writeStandings } from '#app/services/write-standings.server.ts';
import { shareLinks } from '#app/share-links.server.ts';
import { Fault } from '#app/shopify/faults.ts';
import { readStanding, STANDING_KEY } from '../../extensions/sharing-source/standing.ts';
import { storeNow } from '#devstore/clock.ts';
import { useAdminApi } from '#tests/support/admin-api.ts';
import { type TestContext, testContext } from '#tests/support/context.ts';
import { useDatabase } from '#tests/support/database.ts';
import { addAppShop, addReward, type FixtureShop } from '#tests/support/reward-fixture.ts';

const database = useDatabase();
const api = useAdminApi({ customers: 60 });
let context: TestContext;
let shop: FixtureShop;

beforeAll(async () => {
  context = testContext(database, { at: storeNow(api.store).getTime(), newId: () => randomUUID() });
  shop = await addAppShop(context, api.shop.domain);
});
beforeEach(async () => {
  context.shopify = () => Promise.resolve(api.client());
  context.jobs.length = 0;
  await writeStandings(context, { shopId: shop.id });
  expect(await waiting()).toBe(0);
});

const customer = (index: number) => [...api.shop.customers.keys()][index] ?? '';
const waiting = () => database.prisma.standingChange.count({ where: { shopId: shop.id } });

function written(customerId: string): AccountStanding | null {
  const found = [...api.shop.metafields.values()].find(
    ({ key, ownerId }) => key === STANDING_KEY && ownerId === `gid://shopify/Customer/${customerId}`,
  );
  return found === undefined ? null : (JSON.parse(found.value) as AccountStanding);
}

/** Whether the change is one that an account shows; it is written then. */
async function notes(change: () => Promise<unknown>): Promise<boolean> {
  await change();
  const isNoted = (await waiting()) > 0;
  await writeStandings(context, { shopId: shop.id });
  return isNoted;
}

test('an account shows the link, the friends, what is on its way and the code that can be used, and nothing of the friends', async () => {
  const customerId = customer(0);
  const first = await addReward(context, shop, 'pending', { advocateCustomerId: customerId, friendEmail: 'bea@friend.example' });
  const of = await addReward(context, shop, 'approved', { advocateCustomerId: customerId, of: first });
  await planStandings(context);
  expect(context.jobs.map(({ name, data }) => [name, data])).toEqual([['write-standings', { shopId: shop.id }]]);
  await writeStandings(context, { shopId: shop.id });
  const advocate = await database.prisma.advocate.findFirstOrThrow({ where: { shopId: shop.id, customerId } });
  const before = written(customerId);
  expect(before).toMatchObject({ live: true, friends: 2, pending: 2, rewards: [] });
  expect(before?.words['en']).toEqual({
    offer: '10% off your first order',
    reward: '10% off your next order for every friend who buys',
  });
  const seller = { id: shop.id, storefrontUrl: `https://${shop.domain}` };
  expect(before?.links).toEqual(shareLinks(context.env, seller, advocate.code));

  const expiresAt = new Date(context.now() + 86_400_000);
  await database.prisma.reward.updateMany({
    where: { shopId: shop.id, id: of.rewardId },
    data: { state: 'issued', code: 'THANKS-7K2M-XM4P-9CDF', issuedAt: new Date(context.now()), expiresAt },
  });
  await writeStandings(context, { shopId: shop.id });
  const standing = written(customerId);
  expect(standing).toMatchObject({ friends: 2, pending: 1 });
  expect(standing?.rewards).toMatchObject([
    { value: { en: '10% off' }, code: 'THANKS-7K2M-XM4P-9CDF', expiresAt: expiresAt.getTime() },
  ]);
  // As the extensions on Shopify's pages read it.
  expect(readStanding(JSON.stringify(standing), 'fr-CA', context.now())).toMatchObject({
    ...{ friends: 2, pending: 1, rewards: [{ code: 'THANKS-7K2M-XM4P-9CDF', expiresAt: expiresAt.getTime() }] },
    share: { links: standing?.links, offer: standing?.words['fr']?.offer },
  });
  expect(readStanding(JSON.stringify(standing), 'fr', expiresAt.getTime())?.rewards).toEqual([]);
  for (const trace of ['bea', 'friend.example', `8${first.orderId}`, `8${of.orderId}`])
    expect(JSON.stringify(standing)).not.toContain(trace);
});

test('what an account shows is written when it changes, and nothing when it does not', async () => {
  const customerId = customer(1);
  const reward = await addReward(context, shop, 'pending', { advocateCustomerId: customerId });
  await writeStandings(context, { shopId: shop.id });
  const where = { shopId: shop.id, id: reward.rewardId };
  const move = (data: object) => notes(() => database.prisma.reward.updateMany({ where, data }));
  expect(await move({ state: 'approved' })).toBe(false);
  expect(await move({ state: 'issuing', code: 'THANKS-2222-2222-2222' })).toBe(false);
  expect(await move({ trouble: 'edited', turn: 1 })).toBe(false);
  expect(await move({ state: 'issued' })).toBe(true);
  expect(await move({ state: 'redeemed' })).toBe(true);
  expect(written(customerId)?.rewards).toEqual([]);

  const referral = { shopId: shop.id, orderId: reward.orderId };
  expect(await notes(() => database.prisma.referral.updateMany({ where: referral, data: { state: 'reversed' } }))).toBe(true);
  expect(written(customerId)?.friends).toBe(0);
  expect(await notes(() => database.prisma.referral.updateMany({ where: referral, data: { state: 'held' } }))).toBe(false);

  const person = { shopId: shop.id, customerId };
  expect(await notes(() => database.prisma.advocate.updateMany({ where: person, data: { currency: 'EUR' } }))).toBe(false);
  expect(await notes(() => database.prisma.advocate.updateMany({ where: person, data: { state: 'blocked' } }))).toBe(true);
  expect(written(customerId)?.live).toBe(false);
});

test('a storefront that moves takes the links of all accounts along', async () => {
  const customerId = customer(1);
  await database.prisma.advocate.updateMany({ where: { shopId: shop.id }, data: { linkWrittenAt: new Date(context.now()) } });
  await database.prisma.shop.update({ where: { id: shop.id }, data: { storefrontUrl: 'https://tea.example' } });
  expect(await notes(() => forgetWrittenLinks(database.prisma, shop.id))).toBe(true);
  expect(written(customerId)?.links.copy).toMatch(/^https:\/\/tea\.example\/\?ref=/);
});

test('new rules are written to every account when an account shows them', async () => {
  const rules: ProgramRules = { ...defaultRules('USD'), live: true };
  const save = (version: number, change: Partial<ProgramRules>) =>
    notes(() => saveProgram(context, shop, { rules: { ...rules, ...change }, expectedVersion: version, by: '1' }));
  expect(await save(1, { attribution: { ...rules.attribution, windowDays: 7 } })).toBe(false);
  expect(await save(2, { offer: { ...rules.offer, value: { kind: 'percentage', basisPoints: 2500 } } })).toBe(true);
  expect(written(customer(0))?.words['en']?.offer).toBe('25% off your first order');
  expect(await save(3, { live: false })).toBe(true);
  expect(written(customer(0))?.live).toBe(false);
  expect(await save(4, {})).toBe(true);
});

test('customers whom Shopify does not know hold nobody up, and every change is written once, however many there are', async () => {
  const known = [...Array(30).keys()].map((index) => customer(index + 10));
  for (const advocateCustomerId of known) await addReward(context, shop, 'pending', { advocateCustomerId });
  await addReward(context, shop, 'pending', { advocateCustomerId: '404' });
  await addReward(context, shop, 'pending', { advocateCustomerId: customer(41) });
  await writeStandings(context, { shopId: shop.id });
  expect(known.filter((customerId) => written(customerId)?.pending !== 1)).toEqual([]);
  expect(written(customer(41))?.pending).toBe(1);
  expect(await waiting()).toBe(0);
  await planStandings(context);
  expect(context.jobs).toEqual([]);
});

test('what Shopify does not take for the moment stays to be written', async () => {
  await addReward(context, shop, 'pending', { advocateCustomerId: customer(45) });
  const noted = await waiting();
  context.shopify = () => Promise.reject(new Fault('unreachable', 'no answer'));
  await expect(writeStandings(context, { shopId: shop.id })).rejects.toThrow('no answer');
  expect(await waiting()).toBe(noted);
});

test('merged customers have one standing, in the account that is kept', async () => {
  const [kept, gone] = [customer(46), customer(47)];
  const one = await addReward(context, shop, 'pending', { advocateCustomerId: kept });
  const other = await addReward(context, shop, 'pending', { advocateCustomerId: gone });
  await database.prisma.advocate.updateMany({
    where: { shopId: shop.id, id: other.advocateId },
    data: { mergedInto: one.advocateId },
  });
  await writeStandings(context, { shopId: shop.id });
  expect(written(kept)).toMatchObject({ friends: 2, pending: 2 });
  expect(written(gone)).toBeNull();
});
