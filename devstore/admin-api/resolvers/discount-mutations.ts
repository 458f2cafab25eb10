import { storeNow, storeTime } from '#devstore/clock.ts';
import { idOf, refused, type ApiContext, type Fields, type UserError } from '#devstore/admin-api/answers.ts';
import { checkDiscount, type DiscountInput } from '#devstore/admin-api/resolvers/discount-input.ts';
import { discountCodeNodeAnswer } from '#devstore/admin-api/resolvers/discounts.ts';
import { emitWebhook } from '#devstore/webhooks/emit.ts';
import { gid, newId } from '#devstore/store.ts';
import type { DiscountState } from '#devstore/state.ts';

export function discountMutations(context: ApiContext): Fields {
  const { store, shop } = context;
  const node = (discount: DiscountState) => ({
    codeDiscountNode: () => discountCodeNodeAnswer(context, discount),
    userErrors: [],
  });
  const fail = (errors: UserError[]) => refused(['codeDiscountNode'], 'DiscountUserError', errors);
  const missing: UserError[] = [{ field: ['id'], message: 'Code discount does not exist.', code: 'INVALID' }];

  /** Applies `change` to the discount and tells the subscribers. */
  function change(id: string, apply: (discount: DiscountState) => void): Fields {
    const discount = shop.discounts.get(idOf(id));
    if (discount === undefined) return fail(missing);
    apply(discount);
    discount.updatedAt = storeTime(store);
    emitWebhook(store, shop, 'discounts/update', discountJson(discount));
    return node(discount);
  }

  return {
    discountCodeBasicCreate: ({ basicCodeDiscount }: { basicCodeDiscount: DiscountInput }) => {
      const checked = checkDiscount(context, basicCodeDiscount, null);
      if ('errors' in checked) return fail(checked.errors);
      const { code, ...fields } = checked.fields;
      const now = storeTime(store);
      const discount: DiscountState = {
        ...blank,
        ...fields,
        id: newId(store),
        codes: [{ id: newId(store), code: code ?? '', usageCount: 0 }],
        active: true,
        createdByApp: true,
        createdAt: now,
        updatedAt: now,
        usedByCustomer: {},
      };
      shop.discounts.set(discount.id, discount);
      emitWebhook(store, shop, 'discounts/create', discountJson(discount));
      return node(discount);
    },
    discountCodeBasicUpdate: ({ id, basicCodeDiscount }: { id: string; basicCodeDiscount: DiscountInput }) => {
      const discount = shop.discounts.get(idOf(id));
      if (discount === undefined) return fail(missing);
      const checked = checkDiscount(context, basicCodeDiscount, discount);
      if ('errors' in checked) return fail(checked.errors);
      const { code, ...fields } = checked.fields;
      return change(id, () => {
        Object.assign(discount, fields);
        const [only] = discount.codes;
        if (code !== undefined && only !== undefined) only.code = code;
      });
    },
    discountCodeActivate: ({ id }: { id: string }) =>
      change(id, (discount) => {
        const now = storeNow(store).getTime();
        discount.active = true;
        if (Date.parse(discount.startsAt) > now) discount.startsAt = storeTime(store);
        if (discount.endsAt !== null && Date.parse(discount.endsAt) <= now) discount.endsAt = null;
      }),
    discountCodeDeactivate: ({ id }: { id: string }) =>
      change(id, (discount) => {
        discount.active = false;
        if (discount.endsAt === null || Date.parse(discount.endsAt) > storeNow(store).getTime())
          discount.endsAt = storeTime(store);
      }),
    discountCodeDelete: ({ id }: { id: string }) => {
      const discount = shop.discounts.get(idOf(id));
      if (discount === undefined) return refused(['deletedCodeDiscountId'], 'DiscountUserError', missing);
      shop.discounts.delete(discount.id);
      emitWebhook(store, shop, 'discounts/delete', {
        admin_graphql_api_id: gid('DiscountCodeNode', discount.id),
        deleted_at: storeTime(store),
      });
      return { deletedCodeDiscountId: gid('DiscountCodeNode', discount.id), userErrors: [] };
    },
  };
}

/** What a discount is where its input says nothing. */
const blank = {
  title: '',
  value: { percentage: 0 },
  minimumSubtotal: null,
  minimumQuantity: null,
  usageLimit: null,
  appliesOncePerCustomer: false,
  customerIds: null,
  combinesWith: { orderDiscounts: false, productDiscounts: false, shippingDiscounts: false },
  startsAt: '',
  endsAt: null,
  tags: [],
} satisfies Partial<DiscountState>;

function discountJson(discount: DiscountState) {
  return {
    admin_graphql_api_id: gid('DiscountCodeNode', discount.id),
    title: discount.title,
    status: discount.active ? 'ACTIVE' : 'EXPIRED',
    created_at: discount.createdAt,
    updated_at: discount.updatedAt,
  };
}
