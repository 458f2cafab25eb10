/** A signed-in advocate looks at their link: with what network and device, so that friends who come with the same are noticed. */
import type { Context } from '../context.server.ts';
import { noteAdvocateTraits } from '../data/advocate-traits.server.ts';
import type { Storefront } from '../data/storefronts.server.ts';
import type { Visitor } from './record-visit.server.ts';

/** Nothing happens for visitors who are not signed in, or are no advocates. */
export async function noteVisitorTraits(context: Context, shop: Storefront, visitor: Visitor): Promise<void> {
  const { customerId } = visitor;
  if (customerId === null) return;
  const hasher = context.vault.forShop(shop.personalKey);
  const seenAt = context.now();
  const network = hasher.network(visitor.networkAddress);
  const device = hasher.device(visitor.userAgent);
  await noteAdvocateTraits(context.db.prisma, shop.id, [
    ...(network === null ? [] : [{ customerId, kind: 'network' as const, hash: network, seenAt }]),
    ...(device === null ? [] : [{ customerId, kind: 'device' as const, hash: device, seenAt }]),
  ]);
}
