/** Exchanging the key that seals what is stored. */
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { beforeEach, expect, test } from 'vitest';
import { makeReferralCode } from '#app/domain/referral-code.ts';
import { readLink, signedRef } from '#app/link-signer.server.ts';
import { createVault } from '#app/personal-data.server.ts';
import { rotateKey, SEALED_TABLES } from '#app/services/rotate-key.server.ts';
import { createSessionStorage } from '#app/sessions.server.ts';
import { Session } from '@shopify/shopify-api';
import { insertShop, type TestShop } from '#tests/fixtures/referral-rows.ts';
import { type TestContext, testContext } from '#tests/support/context.ts';
import { useDatabase } from '#tests/support/database.ts';
import { furnish, newTenantIds } from '#tests/support/tenants.ts';

const database = useDatabase();
const [oldKey, newKey] = [randomBytes(32).toString('base64'), randomBytes(32).toString('base64')];
const before = createVault(oldKey);
const during = createVault(newKey, oldKey);
const after = createVault(newKey);
let context: TestContext;
let shop: TestShop;

beforeEach(async () => {
  await database.pool.query('TRUNCATE shop, session CASCADE');
  context = testContext(database, { vault: before, newId: () => crypto.randomUUID() });
  shop = await insertShop(database.prisma, { personalKey: before.newShopKey() });
  await furnish(context, shop, newTenantIds('ANNA'));
  const session = new Session({
    id: 'offline_x',
    shop: shop.domain,
    state: '',
    isOnline: false,
    accessToken: 'shpat_1',
    refreshToken: 'shprt_1',
  });
  await createSessionStorage(database.prisma, before).storeSession(session);
});

/** Every sealed value, by column. */
async function sealed(): Promise<Map<string, Buffer[]>> {
  const found = new Map<string, Buffer[]>();
  for (const { table, columns, asText } of SEALED_TABLES) {
    for (const column of columns) {
      const { rows } = await database.pool.query<{ value: Buffer | string }>(
        `SELECT "${column}" AS value FROM ${table} WHERE "${column}" IS NOT NULL`,
      );
      const bytes = rows.map(({ value }) => (asText === true ? Buffer.from(String(value), 'base64') : (value as Buffer)));
      found.set(`${table}.${column}`, bytes);
    }
  }
  return found;
}
const opens = (vault: typeof before, bytes: Uint8Array) => {
  try {
    vault.open(bytes);
    return true;
  } catch {
    return false;
  }
};

test('afterwards the new key alone opens everything, with the texts that were there', async () => {
  const texts = [...(await sealed()).values()]
    .flat()
    .map((bytes) => before.open(bytes))
    .sort();
  expect(texts.length).toBeGreaterThan(8);
  const done = await rotateKey({ db: database, vault: during });
  expect(done.every(({ unreadable }) => unreadable === 0)).toBe(true);
  const now = [...(await sealed()).values()].flat();
  expect(now.map((bytes) => after.open(bytes)).sort()).toEqual(texts);
  expect(now.some((bytes) => opens(before, bytes))).toBe(false);
  const session = await createSessionStorage(database.prisma, after).loadSession('offline_x');
  expect([session?.accessToken, session?.refreshToken]).toEqual(['shpat_1', 'shprt_1']);
});

test('every column that the schema calls sealed takes part', () => {
  const schema = readFileSync('prisma/schema.prisma', 'utf8');
  const inSchema = [...schema.matchAll(/^model \w+ \{[\s\S]*?@@map\("(\w+)"\)/gm)].flatMap(([model, table]) =>
    [...model.matchAll(/^ {2}(\w*[sS]ealed|personalKey|\w+Token) .*?(?:@map\("(\w+)"\).*)?$/gm)].map(
      ([, field, column]) => `${table}.${column ?? field}`,
    ),
  );
  const listed = SEALED_TABLES.flatMap(({ table, columns }) => columns.map((column) => `${table}.${column}`));
  expect(inSchema.sort()).toEqual(listed.sort());
});

test('cut off half-way and begun again, or run twice at once beside an app that writes, nothing is lost', async () => {
  const { id: advocateId } = await database.prisma.advocate.findFirstOrThrow();
  // More rows than one batch.
  await database.prisma.staffNote.createMany({
    data: Array.from({ length: 1_200 }, (_, row) => ({
      ...{ shopId: shop.id, id: crypto.randomUUID(), advocateId, kind: 'note', by: '1', at: new Date() },
      textSealed: before.seal(`note ${row}`),
    })),
  });
  let left = 5;
  const cut = { ...database, sql: { ...database.sql, $executeRaw: (...args: Parameters<typeof database.sql.$executeRaw>) => {
    left -= 1;
    if (left < 0) throw new Error('killed');
    return database.sql.$executeRaw(...args);
  } } }; // prettier-ignore
  await expect(rotateKey({ db: cut, vault: during })).rejects.toThrow('killed');
  const [note] = await database.prisma.staffNote.findMany({ take: 1 });
  const where = { shopId_id: { shopId: shop.id, id: note?.id ?? '' } };
  await Promise.all([
    rotateKey({ db: database, vault: during }),
    rotateKey({ db: database, vault: during }),
    database.prisma.staffNote.update({ where, data: { textSealed: during.seal('written meanwhile') } }),
  ]);
  const again = await rotateKey({ db: database, vault: during });
  expect(again.every(({ sealedAnew, unreadable }) => sealedAnew === 0 && unreadable === 0)).toBe(true);
  expect(again.find(({ column }) => column === 'text_sealed')?.alreadyDone).toBeGreaterThan(1_200);
  const { textSealed } = await database.prisma.staffNote.findUniqueOrThrow({ where });
  expect(after.open(textSealed)).toBe('written meanwhile');
});

test('what neither key opens is counted and left as it is', async () => {
  const stray = createVault(randomBytes(32).toString('base64')).seal('somebody else’s');
  await database.prisma.advocate.updateMany({ data: { nameSealed: stray } });
  const done = await rotateKey({ db: database, vault: during });
  expect(done.find(({ column }) => column === 'name_sealed')).toMatchObject({
    unreadable: await database.prisma.advocate.count(),
    sealedAnew: 0,
  });
  const [advocate] = await database.prisma.advocate.findMany();
  expect(Buffer.from(advocate?.nameSealed ?? [])).toEqual(Buffer.from(stray));
});

test('links that were sealed with the key before stay genuine while it is named, and are forged afterwards', () => {
  const [old, both, fresh] = [
    { APP_ENCRYPTION_KEY: oldKey },
    { APP_ENCRYPTION_KEY: newKey, APP_ENCRYPTION_KEY_FORMER: oldKey },
    { APP_ENCRYPTION_KEY: newKey },
  ];
  const ref = signedRef(old, shop.id, makeReferralCode(randomBytes(16)), 'whatsapp');
  expect([both, fresh].map((env) => readLink(env, shop.id, ref))).toMatchObject([
    { trust: 'signed', channel: 'whatsapp' },
    { trust: 'forged' },
  ]);
});
