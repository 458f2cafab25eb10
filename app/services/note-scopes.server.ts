/** The merchant has granted or withdrawn a scope: what waited for one goes on. */
import type { Context } from '../context.server.ts';
import { setScopes } from '../data/shops.server.ts';
import { readGrantedScopes } from '../shopify/operations/granted-scopes.ts';
import { resumeWork } from './settle-in.server.ts';
import { subscribeOptionalTopics } from './subscribe-optional-topics.server.ts';

/** Throws Fault when Shopify does not take a subscription at the moment. */
export async function noteScopes(
  context: Context,
  shop: { id: string; domain: string },
  granted: readonly string[],
): Promise<void> {
  await setScopes(context.db.prisma, shop.id, granted);
  await resumeWork(context, shop.id); // payouts may have waited for a scope
  await subscribeOptionalTopics(context, shop, granted);
}

/** A merchant who has just said yes does not wait for the webhook: Shopify is asked. Throws Fault. */
export async function askScopes(context: Context, shop: { id: string; domain: string }): Promise<void> {
  await noteScopes(context, shop, await readGrantedScopes(await context.shopify(shop.domain, 'person')));
}
