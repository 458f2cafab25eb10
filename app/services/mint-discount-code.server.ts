/** Makes a code exist in Shopify exactly once, however often it is tried. */
import type { DiscountValue } from '../domain/benefit.ts';
import type { AdminClient } from '../shopify/client.server.ts';
import { createDiscountCode, type NewDiscountCode } from '../shopify/operations/create-discount-code.ts';
import { createFreeShippingCode } from '../shopify/operations/create-free-shipping-code.ts';
import { Fault } from '../shopify/faults.ts';
import { findDiscountByCode, type FoundDiscount } from '../shopify/operations/find-discount-by-code.ts';

/** A discount on the order, or its shipping. */
export type CodeToMint = Omit<NewDiscountCode, 'value'> & { value: DiscountValue | { kind: 'free-shipping' } };

/** `endsAt` in epoch milliseconds is that of the discount that exists; null = never. */
export type Minted = { minted: { discountId: string; endsAt: number | null } } | { taken: true } | { rejected: string };

/**
 * Creates the code, or finds the one that an earlier try created although its answer was lost: it carries `input.tag` or
 * `input.title` (a merchant may edit either).
 * `taken`: somebody else's discount has this code. `rejected`: Shopify refuses, in its own words.
 * Throws Fault; after `unreachable` the code may exist, and the next try finds it.
 */
export async function mintDiscountCode(client: AdminClient, input: CodeToMint): Promise<Minted> {
  const { value } = input;
  const answer =
    value.kind === 'free-shipping'
      ? await createFreeShippingCode(client, input)
      : await createDiscountCode(client, { ...input, value });
  if ('created' in answer) return { minted: { discountId: answer.created, endsAt: input.endsAt } };
  if ('rejected' in answer) return answer;
  const found = await findDiscountByCode(client, input.code);
  // Taken, but not to be seen (yet), or deleted this moment: only asking again tells whose it is. Another code might be the second one.
  if (!found) throw new Fault('unreachable', 'the discount code exists, but Shopify does not show it yet');
  if (!isOurs(found, input)) return { taken: true };
  return { minted: { discountId: found.discountId, endsAt: found.endsAt } };
}

export function isOurs(found: FoundDiscount, label: { title: string; tag: string }): boolean {
  return found.tags.includes(label.tag) || found.title === label.title;
}
