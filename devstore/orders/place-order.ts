/** Placing an order, however it came about: online, at the till, as a draft, as a renewal, years ago in another currency. */
import type { AddressState, OrderState, OrderVisit, ShopState, Store } from '#devstore/state.ts';

export type NewOrder = {
  /** An existing customer; otherwise the e-mail address or phone number finds or makes one, as a guest checkout does. */
  customerId?: string | null | undefined;
  email?: string | null | undefined;
  phone?: string | null | undefined;
  firstName?: string | undefined;
  lastName?: string | undefined;
  /** No customer at all, whatever the contact (some till orders). */
  withoutCustomer?: boolean | undefined;
  lines: { variantId: string; quantity: number; properties?: Record<string, string> | undefined }[];
  /** As entered; codes that do not apply are left off, as at checkout. */
  discountCodes?: string[] | undefined;
  /** Cart attributes (note_attributes). */
  attributes?: Record<string, string> | undefined;
  note?: string | null | undefined;
  tags?: string[] | undefined;
  /** Path and query of the first page of the visit. */
  landingSite?: string | null | undefined;
  referringSite?: string | null | undefined;
  /** customerJourneySummary; by default made from landingSite, ready a minute after the order. */
  journey?: { first: OrderVisit | null; last: OrderVisit | null; readyAt?: string | undefined } | undefined;
  /** web (default), pos, shopify_draft_order, subscription_contract, or an app's id. */
  sourceName?: string | undefined;
  browserIp?: string | null | undefined;
  userAgent?: string | null | undefined;
  cartToken?: string | null | undefined;
  checkoutToken?: string | null | undefined;
  shippingAddress?: AddressState | null | undefined;
  billingAddress?: AddressState | null | undefined;
  test?: boolean | undefined;
  /** paid (default), or pending until payOrder. */
  financialStatus?: 'paid' | 'pending' | undefined;
  /** ISO; now on the virtual clock by default. */
  createdAt?: string | undefined;
  /** What the buyer saw and paid in; the shop's currency by default. */
  presentmentCurrency?: string | undefined;
  /** Units of the presentment currency for one of the shop's. */
  presentmentRate?: number | undefined;
  locale?: string | undefined;
  acceptsMarketing?: boolean | undefined;
  /** Webhook topics to emit, in this order, instead of those that Shopify would emit. */
  events?: string[] | undefined;
};

/**
 * Prices the lines, records the use of codes and the inventory, stores the order and emits its webhooks under one event id:
 * customers/create when the customer is new, orders/create, orders/paid when paid, orders/updated.
 */
export declare function placeOrder(store: Store, shop: ShopState, input: NewOrder): OrderState;
