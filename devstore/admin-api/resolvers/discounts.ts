import { storeNow } from '#devstore/clock.ts';
import { count, idOf, money, notImitated, type Answer, type ApiContext, type Fields } from '#devstore/admin-api/answers.ts';
import { connection, type PageArgs } from '#devstore/admin-api/connections.ts';
import { customerAnswer } from '#devstore/admin-api/resolvers/customers.ts';
import { codeConnection, settleBulkCreations } from '#devstore/admin-api/resolvers/discount-codes.ts';
import { describeDiscount } from '#devstore/admin-api/resolvers/discount-summary.ts';
import { metafieldFields } from '#devstore/admin-api/resolvers/metafields.ts';
import { searchFilter, type SearchFields } from '#devstore/admin-api/search.ts';
import { isProductDiscount } from '#devstore/pricing/apply-discounts.ts';
import { findDiscountCode } from '#devstore/pricing/find-discount.ts';
import { gid } from '#devstore/store.ts';
import type { DiscountState } from '#devstore/state.ts';

type DiscountsArgs = PageArgs & { query?: string | null; sortKey?: string | null };

export function discountQueries(context: ApiContext): Fields {
  const { shop } = context;
  const byId = (id: string, answer: typeof discountCodeNodeAnswer) => {
    const discount = shop.discounts.get(idOf(id));
    return discount === undefined ? null : answer(context, discount);
  };
  return {
    codeDiscountNode: ({ id }: { id: string }) => byId(id, discountCodeNodeAnswer),
    discountNode: ({ id }: { id: string }) => byId(id, discountNodeAnswer),
    codeDiscountNodeByCode: ({ code }: { code: string }) => {
      settleBulkCreations(context.store, shop);
      const found = findDiscountCode(shop, code);
      return found === null ? null : discountCodeNodeAnswer(context, found.discount);
    },
    discountNodes: (args: DiscountsArgs) => discountConnection(context, args, 'DiscountNode', discountNodeAnswer),
    codeDiscountNodes: (args: DiscountsArgs) => discountConnection(context, args, 'DiscountCodeNode', discountCodeNodeAnswer),
    discountNodesCount: ({ query }: { query?: string | null }) =>
      count([...shop.discounts.values()].filter(searchFilter(query, searchOf(context))).length),
  };
}

export function discountCodeNodeAnswer(context: ApiContext, discount: DiscountState): Answer {
  const id = gid('DiscountCodeNode', discount.id);
  return {
    __typename: 'DiscountCodeNode',
    id,
    codeDiscount: () => basicAnswer(context, discount),
    ...metafieldFields(context, id),
  };
}

function discountNodeAnswer(context: ApiContext, discount: DiscountState): Answer {
  const id = gid('DiscountCodeNode', discount.id);
  return { __typename: 'DiscountNode', id, discount: () => basicAnswer(context, discount), ...metafieldFields(context, id) };
}

function discountStatus(context: ApiContext, discount: DiscountState): 'ACTIVE' | 'EXPIRED' | 'SCHEDULED' {
  const now = storeNow(context.store).getTime();
  if (!discount.active || (discount.endsAt !== null && Date.parse(discount.endsAt) <= now)) return 'EXPIRED';
  return Date.parse(discount.startsAt) > now ? 'SCHEDULED' : 'ACTIVE';
}

function basicAnswer(context: ApiContext, discount: DiscountState): Answer {
  const { shop } = context;
  settleBulkCreations(context.store, shop);
  const discountClass = isProductDiscount(discount) ? 'PRODUCT' : 'ORDER';
  const summary = describeDiscount(discount, shop.currency);
  const buyers = (everyone: Answer) => () => {
    if (discount.customerIds === null) return everyone;
    const customers = discount.customerIds.map((id) => shop.customers.get(id)).filter((customer) => customer !== undefined);
    return { __typename: 'DiscountCustomers', customers: () => customers.map((customer) => customerAnswer(context, customer)) };
  };
  return {
    __typename: 'DiscountCodeBasic',
    title: discount.title,
    status: discountStatus(context, discount),
    startsAt: discount.startsAt,
    endsAt: discount.endsAt,
    createdAt: discount.createdAt,
    updatedAt: discount.updatedAt,
    usageLimit: discount.usageLimit,
    appliesOncePerCustomer: discount.appliesOncePerCustomer,
    asyncUsageCount: discount.codes.reduce((sum, code) => sum + code.usageCount, 0),
    codes: (args: PageArgs & { query?: string | null; sortKey?: string | null }) => codeConnection(context, discount, args),
    codesCount: () => count(discount.codes.length),
    combinesWith: {
      __typename: 'DiscountCombinesWith',
      orderDiscounts: discount.combinesWith.orderDiscounts,
      productDiscounts: discount.combinesWith.productDiscounts,
      shippingDiscounts: discount.combinesWith.shippingDiscounts,
    },
    context: buyers({ __typename: 'DiscountBuyerSelectionAll', all: 'ALL' }),
    customerSelection: buyers({ __typename: 'DiscountCustomerAll', allCustomers: true }),
    customerGets: {
      __typename: 'DiscountCustomerGets',
      appliesOnOneTimePurchase: true,
      appliesOnSubscription: false,
      items: { __typename: 'AllDiscountItems', allItems: true },
      value:
        'percentage' in discount.value
          ? { __typename: 'DiscountPercentage', percentage: discount.value.percentage }
          : {
              __typename: 'DiscountAmount',
              amount: money(discount.value.amount, shop.currency),
              appliesOnEachItem: discount.value.appliesOnEachItem,
            },
    },
    minimumRequirement: minimumAnswer(discount, shop.currency),
    recurringCycleLimit: 1,
    discountClass,
    discountClasses: [discountClass],
    tags: discount.tags,
    summary,
    shortSummary: summary,
  };
}

function minimumAnswer(discount: DiscountState, currency: string): Answer | null {
  if (discount.minimumSubtotal !== null) {
    return { __typename: 'DiscountMinimumSubtotal', greaterThanOrEqualToSubtotal: money(discount.minimumSubtotal, currency) };
  }
  if (discount.minimumQuantity === null) return null;
  return { __typename: 'DiscountMinimumQuantity', greaterThanOrEqualToQuantity: String(discount.minimumQuantity) };
}

function discountConnection(context: ApiContext, args: DiscountsArgs, type: string, answer: typeof discountNodeAnswer): Answer {
  return connection([...context.shop.discounts.values()].filter(searchFilter(args.query, searchOf(context))), args, {
    type,
    id: (discount) => discount.id,
    ...sortedBy(args.sortKey),
    node: (discount) => answer(context, discount),
  });
}

function searchOf(context: ApiContext): SearchFields<DiscountState> {
  return {
    words: (discount) => [discount.title, discount.codes[0]?.code ?? null],
    fields: {
      id: { kind: 'number', read: (discount) => Number(discount.id) },
      title: { kind: 'text', read: (discount) => [discount.title] },
      // "Not supported for bulk discounts", says the schema.
      code: { kind: 'text', read: (discount) => (discount.codes.length === 1 ? discount.codes.map(({ code }) => code) : []) },
      status: { kind: 'text', read: (discount) => [discountStatus(context, discount)] },
      method: { kind: 'text', read: () => ['code'] },
      tag: { kind: 'text', read: (discount) => discount.tags },
      times_used: { kind: 'number', read: (discount) => discount.codes.reduce((sum, code) => sum + code.usageCount, 0) },
      created_at: { kind: 'time', read: (discount) => discount.createdAt },
      updated_at: { kind: 'time', read: (discount) => discount.updatedAt },
      starts_at: { kind: 'time', read: (discount) => discount.startsAt },
      ends_at: { kind: 'time', read: (discount) => discount.endsAt },
    },
  };
}

function sortedBy(key: string | null | undefined): { sortValue?: (discount: DiscountState) => string } {
  switch (key ?? 'ID') {
    case 'ID':
    case 'RELEVANCE':
      return {};
    case 'CREATED_AT':
      return { sortValue: (discount) => discount.createdAt };
    case 'UPDATED_AT':
      return { sortValue: (discount) => discount.updatedAt };
    case 'STARTS_AT':
      return { sortValue: (discount) => discount.startsAt };
    case 'ENDS_AT':
      return { sortValue: (discount) => discount.endsAt ?? '9999' };
    case 'TITLE':
      return { sortValue: (discount) => discount.title.toLowerCase() };
    default:
      throw notImitated(`sorting discounts by ${key}`);
  }
}
