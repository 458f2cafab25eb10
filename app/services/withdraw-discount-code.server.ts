/** Takes a code back in Shopify, if it is ours. */
import type { AdminClient } from '../shopify/client.server.ts';
import { deactivateDiscount } from '../shopify/operations/deactivate-discount.ts';
import { findDiscountByCode } from '../shopify/operations/find-discount-by-code.ts';
import { removeDiscountCodes } from '../shopify/operations/remove-discount-codes.ts';
import { Fault } from '../shopify/faults.ts';
import { isOurs } from './create-code-discount.server.ts';

/** Of a discount that many codes share. */
const OF_A_POOL = /^vouchsafe-pool-/;

/**
 * Takes the code out of the discount that it shares with others, or ends its own. It is looked up by name because the answer to its creation may have
 * been lost. One that does not exist, has ended or belongs to somebody else is left alone. `used`: it was used before, so there is nothing to take
 * back. Throws Fault.
 */
export async function withdrawDiscountCode(
  client: AdminClient,
  wanted: { code: string; title: string; tag: string; discountId: string | null },
): Promise<'off' | 'used'> {
  const found = await findDiscountByCode(client, wanted.code);
  const isShared =
    found?.tags.some((tag) => OF_A_POOL.test(tag)) === true || (found !== null && found.discountId === wanted.discountId);
  if (!found || !(isShared || isOurs(found, wanted))) return 'off';
  if (found.uses > 0) return 'used';
  // Also out of a pool that the merchant has switched off: it may be switched on again.
  if (isShared && !isOurs(found, wanted)) {
    if (found.redeemCodeId === null) throw new Fault('unreachable', 'Shopify does not show the code in its discount yet');
    const answer = await removeDiscountCodes(client, found.discountId, [found.redeemCodeId]);
    if ('rejected' in answer) throw new Fault('refused', answer.rejected);
    return 'off';
  }
  if (!found.usable) return 'off';
  const answer = await deactivateDiscount(client, found.discountId);
  if ('rejected' in answer) throw new Fault('refused', answer.rejected);
  return 'off';
}
