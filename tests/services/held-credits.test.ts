import { expect, test } from 'vitest';
import { balances } from '#app/domain/ledger.ts';
import type { ProgramRules } from '#app/domain/program.ts';
import { readStoredDecision } from '#app/domain/stored-decision.ts';
import { storeNow } from '#devstore/clock.ts';
import { drainInbox } from '#app/jobs/inbox.server.ts';
import { decideUnlooked } from '#app/services/decide-unlooked.server.ts';
import { giveVerdict, type VerdictInput } from '#app/services/give-verdict.server.ts';
import { grantReward } from '#app/services/grant-reward.server.ts';
import { releaseDueRewards } from '#app/services/release-due-rewards.server.ts';
import { revokeRewardCode } from '#app/services/revoke-reward-code.server.ts';
import {
  addAdvocate,
  openShop,
  orderBody,
  refundBody,
  shopifyThatNumbersOrders,
  type TestShop,
  work,
} from '#tests/fixtures/order-events.ts';
import { testContext, type TestContext } from '#tests/support/context.ts';
import { useAdminApi } from '#tests/support/admin-api.ts';
import { useDatabase } from '#tests/support/database.ts';

const database = useDatabase();
const api = useAdminApi();
const DAY = 86_400_000;
const orderId = '9001';

type Scene = { context: TestContext; shop: TestShop; advocateId: string; code: string };

/** A shop with Anna; `rules` changes its program. */
async function open(
  rules: (rules: ProgramRules) => ProgramRules = (same) => same,
  context = testContext(database, { shopify: shopifyThatNumbersOrders() }),
): Promise<Scene> {
  const shop = await openShop(context, rules);
  return { context, shop, ...(await addAdvocate(context, shop, { customerId: '5001', email: 'anna@advocate.example' })) };
}

const paid = ({ code }: Scene, fields: Partial<Parameters<typeof orderBody>[0]> = {}) =>
  ['orders/paid', orderBody({ orderId, ref: code, ...fields })] as const;
const risk = (level: string, createdAt = '2026-11-20T10:05:00Z') =>
  ['orders/risk_assessment_changed', { order_id: orderId, provider_id: null, risk_level: level, created_at: createdAt }] as const;
const dispute = (status: string, finalizedOn: string | null) =>
  [
    'disputes/update',
    { id: 71, order_id: Number(orderId), status, initiated_at: '2026-11-20T12:00:00Z', finalized_on: finalizedOn },
  ] as const;

/** As the admin does it, while a worker is at work. */
async function say({ context, shop }: Scene, kind: 'approve' | 'refuse', over: Partial<VerdictInput> = {}) {
  const record = await context.db.prisma.shop.findUniqueOrThrow({ where: { id: shop.id } });
  const given = giveVerdict(
    context,
    { ...record, state: 'installed' },
    { orderIds: [orderId], kind, by: '71001', note: null, ...over },
  );
  let settled = false;
  const end = given.finally(() => (settled = true));
  while (!settled) await drainInbox(context);
  return end;
}

async function stands({ shop }: Scene) {
  const where = { shopId: shop.id };
  const [order, referral, reward, entries] = await Promise.all([
    database.prisma.buyerOrder.findFirst({ where }),
    database.prisma.referral.findFirst({ where }),
    database.prisma.reward.findFirst({ where }),
    database.prisma.ledgerEntry.findMany({ where }),
  ]);
  const sums = balances(
    entries.map((entry) => ({
      key: entry.key,
      rewardId: entry.rewardId,
      at: 0,
      ...accounts(entry),
      amount: { minor: entry.amountMinor, currency: entry.currency },
    })),
  );
  return {
    ...{ outcome: order?.outcome, reason: order?.reason, score: order?.score, reviewDueAt: order?.reviewDueAt ?? null },
    ...{
      credit: referral?.reversedReason ?? referral?.state,
      reward: reward?.state,
      code: reward?.code ?? null,
      rewardId: reward?.id ?? '',
    },
    balances: Object.fromEntries(Object.entries(sums).filter(([, minor]) => minor !== 0n)),
  };
}

function accounts({ fromAccount, toAccount }: { fromAccount: string; toAccount: string }) {
  return { from: fromAccount, to: toAccount } as { from: 'pending'; to: 'pending' };
}

test('a credit that Shopify thinks risky is held: its reward is promised and not released until staff approves, and then at once', async () => {
  const scene = await open();
  await work(scene.context, scene.shop, paid(scene), risk('high'));
  expect(await stands(scene)).toMatchObject({
    outcome: 'review',
    reason: 'in-review',
    score: 60,
    credit: 'held',
    reward: 'pending',
    balances: { 'program-cost': -800n, pending: 800n },
  });

  scene.context.clock.at += 30 * DAY;
  await releaseDueRewards(scene.context);
  expect(await stands(scene)).toMatchObject({ reward: 'pending', balances: { pending: 800n } });

  scene.context.jobs.length = 0;
  expect(await say(scene, 'approve', { note: '  Asked the buyer. ' })).toEqual({ given: [orderId], refused: [] });
  expect(await stands(scene)).toMatchObject({ outcome: 'credited', reason: 'credited', credit: 'credited', reward: 'pending' });
  expect(scene.context.jobs.map(({ name }) => name)).toEqual(['release-due-rewards']);
  await releaseDueRewards(scene.context);
  expect(await stands(scene)).toMatchObject({ reward: 'approved', balances: { 'program-cost': -800n, payable: 800n } });
  const [note] = await database.prisma.orderNote.findMany({ where: { shopId: scene.shop.id, kind: 'verdict' } });
  expect(note?.detail).toEqual({ kind: 'approve', advocateId: scene.advocateId, by: '71001', note: 'Asked the buyer.' });
});

test('a verdict is accepted only where it changes something', async () => {
  const scene = await open();
  await work(scene.context, scene.shop, paid(scene));
  expect(await say(scene, 'approve')).toEqual({ given: [], refused: [{ orderId, why: 'not-open' }] });
  expect(await say(scene, 'refuse', { orderIds: [orderId, orderId, '404'] })).toEqual({
    given: [orderId],
    refused: [{ orderId: '404', why: 'not-found' }],
  });
  expect(await stands(scene)).toMatchObject({
    outcome: 'not-credited',
    reason: 'refused-by-staff',
    credit: 'refused-by-staff',
    reward: 'revoked',
    balances: { 'program-cost': -800n, revoked: 800n },
  });
  expect(await say(scene, 'refuse')).toEqual({ given: [], refused: [{ orderId, why: 'not-open' }] });
  scene.context.clock.at += 1_000;
  expect(await say(scene, 'approve')).toEqual({ given: [orderId], refused: [] });
  expect(await stands(scene)).toMatchObject({
    outcome: 'credited',
    credit: 'credited',
    reward: 'pending',
    balances: { 'program-cost': -800n, pending: 800n },
  });
  await work(scene.context, scene.shop, ['refunds/create', refundBody({ refundId: '81', orderId, amount: '90.00' })]);
  scene.context.clock.at += 1_000;
  expect(await say(scene, 'approve')).toEqual({ given: [], refused: [{ orderId, why: 'not-open' }] });
  expect(await stands(scene)).toMatchObject({ credit: 'order-refunded', reward: 'revoked', balances: { revoked: 800n } });
});

test('what nobody looked at is decided by the rule of its version, once its time is over', async () => {
  for (const [then, ending] of [
    ['approve', 'credited'],
    ['refuse', 'refused-unlooked'],
    ['wait', 'held'],
  ] as const) {
    const scene = await open((rules) => ({ ...rules, risk: { ...rules.risk, unlooked: { after: 3, then } } }));
    await work(scene.context, scene.shop, paid(scene), risk('high'));
    const held = await stands(scene);
    expect(held).toMatchObject({ credit: 'held', reviewDueAt: then === 'wait' ? null : new Date(scene.context.now() + 3 * DAY) });
    scene.context.clock.at += 3 * DAY - 1;
    await decideUnlooked(scene.context);
    await drainInbox(scene.context);
    expect((await stands(scene)).credit).toBe('held');
    scene.context.clock.at += 1;
    for (const _repeat of [1, 2]) await decideUnlooked(scene.context);
    expect(await database.prisma.delivery.count({ where: { shopDomain: scene.shop.domain, source: 'rule' } })).toBe(
      then === 'wait' ? 0 : 1,
    );
    await drainInbox(scene.context);
    await decideUnlooked(scene.context);
    await drainInbox(scene.context);
    expect(await stands(scene)).toMatchObject({ credit: ending, reviewDueAt: null });
  }
});

test('a dispute that is lost after the code was used leaves a debt, and winning it after all forgives it', async () => {
  const scene = await open();
  await work(scene.context, scene.shop, paid(scene));
  const { rewardId } = await stands(scene);
  await database.prisma.reward.update({
    where: { shopId_id: { shopId: scene.shop.id, id: rewardId } },
    data: { state: 'issued', code: 'R-ANNA' },
  });
  await work(scene.context, scene.shop, [
    'orders/paid',
    orderBody({
      orderId: '9002',
      customer: { id: 5001, email: 'anna@advocate.example' },
      discounts: [{ code: 'R-ANNA', amount: '7.50' }],
    }),
  ]);
  expect((await stands(scene)).reward).toBe('redeemed');

  for (const [event, carried] of [
    [dispute('needs_response', null), undefined],
    [dispute('lost', '2026-11-21T12:00:00Z'), -750n],
    [dispute('won', '2026-11-22T12:00:00Z'), undefined],
    [dispute('lost', '2026-11-23T12:00:00Z'), -750n],
    [dispute('lost', '2026-11-23T12:00:00Z'), -750n],
  ] as const) {
    await work(scene.context, scene.shop, event);
    expect((await stands(scene)).balances['carried']).toBe(carried);
  }
  expect(await stands(scene)).toMatchObject({ credit: 'dispute-lost', reward: 'redeemed' });
});

test('a refusal switches an issued code off, and an approval after it gives another one', async () => {
  const context = testContext(database, { shopify: () => Promise.resolve(api.client()), newId: () => crypto.randomUUID() });
  const scene = await open(
    (rules) => ({
      ...rules,
      attribution: { ...rules.attribution, newCustomersOnly: false },
      reward: { ...rules.reward, waitingDays: 0 },
    }),
    context,
  );
  await database.prisma.shop.update({ where: { id: scene.shop.id }, data: { domain: api.shop.domain } });
  scene.shop.domain = api.shop.domain;
  const job = async () => ({ shopId: scene.shop.id, rewardId: (await stands(scene)).rewardId });
  const usable = () =>
    [...api.shop.discounts.values()].filter(({ endsAt }) => endsAt === null || Date.parse(endsAt) > storeNow(api.store).getTime())
      .length;
  await work(context, scene.shop, paid(scene));
  await releaseDueRewards(context);
  await grantReward(context, await job());
  const first = await stands(scene);
  expect(first).toMatchObject({ reward: 'issued', balances: { 'program-cost': -800n, issued: 800n } });

  await say(scene, 'refuse');
  expect(await stands(scene)).toMatchObject({ credit: 'refused-by-staff', reward: 'issued' });
  expect(context.jobs.map(({ name }) => name)).toContain('revoke-reward-code');
  await revokeRewardCode(context, await job());
  expect(await stands(scene)).toMatchObject({ reward: 'revoked', balances: { 'program-cost': -800n, revoked: 800n } });

  context.clock.at += 1_000;
  await say(scene, 'approve');
  await releaseDueRewards(context);
  await grantReward(context, await job());
  const second = await stands(scene);
  expect(second).toMatchObject({ credit: 'credited', reward: 'issued', balances: { 'program-cost': -800n, issued: 800n } });
  expect(second.code).not.toBe(first.code);
  expect(usable()).toBe(1);

  // Staff changes its mind again before the job could switch the code off: nothing is to be done.
  context.clock.at += 1_000;
  await say(scene, 'refuse');
  context.clock.at += 1_000;
  await say(scene, 'approve');
  await revokeRewardCode(context, await job());
  expect(await stands(scene)).toMatchObject({ credit: 'credited', reward: 'issued', code: second.code });
});

test('an approved reward of a credit that becomes held is not issued until staff approves', async () => {
  const context = testContext(database, { shopify: () => Promise.reject(new Error('Shopify must not be asked')) });
  const scene = await open(
    (rules) => ({
      ...rules,
      attribution: { ...rules.attribution, newCustomersOnly: false },
      reward: { ...rules.reward, waitingDays: 0 },
    }),
    context,
  );
  await work(context, scene.shop, paid(scene));
  await releaseDueRewards(context);
  await work(context, scene.shop, risk('high'));
  const { rewardId, ...held } = await stands(scene);
  expect(held).toMatchObject({ credit: 'held', reward: 'approved' });
  await grantReward(context, { shopId: scene.shop.id, rewardId });
  context.jobs.length = 0;
  await say(scene, 'approve');
  expect(context.jobs).toContainEqual(expect.objectContaining({ name: 'fill-pools', data: { shopId: scene.shop.id } }));
});

test("credits of the same batch count for an advocate's speed, and an order that is decided again keeps its count", async () => {
  const scene = await open((rules) => ({
    ...rules,
    attribution: { ...rules.attribution, newCustomersOnly: false },
    risk: { ...rules.risk, advocatePerDay: 1 },
  }));
  const orders = ['11', '12', '13'].map((id) => ({
    orderId: id,
    placedAt: `2026-11-20T${id}:00:00Z`,
    customer: { id: 7000 + Number(id), email: `f${id}@friend.example` },
  }));
  const tell = (scene_: Scene) => orders.map((order) => paid(scene_, order));
  await work(scene.context, scene.shop, ...tell(scene));
  const seen = async ({ shop }: Scene) =>
    (await database.prisma.buyerOrder.findMany({ where: { shopId: shop.id }, orderBy: { orderId: 'asc' } })).map(
      ({ decision }) => readStoredDecision(decision).findings.find(({ check }) => check === 'advocate-velocity')?.grade,
    );
  const together = await seen(scene);
  const apart = await open((rules) => ({
    ...rules,
    attribution: { ...rules.attribution, newCustomersOnly: false },
    risk: { ...rules.risk, advocatePerDay: 1 },
  }));
  for (const event of tell(apart)) await work(apart.context, apart.shop, event);
  expect(await seen(apart)).toEqual(together);
  await work(apart.context, apart.shop, [
    'orders/risk_assessment_changed',
    { order_id: '11', risk_level: 'low', created_at: '2026-11-20T15:00:00Z' },
  ]);
  expect(await seen(apart)).toEqual(together);
});

test('notes that nobody can read are dead with what is wrong with them, and do not hold up the others', async () => {
  const scene = await open();
  const { context, shop } = scene;
  await work(
    context,
    shop,
    ['orders/risk_assessment_changed', { order_id: orderId, risk_level: 'enormous' }],
    ['orders/risk_assessment_changed', { risk_level: 'high' }],
    ['disputes/create', { id: 1, order_id: 9001, status: 'undecided' }],
    ['disputes/create', { id: 2, order_id: null, status: 'needs_response' }],
    ['vouchsafe/verdict', { orderId, kind: 'maybe', advocateId: scene.advocateId, by: '1', at: 1 }],
    ['vouchsafe/verdict', { orderId: "'; DROP", kind: 'approve', advocateId: 'anna', by: '1', at: 1 }],
    ['vouchsafe/journey', { orderId, visits: 'many' }],
    ['vouchsafe/answer', [orderId]],
    risk('medium'),
    paid(scene),
  );
  const deliveries = await database.prisma.delivery.findMany({ where: { shopDomain: shop.domain }, orderBy: { id: 'asc' } });
  expect(deliveries.map(({ state, reason }) => [state, reason])).toEqual([
    ['dead', 'unreadable: missing or of another kind: risk_level'],
    ['dead', 'unreadable: missing or of another kind: order_id'],
    ['dead', 'unreadable: missing or of another kind: status'],
    ['ignored', 'nothing-to-do'],
    ['dead', 'unreadable: missing or of another kind: kind'],
    ['dead', 'unreadable: missing or of another kind: orderId, advocateId'],
    ['dead', 'unreadable: missing or of another kind: visits'],
    ['dead', 'unreadable: missing or of another kind: the whole'],
    ['settled', null],
    ['settled', null],
  ]);
  const facts = (await database.prisma.buyerOrder.findFirstOrThrow({ where: { shopId: shop.id } })).facts;
  expect(facts).toMatchObject({ shopifyRisk: { level: 'medium' } });
});

test('what a person decided stands, however late the rule learns of it', async () => {
  const scene = await open((rules) => ({
    ...rules,
    risk: { ...rules.risk, unlooked: { after: 7, then: 'refuse' } },
  }));
  const { context } = scene;
  await work(context, scene.shop, paid(scene), risk('high'));
  context.clock.at += 7 * DAY - 1;
  const record = await context.db.prisma.shop.findUniqueOrThrow({ where: { id: scene.shop.id } });
  const approved = giveVerdict(
    context,
    { ...record, state: 'installed' },
    { orderIds: [orderId], kind: 'approve', by: '71001', note: null },
  );
  await expect.poll(() => database.prisma.delivery.count({ where: { topic: 'vouchsafe/verdict', state: 'waiting' } })).toBe(1);
  context.clock.at += 2; // no worker has read the person's word yet
  await decideUnlooked(context);
  await drainInbox(context);
  await approved;
  expect(await stands(scene)).toMatchObject({ outcome: 'credited', credit: 'credited', reviewDueAt: null });
});

test('a note that is cut in the middle of a character, or holds what PostgreSQL refuses, does not cost the verdict', async () => {
  const scene = await open();
  await work(scene.context, scene.shop, paid(scene), risk('high'));
  await say(scene, 'refuse', { note: `\u0000${'x'.repeat(498)}\u{1F600} and more` });
  expect(await stands(scene)).toMatchObject({ credit: 'refused-by-staff' });
  const [note] = await database.prisma.orderNote.findMany({ where: { shopId: scene.shop.id, kind: 'verdict' } });
  expect(note?.detail).toMatchObject({ note: `${'x'.repeat(498)}\uFFFD` });
});

test('a fraud check that sees nothing any more leaves the list that the review is searched by', async () => {
  const scene = await open();
  const rows = () => database.prisma.finding.findMany({ where: { shopId: scene.shop.id } });
  await work(scene.context, scene.shop, paid(scene), risk('high'));
  expect(await rows()).toMatchObject([{ orderId, check: 'shopify-risk', grade: 'review', points: 60 }]);
  await work(scene.context, scene.shop, risk('low', '2026-11-20T11:00:00Z'));
  expect(await rows()).toEqual([]);
});
