import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { insertDeliveries } from '#app/data/deliveries.server.ts';
import { connectDatabase } from '#app/db.server.ts';
import { useDatabase } from '#tests/support/database.ts';

const database = useDatabase();

function delivery(shopDomain: string) {
  const of = {
    shopDomain,
    webhookId: randomUUID(),
    eventId: null,
    topic: 'orders/paid',
    apiVersion: '2026-10',
    triggeredAt: null,
  };
  return { ...of, receivedAt: Date.now(), body: Buffer.from('{}'), bodyHash: Buffer.alloc(32) };
}

test('behind a pooler statements have no names, and what belongs to a connection goes to the database itself', async () => {
  const namesOf = async (url: string, sessionUrl: string) => {
    const db = connectDatabase(url, 2, sessionUrl);
    try {
      expect(await insertDeliveries(db.pool, [delivery('pooled.myshopify.com')])).toEqual([true]);
      const { rows } = await db.pool.query<{ name: string }>('SELECT name FROM pg_prepared_statements');
      const { rows: session } = await db.locks.query<{ name: string }>('SELECT current_database() AS name');
      return { statements: rows.map(({ name }) => name), session: session[0]?.name };
    } finally {
      await db.close();
    }
  };
  const own = new URL(database.url).pathname.slice(1);
  const other = database.url.replace(own, 'postgres');
  expect(await namesOf(database.url, database.url)).toEqual({ statements: ['insert-deliveries'], session: own });
  expect(await namesOf(`${database.url}?pgbouncer=true`, other)).toEqual({ statements: [], session: 'postgres' });
});
