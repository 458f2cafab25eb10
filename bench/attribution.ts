/**
 * `npm run bench -- attribution`: how fast the worker reads stored order webhooks, gathers what is known, decides, runs the fraud checks, and writes decisions, referrals,
 * rewards and ledger, beside (1) the bulk write of the very same rows without a look-up or a decision, and (2) row-at-a-time Prisma that only looks a code up.
 * PostgreSQL (fsync on) shares the machine.
 */
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type pg from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import { enrolAdvocates } from '#app/data/advocates.server.ts';
import { insertDeliveries } from '#app/data/deliveries.server.ts';
import { connectDatabase, type Database } from '#app/db.server.ts';
import { startEmbeddedDatabase } from '#app/embedded-database.server.ts';
import { makeReferralCode } from '#app/domain/referral-code.ts';
import { drainInbox } from '#app/jobs/inbox.server.ts';
import { applyMigrations } from '#app/migrations.server.ts';
import { openShop, orderBody, shopifyThatNumbersOrders, type TestShop } from '#tests/fixtures/order-events.ts';
import { testContext, type TestContext } from '#tests/support/context.ts';
import { decideRowAtATime } from './attribution/row-at-a-time.ts';
import type { Measurement } from './run.ts';

const ORDERS = 6_000;
/** The slow way is given fewer. */
const SLOW_ORDERS = 400;
const ADVOCATES = 500;
const FIRST_ORDER = 900_000;
const ROUNDS = 3;
/** As the worker's. */
const BATCH = 400;
const SHARES = { 'every order with evidence': 1, 'one order in ten with evidence': 0.1 };
/** What an order may leave behind, in an order that foreign keys allow. */
const TABLES = [
  ...['advocate', 'advocate_trait', 'known_buyer', 'seen_order', 'buyer_order', 'finding', 'referral', 'reward'],
  ...['reward_event', 'ledger_entry', 'mail'],
];

type Stage = { database: Database; context: TestContext; shop: TestShop; codes: string[] };
type Round = { ours: number; bulk: number; slow: number; credited: number; cpuMs: number };
type Written = { table: string; rows: string[] };

export async function measure(): Promise<Measurement> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'vouchsafe-bench-'));
  chmodSync(folder, 0o755);
  const server = await startEmbeddedDatabase({ dataDir: path.join(folder, 'data') });
  await applyMigrations(server.url);
  const database = connectDatabase(server.url, 10);
  try {
    const figures: Record<string, number> = { orders: ORDERS };
    const ratios: Record<string, number> = {};
    for (const [share, part] of Object.entries(SHARES)) {
      const rounds: Round[] = [];
      for (let round = 0; round < ROUNDS; round += 1) rounds.push(await measureRound(database, part));
      const middle = (name: keyof Round) => median(rounds.map((each) => each[name]));
      figures[`oursPerSecond (${share})`] = Math.round(middle('ours'));
      figures[`bulkPerSecond (${share})`] = Math.round(middle('bulk'));
      figures[`rowAtATimePerSecond (${share})`] = Math.round(middle('slow'));
      figures[`cpuMsPerOrder (${share})`] = Math.round(middle('cpuMs') * 1000) / 1000;
      figures[`credited (${share})`] = middle('credited');
      ratios[`oursOverBulkLimit (${share})`] = Math.round(median(rounds.map(({ ours, bulk }) => ours / bulk)) * 1000) / 1000;
      ratios[`oursOverRowAtATime (${share})`] = Math.round(median(rounds.map(({ ours, slow }) => ours / slow)) * 10) / 10;
    }
    const notes = [
      `${ORDERS} orders of one shop with ${ADVOCATES} advocates, new friends, in batches of ${BATCH}; medians of ${ROUNDS} rounds. cpuMsPerOrder: the worker's process alone.`,
    ];
    return { figures, ratios, notes };
  } finally {
    await database.close();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measureRound(database: Database, part: number): Promise<Round> {
  const context = testContext(database, { shopify: shopifyThatNumbersOrders(), newId: uuidv7 });
  const stage = { database, context, ...(await openStage(context)) };
  const before = await rowsOf(stage);
  await fillInbox(stage, part, ORDERS);

  const cpu = process.cpuUsage();
  const ours = await perSecond(ORDERS, () => drainInbox(context));
  const { user, system } = process.cpuUsage(cpu);
  const credited = await database.prisma.referral.count({ where: { shopId: stage.shop.id } });
  const left = await database.prisma.delivery.count({ where: { shopDomain: stage.shop.domain, state: { not: 'settled' } } });
  const expected = Math.round(ORDERS * part);
  if (left > 0 || credited !== expected) throw new Error(`${credited} credits of ${expected}, ${left} deliveries left`);

  const written = await rowsOf(stage, before);
  await eraseWritten(stage, written);
  const batches = inBatches(written);
  const bulk = await perSecond(ORDERS, () => writeAgain(stage, batches));
  const again = await database.prisma.referral.count({ where: { shopId: stage.shop.id } });
  if (again !== credited) throw new Error(`the bulk write left ${again} referrals of ${credited}`);

  await eraseWritten(stage, written);
  const bodies = Array.from({ length: SLOW_ORDERS }, (_, place) => JSON.stringify(bodyOf(stage, place, part)));
  const slow = await perSecond(SLOW_ORDERS, () => decideRowAtATime(database.prisma, stage.shop.id, bodies, context.now()));
  await database.pool.query('TRUNCATE delivery, shop CASCADE');
  return { ours, bulk, slow, credited, cpuMs: (user + system) / 1000 / ORDERS };
}

async function openStage(context: TestContext): Promise<{ shop: TestShop; codes: string[] }> {
  const shop = await openShop(context);
  const people = Array.from({ length: ADVOCATES }, (_, place) => ({
    ...{ customerId: `5${place}`, emailHash: null, phoneHash: null },
    ...{ nameSealed: null, emailSealed: null, nameSearch: [] as never[] },
  }));
  const newCode = () => makeReferralCode(randomBytes(16));
  const enrolled = await enrolAdvocates(context.db.prisma, shop, people, 'order', context.now(), newCode, uuidv7);
  return { shop, codes: enrolled.map(({ code }) => code) };
}

function bodyOf({ codes }: Pick<Stage, 'codes'>, place: number, part: number): Record<string, unknown> {
  const ref = (place * part) % 1 < part - 1e-9 || part === 1 ? codes[place % codes.length] : undefined;
  return orderBody({
    orderId: String(FIRST_ORDER + place),
    ...(ref !== undefined && { ref }),
    customer: { id: 700_000 + place, email: `finn${place}@friend.example`, phone: null as never },
  });
}

async function fillInbox(stage: Stage, part: number, count: number): Promise<void> {
  const { database, context, shop } = stage;
  for (let start = 0; start < count; start += BATCH) {
    const deliveries = Array.from({ length: Math.min(BATCH, count - start) }, (_, place) => {
      const body = Buffer.from(JSON.stringify(bodyOf(stage, start + place, part)));
      const bodyHash = createHash('sha256').update(body).digest();
      const about = {
        webhookId: randomUUID(),
        eventId: randomUUID(),
        topic: 'orders/paid',
        apiVersion: '2026-10',
        triggeredAt: null,
      };
      return { ...about, shopDomain: shop.domain, body, bodyHash, receivedAt: context.now() };
    });
    await insertDeliveries(database.pool, deliveries);
  }
}

/** Every row of the shop that was not there before, as JSON. */
async function rowsOf({ database, shop }: Stage, before: readonly Written[] = []): Promise<Written[]> {
  const found: Written[] = [];
  for (const table of TABLES) {
    const { rows } = await database.pool.query<{ row: string }>(
      `SELECT to_jsonb(t)::text AS row FROM "${table}" t WHERE shop_id = $1 ORDER BY ctid`,
      [shop.id],
    );
    const known = new Set(before.find((each) => each.table === table)?.rows.map(idOf));
    found.push({ table, rows: rows.map(({ row }) => row).filter((row) => !known.has(idOf(row))) });
  }
  return found;
}

function idOf(row: string): string {
  const { id } = z.object({ id: z.unknown().optional() }).parse(JSON.parse(row));
  return typeof id === 'string' ? id : row;
}

async function eraseWritten({ database, shop }: Stage, written: readonly Written[]): Promise<void> {
  const client = await database.pool.connect();
  try {
    // The ledger refuses deletions by a trigger.
    await client.query("SET session_replication_role = 'replica'");
    for (const { table, rows } of [...written].reverse()) {
      if (table !== 'advocate') await client.query(`DELETE FROM "${table}" WHERE shop_id = $1`, [shop.id]);
      else await client.query('DELETE FROM advocate WHERE shop_id = $1 AND id = ANY($2::uuid[])', [shop.id, rows.map(idOf)]);
    }
    await client.query("SET session_replication_role = 'origin'");
    await client.query('VACUUM ANALYZE');
    await client.query('CHECKPOINT');
  } finally {
    client.release();
  }
}

/** The same rows in as many batches as the worker needed, a transaction each; every constraint is kept. */
async function writeAgain({ database, shop }: Stage, batches: readonly Written[][]): Promise<void> {
  const client: pg.PoolClient = await database.pool.connect();
  try {
    for (const [place, batch] of batches.entries()) {
      await client.query('BEGIN');
      for (const { table, rows } of batch) {
        if (rows.length === 0) continue;
        await client.query(`INSERT INTO "${table}" SELECT * FROM jsonb_populate_recordset(NULL::"${table}", $1::jsonb)`, [
          `[${rows.join(',')}]`,
        ]);
      }
      await client.query(
        `UPDATE delivery SET state = 'settled', settled_at = now() WHERE shop_domain = $1
          AND id IN (SELECT id FROM delivery WHERE shop_domain = $1 ORDER BY id OFFSET $2 LIMIT $3)`,
        [shop.domain, place * BATCH, BATCH],
      );
      await client.query('COMMIT');
    }
  } finally {
    client.release();
  }
}

const keysSchema = z.object({
  ...{ id: z.unknown().optional(), order_id: z.string().optional() },
  ...{ referral_id: z.string().nullish(), reward_id: z.string().optional() },
});

/** What belongs to an order goes into its batch; the rest is dealt out evenly. */
function inBatches(written: readonly Written[]): Written[][] {
  const orderOf = new Map<unknown, string>();
  const count = Math.ceil(ORDERS / BATCH);
  const batches: Written[][] = Array.from({ length: count }, () => []);
  for (const { table, rows } of written) {
    const parts: string[][] = Array.from({ length: count }, () => []);
    for (const [place, row] of rows.entries()) {
      const { id, order_id: orderId, referral_id: referralId, reward_id: rewardId } = keysSchema.parse(JSON.parse(row));
      const order = orderId ?? orderOf.get(referralId ?? rewardId);
      if (order !== undefined) orderOf.set(id, order);
      const batch = order === undefined ? (place * count) / rows.length : (Number(order) - FIRST_ORDER) / BATCH;
      parts[Math.floor(batch)]?.push(row);
    }
    for (const [place, part] of parts.entries()) batches[place]?.push({ table, rows: part });
  }
  return batches;
}

async function perSecond(count: number, work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return (count * 1000) / (performance.now() - started);
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
