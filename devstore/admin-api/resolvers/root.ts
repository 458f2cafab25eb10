/** Every query and mutation that the dev store imitates, by noun. */
import type { ApiContext, Fields } from '#devstore/admin-api/answers.ts';
import { customerQueries } from '#devstore/admin-api/resolvers/customers.ts';
import { discountCodeMutations, discountCodeQueries } from '#devstore/admin-api/resolvers/discount-codes.ts';
import { discountMutations } from '#devstore/admin-api/resolvers/discount-mutations.ts';
import { discountQueries } from '#devstore/admin-api/resolvers/discounts.ts';
import { giftCardMutations, giftCardQueries } from '#devstore/admin-api/resolvers/gift-cards.ts';
import { installationMutations, installationQueries } from '#devstore/admin-api/resolvers/installation.ts';
import { marketQueries } from '#devstore/admin-api/resolvers/markets.ts';
import { metafieldMutations, metafieldQueries } from '#devstore/admin-api/resolvers/metafields.ts';
import { nodeQueries } from '#devstore/admin-api/resolvers/nodes.ts';
import { orderQueries } from '#devstore/admin-api/resolvers/orders.ts';
import { productQueries } from '#devstore/admin-api/resolvers/products.ts';
import { shopQueries } from '#devstore/admin-api/resolvers/shop.ts';
import { storeCreditMutations, storeCreditQueries } from '#devstore/admin-api/resolvers/store-credit.ts';
import { tagMutations } from '#devstore/admin-api/resolvers/tags.ts';
import { webhookMutations, webhookQueries } from '#devstore/admin-api/resolvers/webhook-subscriptions.ts';

export function queryRoot(context: ApiContext): Fields {
  return {
    ...shopQueries(context),
    ...installationQueries(context),
    ...customerQueries(context),
    ...orderQueries(context),
    ...productQueries(context),
    ...discountQueries(context),
    ...discountCodeQueries(context),
    ...metafieldQueries(context),
    ...storeCreditQueries(context),
    ...giftCardQueries(context),
    ...webhookQueries(context),
    ...marketQueries(context),
    ...nodeQueries(context),
  };
}

export function mutationRoot(context: ApiContext): Fields {
  return {
    ...installationMutations(context),
    ...discountMutations(context),
    ...discountCodeMutations(context),
    ...metafieldMutations(context),
    ...tagMutations(context),
    ...storeCreditMutations(context),
    ...giftCardMutations(context),
    ...webhookMutations(context),
  };
}
