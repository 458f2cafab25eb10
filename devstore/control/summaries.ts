/** What the control API and page tell about the shop: short forms of the state, never the state itself. */
import { currentRisk } from '#devstore/orders/assess-risk.ts';
import { fulfillmentStatus } from '#devstore/orders/fulfillment-status.ts';
import { orderTotals, piecesLeft } from '#devstore/orders/order-totals.ts';
import { settled } from '#devstore/credit/store-credit.ts';
import { discountStatus } from '#devstore/discounts/discount-events.ts';
import { findMetafield } from '#devstore/metafields.ts';
import { fromMinor } from '#devstore/pricing/minor-units.ts';
import { storeTime } from '#devstore/clock.ts';
import { extensionBlocks } from '#devstore/admin-shell/extension-files.ts';
import { blockState } from '#devstore/admin-shell/pages/theme-editor.ts';
import { gid } from '#devstore/store.ts';
import type {
  CustomerState,
  DeliveryState,
  DiscountState,
  GiftCardState,
  OrderState,
  ShopState,
  Store,
} from '#devstore/state.ts';

export function storeSummary(store: Store) {
  return {
    app: { name: store.app.name, handle: store.app.handle, url: store.app.url, origin: store.app.origin },
    now: storeTime(store),
    clockOffsetMs: store.clockOffset,
    injectors: store.injectors,
    held: store.held,
    shops: [...store.shops.values()].map((shop) => ({ domain: shop.domain, name: shop.name, installed: shop.installed })),
  };
}

export function shopSummary(store: Store, shop: ShopState) {
  return {
    domain: shop.domain,
    handle: shop.handle,
    name: shop.name,
    currency: shop.currency,
    timeZone: shop.timeZone,
    markets: shop.markets,
    installed: shop.installed,
    grantedScopes: shop.grantedScopes,
    links: linksOf(store, shop),
    switches: switchesOf(store, shop),
    counts: {
      orders: shop.orders.size,
      customers: shop.customers.size,
      discounts: shop.discounts.size,
      deliveries: countBy(shop.deliveries, ({ state }) => state),
    },
    products: [...shop.products.values()].map((product) => ({
      id: product.id,
      title: product.title,
      variants: product.variants.map(({ id, title, price, inventory }) => ({ id, title, price, inventory })),
    })),
  };
}

export function linksOf(store: Store, shop: ShopState) {
  return {
    storefront: `https://${shop.domain}/`,
    admin: `https://admin.shopify.com/store/${shop.handle}`,
    app: `https://admin.shopify.com/store/${shop.handle}/apps/${store.app.handle}`,
  };
}

export function switchesOf(store: Store, shop: ShopState) {
  const blocks = extensionBlocks(store).filter(({ target }) => target === 'section');
  return {
    embedEnabled: shop.theme.embedEnabled,
    blocks: Object.fromEntries(blocks.map((block) => [block.handle, blockState(shop, block).enabled])),
    consentRequired: shop.consent.required,
    protectedDataApproved: shop.protectedDataApproved,
    journeyReadyAfterMinutes: shop.journeyReadyAfterMinutes,
    plan: shop.plan,
    password: shop.password,
    giftCards: shop.giftCardsEnabled,
    storeCredit: shop.storeCreditEnabled,
    storeCreditLimit: shop.storeCreditLimit,
  };
}

export function discountSummary(store: Store, discount: DiscountState) {
  const { codes, ...rest } = discount;
  return {
    ...rest,
    status: discountStatus(store, discount),
    codesCount: codes.length,
    codes: codes.slice(0, 250).map(({ id, code, usageCount }) => ({ id, code, usageCount })),
  };
}

export function cardSummary({ id, code, balance, initialValue, customerId, enabled, expiresOn }: GiftCardState) {
  return { id, code, balance, initialValue, customerId, enabled, expiresOn };
}

export function customerSummary(store: Store, shop: ShopState, customer: CustomerState) {
  const link = findMetafield(store.app, shop, gid('Customer', customer.id), '$app', 'referral_link');
  return {
    id: customer.id,
    name: [customer.firstName, customer.lastName].filter(Boolean).join(' '),
    email: customer.email,
    state: customer.state,
    orders: [...shop.orders.values()].filter((order) => order.customerId === customer.id).length,
    referralLink: link?.value ?? null,
    storeCredit: [...shop.storeCreditAccounts.values()]
      .filter(({ customerId }) => customerId === customer.id)
      .map((account) => settled(store, account))
      .map(({ currency, balance }) => ({ currency, balance })),
  };
}

export function orderSummary(store: Store, shop: ShopState, order: OrderState) {
  const customer = order.customerId === null ? undefined : shop.customers.get(order.customerId);
  const totals = orderTotals(order);
  return {
    id: order.id,
    name: order.name,
    createdAt: order.createdAt,
    updatedAt: order.updatedAt,
    customer: customer === undefined ? null : { id: customer.id, email: customer.email, firstName: customer.firstName },
    email: order.email,
    sourceName: order.sourceName,
    subscriptionOf: order.subscriptionOf,
    test: order.test,
    currency: order.currency,
    subtotal: order.subtotal,
    total: order.total,
    currentTotal: fromMinor(totals.currentTotal, order.currency),
    refunded: fromMinor(totals.refunded, order.currency),
    outstanding: fromMinor(totals.outstanding, order.currency),
    financialStatus: order.financialStatus,
    fulfilled: fulfillmentStatus(order) === 'fulfilled',
    delivered: isDelivered(order),
    parcels: order.parcels.map(({ id, status, shipment, createdAt, deliveredAt }) => ({
      id,
      status,
      shipment,
      createdAt,
      deliveredAt,
    })),
    disputed: order.disputedAt !== null,
    disputes: order.disputes.map(({ id, type, status }) => ({ id, type, status })),
    risk: currentRisk(store, order)?.level ?? null,
    cancelledAt: order.cancelledAt,
    discountCodes: order.discountCodes,
    attributes: order.attributes,
    landingSite: order.landingSite,
    journey: order.journey,
    lines: order.lines.map((line) => ({
      id: line.id,
      title: line.title,
      quantity: line.quantity,
      left: piecesLeft(line),
      price: line.price,
      properties: line.properties,
    })),
  };
}

function isDelivered(order: OrderState): boolean {
  const sent = order.parcels.filter(({ status }) => status === 'success');
  return fulfillmentStatus(order) === 'fulfilled' && sent.every(({ deliveredAt }) => deliveredAt !== null);
}

/** Without the body, which may be long and is read one by one. */
export function deliverySummary(delivery: DeliveryState) {
  const { body, ...rest } = delivery;
  return { ...rest, dueAt: new Date(delivery.dueAt).toISOString(), bodyBytes: Buffer.byteLength(body) };
}

function countBy<Item>(items: Item[], key: (item: Item) => string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const item of items) counts[key(item)] = (counts[key(item)] ?? 0) + 1;
  return counts;
}
