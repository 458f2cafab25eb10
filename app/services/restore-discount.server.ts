/** Puts a discount that the merchant changed in Shopify back to what it was made to be. */
import type { Context } from '../context.server.ts';
import type { DiscountOwner } from '../data/discount-troubles.server.ts';
import { writeProblem } from '../domain/problem.ts';
import type { AdminClient } from '../shopify/client.server.ts';
import { readDiscount } from '../shopify/operations/read-discount.ts';
import { updateDiscount } from '../shopify/operations/update-discount.ts';
import { troubleOf, wantedDiscount } from './wanted-discount.server.ts';

/** A discount that starts a moment ago can be used at once, whatever Shopify's clock says. */
const CLOCK_DIFFERENCE = 60_000;

/** `gone`: Shopify does not have it any more. `refused`: why, as it is stored (domain/problem.ts). @throws Fault */
export async function restoreDiscount(
  context: Context,
  client: AdminClient,
  shop: { id: string; domain: string },
  owner: DiscountOwner,
  discountId: string,
): Promise<'restored' | 'gone' | { refused: string }> {
  const found = await readDiscount(client, discountId);
  if (found === null) return 'gone';
  const wanted = await wantedDiscount(context, shop, owner);
  if (wanted === null) return { refused: writeProblem('repair-unknown') };
  const now = context.now();
  if (troubleOf(wanted, found, now) === null) return 'restored';
  const answer = await updateDiscount(client, discountId, { ...wanted, startsAt: now - CLOCK_DIFFERENCE }, found);
  if ('rejected' in answer) return { refused: writeProblem('repair-refused', answer.rejected) };
  const left = troubleOf(wanted, await readDiscount(client, discountId), now);
  return left === null ? 'restored' : { refused: writeProblem('repair-kept', left.terms.join(', ') || left.trouble) };
}
