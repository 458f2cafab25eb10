/** Takes store credit off the advocate's account again, once: like the payment, a debit has no key for repeats. */
import type { Context } from '../context.server.ts';
import { findPayoutHolder } from '../data/payout-holder.server.ts';
import { lockPayout, moveLease, ownerless, planReturn } from '../data/payouts.server.ts';
import { findPartReturns } from '../data/reward-amounts.server.ts';
import { type Grant, noteProblem } from '../data/reward-grants.server.ts';
import { writeProblem } from '../domain/problem.ts';
import type { AdminClient } from '../shopify/client.server.ts';
import { Fault } from '../shopify/faults.ts';
import { debitStoreCredit } from '../shopify/operations/debit-store-credit.ts';
import { findMovements, findStoreCredit } from '../shopify/operations/store-credit-transactions.ts';
import { LEASE } from './begin-payout.server.ts';
import { CLOCKS_DIFFER } from './grant-store-credit.server.ts';
import type { Returned } from './take-back-payout.server.ts';

/** Nothing was moved after these. */
const HARMLESS: ReadonlySet<Fault['kind']> = new Set(['throttled', 'unauthorized', 'forbidden', 'uninstalled']);

/**
 * Debits at most `most` (minor units), or what is left of it. The amount and the time are written down first; an earlier try of unknown outcome is looked for.
 * @returns null when a person has to look, or another try has begun. Throws Fault.
 */
export async function returnStoreCredit(
  context: Context,
  client: AdminClient,
  grant: Grant,
  { customerId, lease, most }: { customerId: string; lease: number; most: bigint },
): Promise<Returned> {
  const { prisma } = context.db;
  const { shop, rewardId, accrued } = grant;
  const plan = await prisma.$transaction((tx) => lockPayout(tx, shop.id, rewardId));
  const account = await findStoreCredit(client, customerId, accrued.currency);
  if (account === null) return { minor: 0n, returnId: null };
  if (plan !== null && plan.returnSince !== null && plan.returnMinor !== null) {
    const movements = await findMovements(client, account, plan.returnSince.getTime() - CLOCKS_DIFFER);
    const alike = movements.filter(({ kind, amount }) => kind === 'debit' && amount.minor === plan.returnMinor);
    const unowned = await ownerless(
      prisma,
      shop.id,
      alike.map(({ id }) => id),
    );
    const ofParts = new Set(await findPartReturns(prisma, shop.id, await findPayoutHolder(prisma, shop.id, grant)));
    const made = unowned.filter((id) => !ofParts.has(id));
    if (made.length > 1) {
      await noteProblem(prisma, shop.id, rewardId, writeProblem('several-returns'));
      return null;
    }
    if (made[0] !== undefined) return { minor: plan.returnMinor, returnId: made[0], found: true };
  }
  const minor = account.balance.minor < most ? account.balance.minor : most;
  if (minor <= 0n) return { minor: 0n, returnId: null };
  await planReturn(prisma, shop.id, rewardId, { since: context.now(), minor });
  const until = context.now() + LEASE;
  if (!(await moveLease(prisma, shop.id, rewardId, lease, until))) return null;
  const nothingMoved = async () => {
    await planReturn(prisma, shop.id, rewardId, null);
    await moveLease(prisma, shop.id, rewardId, until, null);
  };
  const answer = await debitStoreCredit(client, account.accountId, { minor, currency: accrued.currency }).catch(
    async (error: unknown) => {
      if (error instanceof Fault && HARMLESS.has(error.kind)) await nothingMoved();
      throw error;
    },
  );
  if ('moved' in answer) return { minor, returnId: answer.moved };
  await nothingMoved();
  if (answer.rejected.code === 'ACCOUNT_NOT_FOUND') return { minor: 0n, returnId: null };
  // Spent a moment ago: the next try reads the balance again.
  if (answer.rejected.code === 'INSUFFICIENT_FUNDS') throw new Fault('unreachable', 'the store credit is being spent');
  throw new Fault('refused', answer.rejected.message);
}
