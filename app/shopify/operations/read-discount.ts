import { z } from 'zod';
import type { AdminClient, Operation } from '../client.server.ts';
import {
  amountText,
  buyersText,
  combinesText,
  type DiscountFacts,
  giftText,
  itemsText,
  percentageText,
  purchasesText,
  SHIPPING_TO_ALL,
  timeText,
} from '../discount-facts.ts';
import { numericId } from '../gid.ts';

const ids = z.object({ nodes: z.array(z.object({ id: z.string() })) });
const items = z.object({
  __typename: z.string(),
  products: ids.optional(),
  productVariants: ids.optional(),
  collections: ids.optional(),
});
const money = z.object({ amount: z.string() });
const effect = z.object({
  percentage: z.number().optional(),
  amount: money.optional(),
  appliesOnEachItem: z.boolean().optional(),
});
const discount = z.object({
  __typename: z.string(),
  status: z.enum(['ACTIVE', 'EXPIRED', 'SCHEDULED']),
  endsAt: z.string().nullable(),
  usageLimit: z.number().nullable(),
  appliesOncePerCustomer: z.boolean(),
  combinesWith: z.object({ orderDiscounts: z.boolean(), productDiscounts: z.boolean(), shippingDiscounts: z.boolean() }),
  context: z.object({ __typename: z.string(), customers: z.array(z.object({ id: z.string() })).optional() }),
  recurringCycleLimit: z.number().nullish(),
  minimumRequirement: z
    .object({ greaterThanOrEqualToSubtotal: money.optional(), greaterThanOrEqualToQuantity: z.string().optional() })
    .nullish(),
  appliesOnOneTimePurchase: z.boolean().optional(),
  appliesOnSubscription: z.boolean().optional(),
  destinationSelection: z.object({ __typename: z.string() }).optional(),
  maximumShippingPrice: money.nullish(),
  usesPerOrderLimit: z.number().nullish(),
  customerGets: z
    .object({
      appliesOnOneTimePurchase: z.boolean().optional(),
      appliesOnSubscription: z.boolean().optional(),
      items,
      value: effect.extend({ effect: effect.optional(), quantity: z.object({ quantity: z.string() }).optional() }),
    })
    .optional(),
  customerBuys: z
    .object({ items, value: z.object({ amount: z.string().optional(), quantity: z.string().optional() }) })
    .optional(),
});
const result = z.object({
  discountNode: z.object({ discount: z.union([discount, z.object({ __typename: z.string() })]) }).nullable(),
});

export const discountTerms: Operation<{ id: string }, z.infer<typeof result>> = {
  name: 'DiscountTerms',
  document: `#graphql
    query DiscountTerms($id: ID!) {
      discountNode(id: $id) {
        discount {
          __typename
          ... on DiscountCodeBasic {
            status endsAt usageLimit appliesOncePerCustomer recurringCycleLimit
            combinesWith { ...Combines } context { ...Buyers } minimumRequirement { ...Minimum }
            customerGets {
              appliesOnOneTimePurchase appliesOnSubscription
              items { ...Items }
              value { ... on DiscountPercentage { percentage } ... on DiscountAmount { amount { amount } appliesOnEachItem } }
            }
          }
          ... on DiscountCodeFreeShipping {
            status endsAt usageLimit appliesOncePerCustomer recurringCycleLimit appliesOnOneTimePurchase appliesOnSubscription
            combinesWith { ...Combines } context { ...Buyers } minimumRequirement { ...Minimum }
            destinationSelection { __typename } maximumShippingPrice { amount }
          }
          ... on DiscountCodeBxgy {
            status endsAt usageLimit appliesOncePerCustomer usesPerOrderLimit
            combinesWith { ...Combines } context { ...Buyers }
            customerBuys {
              items { ...Items }
              value { ... on DiscountPurchaseAmount { amount } ... on DiscountQuantity { quantity } }
            }
            customerGets {
              items { ...Items }
              value { ... on DiscountOnQuantity { quantity { quantity } effect { ... on DiscountPercentage { percentage } ... on DiscountAmount { amount { amount } } } } }
            }
          }
        }
      }
    }
    fragment Combines on DiscountCombinesWith { orderDiscounts productDiscounts shippingDiscounts }
    fragment Buyers on DiscountContext { __typename ... on DiscountCustomers { customers { id } } }
    fragment Minimum on DiscountMinimumRequirement {
      ... on DiscountMinimumSubtotal { greaterThanOrEqualToSubtotal { amount } }
      ... on DiscountMinimumQuantity { greaterThanOrEqualToQuantity }
    }
    fragment Items on DiscountItems {
      __typename
      ... on DiscountProducts { products(first: 100) { nodes { id } } productVariants(first: 100) { nodes { id } } }
      ... on DiscountCollections { collections(first: 100) { nodes { id } } }
    }`,
  result,
};

/** What a discount is taken off, or what is to be bought: numeric ids; null where the discount has no such side. */
export type FoundItems = { productIds: string[]; variantIds: string[]; collectionIds: string[] };

export type FoundTerms = {
  status: 'ACTIVE' | 'EXPIRED' | 'SCHEDULED';
  facts: DiscountFacts;
  gets: FoundItems;
  buys: FoundItems;
  /** Numeric ids. */
  customerIds: string[];
};

/** null: it is not there (any more). @param discountId gid of the DiscountCodeNode */
export async function readDiscount(client: AdminClient, discountId: string): Promise<FoundTerms | null> {
  const { discountNode: node } = await client.run(discountTerms, { id: discountId });
  if (node === null || !('status' in node.discount)) return null;
  const found = node.discount;
  const { customerGets, customerBuys, combinesWith } = found;
  const customerIds = found.context.customers?.map(({ id }) => numericId(id)) ?? [];
  const bought = customerGets ?? found;
  return {
    status: found.status,
    gets: itemsOf(customerGets?.items),
    buys: itemsOf(customerBuys?.items),
    customerIds,
    facts: {
      value: foundValue(found),
      items: customerGets === undefined ? null : foundItems(customerGets.items),
      buys: customerBuys === undefined ? null : foundBuys(customerBuys),
      minimum: foundMinimum(found.minimumRequirement),
      usageLimit: found.usageLimit === null ? null : String(found.usageLimit),
      oncePerCustomer: String(found.appliesOncePerCustomer),
      combinesWith: combinesText({
        order: combinesWith.orderDiscounts,
        product: combinesWith.productDiscounts,
        shipping: combinesWith.shippingDiscounts,
      }),
      purchases:
        customerBuys === undefined
          ? purchasesText(bought.appliesOnOneTimePurchase === true, bought.appliesOnSubscription === true)
          : null,
      bills: customerBuys === undefined ? String(found.recurringCycleLimit ?? 0) : null,
      buyers: buyersOf(found.context.__typename, customerIds),
      endsAt: timeText(found.endsAt === null ? null : Date.parse(found.endsAt)),
    },
  };
}

type Found = z.infer<typeof discount>;

function buyersOf(typename: string, customerIds: string[]): string {
  if (typename === 'DiscountBuyerSelectionAll') return 'all';
  return typename === 'DiscountCustomers' ? buyersText(customerIds) : typename;
}

function foundValue({
  customerGets,
  customerBuys,
  destinationSelection,
  maximumShippingPrice,
  usesPerOrderLimit,
}: Found): string {
  if (customerGets === undefined) {
    const limit = maximumShippingPrice ? ` up to ${amountText(maximumShippingPrice.amount)}` : '';
    return destinationSelection?.__typename === 'DiscountCountryAll' ? `${SHIPPING_TO_ALL}${limit}` : `shipping to some${limit}`;
  }
  const { value } = customerGets;
  if (customerBuys === undefined) return effectText(value);
  const gift = giftText(value.quantity?.quantity ?? '', effectText(value.effect ?? {}));
  return usesPerOrderLimit === 1 ? gift : `${gift}, ${usesPerOrderLimit ?? 'any number of'} times`;
}

function effectText({ percentage, amount, appliesOnEachItem }: z.infer<typeof effect>): string {
  if (percentage !== undefined) return percentageText(percentage);
  return `${amountText(amount?.amount ?? '0')}${appliesOnEachItem === true ? ' each' : ''}`;
}

function foundItems(selection: z.infer<typeof items>): string {
  const { productIds, variantIds, collectionIds } = itemsOf(selection);
  if (selection.__typename === 'AllDiscountItems') return 'all';
  if (variantIds.length > 0) return `variants ${variantIds.join(' ')}, ${itemsText({ of: 'products', ids: productIds })}`;
  return collectionIds.length > 0
    ? itemsText({ of: 'collections', ids: collectionIds })
    : itemsText({ of: 'products', ids: productIds });
}

function foundBuys({ items: selection, value }: NonNullable<Found['customerBuys']>): string {
  const what = value.amount === undefined ? `${value.quantity ?? ''} pieces` : amountText(value.amount);
  return `${what} of ${foundItems(selection)}`;
}

function foundMinimum(minimum: Found['minimumRequirement']): string | null {
  if (!minimum) return null;
  const { greaterThanOrEqualToSubtotal: subtotal, greaterThanOrEqualToQuantity: quantity } = minimum;
  return subtotal === undefined ? `${quantity ?? ''} pieces` : Number(subtotal.amount) === 0 ? null : amountText(subtotal.amount);
}

function itemsOf(selection: z.infer<typeof items> | undefined): FoundItems {
  const numbers = (list: z.infer<typeof ids> | undefined) => list?.nodes.map(({ id }) => numericId(id)) ?? [];
  return {
    productIds: numbers(selection?.products),
    variantIds: numbers(selection?.productVariants),
    collectionIds: numbers(selection?.collections),
  };
}
