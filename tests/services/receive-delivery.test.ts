import { createHash, randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { Overloaded } from '#app/group-commit.server.ts';
import { createReceiver, type ReceivedWebhook } from '#app/services/receive-delivery.server.ts';
import { testContext } from '#tests/support/context.ts';
import { useDatabase } from '#tests/support/database.ts';

const database = useDatabase();

function webhook(shopDomain: string, change: Partial<ReceivedWebhook> & { text?: string } = {}): ReceivedWebhook {
  const { text = `{"id":"${randomUUID()}"}`, ...rest } = change;
  const body = Buffer.from(text);
  return {
    ...{ shopDomain, topic: 'orders/paid', webhookId: randomUUID(), eventId: null, apiVersion: '2026-10', triggeredAt: null },
    ...{ body, bodyHash: createHash('sha256').update(body).digest() },
    ...rest,
  };
}

const stored = (shopDomain: string) => database.prisma.delivery.findMany({ where: { shopDomain }, orderBy: { id: 'asc' } });

/** The test's database, and how many statements the door has sent it. */
function countedPool() {
  let statements = 0;
  const pool = new Proxy(database.pool, {
    get: (target, name) => {
      const value: unknown = Reflect.get(target, name);
      if (typeof value !== 'function') return value;
      if (name === 'query') statements += 1;
      return value.bind(target) as unknown;
    },
  });
  return { context: { ...testContext(database), db: { ...database, pool } }, statements: () => statements };
}

test('webhooks that come together share commits, and each is stored byte for byte', async () => {
  const { context, statements } = countedPool();
  const receiver = createReceiver(context);
  const texts = Array.from(
    { length: 600 },
    (_, place) => `{"id":${place},"note":"${'"é\\u0000\n'.repeat(place % 7)}${'x'.repeat(place * 9)}"}`,
  );
  const outcomes = await Promise.all(texts.map((text) => receiver.receive(webhook('together.myshopify.com', { text }))));
  expect(new Set(outcomes)).toEqual(new Set(['stored']));
  expect(statements()).toBeLessThan(8);
  const bodies = (await stored('together.myshopify.com')).map(({ body }) => Buffer.from(body ?? []).toString());
  expect(bodies.sort()).toEqual([...texts].sort());
});

test('a repeat is known in the batch of its first, and in a later one; the same event with the same content, too', async () => {
  const receiver = createReceiver(testContext(database));
  const shop = 'repeats.myshopify.com';
  const first = webhook(shop, { webhookId: 'one', eventId: 'event', text: '{}' });
  const outcomes = await Promise.all([
    receiver.receive(first),
    receiver.receive(first),
    receiver.receive({ ...first, webhookId: 'two' }),
    receiver.receive(webhook(shop, { webhookId: 'three', eventId: 'event', text: '{"other":1}' })),
    receiver.receive(webhook('elsewhere.myshopify.com', { webhookId: 'one' })),
  ]);
  expect(outcomes).toEqual(['stored', 'repeated', 'repeated', 'stored', 'stored']);
  expect(await receiver.receive(first)).toBe('repeated');
  expect((await stored(shop)).map(({ webhookId }) => webhookId)).toEqual(['one', 'three']);
});

test('one that the database does not take costs nobody else a place', async () => {
  const receiver = createReceiver(testContext(database));
  const shop = 'poison.myshopify.com';
  const outcomes = await Promise.allSettled(
    Array.from({ length: 40 }, (_, place) => receiver.receive(webhook(shop, place === 17 ? { topic: 'orders/\0paid' } : {}))),
  );
  expect(outcomes.flatMap(({ status }, place) => (status === 'rejected' ? [place] : []))).toEqual([17]);
  expect(await stored(shop)).toHaveLength(39);
});

test('two processes that get the same webhooks in opposite sequences store each once', async () => {
  const shop = 'twins.myshopify.com';
  const context = testContext(database);
  for (let round = 0; round < 10; round += 1) {
    const webhooks = Array.from({ length: 100 }, () => webhook(shop));
    const outcomes = await Promise.all(
      [webhooks, [...webhooks].reverse()].flatMap((sequence) => {
        const receiver = createReceiver(context);
        return sequence.map((each) => receiver.receive(each));
      }),
    );
    expect(outcomes.filter((outcome) => outcome === 'stored')).toHaveLength(100);
  }
  expect(await stored(shop)).toHaveLength(1_000);
});

test('while the database stands still newcomers are sent away at once; what waited is stored when it goes on', async () => {
  const context = testContext(database);
  const receiver = createReceiver(context);
  const shop = 'still.myshopify.com';
  const holder = await database.pool.connect();
  await holder.query('BEGIN; LOCK TABLE delivery IN ACCESS EXCLUSIVE MODE');
  const early: Promise<string>[] = [];
  for (let place = 0; place < 5; place += 1) {
    early.push(receiver.receive(webhook(shop)));
    await new Promise((resolve) => setImmediate(resolve));
  }
  context.clock.at += 3_001;
  await expect(receiver.receive(webhook(shop))).rejects.toThrow(Overloaded);
  await holder.query('COMMIT');
  holder.release();
  expect(await Promise.all(early)).toEqual(Array(5).fill('stored'));
  expect(await receiver.receive(webhook(shop))).toBe('stored');
});
