/** Statements must not answer otherwise on the worker's own way to PostgreSQL than through Prisma. */
import { Prisma } from '@prisma/client';
import { expect, test } from 'vitest';
import type { Sql } from '#app/db.server.ts';
import { useDatabase } from '#tests/support/database.ts';

const database = useDatabase();

const at = new Date('2026-11-22T09:30:15.123Z');
const bytes = new Uint8Array([0, 1, 255, 92]);

function ask(sql: Sql) {
  return sql.$queryRaw`
    SELECT ${7}::int AS small, 9007199254740993::bigint AS large, 0.10::numeric AS exact, 1.5::float8 AS float, true AS yes, NULL AS nothing, 'Zoë''s $1' AS text,
      '{"a": [1, null, "x"]}'::jsonb AS json, ${at}::timestamptz AS at, ${bytes}::bytea AS bytes, '7b4f0f3c-0f9d-4a3a-8a5e-0c1f3f0d9a11'::uuid AS id,
      ${['a', 'b,"']}::text[] AS texts, ARRAY[1.5, 2]::float8[] AS floats, ${12n}::bigint AS big, ${Prisma.sql`${'in'} || ${'side'}`} AS nested`;
}

test('every kind of value is read as Prisma reads it', async () => {
  const [theirs, ours] = await Promise.all([ask(database.prisma), ask(database.sql)]);
  const plain = (rows: unknown) =>
    (rows as Record<string, unknown>[]).map(({ bytes: raw, ...row }) => ({ ...row, raw: [...(raw as Uint8Array)] }));
  expect(plain(ours)).toEqual(plain(theirs));
  expect(plain(ours)[0]).toMatchObject({ large: 9007199254740993n, at, raw: [...bytes], nested: 'inside', big: 12n });
});

test('changed rows are counted, and a transaction that throws leaves nothing', async () => {
  await database.sql.$executeRaw`CREATE TABLE number (n int PRIMARY KEY)`;
  expect(await database.sql.$executeRaw`INSERT INTO number SELECT generate_series(1, 3)`).toBe(3);
  const failing = database.inTransaction(5_000, async (tx) => {
    await tx.$executeRaw`DELETE FROM number`;
    expect(await tx.$queryRaw`SELECT count(*)::int AS left FROM number`).toEqual([{ left: 0 }]);
    throw new Error('no');
  });
  await expect(failing).rejects.toThrow('no');
  expect(await database.sql.$queryRawUnsafe('SELECT count(*)::int AS left FROM number WHERE n > $1', 1)).toEqual([{ left: 2 }]);
});

test('a transaction that takes too long is given up, and its connection serves others', async () => {
  const slow = database.inTransaction(50, (tx) => tx.$executeRaw`SELECT pg_sleep(10)`);
  await expect(slow).rejects.toThrow('statement timeout');
  const idle = database.inTransaction(50, async (tx) => {
    await tx.$executeRaw`INSERT INTO number VALUES (99)`;
    await new Promise((resolve) => setTimeout(resolve, 400));
    await tx.$executeRaw`INSERT INTO number VALUES (100)`;
  });
  await expect(idle).rejects.toThrow();
  for (let turn = 0; turn < 12; turn += 1)
    expect(await database.inTransaction(5_000, (tx) => tx.$queryRaw`SELECT n FROM number WHERE n > 90`)).toEqual([]);
});
