import { count, idOf, notImitated, type Answer, type ApiContext, type Fields } from '#devstore/admin-api/answers.ts';
import { connection, type PageArgs } from '#devstore/admin-api/connections.ts';
import { codeDiscountAnswer } from '#devstore/admin-api/resolvers/discount-answers.ts';
import { metafieldFields } from '#devstore/admin-api/resolvers/metafields.ts';
import { searchFilter, type SearchFields } from '#devstore/admin-api/search.ts';
import { settleCodeJobs } from '#devstore/discounts/code-jobs.ts';
import { discountStatus } from '#devstore/discounts/discount-events.ts';
import { discountClass } from '#devstore/pricing/entitlement.ts';
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
      settleCodeJobs(context.store, shop);
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
    codeDiscount: () => codeDiscountAnswer(context, discount),
    ...metafieldFields(context, id),
  };
}

function discountNodeAnswer(context: ApiContext, discount: DiscountState): Answer {
  const id = gid('DiscountCodeNode', discount.id);
  return {
    __typename: 'DiscountNode',
    id,
    discount: () => codeDiscountAnswer(context, discount),
    ...metafieldFields(context, id),
  };
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
      status: { kind: 'text', read: (discount) => [discountStatus(context.store, discount)] },
      method: { kind: 'text', read: () => ['code'] },
      discount_class: { kind: 'text', read: (discount) => [discountClass(discount)] },
      type: { kind: 'text', read: (discount) => [typeOf(discount)] },
      tag: { kind: 'text', read: (discount) => discount.tags },
      times_used: { kind: 'number', read: (discount) => discount.codes.reduce((sum, code) => sum + code.usageCount, 0) },
      created_at: { kind: 'time', read: (discount) => discount.createdAt },
      updated_at: { kind: 'time', read: (discount) => discount.updatedAt },
      starts_at: { kind: 'time', read: (discount) => discount.startsAt },
      ends_at: { kind: 'time', read: (discount) => discount.endsAt },
    },
  };
}

/** As the search syntax calls them. */
function typeOf({ kind, value }: DiscountState): string {
  if (kind === 'free-shipping') return 'free_shipping';
  return kind === 'bxgy' ? 'bogo' : 'percentage' in value ? 'percentage' : 'fixed_amount';
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
