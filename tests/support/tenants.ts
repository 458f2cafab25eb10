/** A row in every table of a shop, made from ids that a test knows before: what one shop has, another one must neither read nor change. */
import { randomUUID } from 'node:crypto';
import type { Database } from '#app/db.server.ts';
import { DEFAULT_SETTINGS } from '#app/domain/settings.ts';
import { noteStaffAct } from '#app/services/note-staff-act.server.ts';
import type { TestContext } from '#tests/support/context.ts';
import { hashOf, insertOrder, type TestShop } from '#tests/fixtures/referral-rows.ts';

export type TenantIds = ReturnType<typeof newTenantIds>;

export function newTenantIds(mark: string) {
  return {
    ...{
      advocateId: randomUUID(),
      code: `${mark}7K2Q`,
      chosenCode: `${mark}-24`,
      customerId: '500011',
      email: 'anna@harbour.example',
    },
    ...{ orderId: '770011', heldOrderId: '770012', lostOrderId: '770013', friend: 'finn@harbour.example' },
    ...{ taskId: randomUUID(), noteId: randomUUID(), secondId: randomUUID(), viewId: randomUUID(), bulkId: randomUUID() },
    ...{ endpointId: randomUUID(), eventId: randomUUID(), keyId: randomUUID() },
    ...{ visitId: randomUUID(), claimId: randomUUID(), poolId: randomUUID(), blockId: randomUUID(), joinId: randomUUID() },
    ...{
      requestId: '880011',
      blocked: 'mallory@harbour.example',
      joinEmail: 'guest@harbour.example',
      rewardCode: `THANKS-${mark}`,
    },
  };
}

async function furnishDeveloperAccess({ db, vault }: TestContext, shopId: string, ids: TenantIds, at: Date): Promise<void> {
  const made = { createdAt: at, createdBy: '71001' };
  const secretSealed = vault.seal('whsec_AAAA');
  await db.prisma.webhookEndpoint.create({
    data: { ...made, shopId, id: ids.endpointId, url: `https://${ids.code}.example.com/`, kinds: [], secretSealed },
  });
  await db.prisma.outgoingEvent.create({ data: { shopId, id: ids.eventId, kind: 'endpoint.test', at, data: {} } });
  await db.prisma.outgoingDelivery.create({
    data: { shopId, endpointId: ids.endpointId, eventId: ids.eventId, dueAt: at, state: 'failed', attempts: 1 },
  });
  await db.prisma.apiKey.create({
    data: {
      ...{ ...made, shopId, id: ids.keyId, name: `Till of ${ids.code}`, beginning: 'vsk_anna', scopes: ['read_rewards'] },
      hash: new Uint8Array(Buffer.from(hashOf(ids.keyId), 'hex')),
    },
  });
  await db.prisma.apiRequest.create({
    data: { shopId, keyId: ids.keyId, idempotencyKey: ids.code, inputHash: new Uint8Array(4), at },
  });
}

/** @returns the id of the issued reward */
export async function furnish(context: TestContext, shop: TestShop, ids: TenantIds): Promise<string> {
  const { prisma } = context.db;
  const { vault } = context;
  const { personalKey } = await prisma.shop.findUniqueOrThrow({ where: { id: shop.id } });
  const hasher = vault.forShop(personalKey);
  const hash = (text: string | null) => new Uint8Array(Buffer.from(text ?? hashOf('nothing'), 'hex'));
  const shopId = shop.id;
  const at = new Date(Date.now() - 86_400_000);
  const { advocateId, customerId } = ids;
  await prisma.advocate.create({
    data: {
      ...{ shopId, id: advocateId, code: ids.code, customerId, source: 'order', enrolledAt: at, currency: shop.currency },
      ...{ nameSealed: vault.seal('Anna Berg'), emailSealed: vault.seal(ids.email), emailHash: hash(hasher.email(ids.email)) },
      nameSearch: hasher.words(`Anna Berg ${ids.email}`).map(hash),
    },
  });
  await prisma.advocate.create({
    data: {
      ...{ shopId, id: ids.secondId, code: `${ids.code}2`, source: 'email', enrolledAt: at },
      nameSealed: vault.seal('A Berg'),
    },
  });
  await prisma.chosenCode.create({
    data: {
      shopId,
      skeleton: ids.chosenCode.toLowerCase(),
      code: ids.chosenCode,
      advocateId,
      chosenBy: 'merchant',
      chosenAt: at,
      current: true,
    },
  });
  await furnishDeveloperAccess(context, shopId, ids, at);
  await prisma.mailRefusal.create({ data: { shopId, emailHash: hash(hasher.email(ids.email)), at } });
  await prisma.customerMerge.create({ data: { shopId, goneId: '500010', keptId: customerId, at } });
  await prisma.advocateTrait.create({ data: { shopId, advocateId, kind: 'network', hash: hash(null), seenAt: at } });
  await prisma.sharedCode.create({
    data: { shopId, advocateId, code: ids.code, state: 'ready', programVersion: 1, createdAt: at },
  });
  await prisma.discountPool.create({
    data: { shopId, id: ids.poolId, key: 'ten', purpose: 'reward', seedCode: `SEED-${ids.code}`, discountId: 'gid://shopify/DiscountCodeNode/1', createdAt: at }, // prettier-ignore
  });
  await prisma.visit.create({
    data: { shopId, id: ids.visitId, advocateId, code: ids.code, at, landingPath: '/tea', referrerHost: 'friends.example' },
  });
  await prisma.claim.create({
    data: {
      ...{ shopId, id: ids.claimId, advocateId, programVersion: 1, offerCode: `FRIEND-${ids.code}`, state: 'failed' },
      ...{ lastError: 'unreachable', claimedAt: at, emailHash: hash(hasher.email(ids.friend)) },
    },
  });
  const placedAt = at.toISOString();
  const findings = [{ check: 'ring' as const, grade: 'review' as const, points: 60, detail: {} }];
  const rewardId = await insertOrder(prisma, shop, {
    ...{ orderId: ids.orderId, placedAt, advocateId, friendEmail: ids.friend, customerId: '600011' },
    reward: {
      ...{ kind: 'fixed-amount', percentage: null, amountMinor: 1000n, state: 'issued', code: ids.rewardCode, trouble: 'edited' },
      ...{ issuedAt: at, discountId: 'gid://shopify/DiscountCodeNode/2', lastError: 'unreachable' },
    },
  });
  if (rewardId === null) throw new Error('the order earned no reward');
  const note = { shopId, kind: 'note', textSealed: vault.seal('Rang her'), by: '71001', at };
  await prisma.staffNote.createMany({
    data: [
      { ...note, id: ids.noteId, advocateId },
      { ...note, id: randomUUID(), orderId: ids.orderId },
    ],
  });
  const lines = JSON.stringify([{ productId: '42', quantity: 1, discountedMinor: '8000' }]);
  await prisma.$executeRaw`
    UPDATE buyer_order SET facts = facts || jsonb_build_object('country', 'PT', 'lines', ${lines}::jsonb) WHERE shop_id = ${shopId}::uuid`;
  await prisma.shopSettings.create({
    data: { shopId, version: 1, settings: DEFAULT_SETTINGS, changedAt: at, changedBy: '71001' },
  });
  await prisma.orderCount.create({ data: { shopId, fromAt: at, toAt: at, expected: 21, seen: 21 } });
  await prisma.apiBudget.create({
    data: { shopId, at, maximum: 2000, available: 1990, restoreRate: 100, longestWaitMs: 250, longestWaitAt: at },
  });
  const view = { shopId, list: 'referrals', name: 'Lately', query: 'period=30', savedAt: at };
  await prisma.savedView.create({ data: { ...view, id: ids.viewId, opensFirst: true } });
  await insertOrder(prisma, shop, {
    orderId: ids.heldOrderId,
    placedAt,
    advocateId,
    held: true,
    findings,
    reward: { state: 'pending' },
  });
  await insertOrder(prisma, shop, {
    ...{ orderId: ids.lostOrderId, placedAt, advocateId },
    reason: { code: 'below-minimum', minimum: '1000', subtotal: '500', currency: shop.currency },
  });
  await prisma.ledgerEntry.create({
    data: {
      ...{ shopId, key: `issue:${rewardId}`, inputHash: hash(null), rewardId, fromAccount: 'program-cost', toAccount: 'pending' },
      ...{ amountMinor: 1000n, currency: shop.currency, at },
    },
  });
  await prisma.rewardEvent.create({
    data: { shopId, id: randomUUID(), rewardId, kind: 'changed-in-shopify', at, detail: {} },
  });
  await prisma.orderRefund.create({
    data: { shopId, refundId: '31', orderId: ids.orderId, amountMinor: 100n, currency: shop.currency, at },
  });
  await prisma.orderNote.create({
    data: {
      shopId,
      orderId: ids.orderId,
      kind: 'verdict',
      key: '',
      detail: { kind: 'approve', advocateId, by: '1', note: 'Rang her' },
      at,
    },
  });
  await prisma.seenOrder.createMany({
    data: [ids.orderId, ...Array.from({ length: 20 }, (_, place) => String(771_000 + place))].map((orderId) => ({
      ...{
        shopId,
        orderId,
        placedAt: at,
        currency: shop.currency,
        totalMinor: 9000n,
        hasEvidence: orderId === ids.orderId,
        buyerHash: hash(hasher.email(ids.friend)),
        refundedMinor: 0n,
      },
    })),
  });
  await prisma.deletedOrder.create({ data: { shopId, orderId: '770019', at } });
  await prisma.knownBuyer.create({
    data: { shopId, kind: 'email', hash: hash(hasher.email(ids.friend)), firstOrderId: ids.orderId, firstOrderAt: at },
  });
  await prisma.signUp.create({ data: { shopId, customerId: '600012', at } });
  await prisma.blockEntry.create({
    data: { shopId, id: ids.blockId, kind: 'email', hash: hash(hasher.email(ids.blocked)), labelSealed: vault.seal(ids.blocked), note: 'Rang', addedAt: at, addedBy: '1' }, // prettier-ignore
  });
  await prisma.dataRequest.create({
    data: {
      shopId,
      id: ids.requestId,
      customerId,
      orderIds: [ids.orderId],
      receivedAt: at,
      dueAt: new Date(at.getTime() + 2_592_000_000),
    },
  });
  await prisma.emailJoin.create({
    data: {
      ...{
        shopId,
        id: ids.joinId,
        emailHash: hash(hasher.email(ids.joinEmail)),
        emailSealed: vault.seal(ids.joinEmail),
        locale: 'en',
      },
      ...{ tokenHash: hash(hashOf(`token ${ids.joinId}`)), keyHash: hash(hashOf(ids.joinId)), askedAt: at, expiresAt: at },
      ...{ advocateId, confirmedAt: at },
    },
  });
  await prisma.mail.create({
    data: { shopId, id: randomUUID(), key: `ready:${rewardId}`, kind: 'reward-ready', rewardId, turn: 0, state: 'failed', createdAt: at, dueAt: at, endedAt: at }, // prettier-ignore
  });
  await prisma.delivery.create({
    data: {
      ...{
        shopDomain: shop.domain,
        webhookId: `dead-${ids.orderId}`,
        topic: 'orders/paid',
        apiVersion: '2026-10',
        receivedAt: at,
      },
      ...{
        body: new Uint8Array(Buffer.from('{}')),
        bodyHash: hash(null),
        state: 'dead',
        reason: 'unreadable',
        dueAt: at,
        settledAt: at,
      },
    },
  });
  const act = { by: '71001', act: 'reward-approved' as const, screen: 'rewards' as const, subjects: [rewardId], value: null };
  await noteStaffAct(context, { ...shop, personalKey }, act);
  const found = { ...{ fileName: 'friends.csv', bytes: 10, step: 'reading', encoding: 'utf-8' }, found: { new: 1 }, line: null, imported: 0, stayed: 0 }; // prettier-ignore
  await prisma.task.create({
    data: { shopId, id: ids.taskId, kind: 'import-advocates', state: 'asking', detail: found, startedBy: '1', startedAt: at },
  });
  const bulk = { what: 'approve', left: [], watched: [], refused: { already: 2 }, note: null, seq: '1', screen: 'rewards' };
  await prisma.task.create({
    data: {
      shopId,
      id: ids.bulkId,
      kind: 'act-on-rewards',
      state: 'running',
      total: 2,
      detail: bulk,
      startedBy: '1',
      startedAt: at,
    },
  });
  await prisma.importRow.create({ data: { shopId, taskId: ids.taskId, line: 2, advocateId: randomUUID(), verdict: 'known', emailSealed: vault.seal(ids.joinEmail) } }); // prettier-ignore
  await prisma.importChunk.create({ data: { shopId, taskId: ids.taskId, place: 0, sealed: vault.seal(ids.joinEmail) } });
  return rewardId;
}

/** Every row of one shop, by table; sessions and deliveries by its domain. */
export async function rowsOf({ pool }: Pick<Database, 'pool'>, shop: TestShop): Promise<Map<string, string[]>> {
  const { rows: tables } = await pool.query<{ name: string; key: string }>(`
    SELECT table_name AS name, column_name AS key FROM information_schema.columns
    WHERE table_schema = 'public' AND (column_name IN ('shop_id', 'shop_domain') OR table_name = 'session' AND column_name = 'shop') ORDER BY 1`);
  const found = new Map<string, string[]>();
  for (const { name, key } of tables) {
    const { rows } = await pool.query<{ line: string }>(
      `SELECT to_jsonb(t)::text AS line FROM ${name} t WHERE ${key} = $1 ORDER BY 1`,
      [key === 'shop_id' ? shop.id : shop.domain],
    );
    found.set(
      name,
      rows.map(({ line }) => line),
    );
  }
  return found;
}
