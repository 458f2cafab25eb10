/** DiscountCodeBasic, DiscountCodeBxgy and DiscountCodeFreeShipping as the Admin API shows them. */
import { count, money, type Answer, type ApiContext, type Fields } from '#devstore/admin-api/answers.ts';
import { connection, type PageArgs } from '#devstore/admin-api/connections.ts';
import { customerAnswer } from '#devstore/admin-api/resolvers/customers.ts';
import { codeConnection } from '#devstore/admin-api/resolvers/discount-codes.ts';
import { collectionAnswer, productAnswer, variantAnswer } from '#devstore/admin-api/resolvers/products.ts';
import { settleCodeJobs } from '#devstore/discounts/code-jobs.ts';
import { describeDiscount } from '#devstore/discounts/describe-discount.ts';
import { discountStatus } from '#devstore/discounts/discount-events.ts';
import { discountClass } from '#devstore/pricing/entitlement.ts';
import type { DiscountState, ItemSelection, ShopState } from '#devstore/state.ts';

export function codeDiscountAnswer(context: ApiContext, discount: DiscountState): Answer {
  settleCodeJobs(context.store, context.shop);
  switch (discount.kind) {
    case 'basic':
      return {
        __typename: 'DiscountCodeBasic',
        ...commonFields(context, discount),
        customerGets: () => getsAnswer(context, discount, valueAnswer(discount, context.shop.currency)),
        minimumRequirement: minimumAnswer(discount, context.shop.currency),
        recurringCycleLimit: discount.recurringCycleLimit,
        shortSummary: describeDiscount(discount, context.shop.currency),
      };
    case 'bxgy':
      return {
        __typename: 'DiscountCodeBxgy',
        ...commonFields(context, discount),
        customerBuys: () => buysAnswer(context, discount),
        customerGets: () => getsAnswer(context, discount, giftAnswer(discount, context.shop.currency)),
        usesPerOrderLimit: discount.bxgy?.usesPerOrder ?? null,
      };
    case 'free-shipping':
      return {
        __typename: 'DiscountCodeFreeShipping',
        ...commonFields(context, discount),
        appliesOnOneTimePurchase: discount.appliesOnOneTimePurchase,
        appliesOnSubscription: discount.appliesOnSubscription,
        destinationSelection: destinationAnswer(discount),
        maximumShippingPrice: maximumPrice(discount, context.shop.currency),
        minimumRequirement: minimumAnswer(discount, context.shop.currency),
        recurringCycleLimit: discount.recurringCycleLimit,
        shortSummary: describeDiscount(discount, context.shop.currency),
      };
  }
}

function commonFields(context: ApiContext, discount: DiscountState): Fields {
  const { shop, store } = context;
  const ofClass = discountClass(discount).toUpperCase();
  const buyers = (everyone: Answer) => () => {
    if (discount.customerIds === null) return everyone;
    const customers = discount.customerIds.map((id) => shop.customers.get(id)).filter((customer) => customer !== undefined);
    return { __typename: 'DiscountCustomers', customers: () => customers.map((customer) => customerAnswer(context, customer)) };
  };
  return {
    title: discount.title,
    status: discountStatus(store, discount),
    startsAt: discount.startsAt,
    endsAt: discount.endsAt,
    createdAt: discount.createdAt,
    updatedAt: discount.updatedAt,
    usageLimit: discount.usageLimit,
    appliesOncePerCustomer: discount.appliesOncePerCustomer,
    asyncUsageCount: discount.codes.reduce((sum, code) => sum + code.usageCount, 0),
    codes: (args: PageArgs & { query?: string | null; sortKey?: string | null }) => codeConnection(context, discount, args),
    codesCount: () => count(discount.codes.length),
    combinesWith: { __typename: 'DiscountCombinesWith', ...discount.combinesWith },
    context: buyers({ __typename: 'DiscountBuyerSelectionAll', all: 'ALL' }),
    customerSelection: buyers({ __typename: 'DiscountCustomerAll', allCustomers: true }),
    discountClass: ofClass,
    discountClasses: [ofClass],
    tags: discount.tags,
    summary: describeDiscount(discount, shop.currency),
  };
}

function getsAnswer(context: ApiContext, discount: DiscountState, value: Answer): Answer {
  return {
    __typename: 'DiscountCustomerGets',
    appliesOnOneTimePurchase: discount.appliesOnOneTimePurchase,
    appliesOnSubscription: discount.appliesOnSubscription,
    items: () => itemsAnswer(context, discount.items),
    value,
  };
}

function buysAnswer(context: ApiContext, { bxgy }: DiscountState): Answer | null {
  if (bxgy === null) return null;
  const { items, quantity, amount } = bxgy.buys;
  return {
    __typename: 'DiscountCustomerBuys',
    isOneTimePurchase: true,
    isSubscription: false,
    items: () => itemsAnswer(context, items),
    value:
      amount === null
        ? { __typename: 'DiscountQuantity', quantity: String(quantity) }
        : { __typename: 'DiscountPurchaseAmount', amount },
  };
}

function valueAnswer({ value }: DiscountState, currency: string): Answer {
  if ('percentage' in value) return { __typename: 'DiscountPercentage', percentage: value.percentage };
  return {
    __typename: 'DiscountAmount',
    amount: money(value.amount, currency),
    appliesOnEachItem: value.appliesOnEachItem,
  };
}

function giftAnswer(discount: DiscountState, currency: string): Answer {
  return {
    __typename: 'DiscountOnQuantity',
    effect: valueAnswer(discount, currency),
    quantity: { __typename: 'DiscountQuantity', quantity: String(discount.bxgy?.getsQuantity ?? 1) },
  };
}

function itemsAnswer(context: ApiContext, items: ItemSelection | null): Answer {
  const { shop } = context;
  if (items === null) return { __typename: 'AllDiscountItems', allItems: true };
  if (items.collectionIds.length > 0) {
    return {
      __typename: 'DiscountCollections',
      collections: (args: PageArgs) =>
        connection(present(items.collectionIds, shop.collections), args, {
          type: 'Collection',
          id: ({ id }) => id,
          node: (collection) => collectionAnswer(context, collection),
        }),
    };
  }
  return {
    __typename: 'DiscountProducts',
    products: (args: PageArgs) =>
      connection(present(items.productIds, shop.products), args, {
        type: 'Product',
        id: ({ id }) => id,
        node: (product) => productAnswer(context, product),
      }),
    productVariants: (args: PageArgs) =>
      connection(variantsOf(shop, items.variantIds), args, {
        type: 'ProductVariant',
        id: ({ variant }) => variant.id,
        node: ({ product, variant }) => variantAnswer(context, product, variant),
      }),
  };
}

function present<Item>(ids: string[], from: Map<string, Item>): Item[] {
  return ids.map((id) => from.get(id)).filter((item) => item !== undefined);
}

function variantsOf(shop: ShopState, ids: string[]) {
  return [...shop.products.values()].flatMap((product) =>
    product.variants.filter(({ id }) => ids.includes(id)).map((variant) => ({ product, variant })),
  );
}

function destinationAnswer({ destination }: DiscountState): Answer {
  if (destination?.countries === null || destination === null) return { __typename: 'DiscountCountryAll', allCountries: true };
  return {
    __typename: 'DiscountCountries',
    countries: destination.countries,
    includeRestOfWorld: destination.restOfWorld,
  };
}

function maximumPrice({ destination }: DiscountState, currency: string): Answer | null {
  const maximum = destination?.maximumPrice ?? null;
  return maximum === null ? null : money(maximum, currency);
}

function minimumAnswer(discount: DiscountState, currency: string): Answer | null {
  if (discount.minimumSubtotal !== null) {
    return { __typename: 'DiscountMinimumSubtotal', greaterThanOrEqualToSubtotal: money(discount.minimumSubtotal, currency) };
  }
  if (discount.minimumQuantity === null) return null;
  return { __typename: 'DiscountMinimumQuantity', greaterThanOrEqualToQuantity: String(discount.minimumQuantity) };
}
