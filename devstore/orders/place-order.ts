/** Placing an order, however it came about: online, at the till, as a draft, as a renewal, months ago, in another currency. */
import { isoSeconds, storeTime } from '#devstore/clock.ts';
import { assessOrderRisk, type RiskRequest } from '#devstore/orders/assess-risk.ts';
import { findOrMakeBuyer } from '#devstore/orders/buyer.ts';
import { defaultJourney } from '#devstore/orders/journey.ts';
import { emitOrderEvents } from '#devstore/orders/order-events.ts';
import { financialStatus } from '#devstore/orders/order-totals.ts';
import { firstPayments } from '#devstore/orders/payments.ts';
import { completeOrder, type CompleteOrder } from '#devstore/orders/renewal.ts';
import { fromMinor, toMinor } from '#devstore/pricing/minor-units.ts';
import { priceCart, recordUsage, takeStock, variantOf, type PricedCart, type PricedLine } from '#devstore/pricing/price-cart.ts';
import { newId } from '#devstore/store.ts';
import { takeFromPurses } from '#devstore/credit/order-purses.ts';
import type {
  AddressState,
  CustomerState,
  OrderLine,
  OrderState,
  OrderVisit,
  ShopState,
  Store,
  TransactionState,
} from '#devstore/state.ts';

export type NewOrder = {
  /** An existing customer; otherwise the e-mail address or phone number finds or makes one, as a guest checkout does. */
  customerId?: string | null | undefined;
  email?: string | null | undefined;
  phone?: string | null | undefined;
  firstName?: string | undefined;
  lastName?: string | undefined;
  /** No customer at all, whatever the contact (some till orders). */
  withoutCustomer?: boolean | undefined;
  /** At least one, unless `subscriptionOf` says what is renewed. */
  lines?: { variantId: string; quantity: number; properties?: Record<string, string> | undefined }[] | undefined;
  /** As entered; codes that do not apply are left off, as at checkout. */
  discountCodes?: string[] | undefined;
  /** Cart attributes (note_attributes). */
  attributes?: Record<string, string> | undefined;
  note?: string | null | undefined;
  tags?: string[] | undefined;
  /** Path and query of the first page of the visit. */
  landingSite?: string | null | undefined;
  referringSite?: string | null | undefined;
  /** customerJourneySummary; by default made from landingSite, ready so many minutes after the order as the shop's switch says. */
  journey?: { first: OrderVisit | null; last: OrderVisit | null; readyAt?: string | undefined } | undefined;
  /** web (default), pos, shopify_draft_order, subscription_contract, or an app's id. */
  sourceName?: string | undefined;
  /** Id of the first order of a subscription: this one renews it, with its buyer, addresses and lines. */
  subscriptionOf?: string | undefined;
  browserIp?: string | null | undefined;
  userAgent?: string | null | undefined;
  cartToken?: string | null | undefined;
  checkoutToken?: string | null | undefined;
  shippingAddress?: AddressState | null | undefined;
  billingAddress?: AddressState | null | undefined;
  test?: boolean | undefined;
  /** paid (default), or pending until payOrder. */
  financialStatus?: 'paid' | 'pending' | undefined;
  /** Shop currency; the whole order with one payment by default. Less than the order costs leaves it partially paid. */
  payments?: { amount: string; gateway?: string | undefined; purse?: TransactionState['purse'] | undefined }[] | undefined;
  /** ISO; now on the virtual clock by default. */
  createdAt?: string | undefined;
  /** What the buyer saw and paid in; the shop's currency by default. */
  presentmentCurrency?: string | undefined;
  /** Units of the presentment currency for one of the shop's; that of the shop's market by default. */
  presentmentRate?: number | undefined;
  locale?: string | undefined;
  acceptsMarketing?: boolean | undefined;
  /** Shopify's fraud analysis; none by default. */
  risk?: RiskRequest | undefined;
  /** Webhook topics to emit, in this order, instead of those that Shopify would emit. */
  events?: string[] | undefined;
};

/**
 * Prices the lines, records the use of codes and the inventory, stores the order and emits its webhooks under one event id:
 * customers/create when the customer is new, orders/create, orders/paid when paid, orders/updated, customers/update.
 * Throws for an unknown customer, variant or first order, for an order without lines and for payments of more than it costs.
 */
export function placeOrder(store: Store, shop: ShopState, given: NewOrder): OrderState {
  const input = completeOrder(shop, given);
  for (const line of input.lines) variantOf(shop, line.variantId);
  const currency = input.presentmentCurrency ?? shop.currency;
  const presentment = { currency, rate: input.presentmentRate ?? marketRate(shop, currency) };
  const at = input.createdAt === undefined ? storeTime(store) : isoSeconds(new Date(input.createdAt));
  const { customer, isNew } = findOrMakeBuyer(store, shop, input, at);
  const priced = priceCart(store, shop, {
    lines: input.lines,
    discountCodes: input.discountCodes ?? [],
    customerId: customer?.id ?? null,
    email: input.email ?? customer?.email ?? null,
    country: (input.shippingAddress ?? customer?.addresses[0])?.countryCode ?? null,
    purchase: input.subscriptionOf === undefined ? 'one-time' : 'subscription',
  });
  const order = newOrderState(store, shop, input, { at, customer, priced, presentment });
  takeFromPurses(store, shop, order);
  shop.nextOrderNumber += 1;
  shop.orders.set(order.id, order);
  const codes = order.discountCodes.map(({ code }) => code);
  recordUsage(shop, codes, order.customerId);
  for (const line of input.lines) takeStock(shop, line);
  const usual = [
    ...(isNew ? ['customers/create'] : []),
    'orders/create',
    ...(order.financialStatus === 'paid' ? ['orders/paid'] : []),
    'orders/updated',
    ...(isNew ? [] : ['customers/update']),
  ];
  emitOrderEvents(store, shop, order, input.events ?? usual, { at });
  if (input.risk !== undefined) assessOrderRisk(store, shop, order, { ...input.risk, at: input.risk.at ?? at });
  return order;
}

type Circumstances = {
  at: string;
  customer: CustomerState | null;
  priced: PricedCart;
  presentment: { currency: string; rate: number };
};

function newOrderState(store: Store, shop: ShopState, input: CompleteOrder, given: Circumstances): OrderState {
  const { at, customer, priced, presentment } = given;
  const sourceName = input.sourceName ?? 'web';
  const number = shop.nextOrderNumber;
  const home = customer?.addresses[0] ?? null;
  const isDelivered = priced.requiresShipping && sourceName !== 'pos';
  const shippingAddress = input.shippingAddress === undefined ? (isDelivered ? home : null) : input.shippingAddress;
  const shipping = sourceName === 'pos' ? fromMinor(0, shop.currency) : priced.shipping;
  const minor = (decimal: string) => toMinor(decimal, shop.currency);
  const total = fromMinor(minor(priced.subtotal) + minor(shipping) + minor(priced.tax), shop.currency);
  const test = input.test ?? false;
  const gateway = test ? 'bogus' : sourceName === 'pos' ? 'cash' : 'shopify_payments';
  const transactions = firstPayments(store, input, { total, currency: shop.currency, gateway, at });
  const order: OrderState = {
    id: newId(store),
    number,
    name: `#${number}`,
    customerId: customer?.id ?? null,
    email: input.email ?? customer?.email ?? null,
    phone: input.phone ?? null,
    currency: shop.currency,
    presentmentCurrency: presentment.currency,
    presentmentRate: presentment.rate,
    lines: input.lines.map((line, index) => orderLine(store, shop, priced.lines[index], line.properties ?? {})),
    discountCodes: priced.discountCodes.map(({ code, amount, type, value, method, selection }) => ({
      code,
      amount,
      type,
      value,
      method,
      selection,
    })),
    subtotal: priced.subtotal,
    shipping,
    shippingDiscounts: sourceName === 'pos' ? [] : priced.shippingDiscounts,
    tax: priced.tax,
    total,
    transactions,
    disputes: [],
    risks: [],
    refunds: [],
    attributes: { ...input.attributes },
    landingSite: input.landingSite ?? null,
    referringSite: input.referringSite ?? null,
    journey: defaultJourney(shop, at, sourceName, input),
    sourceName,
    subscriptionOf: input.subscriptionOf ?? null,
    browserIp: input.browserIp ?? null,
    userAgent: input.userAgent ?? null,
    cartToken: input.cartToken ?? null,
    checkoutToken: input.checkoutToken ?? null,
    shippingAddress,
    billingAddress: input.billingAddress === undefined ? (shippingAddress ?? home) : input.billingAddress,
    test,
    financialStatus: 'pending',
    parcels: [],
    disputedAt: null,
    createdAt: at,
    processedAt: at,
    updatedAt: at,
    cancelledAt: null,
    cancelReason: null,
    customerLocale: input.locale ?? customer?.locale ?? shop.locale,
    acceptsMarketing: input.acceptsMarketing ?? false,
    tags: [...(input.tags ?? [])],
    note: input.note ?? null,
  };
  order.financialStatus = financialStatus(order);
  return order;
}

function orderLine(store: Store, shop: ShopState, priced: PricedLine | undefined, properties: Record<string, string>): OrderLine {
  if (priced === undefined) throw new Error('dev store: a line of the order was not priced');
  const { product, variant } = variantOf(shop, priced.variantId);
  return {
    id: newId(store),
    productId: product.id,
    variantId: variant.id,
    title: product.title,
    variantTitle: variant.title,
    sku: variant.sku,
    vendor: product.vendor,
    requiresShipping: variant.requiresShipping,
    giftCard: product.giftCard,
    quantity: priced.quantity,
    price: priced.price,
    discounts: priced.discounts,
    tax: priced.tax,
    properties,
    refundedQuantity: 0,
    removedQuantity: 0,
    addedByEdit: false,
  };
}

function marketRate(shop: ShopState, currency: string): number {
  if (currency === shop.currency) return 1;
  const market = shop.markets.find((each) => each.currency === currency);
  if (market === undefined) throw new Error(`dev store: ${shop.domain} has no market in ${currency}: give presentmentRate`);
  return market.rate;
}
