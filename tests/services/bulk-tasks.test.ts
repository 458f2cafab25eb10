/** Changes of many things at once: a piece at a time, one of a kind, stopped when staff says so, and nothing done twice by one who was killed. */
import { beforeEach, expect, test } from 'vitest';
import type { Transaction } from '#app/db.server.ts';
import { drainInbox } from '#app/jobs/inbox.server.ts';
import { readBulkTask } from '#app/queries/tasks.server.ts';
import { noteStaffAct } from '#app/services/note-staff-act.server.ts';
import { endBulkTask, retryAllDeliveries, runBulkTask, startBulkTask } from '#app/services/run-bulk-task.server.ts';
import { addAdvocate, openShop, orderBody, shopifyThatNumbersOrders, type TestShop, work } from '#tests/fixtures/order-events.ts';
import { testContext, type TestContext } from '#tests/support/context.ts';
import { useDatabase } from '#tests/support/database.ts';

const database = useDatabase();
let context: TestContext;
let shop: TestShop & { personalKey: Uint8Array };
beforeEach(async () => {
  context = testContext(database, { shopify: shopifyThatNumbersOrders() });
  const opened = await openShop(context);
  const { personalKey } = await database.prisma.shop.findUniqueOrThrow({ where: { id: opened.id } });
  shop = { ...opened, personalKey };
});

async function logged() {
  const act = { by: '71001', act: 'reward-approved' as const, screen: 'rewards' as const, subjects: [], value: null };
  return { by: '71001', screen: 'rewards' as const, seq: await noteStaffAct(context, shop, act) };
}
async function pendingRewards(many: number): Promise<string[]> {
  const { advocateId } = await addAdvocate(context, shop, { customerId: '5001', email: 'anna@advocate.example' });
  const value = { kind: 'percentage', percentage: 1000, currency: 'USD', state: 'pending', purpose: 'manual', programVersion: 1 };
  const rows = Array.from({ length: many }, () => ({
    ...{ ...value, shopId: shop.id, id: context.newId(), advocateId, createdAt: new Date(context.now()) },
  }));
  await database.prisma.reward.createMany({ data: rows });
  return rows.map(({ id }) => id);
}
const read = (kind: 'act-on-rewards' | 'retry-deliveries' = 'act-on-rewards') => readBulkTask(database.prisma, shop.id, kind);
/** As the worker does the jobs that are due. */
async function runJobs(most = Infinity): Promise<void> {
  for (let runs = 0; runs < most; runs += 1) {
    const place = context.jobs.findIndex(({ name, runAt }) => name === 'run-bulk-task' && (runAt ?? 0) <= context.now());
    const [job] = place < 0 ? [] : context.jobs.splice(place, 1);
    if (job === undefined) return;
    await runBulkTask(context, job.data as { shopId: string; taskId: string });
  }
}
const approved = () => database.prisma.reward.count({ where: { shopId: shop.id, state: 'approved' } });

test('many rewards are approved in pieces, what could not be is told by its reason, and nothing of the note is left', async () => {
  const ids = await pendingRewards(60);
  const wish = { kind: 'act-on-rewards', what: 'approve', note: 'Anna asked', logged: await logged() } as const;
  const nobodys = Array.from({ length: 3 }, () => context.newId());
  expect(await startBulkTask(context, shop, { ...wish, ids: [...ids, ...nobodys] })).toBe(true);
  expect(await startBulkTask(context, shop, { ...wish, ids })).toBe(false);
  expect(await read()).toMatchObject({ state: 'running', done: 0, total: 63, what: 'approve' });
  await runJobs();
  expect(await read()).toMatchObject({ state: 'done', done: 63, refused: { 'not-found': 3 }, problem: null });
  expect(await approved()).toBe(60);
  const events = await database.prisma.rewardEvent.findMany({ where: { shopId: shop.id } });
  expect(new Set(events.map(({ note, kind, by }) => `${kind} ${by} ${note}`))).toEqual(new Set(['approved 71001 Anna asked']));
  const task = await database.prisma.task.findFirstOrThrow({ where: { shopId: shop.id } });
  expect(task.detail).toMatchObject({ left: [], note: null });
  const refusals = await database.prisma.auditEntry.findMany({ where: { shopId: shop.id, act: 'not-done' } });
  expect(refusals.map(({ subjects, value }) => [subjects, value])).toEqual([[nobodys, '1']]);
  expect(await endBulkTask(context, shop.id, task.id, 'forget')).toBe(true);
  expect(await read()).toBeNull();
});

test('stopped by staff, the piece under way is the last one; another one may begin', async () => {
  const ids = await pendingRewards(60);
  const wish = { kind: 'act-on-rewards', what: 'approve', ids, note: null, logged: await logged() } as const;
  await startBulkTask(context, shop, wish);
  const { id = '' } = (await read()) ?? {};
  const { prisma } = database;
  const $transaction = async (change: (tx: Transaction) => Promise<unknown>) => {
    const changed = await prisma.$transaction(change);
    await endBulkTask(context, shop.id, id, 'cancel');
    return changed;
  };
  const stopping = new Proxy(prisma, {
    get: (client, name) => (name === '$transaction' ? $transaction : (client[name as keyof typeof client] as unknown)),
  });
  await runBulkTask({ ...context, db: { ...context.db, prisma: stopping } }, { shopId: shop.id, taskId: id });
  expect(await read()).toMatchObject({ state: 'failed', problem: 'cancelled' });
  expect(await approved()).toBe(25);
  expect(await endBulkTask(context, shop.id, id, 'cancel')).toBe(false);
  expect(await startBulkTask(context, shop, wish)).toBe(true);
  await runJobs();
  expect(await approved()).toBe(60);
});

test('a worker that was killed between a piece and its note is followed by one that does it again, to no effect', async () => {
  const ids = await pendingRewards(30);
  await startBulkTask(context, shop, { kind: 'act-on-rewards', what: 'approve', ids, note: null, logged: await logged() });
  const { id = '' } = (await read()) ?? {};
  await runBulkTask(context, { shopId: shop.id, taskId: id });
  const jobs = context.jobs.filter(({ name }) => name === 'fill-pools' || name === 'grant-reward').length;
  const { detail } = await database.prisma.task.findFirstOrThrow({ where: { shopId: shop.id } });
  const before = { ...(detail as object), left: ids };
  await database.prisma.task.updateMany({ where: { shopId: shop.id }, data: { state: 'running', done: 0, detail: before } });
  await runBulkTask(context, { shopId: shop.id, taskId: id });
  expect(await approved()).toBe(30);
  expect(context.jobs.filter(({ name }) => name === 'fill-pools' || name === 'grant-reward')).toHaveLength(jobs);
  expect(await database.prisma.rewardEvent.count({ where: { shopId: shop.id } })).toBe(30);
  expect(await read()).toMatchObject({ state: 'done', refused: { already: 30 } });
});

test('all failed messages are tried again and watched until they are worked in; those that fail again are told', async () => {
  const body = (orderId: string) => orderBody({ orderId, customer: { id: 7001, email: 'finn@friend.example' } });
  const broken = { ...body('3'), created_at: null, processed_at: null };
  await work(
    context,
    shop,
    ['orders/paid', broken],
    ['orders/paid', { ...broken, id: 4 }],
    ['orders/paid', { ...broken, id: 5 }],
  );
  const dead = await database.prisma.delivery.findMany({ where: { shopDomain: shop.domain, state: 'dead' } });
  expect(dead).toHaveLength(3);
  const [first, second] = dead;
  const good = new Uint8Array(Buffer.from(JSON.stringify(body('6'))));
  await database.prisma.delivery.updateMany({ where: { shopDomain: shop.domain, id: first?.id ?? 0n }, data: { body: good } });
  expect(await retryAllDeliveries(context, shop, await logged())).toBe(true);
  await database.prisma.delivery.updateMany({ where: { shopDomain: shop.domain, id: second?.id ?? 0n }, data: { body: null } });
  await runJobs();
  expect(await read('retry-deliveries')).toMatchObject({ state: 'running', done: 1, total: 3 });
  expect(await retryAllDeliveries(context, shop, await logged())).toBe(true); // nothing is dead at the moment
  await drainInbox(context);
  context.clock.at += 2_000;
  await runJobs();
  expect(await read('retry-deliveries')).toMatchObject({ state: 'done', done: 3, refused: { gone: 1, dead: 1 } });
});

test('many held credits are approved in a task; those that were decided meanwhile are told', async () => {
  const shop = await openShop(context);
  const { personalKey } = await database.prisma.shop.findUniqueOrThrow({ where: { id: shop.id } });
  const { code } = await addAdvocate(context, shop, { customerId: '5001', email: 'anna@advocate.example' });
  const ids = Array.from({ length: 30 }, (_, place) => String(9_100 + place));
  for (const [place, orderId] of ids.entries())
    await work(context, shop, [
      'orders/paid',
      orderBody({ orderId, ref: code, customer: { id: 7_100 + place, email: `friend${place}@mailinator.com` } }),
    ]);
  expect(await database.prisma.referral.count({ where: { shopId: shop.id, state: 'held' } })).toBe(30);
  const act = { by: '71001', act: 'credit-approved' as const, screen: 'review' as const, subjects: [], value: null };
  const seq = await noteStaffAct(context, { ...shop, personalKey }, act);
  const logged = { by: '71001', screen: 'review' as const, seq };
  const wish = { kind: 'give-verdicts', what: 'approve', ids: [...ids, '404'], note: 'Rang them', logged } as const;
  expect(await startBulkTask(context, { ...shop, personalKey }, wish)).toBe(true);
  const inbox = setInterval(() => void drainInbox(context), 20); // as the worker does beside its jobs
  await runJobs().finally(() => clearInterval(inbox));
  await drainInbox(context);
  expect(await database.prisma.referral.count({ where: { shopId: shop.id, state: 'credited' } })).toBe(30);
  expect(await readBulkTask(database.prisma, shop.id, 'give-verdicts')).toMatchObject({
    ...{ state: 'done', done: 31, refused: { 'not-found': 1 } },
  });
});
