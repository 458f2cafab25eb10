/**
 * `npm run bench -- attribution`: how fast the worker reads stored order webhooks, gathers what is known, decides, runs the fraud checks, and writes decisions, referrals,
 * rewards and ledger, beside (1) the bulk write of the very same rows without a look-up or a decision, and (2) row-at-a-time Prisma that only looks a code up.
 * PostgreSQL (fsync on) shares the machine.
 */
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { enrolAdvocates } from '#app/data/advocates.server.ts';
import { insertDeliveries } from '#app/data/deliveries.server.ts';
import { connectDatabase, type Database } from '#app/db.server.ts';
import { startEmbeddedDatabase } from '#app/embedded-database.server.ts';
import { makeReferralCode } from '#app/domain/referral-code.ts';
import { drainInbox } from '#app/jobs/inbox.server.ts';
import { applyMigrations } from '#app/migrations.server.ts';
import { openShop, orderBody, shopifyThatNumbersOrders, type TestShop } from '#tests/fixtures/order-events.ts';
import { testContext, type TestContext } from '#tests/support/context.ts';
import { inBatches, rowsOf, writeAgain, type Written } from './attribution/bulk-write.ts';
import { decideRowAtATime } from './attribution/row-at-a-time.ts';
import type { Measurement } from './run.ts';

const ORDERS = 6_000;
/** Worked off before the clock starts: tables without rows and statistics are no shop's. */
const HISTORY = 4_000;
/** The slow way is given fewer. */
const SLOW_ORDERS = 400;
const ADVOCATES = 500;
const FIRST_ORDER = 900_000;
const ROUNDS = 3;
/** As the worker's. */
const BATCH = 400;
const BATCHES = { firstOrder: FIRST_ORDER, size: BATCH, count: Math.ceil(ORDERS / BATCH), deliveriesBefore: HISTORY };
const SHARES = { 'every order with evidence': 1, 'one order in ten with evidence': 0.1 };
type Server = Awaited<ReturnType<typeof startEmbeddedDatabase>>;
type Stage = { shop: TestShop; codes: string[]; before: Written[] };
type Round = { ours: number; bulk: number; slow: number; credited: number; cpuMs: number };

export async function measure(): Promise<Measurement> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'vouchsafe-bench-'));
  chmodSync(folder, 0o755);
  const server = await startEmbeddedDatabase({ dataDir: path.join(folder, 'data') });
  try {
    const figures: Record<string, number> = { orders: ORDERS };
    const ratios: Record<string, number> = {};
    for (const [share, part] of Object.entries(SHARES)) {
      const rounds: Round[] = [];
      for (let round = 0; round < ROUNDS; round += 1) rounds.push(await measureRound(server, part));
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
      `${ORDERS} orders of one shop with ${ADVOCATES} advocates and ${HISTORY} earlier orders, new friends, in batches of ${BATCH}; medians of ${ROUNDS} rounds. cpuMsPerOrder: the worker's process alone.`,
    ];
    return { figures, ratios, notes };
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Each way finds a database of its own, all copies of one. */
async function measureRound(server: Server, part: number): Promise<Round> {
  const stage = await withDatabase(server, 'stage', null, (database) => prepare(database, part));
  const { rows, ...ours } = await withDatabase(server, 'ours', 'stage', (database) => workOff(database, stage, part));
  const batches = inBatches(rows, BATCHES);
  const bulk = await withDatabase(server, 'bulk', 'stage', async (database) => {
    const perSecond = await ordersPerSecond(ORDERS, () => writeAgain(database, stage.shop, batches, BATCHES));
    const again = await countNewReferrals(database, stage);
    if (again !== ours.credited) throw new Error(`the bulk write left ${again} referrals of ${ours.credited}`);
    return perSecond;
  });
  const bodies = Array.from({ length: SLOW_ORDERS }, (_, place) => JSON.stringify(bodyOf(stage, place, part)));
  const slow = await withDatabase(server, 'slow', 'stage', (database) =>
    ordersPerSecond(SLOW_ORDERS, () => decideRowAtATime(database.prisma, stage.shop.id, bodies, testContext(database).now())),
  );
  await asAdmin(
    server,
    ['stage', 'ours', 'bulk', 'slow'].map((name) => `DROP DATABASE "${name}"`),
  );
  return { ...ours, bulk, slow };
}

async function withDatabase<Result>(
  server: Server,
  name: string,
  template: string | null,
  work: (database: Database) => Promise<Result>,
): Promise<Result> {
  await asAdmin(server, [`CREATE DATABASE "${name}" TEMPLATE "${template ?? 'template1'}"`, 'CHECKPOINT']);
  if (template === null) await applyMigrations(server.urlOf(name));
  const database = connectDatabase(server.urlOf(name), 10);
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}

async function asAdmin(server: Server, statements: readonly string[]): Promise<void> {
  const client = new pg.Client(server.urlOf('postgres'));
  await client.connect();
  for (const statement of statements) await client.query(statement);
  await client.end();
}

async function prepare(database: Database, part: number): Promise<Stage> {
  const context = contextOf(database);
  const opened = await openStage(context);
  await fillInbox(context, opened, part, { from: ORDERS, count: HISTORY });
  await drainInbox(context);
  await fillInbox(context, opened, part, { from: 0, count: ORDERS });
  await database.pool.query('VACUUM ANALYZE');
  return { ...opened, before: await rowsOf(database, opened.shop) };
}

async function workOff(database: Database, stage: Stage, part: number) {
  const context = contextOf(database);
  const cpu = process.cpuUsage();
  const ours = await ordersPerSecond(ORDERS, () => drainInbox(context));
  const { user, system } = process.cpuUsage(cpu);
  const credited = await countNewReferrals(database, stage);
  const left = await database.prisma.delivery.count({ where: { shopDomain: stage.shop.domain, state: { not: 'settled' } } });
  const expected = Math.round(ORDERS * part);
  if (left > 0 || credited !== expected) throw new Error(`${credited} credits of ${expected}, ${left} deliveries left`);
  return { ours, credited, cpuMs: (user + system) / 1000 / ORDERS, rows: await rowsOf(database, stage.shop, stage.before) };
}

function contextOf(database: Database): TestContext {
  return testContext(database, { shopify: shopifyThatNumbersOrders(), newId: uuidv7 });
}

async function countNewReferrals(database: Database, { shop, before }: Stage): Promise<number> {
  const earlier = before.find(({ table }) => table === 'referral')?.rows.length ?? 0;
  return (await database.prisma.referral.count({ where: { shopId: shop.id } })) - earlier;
}

async function openStage(context: TestContext): Promise<Omit<Stage, 'before'>> {
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

async function fillInbox(
  context: TestContext,
  stage: Omit<Stage, 'before'>,
  part: number,
  { from, count }: { from: number; count: number },
): Promise<void> {
  const { shop } = stage;
  for (let start = 0; start < count; start += BATCH) {
    const deliveries = Array.from({ length: Math.min(BATCH, count - start) }, (_, place) => {
      const body = Buffer.from(JSON.stringify(bodyOf(stage, from + start + place, part)));
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
    await insertDeliveries(context.db.pool, deliveries);
  }
}

async function ordersPerSecond(count: number, work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return (count * 1000) / (performance.now() - started);
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
