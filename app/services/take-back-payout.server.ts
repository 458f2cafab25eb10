/** Takes a payout back as far as it is still there; what is not, the advocate carries as a debt. */
import type { Context } from '../context.server.ts';
import { appendEntries, readRewardBalances } from '../data/ledger.server.ts';
import { leasePayout, lockPayout, markReturned } from '../data/payouts.server.ts';
import { type Grant, markRevoked, noteProblem } from '../data/reward-grants.server.ts';
import { entriesForTakingBack, rewardBalance, standingWorth } from '../domain/ledger.ts';
import { writeProblem } from '../domain/problem.ts';
import { deactivateGiftCard } from '../shopify/operations/deactivate-gift-card.ts';
import type { AdminClient } from '../shopify/client.server.ts';
import { Fault } from '../shopify/faults.ts';
import { LEASE } from './begin-payout.server.ts';
import { settleRewards } from './change-rewards.server.ts';
import { findMadeCard } from './grant-gift-card.server.ts';
import { findPayment } from './grant-store-credit.server.ts';
import { noAccount } from './payout-problems.ts';
import { recordPayout } from './record-payout.server.ts';
import { returnStoreCredit } from './return-store-credit.server.ts';
import { queueRewardMail } from './tell-recipient.server.ts';

/** What came back of a payout, minor units; null: it is not known yet, and the merchant or a later job goes on. */
export type Returned = { minor: bigint; returnId: string | null; /** An earlier try had done it. */ found?: boolean } | null;

/**
 * For a reward whose credit was reversed while, or after, it was paid. Repeats are harmless.
 * Throws Fault when asking again later can help, or for the merchant to read.
 */
export async function takeBackPayout(context: Context, grant: Grant): Promise<void> {
  const { shop, rewardId, value, customerId, rules } = grant;
  if (!shop.installed) throw new Fault('uninstalled', `${shop.domain} has removed the app`);
  const lease = await beginReturn(context, grant);
  if (lease === null) return;
  const client = await context.shopify(shop.domain);
  if (grant.state === 'issuing') return settleDoubt(context, client, grant);
  let returned: Returned = { minor: 0n, returnId: null };
  if (grant.payoutId !== null && value.kind === 'store-credit') {
    if (customerId === null) return noteProblem(context.db.prisma, shop.id, rewardId, noAccount(grant));
    returned = await returnStoreCredit(context, client, grant, { customerId, lease, most: await stillGiven(context, grant) });
  } else if (grant.payoutId !== null && rules.reward.clawsBackGiftCards) {
    returned = await returnGiftCard(client, grant.payoutId);
  }
  if (returned !== null) await record(context, grant, returned);
}

/** One try at a time. null: its credit stands again, or another try is under way (then the job comes again). Throws Fault. */
async function beginReturn(context: Context, { shop, rewardId, state }: Grant): Promise<number | null> {
  const at = context.now();
  return context.db.prisma.$transaction(async (tx) => {
    const row = await lockPayout(tx, shop.id, rewardId);
    if (row?.credit !== 'reversed') return null;
    // It was paid, or refused, a moment ago: what is to be done now is another thing.
    if (row.state !== state) throw new Fault('unreachable', 'the payout changed while it was taken back');
    if (row.lease !== null && row.lease.getTime() > at) {
      const later = { once: `${rewardId} later`, runAt: row.lease.getTime() };
      await context.queue.enqueue(tx, 'revoke-reward-code', { shopId: shop.id, rewardId }, later);
      return null;
    }
    await leasePayout(tx, shop.id, rewardId, at + LEASE);
    return at + LEASE;
  });
}

/** What of the payout counts, minor units: a part that was taken back before is the recipient's debt already. */
async function stillGiven({ db }: Context, { shop, rewardId }: Grant): Promise<bigint> {
  const balance = (await readRewardBalances(db.prisma, shop.id, [rewardId])).get(rewardId) ?? rewardBalance([]);
  const worth = standingWorth(balance);
  return worth < balance.accounts.issued ? worth : balance.accounts.issued;
}

/** It was being paid when its credit was reversed: if it was paid, that is written down (and taken back by the job that follows). */
async function settleDoubt(context: Context, client: AdminClient, grant: Grant): Promise<void> {
  const { prisma } = context.db;
  const { shop, rewardId, turn, value, customerId, accrued, issuingSince } = grant;
  const made =
    value.kind === 'gift-card'
      ? [await findMadeCard(context, client, grant)].filter((id) => id !== null)
      : customerId === null || issuingSince === null
        ? []
        : await findPayment(context, client, shop.id, customerId, accrued, issuingSince.getTime());
  if (made.length > 1) return noteProblem(prisma, shop.id, rewardId, writeProblem('several-payments'));
  if (made[0] !== undefined) return recordPayout(context, grant, made[0]);
  const at = context.now();
  await prisma.$transaction(async (tx) => {
    const balance = (await readRewardBalances(tx, shop.id, [rewardId])).get(rewardId) ?? rewardBalance([]);
    if (!(await markRevoked(tx, shop.id, rewardId, { at, from: 'issuing' }))) return;
    const { setOff, owed } = balance;
    const parts = { returned: balance.accounts.payable, kept: 0n, setOff, owed };
    const entry = { rewardId, turn, currency: accrued.currency, at };
    await appendEntries(tx, shop.id, entriesForTakingBack(entry, 'issuing', parts));
  });
}

/** A card that the merchant has deleted is worth nothing any more: all of it came back. */
async function returnGiftCard(client: AdminClient, cardId: string): Promise<Returned> {
  const answer = await deactivateGiftCard(client, cardId);
  if ('rejected' in answer) throw new Fault('refused', answer.rejected);
  return { minor: 'gone' in answer ? 0n : answer.left.minor, returnId: null };
}

/** Whatever did not come back is kept. A credit that stands again by now begins anew. */
async function record(context: Context, { shop, rewardId, accrued }: Grant, back: NonNullable<Returned>): Promise<void> {
  const at = context.now();
  const state = await context.db.prisma.$transaction(async (tx) => {
    const row = await lockPayout(tx, shop.id, rewardId);
    if (row?.state !== 'issued') return null;
    const balance = (await readRewardBalances(tx, shop.id, [rewardId])).get(rewardId) ?? rewardBalance([]);
    const paid = balance.accounts.issued;
    const returned = back.minor < paid ? back.minor : paid;
    const kept = paid - returned;
    const state = kept > 0n ? ('redeemed' as const) : ('revoked' as const);
    await markReturned(tx, shop.id, rewardId, { state, returnId: back.returnId, returned, at });
    const entry = { rewardId, turn: row.turn, currency: accrued.currency, at };
    const { setOff, owed } = balance;
    await appendEntries(tx, shop.id, entriesForTakingBack(entry, 'issued', { returned, kept, setOff, owed }));
    await queueRewardMail(tx, context, shop.id, { rewardId, turn: row.turn, kind: 'taken-back' });
    if (row.credit !== 'reversed') {
      const standing = new Map([[rewardId, row.credit]]);
      await settleRewards(context, tx, shop, { reversed: new Map(), standing }, []);
    }
    return state;
  });
  if (state !== null) context.log.info({ shopId: shop.id, rewardId, state }, 'payout taken back');
}

/** Whether a reward is a payout that is, or may be, with the advocate. */
export function isPaid({ state, value }: Grant): boolean {
  return (state === 'issuing' || state === 'issued') && (value.kind === 'store-credit' || value.kind === 'gift-card');
}
