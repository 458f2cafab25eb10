/** Shopify asks for the erasure of a customer (customers/redact). */
import { z } from 'zod';
import type { Context } from '../context.server.ts';
import { redactBlockEntries } from '../data/block-list.server.ts';
import { eraseChosenCodes } from '../data/chosen-codes.server.ts';
import { forgetImported } from '../data/import-rows.server.ts';
import { forgetJoins } from '../data/email-joins.server.ts';
import { blankAnswers, blankChosenCodes } from '../data/forget-facts.server.ts';
import {
  forgetKnownBuyer,
  redactAdvocates,
  redactArrivals,
  redactDataRequests,
  redactMailRefusal,
  redactDeliveries,
  redactOrders,
  redactWeighedAdvocates,
} from '../data/redaction.server.ts';
import { eraseNotes } from '../data/staff-notes.server.ts';
import { redactSeenOrders } from '../data/seen-orders.server.ts';
import { ERASED_LABEL } from './change-block-list.server.ts';
import { customerOf, readPerson } from './compliance-payload.server.ts';
import { wantSharedCodes } from './settle-shared-codes.server.ts';

/** The facts of all orders that weighed an advocate are looked through, and the raw deliveries of two weeks: minutes in a large shop. */
const TEN_MINUTES = 600_000;

const payloadSchema = z.object({ ...customerOf, orders_to_redact: z.array(z.union([z.number(), z.string()])).nullish() });

/**
 * Erases the person: as advocate, as friend, as buyer, in visits, claims and raw deliveries. Figures of reports stay as they are, and so do
 * rewards and the ledger, which name no person. Repeats are harmless. The payload may hold an id, an address, or both.
 * @throws ZodError when it is no such payload
 */
export async function redactCustomer(
  context: Context,
  shop: { id: string; domain: string; personalKey: Uint8Array },
  payload: unknown,
): Promise<void> {
  const { customer, orders_to_redact } = payloadSchema.parse(payload);
  const person = readPerson(context.vault.forShop(shop.personalKey), customer);
  const orderIds = (orders_to_redact ?? []).map(String);
  await context.db.prisma.$transaction(
    async (tx) => {
      const advocateIds = await redactAdvocates(tx, shop.id, person);
      if (advocateIds.length > 0) await wantSharedCodes(context, tx, shop.id);
      await redactWeighedAdvocates(tx, shop.id, advocateIds);
      await redactArrivals(tx, shop.id, person, advocateIds);
      await forgetJoins(tx, shop.id, person.emailHash, advocateIds);
      const hashOf = (skeleton: string) => context.vault.forShop(shop.personalKey).chosenCode(skeleton);
      const chosenCodes = await eraseChosenCodes(tx, shop.id, advocateIds, hashOf);
      await forgetImported(tx, shop.id, person);
      const orders = await redactOrders(tx, shop.id, person, orderIds);
      await redactSeenOrders(tx, shop.id, person, [...orders, ...orderIds]);
      await forgetKnownBuyer(tx, shop.id, person);
      await blankAnswers(tx, shop.id, orders, advocateIds);
      await blankChosenCodes(tx, shop.id, advocateIds);
      await eraseNotes(tx, shop.id, { advocateIds, orderIds: [...orders, ...orderIds] });
      await redactDataRequests(tx, shop.id, person);
      await redactMailRefusal(tx, shop.id, person);
      await redactBlockEntries(tx, shop.id, person, context.vault.seal(ERASED_LABEL));
      const mentions = [person.customerId, customer?.email, customer?.phone, ...orders, ...orderIds]
        .concat(chosenCodes.flatMap(spellingsIn))
        .filter((text) => typeof text === 'string')
        .filter((text) => text !== '');
      await redactDeliveries(tx, shop.domain, [...new Set(mentions)]);
      context.log.info({ shop: shop.domain, advocates: advocateIds.length, orders: orders.length }, 'customer redacted');
    },
    { timeout: TEN_MINUTES },
  );
}

/** How links spell a chosen code, and how the storefront's script carries it. */
function spellingsIn(code: string): string[] {
  const upper = [code, code.replaceAll('-', '')];
  return [...upper, ...upper.map((text) => text.toLowerCase())].flatMap((text) => [`~${text}`, `%7E${text}`]);
}
