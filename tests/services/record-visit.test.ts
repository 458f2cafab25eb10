import { expect, test } from 'vitest';
import { findStorefront } from '#app/data/storefronts.server.ts';
import { pruneVisits } from '#app/data/visits.server.ts';
import { readChosenCode } from '#app/domain/chosen-code.ts';
import { signedRef } from '#app/link-signer.server.ts';
import { recordVisit, recordVisits } from '#app/services/record-visit.server.ts';
import { testContext } from '#tests/support/context.ts';
import { useDatabase } from '#tests/support/database.ts';
import { enrol, newCode, openShop } from '#tests/support/shopfront.ts';

const database = useDatabase();
const visitor = { customerId: null, networkAddress: '203.0.113.9', userAgent: 'Firefox' };
const landing = { path: '/products/mug?email=friend@example.com', referrer: 'https://chat.example/thread/7?who=friend' };

test('a visit is stored once, with whom it leads to, where it came from, and no personal data in the clear', async () => {
  const context = testContext(database);
  const shop = await openShop(context, { domain: 'visit.myshopify.com' });
  const { advocateId, code } = await enrol(context, shop, { customerId: '1' });
  const visit = { id: crypto.randomUUID(), code: code.toLowerCase(), ...landing };
  for (let report = 0; report < 3; report += 1) await recordVisit(context, shop, visit, { ...visitor, customerId: '77' });

  const rows = await database.prisma.visit.findMany({ where: { shopId: shop.id } });
  expect(rows).toHaveLength(1);
  expect(rows[0]).toMatchObject({
    advocateId,
    code,
    at: new Date(context.now()),
    landingPath: '/products/mug',
    referrerHost: 'chat.example',
    customerId: '77',
  });
  const network = context.vault.forShop(shop.personalKey).network('203.0.113.9') ?? '';
  expect(Buffer.from(rows[0]?.networkHash ?? []).toString('hex')).toBe(network);
  expect(JSON.stringify(rows)).not.toMatch(/friend|203\.0|Firefox/);
});

test('a sealed link says how it was shared; a seal of another shop or channel is kept as forged, its code still leads to the advocate', async () => {
  const context = testContext(database);
  const shop = await openShop(context, { domain: 'sealed.myshopify.com' });
  const { advocateId, code } = await enrol(context, shop, { customerId: '1' });
  const genuine = signedRef(context.env, shop.id, code, 'whatsapp');
  const cases = [
    [genuine, 'signed', 'whatsapp'],
    [genuine.toLowerCase(), 'signed', 'whatsapp'],
    [signedRef(context.env, crypto.randomUUID(), code, 'whatsapp'), 'forged', null],
    [genuine.replace('.W', '.M'), 'forged', null],
    [genuine.slice(0, -3), 'hint', null],
    [code, 'hint', null],
  ] as const;
  for (const [ref, trust, channel] of cases) {
    const visit = { id: crypto.randomUUID(), code: ref, path: '/' };
    await recordVisit(context, shop, visit, visitor);
    const where = { shopId_id: { shopId: shop.id, id: visit.id } };
    expect(await database.prisma.visit.findUnique({ where }), ref).toMatchObject({ advocateId, code, trust, channel });
  }
});

test('a visit that is reported again by a signed-in customer is theirs from its beginning, and counts once', async () => {
  const context = testContext(database);
  const shop = await openShop(context, { domain: 'signedin.myshopify.com' });
  const { code } = await enrol(context, shop, { customerId: '1' });
  const visit = { id: crypto.randomUUID(), code, path: '/' };
  const start = context.now();
  const report = async (customerId: string | null, ref = code) => {
    context.clock.at += 60_000;
    await recordVisit(context, shop, { ...visit, code: ref }, { ...visitor, customerId });
    const rows = await database.prisma.visit.findMany({ where: { shopId: shop.id }, orderBy: { customerId: 'asc' } });
    expect(rows.map(({ at }) => at.getTime())).toEqual(rows.map(() => start + 60_000));
    return rows.map((row) => row.customerId);
  };
  const reminders = () => database.prisma.delivery.count({ where: { shopDomain: shop.domain, topic: 'vouchsafe/sign-up' } });
  expect(await report(null)).toEqual([null]);
  expect(await reminders()).toBe(0);
  expect(await report('77')).toEqual(['77']);
  expect(await report('77')).toEqual(['77']);
  expect(await report(null)).toEqual(['77']);
  expect(await reminders()).toBe(1);
  // Somebody else in the same browser.
  expect(await report('78')).toEqual(['77', '78']);
  expect(await report('78')).toEqual(['77', '78']);
  // The id of a visit by another code is no key to it.
  expect(await report('79', newCode())).toEqual(['77', '78']);
  expect(await reminders()).toBe(2);
});

test('a visit by an unknown, mistyped or monstrous code is stored and leads to nobody', async () => {
  const context = testContext(database);
  const shop = await openShop(context, { domain: 'nobody.myshopify.com' });
  for (const code of [newCode(), 'producthunt', 'a\u0000b\ud800', '💎'.repeat(32)]) {
    const visit = { id: crypto.randomUUID(), code, path: 'not a path \u0000', referrer: 'javascript:alert(1)' };
    await recordVisit(context, shop, visit, { customerId: null, networkAddress: 'unknown', userAgent: null });
  }
  const rows = await database.prisma.visit.findMany({ where: { shopId: shop.id } });
  expect(rows.map(({ advocateId, referrerHost, networkHash }) => [advocateId, referrerHost, networkHash])).toEqual(
    Array.from({ length: 4 }, () => [null, null, null]),
  );
});

test('the embed is noted as seen at most once an hour', async () => {
  const context = testContext(database);
  const { domain } = await openShop(context, { domain: 'seen.myshopify.com' });
  const start = context.now();
  const report = async () => {
    const shop = await findStorefront(database.prisma, domain);
    if (shop === null) throw new Error('no shop');
    await recordVisit(context, shop, { id: crypto.randomUUID(), code: 'X', path: '/', referrer: null }, visitor);
    return (await database.prisma.shop.findUniqueOrThrow({ where: { domain } })).embedSeenAt?.getTime();
  };
  expect(await report()).toBe(start);
  context.clock.at += 3_599_999;
  expect(await report()).toBe(start);
  context.clock.at += 1;
  expect(await report()).toBe(start + 3_600_000);
});

test('old visits are pruned in portions, one shop at a time', async () => {
  const context = testContext(database);
  const shops = [
    await openShop(context, { domain: 'old.myshopify.com' }),
    await openShop(context, { domain: 'other.myshopify.com' }),
  ];
  for (const shop of shops) {
    for (let index = 0; index < 3; index += 1)
      await recordVisit(context, shop, { id: crypto.randomUUID(), code: 'X', path: '/' }, visitor);
  }
  const shopId = shops[0]?.id ?? '';
  const prune = (before: number) => pruneVisits(database.prisma, shopId, before, 2);
  expect([await prune(context.now()), await prune(context.now() + 1), await prune(context.now() + 1)]).toEqual([0, 2, 1]);
  expect(await database.prisma.visit.count({ where: { shopId: shops[1]?.id ?? '' } })).toBe(3);
});

test('visits that come together are stored as if each had come alone, one that came twice and one by a chosen code among them', async () => {
  const context = testContext(database);
  const shops = [
    await openShop(context, { domain: 'crowd-1.myshopify.com' }),
    await openShop(context, { domain: 'crowd-2.myshopify.com' }),
  ] as const;
  const [anna, ben] = [await enrol(context, shops[0], { customerId: '1' }), await enrol(context, shops[1], { customerId: '1' })];
  await database.prisma.chosenCode.create({
    data: {
      ...{ shopId: shops[0].id, skeleton: readChosenCode('ANNA-BAKES')?.skeleton ?? '', code: 'ANNA-BAKES' },
      ...{ advocateId: anna.advocateId, chosenBy: 'advocate', chosenAt: new Date(context.now()), current: true },
    },
  });
  const twice = crypto.randomUUID();
  const report = (
    shop: (typeof shops)[number],
    code: string,
    customerId: string | null = null,
    id: string = crypto.randomUUID(),
  ) => ({
    ...{ shop, hashes: context.vault.forShop(shop.personalKey), visit: { id, code, path: '/' } },
    visitor: { ...visitor, customerId },
  });
  await recordVisits(context, [
    report(shops[0], anna.code),
    report(shops[1], ben.code),
    report(shops[1], anna.code),
    report(shops[0], '~anna-bakes', null, twice),
    report(shops[0], '~anna-bakes', '77', twice),
    report(shops[0], '~anna-bakes', '78', twice),
    report(shops[1], ben.code, '77', twice),
  ]);
  const rows = await database.prisma.visit.findMany({
    where: { shopId: { in: shops.map(({ id }) => id) } },
    orderBy: [{ customerId: { sort: 'asc', nulls: 'first' } }],
  });
  const told = rows.map(({ shopId, code, advocateId, customerId }) => [shopId, code, advocateId, customerId]);
  expect(told).toHaveLength(6);
  for (const row of [
    [shops[0].id, anna.code, anna.advocateId, null],
    [shops[1].id, ben.code, ben.advocateId, null],
    [shops[1].id, anna.code, null, null],
    [shops[0].id, anna.code, anna.advocateId, '77'],
    [shops[0].id, anna.code, anna.advocateId, '78'],
    [shops[1].id, ben.code, ben.advocateId, '77'],
  ]) {
    expect(told).toContainEqual(row);
  }
  const reminders = await database.prisma.delivery.groupBy({
    by: ['shopDomain'],
    where: { shopDomain: { startsWith: 'crowd-' }, topic: 'vouchsafe/sign-up' },
    _count: true,
    orderBy: { shopDomain: 'asc' },
  });
  expect(reminders.map(({ shopDomain, _count }) => [shopDomain, _count])).toEqual([
    ['crowd-1.myshopify.com', 2],
    ['crowd-2.myshopify.com', 1],
  ]);
});
