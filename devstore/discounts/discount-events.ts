/** Changes to discounts, by the app or by the merchant, and the webhooks that tell of them. Shapes: shopify.dev, Webhooks reference, 2026-07. */
import { storeNow, storeTime } from '#devstore/clock.ts';
import { shopTime } from '#devstore/orders/shop-time.ts';
import { gid } from '#devstore/store.ts';
import type { DiscountState, ShopState, Store } from '#devstore/state.ts';
import { emitWebhook } from '#devstore/webhooks/emit.ts';

type RedeemCode = DiscountState['codes'][number];

export function discountStatus(store: Store, discount: DiscountState): 'ACTIVE' | 'EXPIRED' | 'SCHEDULED' {
  const now = storeNow(store).getTime();
  if (!discount.active || (discount.endsAt !== null && Date.parse(discount.endsAt) <= now)) return 'EXPIRED';
  return Date.parse(discount.startsAt) > now ? 'SCHEDULED' : 'ACTIVE';
}

/** Stores a new discount and emits discounts/create. */
export function addDiscount(store: Store, shop: ShopState, discount: DiscountState): void {
  shop.discounts.set(discount.id, discount);
  emitWebhook(store, shop, 'discounts/create', discountJson(store, shop, discount));
}

/** Applies a change and emits discounts/update. */
export function changeDiscount(
  store: Store,
  shop: ShopState,
  discount: DiscountState,
  apply: (discount: DiscountState) => void,
): void {
  apply(discount);
  discount.updatedAt = storeTime(store);
  emitWebhook(store, shop, 'discounts/update', discountJson(store, shop, discount));
}

/** Makes a discount usable now: a start in the future is moved to now, an end in the past is taken away. */
export function activateDiscount(store: Store, shop: ShopState, discount: DiscountState): void {
  changeDiscount(store, shop, discount, () => {
    const now = storeNow(store).getTime();
    discount.active = true;
    if (Date.parse(discount.startsAt) > now) discount.startsAt = storeTime(store);
    if (discount.endsAt !== null && Date.parse(discount.endsAt) <= now) discount.endsAt = null;
  });
}

/** Ends a discount now. */
export function deactivateDiscount(store: Store, shop: ShopState, discount: DiscountState): void {
  changeDiscount(store, shop, discount, () => {
    discount.active = false;
    if (discount.endsAt === null || Date.parse(discount.endsAt) > storeNow(store).getTime()) discount.endsAt = storeTime(store);
  });
}

/** Deletes a discount with its codes and emits discounts/delete; the codes are told of with it. */
export function deleteDiscount(store: Store, shop: ShopState, discount: DiscountState): void {
  shop.discounts.delete(discount.id);
  emitWebhook(store, shop, 'discounts/delete', {
    admin_graphql_api_id: gid('DiscountCodeNode', discount.id),
    deleted_at: shopTime(storeTime(store), shop.timeZone),
  });
}

/** Adds a code and emits discounts/redeemcode_added. */
export function addCode(store: Store, shop: ShopState, discount: DiscountState, code: RedeemCode): void {
  discount.codes.push(code);
  emitWebhook(store, shop, 'discounts/redeemcode_added', codeJson(store, discount, code));
}

/** Takes codes away from a discount and emits discounts/redeemcode_removed for each. */
export function removeCodes(store: Store, shop: ShopState, discount: DiscountState, codes: readonly RedeemCode[]): void {
  const gone = new Set(codes);
  discount.codes = discount.codes.filter((code) => !gone.has(code));
  discount.updatedAt = storeTime(store);
  for (const code of codes) emitWebhook(store, shop, 'discounts/redeemcode_removed', codeJson(store, discount, code));
}

function discountJson(store: Store, shop: ShopState, discount: DiscountState) {
  return {
    admin_graphql_api_id: gid('DiscountCodeNode', discount.id),
    title: discount.title,
    status: discountStatus(store, discount),
    created_at: shopTime(discount.createdAt, shop.timeZone),
    updated_at: shopTime(discount.updatedAt, shop.timeZone),
  };
}

/** The time of these is in UTC with milliseconds, unlike that of the discount itself. */
function codeJson(store: Store, discount: DiscountState, { id, code }: RedeemCode) {
  return {
    admin_graphql_api_id: gid('DiscountCodeNode', discount.id),
    redeem_code: { id: gid('DiscountRedeemCode', id), code },
    updated_at: storeNow(store).toISOString(),
  };
}
