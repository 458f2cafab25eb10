/** Pays a reward as store credit, once: Shopify has no key for repeats, so what an earlier try may have done is looked up first. */
import type { Context } from '../context.server.ts';
import { failPayout, moveLease, ownerless } from '../data/payouts.server.ts';
import { type Grant, noteProblem } from '../data/reward-grants.server.ts';
import type { Money } from '../domain/money.ts';
import { writeProblem } from '../domain/problem.ts';
import type { AdminClient } from '../shopify/client.server.ts';
import { Fault } from '../shopify/faults.ts';
import { nextStep } from '../shopify/next-step.ts';
import { creditStoreCredit } from '../shopify/operations/credit-store-credit.ts';
import { findMovements, findStoreCredit } from '../shopify/operations/store-credit-transactions.ts';
import { beginPayout, LEASE } from './begin-payout.server.ts';
import { refusedPayout } from './payout-problems.ts';
import { recordPayout } from './record-payout.server.ts';

/** How much later than ours Shopify's clock may say that something happened, and earlier. */
export const CLOCKS_DIFFER = 60_000;

/** After these a call is known not to have been carried out; any other fault leaves it open. */
const HARMLESS: ReadonlySet<Fault['kind']> = new Set(['throttled', 'unauthorized', 'forbidden', 'uninstalled']);

/** @throws Fault; what it leaves open is looked up by the next try */
export async function grantStoreCredit(context: Context, grant: Grant, customerId: string): Promise<void> {
  const { prisma } = context.db;
  const { rewardId, shop } = grant;
  const client = await context.shopify(shop.domain);
  const begun = await beginPayout(context, grant, true);
  if (begun === null) return undefined;
  const { amount } = begun;
  if (amount.minor === 0n) return recordPayout(context, grant, null);
  if (begun.inDoubt) {
    const made = await findPayment(context, client, shop.id, customerId, amount, begun.since);
    if (made.length > 1) {
      await noteProblem(prisma, shop.id, rewardId, writeProblem('several-payments'));
      await moveLease(prisma, shop.id, rewardId, begun.lease, null);
      return undefined;
    }
    if (made[0] !== undefined) return recordPayout(context, grant, made[0]);
  }
  // Asking took time; if it took so long that another try has begun, that one goes on.
  if (!(await moveLease(prisma, shop.id, rewardId, begun.lease, context.now() + LEASE))) return undefined;
  const answer = await creditStoreCredit(client, customerId, amount).catch(async (error: unknown) => {
    if (error instanceof Fault && HARMLESS.has(error.kind)) await failPayout(prisma, shop.id, rewardId, nextStep(error));
    throw error;
  });
  if ('moved' in answer) return recordPayout(context, grant, answer.moved);
  return failPayout(prisma, shop.id, rewardId, refusedPayout(answer.rejected));
}

/** Payments to the customer that may be this one: of this amount, not before it was tried, and no other reward's. */
export async function findPayment(
  context: Context,
  client: AdminClient,
  shopId: string,
  customerId: string,
  amount: Money,
  since: number,
): Promise<string[]> {
  const account = await findStoreCredit(client, customerId, amount.currency);
  if (account === null) return [];
  const movements = await findMovements(client, account, since - CLOCKS_DIFFER);
  const alike = movements.filter((movement) => movement.kind === 'credit' && movement.amount.minor === amount.minor);
  return ownerless(
    context.db.prisma,
    shopId,
    alike.map(({ id }) => id),
  );
}
