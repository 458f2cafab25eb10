/** The unguessable part of the discount codes the app creates: a keyed hash, so that a retry after a lost answer computes the same code. */
import { createHmac, hkdfSync } from 'node:crypto';
import type { Environment } from './env.server.ts';

/**
 * 32 bytes for `offerCode` or `rewardCode` (domain/discount-code.ts). The code is stored before Shopify is asked, so a later change
 * of the key does no harm.
 * @param id claim id or reward id
 */
export function discountCodeBytes(
  env: Pick<Environment, 'APP_ENCRYPTION_KEY'>,
  purpose: 'offer' | 'reward',
  shopId: string,
  id: string,
): Uint8Array {
  const key = hkdfSync('sha256', Buffer.from(env.APP_ENCRYPTION_KEY, 'base64'), '', 'vouchsafe discount codes', 32);
  return createHmac('sha256', Buffer.from(key)).update(`${purpose}:${shopId}:${id}`).digest();
}
