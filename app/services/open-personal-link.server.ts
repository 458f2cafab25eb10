/** A personal link, as it stands in an advocate's e-mail: it opens how they stand, until it is revoked or too old. */
import type { Context } from '../context.server.ts';
import { type AdvocateRecord, findAdvocatesById } from '../data/advocates.server.ts';
import { advocateOfKey, revokeKeys } from '../data/email-joins.server.ts';
import type { Storefront } from '../data/storefronts.server.ts';
import type { StandingAnswer } from '../domain/storefront-contract.ts';
import { hashOfSecret } from '../join-links.server.ts';
import { standingOf } from './show-standing.server.ts';

export const LINK_GOOD_FOR = 400 * 86_400_000;

/** Whose key this is; null when it opens nothing. */
export async function advocateWithKey(context: Context, shop: Storefront, key: string): Promise<AdvocateRecord | null> {
  const { prisma } = context.db;
  const id = await advocateOfKey(prisma, shop.id, hashOfSecret(key), context.now() - LINK_GOOD_FOR);
  const [advocate] = id === null ? [] : await findAdvocatesById(prisma, shop.id, [id]);
  return advocate === undefined || advocate.state === 'redacted' ? null : advocate;
}

/** What the advocate sees when signed in, too. */
export async function openPersonalLink(
  context: Context,
  shop: Storefront,
  { key }: { key: string },
  locale: string,
): Promise<StandingAnswer> {
  const advocate = await advocateWithKey(context, shop, key);
  return advocate === null ? { signedIn: false } : standingOf(context, shop, advocate, locale);
}

/** The advocate's wish, shown with one of them: all of their personal links open nothing any more. A new one is a request to join away. */
export async function revokePersonalLinks(context: Context, shop: Storefront, { key }: { key: string }): Promise<void> {
  const advocate = await advocateWithKey(context, shop, key);
  if (advocate !== null) await revokeKeys(context.db.prisma, shop.id, advocate.advocateId, context.now());
}
