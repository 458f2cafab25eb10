/** The codes of a discount: the asynchronous bulk creation and deletion, and their pages. */
import { randomUUID } from 'node:crypto';
import { storeNow, storeTime } from '#devstore/clock.ts';
import { isGiven, idOf, notImitated, refused, type Answer, type ApiContext, type Fields } from '#devstore/admin-api/answers.ts';
import { connection, type PageArgs } from '#devstore/admin-api/connections.ts';
import { discountCodeNodeAnswer } from '#devstore/admin-api/resolvers/discounts.ts';
import { appAnswer } from '#devstore/admin-api/resolvers/installation.ts';
import { searchFilter } from '#devstore/admin-api/search.ts';
import { findDiscountCode } from '#devstore/pricing/find-discount.ts';
import { emitWebhook } from '#devstore/webhooks/emit.ts';
import { gid, newId } from '#devstore/store.ts';
import type { BulkCreationState, DiscountState, ShopState, Store } from '#devstore/state.ts';

type RedeemCode = DiscountState['codes'][number];

const mostCodesAtOnce = 250;
/** How long the dev store takes over a bulk creation, on the virtual clock. */
const creationMs = 300;

export function discountCodeQueries(context: ApiContext): Fields {
  return {
    discountRedeemCodeBulkCreation: ({ id }: { id: string }) => {
      const creation = context.shop.bulkCreations.get(idOf(id));
      return creation === undefined ? null : bulkCreationAnswer(context, creation);
    },
    // Deletions are done when they are answered, so every job there is is done.
    job: ({ id }: { id: string }) => ({ __typename: 'Job', id, done: true }),
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
      const creation: BulkCreationState = {
        id: newId(store),
        discountId: discount.id,
        createdAt: storeTime(store),
        readyAt: storeNow(store).getTime() + creationMs,
        done: false,
        codes: codes.map(({ code }) => ({ code: code.trim(), error: null, redeemCodeId: null })),
      };
      shop.bulkCreations.set(creation.id, creation);
      setTimeout(() => settleBulkCreations(store, shop), creationMs + 1).unref();
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
      removeCodes(store, shop, discount, found);
      return { job: { __typename: 'Job', id: `gid://shopify/Job/${randomUUID()}`, done: false }, userErrors: [] };
    },
  };
}

/** Makes the codes of every bulk creation that is due. */
export function settleBulkCreations(store: Store, shop: ShopState): void {
  const now = storeNow(store).getTime();
  for (const creation of shop.bulkCreations.values()) {
    if (creation.done || creation.readyAt > now) continue;
    creation.done = true;
    const discount = shop.discounts.get(creation.discountId);
    for (const wanted of creation.codes) {
      if (discount === undefined) wanted.error = 'INVALID';
      else if (wanted.code === '') wanted.error = 'BLANK';
      else if (wanted.code.length > 255) wanted.error = 'TOO_LONG';
      else if (findDiscountCode(shop, wanted.code) !== null) wanted.error = 'TAKEN';
      else {
        wanted.redeemCodeId = newId(store);
        discount.codes.push({ id: wanted.redeemCodeId, code: wanted.code, usageCount: 0 });
        emitWebhook(store, shop, 'discounts/redeemcode_added', codeJson(store, discount, wanted.redeemCodeId, wanted.code));
      }
    }
  }
}

export function bulkCreationAnswer(context: ApiContext, creation: BulkCreationState): Answer {
  settleBulkCreations(context.store, context.shop);
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

/** Takes codes away from a discount and says so. */
export function removeCodes(store: Store, shop: ShopState, discount: DiscountState, codes: RedeemCode[]): void {
  discount.codes = discount.codes.filter((code) => !codes.includes(code));
  discount.updatedAt = storeTime(store);
  for (const code of codes)
    emitWebhook(store, shop, 'discounts/redeemcode_removed', codeJson(store, discount, code.id, code.code));
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

function codeJson(store: Store, discount: DiscountState, id: string, code: string) {
  return {
    admin_graphql_api_id: gid('DiscountCodeNode', discount.id),
    redeem_code: { id: gid('DiscountRedeemCode', id), code },
    updated_at: storeTime(store),
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
