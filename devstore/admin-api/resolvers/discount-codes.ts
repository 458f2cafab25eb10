/** The codes of a discount: the asynchronous bulk creation and deletion, and their pages. */
import { isGiven, idOf, notImitated, refused, type Answer, type ApiContext, type Fields } from '#devstore/admin-api/answers.ts';
import { connection, type PageArgs } from '#devstore/admin-api/connections.ts';
import { discountCodeNodeAnswer } from '#devstore/admin-api/resolvers/discounts.ts';
import { appAnswer } from '#devstore/admin-api/resolvers/installation.ts';
import { searchFilter } from '#devstore/admin-api/search.ts';
import { askedFor, settleCodeJobs, startCreation, startDeletion } from '#devstore/discounts/code-jobs.ts';
import { gid } from '#devstore/store.ts';
import type { BulkCreationState, DiscountState } from '#devstore/state.ts';

type RedeemCode = DiscountState['codes'][number];

const mostCodesAtOnce = 250;

export function discountCodeQueries(context: ApiContext): Fields {
  const { store, shop } = context;
  return {
    discountRedeemCodeBulkCreation: ({ id }: { id: string }) => {
      const creation = shop.bulkCreations.get(idOf(id));
      if (creation === undefined) return null;
      askedFor(store, shop, creation);
      return bulkCreationAnswer(context, creation);
    },
    job: ({ id }: { id: string }) => {
      const job = shop.codeDeletions.get(idOf(id));
      if (job === undefined) return null;
      askedFor(store, shop, job);
      return { __typename: 'Job', id, done: job.done };
    },
  };
}

export function discountCodeMutations(context: ApiContext): Fields {
  const { store, shop } = context;
  return {
    discountRedeemCodeBulkAdd: ({ discountId, codes }: { discountId: string; codes: { code: string }[] }) => {
      const fail = (field: string, message: string, code: string) =>
        refused(['bulkCreation'], 'DiscountUserError', [{ field: [field], message, code }]);
      const discount = shop.discounts.get(idOf(discountId));
      if (discount === undefined) return fail('discountId', 'Code discount does not exist.', 'INVALID');
      if (codes.length === 0) return fail('codes', "Codes can't be blank", 'BLANK');
      if (codes.length > mostCodesAtOnce) return fail('codes', `Codes can't exceed ${mostCodesAtOnce}`, 'TOO_MANY_ARGUMENTS');
      const creation = startCreation(
        store,
        shop,
        discount,
        codes.map(({ code }) => code),
        context.fault?.fault === 'partial' ? context.fault.every : 0,
      );
      return { bulkCreation: () => bulkCreationAnswer(context, creation), userErrors: [] };
    },
    discountCodeRedeemCodeBulkDelete: (args: {
      discountId: string;
      ids?: string[] | null;
      search?: string | null;
      savedSearchId?: string | null;
    }) => {
      const fail = (field: string[] | null, message: string, code: string) =>
        refused(['job'], 'DiscountUserError', [{ field, message, code }]);
      if (isGiven(args.savedSearchId)) throw notImitated('discountCodeRedeemCodeBulkDelete(savedSearchId)');
      const discount = shop.discounts.get(idOf(args.discountId));
      if (discount === undefined) return fail(['discountId'], 'Code discount does not exist.', 'INVALID');
      if (!isGiven(args.ids) === !isGiven(args.search)) {
        return !isGiven(args.ids)
          ? fail(null, "Missing expected argument key: 'ids', 'search' or 'saved_search_id'.", 'MISSING_ARGUMENT')
          : fail(null, "Only one of 'ids', 'search' or 'saved_search_id' is allowed.", 'TOO_MANY_ARGUMENTS');
      }
      const ids = args.ids?.map(idOf);
      const found =
        ids === undefined
          ? discount.codes.filter(searchFilter(args.search, codeSearch))
          : discount.codes.filter(({ id }) => ids.includes(id));
      const job = startDeletion(
        store,
        shop,
        discount,
        found.map(({ id }) => id),
      );
      return { job: { __typename: 'Job', id: `gid://shopify/Job/${job.id}`, done: false }, userErrors: [] };
    },
  };
}

export function bulkCreationAnswer(context: ApiContext, creation: BulkCreationState): Answer {
  settleCodeJobs(context.store, context.shop);
  const discount = context.shop.discounts.get(creation.discountId);
  const failed = creation.codes.filter(({ error }) => error !== null).length;
  return {
    __typename: 'DiscountRedeemCodeBulkCreation',
    id: gid('DiscountRedeemCodeBulkCreation', creation.id),
    createdAt: creation.createdAt,
    done: creation.done,
    codesCount: creation.codes.length,
    importedCount: creation.done ? creation.codes.length - failed : 0,
    failedCount: failed,
    discountCode: () => (discount === undefined ? null : discountCodeNodeAnswer(context, discount)),
    codes: (args: PageArgs) =>
      connection(creation.codes.entries(), args, {
        type: 'DiscountRedeemCodeBulkCreationCode',
        id: ([index]) => String(index),
        node: ([, { code, error, redeemCodeId }]) => {
          const made = discount?.codes.find(({ id }) => id === redeemCodeId);
          return {
            __typename: 'DiscountRedeemCodeBulkCreationCode',
            code,
            discountRedeemCode: () => (discount === undefined || made === undefined ? null : codeAnswer(context, discount, made)),
            errors:
              error === null
                ? []
                : [
                    {
                      __typename: 'DiscountUserError',
                      field: ['code'],
                      code: error,
                      message: codeMessages[error] ?? error,
                      extraInfo: null,
                    },
                  ],
          };
        },
      }),
  };
}

const codeMessages: Record<string, string> = {
  TAKEN: 'Code must be unique. Please try a different code.',
  BLANK: "Code can't be blank",
  TOO_LONG: 'Code is too long (maximum is 255 characters)',
  INVALID: 'Code discount does not exist.',
  INTERNAL_ERROR: 'Something went wrong. Please try again.',
};

export function codeConnection(
  context: ApiContext,
  discount: DiscountState,
  args: PageArgs & { query?: string | null; sortKey?: string | null },
): Answer {
  const key = args.sortKey ?? 'ID';
  if (key !== 'ID' && key !== 'CODE') throw notImitated(`sorting discount codes by ${key}`);
  return connection(discount.codes.filter(searchFilter(args.query, codeSearch)), args, {
    type: 'DiscountRedeemCode',
    id: (code) => code.id,
    ...(key === 'CODE' ? { sortValue: (code: RedeemCode) => code.code.toUpperCase() } : {}),
    node: (code) => codeAnswer(context, discount, code),
  });
}

function codeAnswer(context: ApiContext, discount: DiscountState, code: RedeemCode): Answer {
  return {
    __typename: 'DiscountRedeemCode',
    id: gid('DiscountRedeemCode', code.id),
    code: code.code,
    asyncUsageCount: code.usageCount,
    createdBy: () => (discount.createdByApp ? appAnswer(context) : null),
  };
}

const codeSearch = {
  words: (code: RedeemCode) => [code.code],
  fields: {
    id: { kind: 'number', read: (code: RedeemCode) => Number(code.id) },
    times_used: { kind: 'number', read: (code: RedeemCode) => code.usageCount },
    code: { kind: 'text', read: (code: RedeemCode) => [code.code] },
  },
} as const;
