/** `node` and `nodes`: any of the things the dev store keeps, by gid. */
import { notImitated, parseGid, type Answer, type ApiContext, type Fields } from '#devstore/admin-api/answers.ts';
import { customerAnswer } from '#devstore/admin-api/resolvers/customers.ts';
import { discountCodeNodeAnswer } from '#devstore/admin-api/resolvers/discounts.ts';
import { bulkCreationAnswer } from '#devstore/admin-api/resolvers/discount-codes.ts';
import { giftCardAnswer } from '#devstore/admin-api/resolvers/gift-card-answers.ts';
import { appAnswer, installationAnswer } from '#devstore/admin-api/resolvers/installation.ts';
import { metafieldAnswer } from '#devstore/admin-api/resolvers/metafields.ts';
import { findOrder, orderAnswer } from '#devstore/admin-api/resolvers/orders.ts';
import { collectionAnswer, productAnswer, variantAnswer } from '#devstore/admin-api/resolvers/products.ts';
import { shopAnswer } from '#devstore/admin-api/resolvers/shop.ts';
import { storeCreditAccountAnswer } from '#devstore/admin-api/resolvers/store-credit.ts';
import { webhookAnswer } from '#devstore/admin-api/resolvers/webhook-subscriptions.ts';
import type { ProductState } from '#devstore/state.ts';

export function nodeQueries(context: ApiContext): Fields {
  return {
    node: ({ id }: { id: string }) => nodeAnswer(context, id),
    nodes: ({ ids }: { ids: string[] }) => ids.map((id) => nodeAnswer(context, id)),
  };
}

export function nodeExists(context: ApiContext, id: string): boolean {
  return nodeAnswer(context, id) !== null;
}

/** Null when the shop has no such thing; refuses for kinds that are not imitated. */
export function nodeAnswer(context: ApiContext, gidText: string): Answer | null {
  const { shop, store } = context;
  const parsed = parseGid(gidText);
  if (parsed === null) return null;
  const { type, id } = parsed;
  const of = <State>(state: State | null | undefined, answer: (context: ApiContext, state: State) => Answer) =>
    state === undefined || state === null ? null : answer(context, state);
  switch (type) {
    case 'Shop':
      return id === shop.id ? shopAnswer(context) : null;
    case 'App':
      return id === store.app.id ? appAnswer(context) : null;
    case 'AppInstallation':
      return id === shop.installationId ? installationAnswer(context) : null;
    case 'Customer':
      return of(shop.customers.get(id), customerAnswer);
    case 'Order':
      return of(findOrder(context, id), orderAnswer);
    case 'Product':
      return of(shop.products.get(id), productAnswer);
    case 'ProductVariant':
      return of(findVariant(shop.products, id), (_, { product, variant }) => variantAnswer(context, product, variant));
    case 'Collection':
      return of(shop.collections.get(id), collectionAnswer);
    case 'DiscountCodeNode':
      return of(shop.discounts.get(id), discountCodeNodeAnswer);
    case 'DiscountRedeemCodeBulkCreation':
      return of(shop.bulkCreations.get(id), bulkCreationAnswer);
    case 'Metafield':
      return of(
        [...shop.metafields.values()].find((metafield) => metafield.id === id),
        metafieldAnswer,
      );
    case 'StoreCreditAccount':
      return of(shop.storeCreditAccounts.get(id), storeCreditAccountAnswer);
    case 'GiftCard':
      return of(shop.giftCards.get(id), giftCardAnswer);
    case 'WebhookSubscription':
      return of(shop.webhookSubscriptions.get(id), webhookAnswer);
    default:
      throw notImitated(`a node of type ${type}`);
  }
}

function findVariant(products: Map<string, ProductState>, id: string) {
  for (const product of products.values()) {
    const variant = product.variants.find((each) => each.id === id);
    if (variant !== undefined) return { product, variant };
  }
  return null;
}
