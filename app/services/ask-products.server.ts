/** Which collections and tags the products of an order belong to: asked for only where the program's rules name some. */
import type { Context } from '../context.server.ts';
import type { ShopRecord } from '../data/shops.server.ts';
import type { OrderLine } from '../domain/facts.ts';
import { Fault } from '../shopify/faults.ts';
import { type ProductGroups, readProductGroups } from '../shopify/operations/product-groups.ts';
import { answerOrFault, postpone, type Postponed } from './ask-earlier-orders.server.ts';
import type { GatheredOrder } from './gather-order-facts.server.ts';

/**
 * The orders with their lines filled in. A product is asked for once per batch; one that an order was weighed with before stays as it was. Orders whose
 * products Shopify cannot tell at the moment are postponed; where the app may not ask, they belong to nothing.
 * @param receivedAt when the news of each order arrived, epoch milliseconds
 */
export async function askProducts(
  context: Context,
  shop: ShopRecord,
  orders: readonly GatheredOrder[],
  receivedAt: ReadonlyMap<string, number>,
): Promise<{ orders: GatheredOrder[]; postponed: Map<string, Postponed> }> {
  const postponed = new Map<string, Postponed>();
  const wanted = new Map(orders.filter(dependsOnGroups).map((order) => [order, unknownProducts(order)]));
  const productIds = [...new Set([...wanted.values()].flat())];
  if (wanted.size === 0) return { orders: [...orders], postponed };

  const answer =
    productIds.length === 0
      ? new Map<string, ProductGroups>()
      : await answerOrFault(async () => readProductGroups(await context.shopify(shop.domain), productIds), new Map());
  const filled = orders.map((order) => {
    const asked = wanted.get(order);
    if (asked === undefined) return order;
    const wait = asked.length > 0 && answer instanceof Fault ? postpone(order, answer, receivedAt, context.now()) : null;
    if (wait !== null) postponed.set(order.news.orderId, wait);
    return withGroups(order, answer instanceof Fault ? new Map() : answer);
  });
  return { orders: filled, postponed };
}

/** Whether the decision can turn on what the products belong to. */
function dependsOnGroups({ program: { rules }, stored, advocates, news }: GatheredOrder): boolean {
  const { mode, collectionIds, tags } = rules.eligibility.products;
  const named = mode !== 'all' && collectionIds.length + tags.length > 0;
  return named && news.snapshot !== null && news.snapshot.lines.length > 0 && advocates.length > 0 && !stored?.referral;
}

function unknownProducts({ news, stored }: GatheredOrder): string[] {
  const before = new Set(stored?.facts.lines.map(({ productId }) => productId));
  return (news.snapshot?.lines ?? []).flatMap(({ productId }) =>
    productId === null || before.has(productId) ? [] : [productId],
  );
}

function withGroups(order: GatheredOrder, groups: ReadonlyMap<string, ProductGroups>): GatheredOrder {
  const { snapshot } = order.news;
  if (snapshot === null) return order;
  const before = new Map(order.stored?.facts.lines.map((line) => [line.productId, line]));
  const lines = snapshot.lines.map((line): OrderLine => {
    const { tags, collections } = before.get(line.productId) ?? groups.get(line.productId ?? '') ?? line;
    return { ...line, tags, collections };
  });
  return { ...order, news: { ...order.news, snapshot: { ...snapshot, lines } } };
}
