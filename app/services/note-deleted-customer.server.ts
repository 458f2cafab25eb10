/** The merchant has deleted a customer in Shopify: there is no account any more that could be paid. */
import { z } from 'zod';
import type { Context } from '../context.server.ts';
import { findRowsOfPerson, noteDeleted, rewardsWaitingFor } from '../data/customer-merges.server.ts';
import { markLockedCodes } from '../data/discount-troubles.server.ts';
import { enqueueGrants } from './enqueue-grants.server.ts';
import { noteTroubleEvents } from './note-discount-news.server.ts';

const payloadSchema = z.object({ id: z.union([z.number(), z.string()]) });

/**
 * Nothing is erased (customers/redact asks for that), and nobody loses what they earned: rewards that wait for the account are tried, and then say why
 * they are stuck; codes that only this customer may use say that nobody can. A repeat changes nothing; neither does the deletion that a merge comes with, in either sequence.
 * @throws ZodError when it is no such payload
 */
export async function noteDeletedCustomer(context: Context, shop: { id: string }, payload: unknown): Promise<void> {
  const customerId = String(payloadSchema.parse(payload).id);
  await context.db.prisma.$transaction(async (tx) => {
    const advocateId = await noteDeleted(tx, shop.id, customerId, context.now());
    const rows = advocateId === null ? [] : await findRowsOfPerson(tx, shop.id, advocateId);
    const locked = await markLockedCodes(tx, shop.id, { customerId, advocateIds: rows }, 'customer-deleted');
    await noteTroubleEvents(context, tx, shop.id, locked, { trouble: 'customer-deleted', terms: [] });
    await enqueueGrants(context, tx, shop.id, await rewardsWaitingFor(tx, shop.id, customerId, rows));
  });
}
