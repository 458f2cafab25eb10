/** Keeps promised discount codes by the hundred: those of one value are added to the discount that they share with one call to Shopify. */
import type { Context } from '../context.server.ts';
import { retirePool } from '../data/discount-pools.server.ts';
import {
  failIssuingAll,
  type IssuedCode,
  nextPoolBatch,
  noteProblems,
  type PoolBatch,
  startIssuingAll,
} from '../data/pool-grants.server.ts';
import { isPayout } from '../domain/rewards.ts';
import type { AdminClient } from '../shopify/client.server.ts';
import { Fault } from '../shopify/faults.ts';
import { nextStep } from '../shopify/next-step.ts';
import { type AddedCode, addDiscountCodes, MOST_CODES } from '../shopify/operations/add-discount-codes.ts';
import { findDiscountByCode, type FoundDiscount } from '../shopify/operations/find-discount-by-code.ts';
import { readNewestCodes } from '../shopify/operations/newest-discount-codes.ts';
import { grantReward } from './grant-reward.server.ts';
import { type CodeShop, ensurePool, poolOf, type ReadyPool } from './open-pool.server.ts';
import { recordIssued } from './record-issued.server.ts';
import { codeRefused, rewardCodes, rewardCodeToMint } from './reward-code.server.ts';

/** How long Shopify's bulk job is waited for, milliseconds; then the next try finds what it made. */
const PATIENCE = 120_000;
/** Of so few codes that are there already, each is looked up by itself. */
const FEW = 3;

type Coded = { rewardId: string; code: string };

/**
 * Grants the shop's approved code rewards whose codes share discounts, batch by batch. The codes are keyed hashes of the rewards' ids and written
 * down before Shopify is asked, so whatever got lost on the way is asked for again with the same codes, and found. Repeats are harmless.
 * Throws Fault when asking again later can help (the job is retried); any other problem is noted on the rewards for the merchant.
 */
export async function fillPools(context: Context, { shopId }: { shopId: string }): Promise<void> {
  const { prisma } = context.db;
  const shop = await prisma.shop.findUnique({
    where: { id: shopId },
    select: { id: true, domain: true, timeZone: true, state: true },
  });
  if (shop?.state !== 'installed') return;
  const passOver: string[] = [];
  const faults: Fault[] = [];
  for (;;) {
    const batch = await nextPoolBatch(prisma, shopId, { passOver, limit: MOST_CODES });
    if (batch === null) break;
    const ids = batch.rewards.map(({ rewardId }) => rewardId);
    try {
      passOver.push(...(await fill(context, shop, batch)));
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      passOver.push(...ids);
      await noteProblems(prisma, shopId, ids, nextStep(error));
      context.log.warn({ shopId, rewards: ids.length, fault: error.kind }, 'rewards not granted');
      faults.push(error);
      // The next batch would meet the same.
      if (error.kind === 'throttled' || error.kind === 'unauthorized') break;
    }
  }
  const again = faults.find(({ retry }) => retry);
  if (again !== undefined) throw again;
}

/** One batch, to the end. Returns the rewards that had to be looked at one by one. Throws Fault when a part of it is left. */
async function fill(context: Context, shop: CodeShop, { rewards, value, rules }: PoolBatch): Promise<string[]> {
  if (isPayout(value)) throw new Error('money has no code');
  const { prisma } = context.db;
  const wanted: (Coded & { turn: number })[] = rewards.map(({ rewardId, turn, code }) => ({
    ...{ rewardId, turn },
    code: code ?? rewardCodes(context, shop.id, { rewardId, turn })[0],
  }));
  const started = await startIssuingAll(prisma, shop.id, wanted, value);
  const client = await context.shopify(shop.domain);
  const single: string[] = [];
  let rest: Coded[] = wanted.filter(({ rewardId }) => started.has(rewardId));
  for (let tries = 0; rest[0] !== undefined; tries += 1) {
    if (tries > 2 * rewards.length + 2) throw new Fault('unreachable', 'the discount for these codes is being changed');
    const [first] = rest;
    const input = rewardCodeToMint({ rewardId: first.rewardId, rules, customerId: null }, value, first.code, context.now());
    const pool = await ensurePool(context, client, shop, input);
    if (pool === 'again') continue;
    if ('taken' in pool) {
      rest = await adopt(context, client, shop, rest, pool.taken);
      if (rest[0] === first) single.push(...rest.splice(0, 1).map(({ rewardId }) => rewardId));
      continue;
    }
    const added = 'rejected' in pool ? pool : await addCodes(client, pool.ready, rest);
    if ('gone' in added) {
      await retirePool(prisma, shop.id, added.gone, 'deleted');
      continue;
    }
    if ('rejected' in added) {
      const ids = rest.map(({ rewardId }) => rewardId);
      await failIssuingAll(prisma, shop.id, ids, codeRefused(added.rejected));
      break;
    }
    await recordIssued(context, shop.id, added.there, added.pool);
    const [elsewhere] = added.elsewhere;
    const found = elsewhere && added.elsewhere.length > FEW ? await findDiscountByCode(client, elsewhere.code) : null;
    const unclear = found === null ? added.elsewhere : await adopt(context, client, shop, added.elsewhere, found);
    single.push(...unclear.map(({ rewardId }) => rewardId));
    await oneByOne(context, shop, single);
    if (added.failed !== null) throw new Fault('unreachable', added.failed);
    return single;
  }
  await oneByOne(context, shop, single);
  return single;
}

type Added =
  | {
      pool: ReadyPool;
      there: IssuedCode[];
      /** Their codes exist, but hardly in this discount. */
      elsewhere: Coded[];
      /** Why others are not there yet, in Shopify's words. */
      failed: string | null;
    }
  | { gone: string }
  | { rejected: string };

async function addCodes(client: AdminClient, pool: ReadyPool, coded: readonly Coded[]): Promise<Added> {
  const { poolId, discountId, isNew } = pool;
  const outcomes = new Map<string, AddedCode>();
  if (isNew !== null) outcomes.set(isNew.seedCode, { added: isNew.redeemCodeId });
  const toAdd = coded.map(({ code }) => code).filter((code) => !outcomes.has(code));
  if (toAdd.length > 0) {
    const answer = await addDiscountCodes(client, discountId, toAdd, PATIENCE);
    if ('gone' in answer) return { gone: poolId };
    if ('rejected' in answer) return answer;
    for (const [code, outcome] of answer.codes) outcomes.set(code, outcome);
  }
  const taken = toAdd.filter((code) => 'taken' in (outcomes.get(code) ?? {}));
  // An earlier try whose answer got lost: its codes are the newest of the pool.
  const known = taken.length > FEW ? await readNewestCodes(client, discountId, MOST_CODES) : new Map<string, string>();
  const there: IssuedCode[] = [];
  const elsewhere: Coded[] = [];
  let failed: string | null = null;
  for (const { rewardId, code } of coded) {
    const outcome = outcomes.get(code) ?? { failed: 'Shopify does not tell of every code.' };
    const id = known.get(code);
    if ('added' in outcome) there.push({ rewardId, code, redeemCodeId: outcome.added });
    else if ('failed' in outcome) failed = outcome.failed;
    else if (id !== undefined) there.push({ rewardId, code, redeemCodeId: id });
    else elsewhere.push({ rewardId, code });
  }
  return { pool, there, elsewhere, failed };
}

/** Codes that an earlier try, in another week, put into another of our pools are issued there. Returns those that are not in it. */
async function adopt(
  context: Context,
  client: AdminClient,
  shop: CodeShop,
  coded: readonly Coded[],
  found: FoundDiscount,
): Promise<Coded[]> {
  const poolId = await poolOf(context, shop, found);
  if (poolId === null) return [...coded];
  const known = await readNewestCodes(client, found.discountId, MOST_CODES);
  const there = coded.flatMap(({ rewardId, code }) => {
    const redeemCodeId = known.get(code);
    return redeemCodeId === undefined ? [] : [{ rewardId, code, redeemCodeId }];
  });
  await recordIssued(context, shop.id, there, { ...found, poolId });
  return coded.filter(({ code }) => !known.has(code));
}

/** Whose the code is, is found out for each; the first fault that may mend itself comes last. */
async function oneByOne(context: Context, shop: CodeShop, rewardIds: readonly string[]): Promise<void> {
  const faults: Fault[] = [];
  for (const rewardId of rewardIds) {
    try {
      await grantReward(context, { shopId: shop.id, rewardId });
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      faults.push(error);
    }
  }
  if (faults[0] !== undefined) throw faults[0];
}
