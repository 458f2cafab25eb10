import { expect, test } from 'vitest';
import { defaultRules } from '#app/domain/program.ts';
import { installShop } from '#app/services/install-shop.server.ts';
import { planReconciliations } from '#app/services/plan-reconciliations.server.ts';
import { saveProgram } from '#app/services/save-program.server.ts';
import { shopifyThatAnswers } from '#tests/fixtures/order-events.ts';
import { testContext } from '#tests/support/context.ts';
import { useDatabase } from '#tests/support/database.ts';

const database = useDatabase();
const details = (currencyCode: string) => ({
  shop: {
    id: 'gid://shopify/Shop/548380009',
    name: 'Kyoto Teas',
    currencyCode,
    ianaTimezone: 'Asia/Tokyo',
    primaryDomain: { url: 'https://kyoto.example/' },
    plan: { publicDisplayName: 'Basic' },
  },
});
const yen = () => testContext(database, { shopify: shopifyThatAnswers(details('JPY')) });

test('a shop gets its own key, a first program that is not live, and its settling in', async () => {
  const context = yen();
  await installShop(context, { shop: 'kyoto-teas.myshopify.com', scope: 'read_orders' });
  const shop = await database.prisma.shop.findUniqueOrThrow({
    where: { domain: 'kyoto-teas.myshopify.com' },
    include: { programs: true },
  });
  expect(shop).toMatchObject({
    name: 'Kyoto Teas',
    currency: 'JPY',
    timeZone: 'Asia/Tokyo',
    storefrontUrl: 'https://kyoto.example',
    shopifyId: '548380009',
    state: 'installed',
    scopes: 'read_orders',
  });
  expect(shop.programs).toMatchObject([{ version: 1, createdBy: 'install', rules: defaultRules('JPY') }]);
  const hasher = context.vault.forShop(shop.personalKey);
  expect(hasher.email(' Ann@Example.COM ')).toBe(hasher.email('ann@example.com'));
  expect(context.jobs).toEqual([{ name: 'settle-in', data: { shopId: shop.id }, runAt: null, once: shop.id }]);
});

test('installing eight times at once makes one shop with one program', async () => {
  const context = yen();
  await Promise.all(Array.from({ length: 8 }, () => installShop(context, { shop: 'busy.myshopify.com', scope: '' })));
  const shops = await database.prisma.shop.findMany({ where: { domain: 'busy.myshopify.com' }, include: { programs: true } });
  expect(shops).toHaveLength(1);
  expect(shops[0]?.programs).toHaveLength(1);
});

test('a reinstallation keeps key, program and advocates', async () => {
  const context = yen();
  const domain = 'back-again.myshopify.com';
  await installShop(context, { shop: domain, scope: '' });
  const before = await database.prisma.shop.findUniqueOrThrow({ where: { domain } });
  await saveProgram(context, before, { rules: { ...defaultRules('JPY'), live: true }, expectedVersion: 1, by: '17' });
  await database.prisma.shop.update({
    where: { domain },
    data: { state: 'uninstalled', uninstalledAt: new Date(context.now()) },
  });
  context.clock.at += 3_600_000;
  await installShop(context, { shop: domain, scope: 'read_orders' });
  const after = await database.prisma.shop.findUniqueOrThrow({ where: { domain }, include: { programs: true } });
  expect(after).toMatchObject({
    id: before.id,
    state: 'installed',
    uninstalledAt: null,
    installedAt: new Date(context.clock.at),
    scopes: 'read_orders',
  });
  expect(Buffer.from(after.personalKey).equals(Buffer.from(before.personalKey))).toBe(true);
  expect(after.programs.map(({ version }) => version)).toEqual([1, 2]);
});

test('a shop that opens the app while Shopify does not answer is let in with what is known of it', async () => {
  const context = yen();
  const domain = 'unheard.myshopify.com';
  await installShop(context, { shop: domain, scope: 'read_orders' });
  const silent = testContext(database);
  await installShop(silent, { shop: domain, scope: 'read_orders,write_gift_cards' });
  const shop = await database.prisma.shop.findUniqueOrThrow({ where: { domain } });
  expect(shop).toMatchObject({ name: 'Kyoto Teas', state: 'installed', scopes: 'read_orders,write_gift_cards' });
  expect(silent.jobs).toEqual([]);
  await expect(installShop(silent, { shop: 'never-heard-of.myshopify.com', scope: '' })).rejects.toMatchObject({
    kind: 'unreachable',
  });
});

test('a shop whose address has changed when it opens the app gets its links written anew', async () => {
  const domain = 'moving.myshopify.com';
  await installShop(yen(), { shop: domain, scope: '' });
  const moved = details('JPY');
  moved.shop.primaryDomain.url = 'https://new-address.example/';
  const context = testContext(database, { shopify: shopifyThatAnswers(moved) });
  await installShop(context, { shop: domain, scope: '' });
  const shop = await database.prisma.shop.findUniqueOrThrow({ where: { domain } });
  expect(shop.storefrontUrl).toBe('https://new-address.example');
  expect(context.jobs).toMatchObject([{ name: 'write-advocate-links', data: { shopId: shop.id } }]);
});

test('of two members of staff who save at once one learns that the other was faster', async () => {
  const context = yen();
  await installShop(context, { shop: 'two-hands.myshopify.com', scope: '' });
  const shop = await database.prisma.shop.findUniqueOrThrow({ where: { domain: 'two-hands.myshopify.com' } });
  const save = (by: string, expectedVersion: number) =>
    saveProgram(context, shop, { rules: defaultRules('JPY'), expectedVersion, by });
  const answers = await Promise.all([save('1', 1), save('2', 1), save('3', 1)]);
  expect(answers.filter((answer) => 'version' in answer)).toEqual([{ version: 2 }]);
  expect(answers.filter((answer) => 'conflict' in answer)).toEqual([{ conflict: 2 }, { conflict: 2 }]);
  expect(await save('4', 1)).toEqual({ conflict: 2 });
  expect(await save('4', 2)).toEqual({ version: 3 });
});

test('every installed shop is reconciled once an hour, at its own time of the hour', async () => {
  const context = yen();
  await planReconciliations(context);
  await planReconciliations(context);
  const installed = await database.prisma.shop.count({ where: { state: 'installed' } });
  expect(context.jobs.filter(({ name }) => name === 'reconcile-orders')).toHaveLength(installed);
  const times = context.jobs.map(({ runAt }) => (runAt ?? 0) - context.now());
  expect(times.every((time) => time >= 0 && time < 3_600_000)).toBe(true);
  expect(new Set(times).size).toBe(installed);
});
