/** Switches a code off in Shopify, if it is ours. */
import type { AdminClient } from '../shopify/client.server.ts';
import { deactivateDiscount } from '../shopify/operations/deactivate-discount.ts';
import { findDiscountByCode } from '../shopify/operations/find-discount-by-code.ts';
import { Fault } from '../shopify/faults.ts';
import { isOurs } from './mint-discount-code.server.ts';

/**
 * Ends the discount behind a code, which is looked up by name because the answer to its creation may have been lost. A discount that does not
 * exist, has ended or belongs to somebody else is left alone. `used`: the code was used before, so there is nothing to take back.
 * Throws Fault.
 */
export async function withdrawDiscountCode(
  client: AdminClient,
  wanted: { code: string; title: string; tag: string },
): Promise<'off' | 'used'> {
  const found = await findDiscountByCode(client, wanted.code);
  if (!found || !isOurs(found, wanted)) return 'off';
  if (found.uses > 0) return 'used';
  if (!found.usable) return 'off';
  const answer = await deactivateDiscount(client, found.discountId);
  if ('rejected' in answer) throw new Fault('refused', answer.rejected);
  return 'off';
}
