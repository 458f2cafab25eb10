import { beforeEach, expect, test } from 'vitest';
import { blankDiscount } from '#devstore/discounts/blank-discount.ts';
import { cancelOrder } from '#devstore/orders/cancel-order.ts';
import { deleteOrder } from '#devstore/orders/delete-order.ts';
import { deliverOrder } from '#devstore/orders/deliver-order.ts';
import { disputeOrder, settleDispute } from '#devstore/orders/dispute-order.ts';
import { editOrder } from '#devstore/orders/edit-order.ts';
import { cancelFulfillment, fulfillOrder } from '#devstore/orders/fulfill-order.ts';
import { orderJson } from '#devstore/orders/order-json.ts';
import { payOrder } from '#devstore/orders/pay-order.ts';
import { placeOrder } from '#devstore/orders/place-order.ts';
import { refundOrder } from '#devstore/orders/refund-order.ts';
import type { DiscountState, OrderState, ShopState, Store } from '#devstore/state.ts';
import { newId } from '#devstore/store.ts';
import { whenIdle } from '#devstore/webhooks/dispatch.ts';
import { samplePayload, shapeDifferences } from '#tests/support/payload-sample.ts';
import { storeWithReceiver, subscribe, type Receiver } from '#tests/support/webhook-receiver.ts';

const allTopics = [
  'orders/create', 'orders/paid', 'orders/updated', 'orders/cancelled', 'orders/edited', 'orders/fulfilled', 'orders/delete',
  'refunds/create', 'customers/create', 'customers/update', 'disputes/create', 'disputes/update',
]; // prettier-ignore

let store: Store;
let shop: ShopState;
let receiver: Receiver;

async function begin(options: Parameters<typeof storeWithReceiver>[0] = {}): Promise<void> {
  ({ store, shop, receiver } = await storeWithReceiver(options));
  store.app.subscriptions = [];
  subscribe(shop, allTopics);
}

beforeEach(() => begin());

/** Topics and documents that arrived since the last call. */
async function arrived(): Promise<{ topics: string[]; of(topic: string): Record<string, unknown>; eventIds: Set<string> }> {
  await whenIdle(store);
  const batch = receiver.received.splice(0);
  expect(batch.every((each) => each.signatureHolds)).toBe(true);
  return {
    topics: batch.map((each) => each.topic).sort(),
    eventIds: new Set(batch.map((each) => each.eventId)),
    of(topic) {
      const found = batch.find((each) => each.topic === topic);
      if (found === undefined) throw new Error(`${topic} did not arrive`);
      return found.payload;
    },
  };
}

function variant(handle: string, index = 0): string {
  const product = [...shop.products.values()].find((each) => each.handle === handle);
  const found = product?.variants[index];
  if (found === undefined) throw new Error(handle);
  return found.id;
}

function code(text: string, value: DiscountState['value']): void {
  const id = newId(store);
  shop.discounts.set(id, {
    ...blankDiscount,
    id,
    title: text,
    codes: [{ id: newId(store), code: text, usageCount: 0 }],
    value,
    usageLimit: 1,
    startsAt: shop.createdAt,
    createdAt: shop.createdAt,
    updatedAt: shop.createdAt,
    usedByCustomer: {},
  });
}

function order(extra: Partial<Parameters<typeof placeOrder>[2]> = {}): OrderState {
  return placeOrder(store, shop, {
    email: 'mia@example.com',
    firstName: 'Mia',
    lastName: 'Lund',
    lines: [
      { variantId: variant('ridgeline-blend'), quantity: 3 },
      { variantId: variant('hand-grinder'), quantity: 1 },
    ],
    ...extra,
  });
}

test("an order has every key of Shopify's sample, of the same kind", async () => {
  const address = {
    firstName: 'Mia', lastName: 'Lund', address1: '1 Mill Street', city: 'Portland', zip: '04101', provinceCode: 'ME', countryCode: 'US', phone: null,
  }; // prettier-ignore
  code('WELCOME', { percentage: 0.1 });
  const placed = order({
    discountCodes: ['welcome'],
    shippingAddress: address,
    browserIp: '203.0.113.9',
    userAgent: 'Mozilla/5.0',
  });
  const { of } = await arrived();
  const document = of('orders/create');
  expect(shapeDifferences(samplePayload('orders-create.official-2026-07'), document)).toEqual([]);
  expect(document).toEqual(JSON.parse(JSON.stringify(orderJson(store, shop, placed))));
  expect(shapeDifferences(samplePayload('customers-create.official-2026-07'), of('customers/create'))).toEqual([]);
  expect(document).toMatchObject({
    name: '#1001',
    email: 'mia@example.com',
    financial_status: 'paid',
    total_line_items_price: '140.00',
    total_discounts: '14.00',
    subtotal_price: '126.00',
    total_tax: '10.08',
    total_price: '136.08',
    total_outstanding: '0.00',
    discount_codes: [{ code: 'welcome', amount: '14.00', type: 'percentage' }],
    discount_applications: [
      { type: 'discount_code', value: '10.0', value_type: 'percentage', code: 'welcome', target_type: 'line_item' },
    ],
    line_items: [
      { quantity: 3, price: '17.00', discount_allocations: [{ amount: '5.10', discount_application_index: 0 }] },
      { quantity: 1, price: '89.00', variant_title: null, discount_allocations: [{ amount: '8.90' }] },
    ],
    client_details: { browser_ip: '203.0.113.9', user_agent: 'Mozilla/5.0' },
    shipping_address: { province: 'Maine', country: 'United States' },
  });
  expect(document['created_at']).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d-0[45]:00$/);
  expect(document['customer']).not.toHaveProperty('orders_count');
});

test('placing an order emits what Shopify emits, under one event id, and takes stock and code uses', async () => {
  code('ONCE', { amount: '5.00', appliesOnEachItem: false });
  const kettle = variant('gooseneck-kettle');
  const stock = () => [...shop.products.values()].flatMap((each) => each.variants).find((each) => each.id === kettle)?.inventory;
  const before = stock() ?? 0;
  order({ lines: [{ variantId: kettle, quantity: 2 }], discountCodes: ['ONCE'] });
  const first = await arrived();
  expect(first.topics).toEqual(['customers/create', 'orders/create', 'orders/paid', 'orders/updated']);
  expect(first.eventIds.size).toBe(1);
  expect(stock()).toBe(before - 2);

  const again = order({ email: 'MIA@example.com', discountCodes: ['ONCE'] });
  expect(again.discountCodes).toEqual([]);
  const second = await arrived();
  expect(second.topics).toEqual(['customers/update', 'orders/create', 'orders/paid', 'orders/updated']);
  expect(second.of('orders/paid')['customer']).toMatchObject({ first_name: 'Mia', state: 'disabled' });
});

test('the caller chooses topics and their order', async () => {
  order({ events: ['orders/updated', 'orders/paid'] });
  await whenIdle(store);
  expect(shop.deliveries.map((each) => each.topic)).toEqual(['orders/updated', 'orders/paid']);
});

test('evidence travels: attributes, properties, landing page, referrer, and a journey with the code that Shopify reads from the address', async () => {
  const placed = order({
    attributes: { __vouchsafe: '{"f":["ANNA",1]}' },
    lines: [{ variantId: variant('enamel-mug'), quantity: 1, properties: { Engraving: 'Mia' } }],
    landingSite: '/products/enamel-mug?ref=ANNA7K2QX&utm_source=mail',
    referringSite: 'https://mail.example.com/',
  });
  const { of } = await arrived();
  expect(of('orders/paid')).toMatchObject({
    note_attributes: [{ name: '__vouchsafe', value: '{"f":["ANNA",1]}' }],
    landing_site: '/products/enamel-mug?ref=ANNA7K2QX&utm_source=mail',
    landing_site_ref: null,
    referring_site: 'https://mail.example.com/',
    line_items: [{ properties: [{ name: 'Engraving', value: 'Mia' }] }],
  });
  expect(placed.journey.last).toMatchObject({ referralCode: 'ANNA7K2QX', referrerUrl: 'https://mail.example.com/' });
  expect(Date.parse(placed.journey.readyAt)).toBeGreaterThan(Date.parse(placed.createdAt));
});

test('till, draft, renewal and test orders say so, and a till order may have no customer', async () => {
  order({ sourceName: 'pos', withoutCustomer: true, email: null });
  const till = (await arrived()).of('orders/create');
  expect(till).toMatchObject({
    source_name: 'pos',
    customer: null,
    email: null,
    client_details: null,
    landing_site: null,
    shipping_lines: [],
  });
  order({ sourceName: 'shopify_draft_order' });
  expect((await arrived()).of('orders/create')).toMatchObject({ source_name: 'shopify_draft_order', app_id: 1_354_745 });
  const renewal = order({ sourceName: 'subscription_contract', test: true });
  expect((await arrived()).of('orders/create')).toMatchObject({
    source_name: 'subscription_contract',
    test: true,
    payment_gateway_names: ['bogus'],
  });
  expect(renewal.journey).toMatchObject({ first: null, last: null });
});

test('the buyer pays in the currency of the market, the shop books its own', async () => {
  order({ presentmentCurrency: 'CAD', locale: 'fr-CA' });
  const document = (await arrived()).of('orders/create');
  expect(document).toMatchObject({
    currency: 'USD',
    presentment_currency: 'CAD',
    customer_locale: 'fr-CA',
    subtotal_price: '140.00',
    subtotal_price_set: {
      shop_money: { amount: '140.00', currency_code: 'USD' },
      presentment_money: { amount: '191.80', currency_code: 'CAD' },
    },
  });
});

test('a full refund gives everything back and empties the current totals', async () => {
  const placed = order();
  await arrived();
  refundOrder(store, shop, placed, { note: 'Damaged' });
  const { topics, eventIds, of } = await arrived();
  expect(topics).toEqual(['orders/updated', 'refunds/create']);
  expect(eventIds.size).toBe(1);
  const refund = of('refunds/create');
  const sample = samplePayload('refunds-create.official-2026-07');
  expect(shapeDifferences(sample, refund)).toEqual([]);
  expect(refund).toMatchObject({
    order_id: Number(placed.id),
    note: 'Damaged',
    refund_line_items: [
      { quantity: 3, subtotal: 51, total_tax: 4.08, subtotal_set: { shop_money: { amount: '51.00' } } },
      { quantity: 1, subtotal: 89, total_tax: 7.12 },
    ],
    transactions: [{ kind: 'refund', status: 'success', amount: placed.total, currency: 'USD' }],
    order_adjustments: [],
  });
  expect(of('orders/updated')).toMatchObject({
    financial_status: 'refunded',
    current_subtotal_price: '0.00',
    current_total_price: '0.00',
    current_total_tax: '0.00',
    subtotal_price: '140.00',
    total_outstanding: '0.00',
    line_items: [{ quantity: 3, current_quantity: 0 }, { current_quantity: 0 }],
    refunds: [refund],
  });
  expect(() => refundOrder(store, shop, placed, { amount: '0.01' })).toThrow(/cannot be given back/);
});

test('pieces refunded one by one add up to the line to the cent', async () => {
  code('SEVEN', { percentage: 0.07 });
  const placed = order({ discountCodes: ['SEVEN'], lines: [{ variantId: variant('paper-filters'), quantity: 7 }] });
  const lineId = placed.lines[0]?.id ?? '';
  for (let piece = 0; piece < 7; piece += 1) {
    expect(placed.financialStatus).toBe(piece === 0 ? 'paid' : 'partially_refunded');
    refundOrder(store, shop, placed, { lines: [{ lineId, quantity: 1 }], restock: 'no_restock' });
  }
  const subtotals = placed.refunds.map((refund) => Math.round(Number(refund.lines[0]?.subtotal) * 100));
  expect(subtotals.reduce((sum, each) => sum + each, 0)).toBe(Math.round(Number(placed.subtotal) * 100));
  const { of } = await arrived();
  expect(of('orders/paid')['subtotal_price']).toBe('48.82');
  expect(orderJson(store, shop, placed)).toMatchObject({
    current_subtotal_price: '0.00',
    current_total_tax: '0.00',
    current_total_price: placed.shipping,
    financial_status: 'partially_refunded',
  });
  expect(() => refundOrder(store, shop, placed, { lines: [{ lineId, quantity: 1 }] })).toThrow(/0 are left/);
});

test('an amount without lines is an adjustment, and less than the lines are worth too', async () => {
  const placed = order();
  refundOrder(store, shop, placed, { amount: '10.00' });
  const goodwill = await arrived();
  expect(goodwill.of('refunds/create')).toMatchObject({
    refund_line_items: [],
    order_adjustments: [{ kind: 'refund_discrepancy', amount: '-10.00' }],
    transactions: [{ amount: '10.00' }],
  });
  refundOrder(store, shop, placed, { lines: [{ lineId: placed.lines[1]?.id ?? '', quantity: 1 }], amount: '80.00' });
  const { of } = await arrived();
  expect(of('refunds/create')).toMatchObject({ order_adjustments: [{ amount: '16.12' }], transactions: [{ amount: '80.00' }] });
  expect(of('orders/updated')).toMatchObject({
    current_subtotal_price: '51.00',
    current_total_price: '61.20',
    total_outstanding: '0.00',
    financial_status: 'partially_refunded',
  });
});

test.each([
  { currency: 'JPY', handle: 'tokyo-beans', subtotal: '5100', tax: '408', refunded: 2550, set: '2550', current: '2550' },
  { currency: 'KWD', handle: 'kuwait-beans', subtotal: '10.540', tax: '0.843', refunded: 5.27, set: '5.270', current: '5.270' },
])('amounts in $currency keep its digits', async ({ currency, handle, subtotal, tax, refunded, set, current }) => {
  await begin({ currency, handle, markets: [] });
  const placed = order({ lines: [{ variantId: variant('ridgeline-blend'), quantity: 2 }] });
  expect((await arrived()).of('orders/create')).toMatchObject({ currency, subtotal_price: subtotal, total_tax: tax });
  refundOrder(store, shop, placed, { lines: [{ lineId: placed.lines[0]?.id ?? '', quantity: 1 }] });
  const { of } = await arrived();
  expect(of('refunds/create')).toMatchObject({
    refund_line_items: [{ subtotal: refunded, subtotal_set: { shop_money: { amount: set, currency_code: currency } } }],
  });
  expect(of('orders/updated')).toMatchObject({ current_subtotal_price: current, financial_status: 'partially_refunded' });
});

test('a cancellation gives money and stock back; an unpaid order is voided; money may be kept', async () => {
  const paid = order();
  await arrived();
  cancelOrder(store, shop, paid, { reason: 'fraud' });
  const first = await arrived();
  expect(first.topics).toEqual(['orders/cancelled', 'orders/updated', 'refunds/create']);
  expect(first.of('orders/cancelled')).toMatchObject({
    cancel_reason: 'fraud',
    financial_status: 'refunded',
    current_total_price: '0.00',
    refunds: [{ refund_line_items: [{ restock_type: 'cancel' }, { restock_type: 'cancel' }] }],
  });
  expect(first.of('orders/cancelled')['cancelled_at']).not.toBeNull();
  expect(() => cancelOrder(store, shop, paid)).toThrow(/already/);

  const unpaid = order({ financialStatus: 'pending' });
  expect((await arrived()).topics).not.toContain('orders/paid');
  cancelOrder(store, shop, unpaid);
  expect((await arrived()).of('orders/cancelled')).toMatchObject({ financial_status: 'voided', current_total_price: '0.00' });

  const kept = order();
  await arrived();
  cancelOrder(store, shop, kept, { refund: false });
  const last = await arrived();
  expect(last.of('refunds/create')['transactions']).toEqual([]);
  expect(last.of('orders/cancelled')).toMatchObject({
    financial_status: 'paid',
    current_total_price: '0.00',
    total_outstanding: `-${kept.total}`,
  });
});

test('a pending order is paid later', async () => {
  const pending = order({ financialStatus: 'pending' });
  expect((await arrived()).of('orders/create')).toMatchObject({ financial_status: 'pending', total_outstanding: pending.total });
  payOrder(store, shop, pending);
  const { topics, of } = await arrived();
  expect(topics).toEqual(['orders/paid', 'orders/updated']);
  expect(of('orders/paid')).toMatchObject({ financial_status: 'paid', total_outstanding: '0.00' });
  expect(() => payOrder(store, shop, pending)).toThrow(/nothing/);
});

test('an edit changes the current totals, keeps the original ones, and what it adds is outstanding until paid', async () => {
  const placed = order();
  await arrived();
  editOrder(store, shop, placed, {
    add: [{ variantId: variant('enamel-mug'), quantity: 2 }],
    remove: [{ lineId: placed.lines[0]?.id ?? '', quantity: 1 }],
    note: 'Swapped',
  });
  const { topics, of, eventIds } = await arrived();
  expect(topics).toEqual(['orders/edited', 'orders/updated']);
  expect(eventIds.size).toBe(1);
  expect(shapeDifferences(samplePayload('orders-edited.official-2026-07'), of('orders/edited'))).toEqual([]);
  expect(of('orders/edited')).toMatchObject({
    order_edit: { line_items: { additions: [{ delta: 2 }], removals: [{ delta: 1 }] } },
  });
  expect(of('orders/updated')).toMatchObject({
    subtotal_price: '140.00',
    total_line_items_price: '140.00',
    current_subtotal_price: '155.00',
    financial_status: 'partially_paid',
    total_outstanding: '16.20',
    line_items: [{ quantity: 3, current_quantity: 2 }, {}, { quantity: 2 }],
  });
  payOrder(store, shop, placed);
  expect((await arrived()).of('orders/updated')).toMatchObject({ financial_status: 'paid', total_outstanding: '0.00' });
});

test('a dispute, its end, a parcel and a deletion are told', async () => {
  const placed = order({ test: true });
  await arrived();
  const dispute = disputeOrder(store, shop, placed);
  const opened = await arrived();
  expect(opened.topics).toEqual(['disputes/create', 'orders/updated']);
  expect(opened.of('disputes/create')).toMatchObject({
    order_id: Number(placed.id),
    amount: placed.total,
    currency: 'USD',
    status: 'needs_response',
  });
  settleDispute(store, shop, placed, dispute, 'lost');
  expect((await arrived()).of('disputes/update')).toMatchObject({ status: 'lost' });
  fulfillOrder(store, shop, placed);
  expect((await arrived()).of('orders/fulfilled')).toMatchObject({
    fulfillment_status: 'fulfilled',
    fulfillments: [{ status: 'success' }],
    line_items: [{ fulfillable_quantity: 0 }, {}],
  });
  deliverOrder(store, shop, placed);
  const delivered = (await arrived()).of('orders/updated');
  expect(delivered).toMatchObject({ fulfillments: [{ shipment_status: 'delivered', updated_at: delivered['updated_at'] }] });
  deleteOrder(store, shop, placed);
  expect((await arrived()).of('orders/delete')).toEqual({ id: Number(placed.id) });
  expect(shop.orders.size).toBe(0);
});

test('an order leaves in parcels: each is told, one that is cancelled did not leave, and a carrier tells how far they are', async () => {
  subscribe(shop, ['fulfillments/create', 'fulfillments/update', 'orders/partially_fulfilled']);
  const placed = order();
  await arrived();
  const [first, second] = placed.lines;
  const pieces = (line = first, quantity = line?.quantity ?? 0) => [{ lineId: line?.id ?? '', quantity }];
  fulfillOrder(store, shop, placed, { lines: pieces() });
  const partly = await arrived();
  expect(partly.topics).toEqual(['fulfillments/create', 'orders/partially_fulfilled', 'orders/updated']);
  expect(partly.eventIds.size).toBe(1);
  expect(partly.of('fulfillments/create')).toMatchObject({
    status: 'success',
    email: placed.email,
    line_items: [{ id: Number(first?.id) }],
  });
  expect(partly.of('orders/updated')).toMatchObject({
    fulfillment_status: 'partial',
    line_items: [{ fulfillment_status: 'fulfilled', fulfillable_quantity: 0 }, { fulfillment_status: null }],
  });
  expect(() => fulfillOrder(store, shop, placed, { lines: pieces() })).toThrow(/cannot leave, 0 are there/);

  fulfillOrder(store, shop, placed, { lines: pieces(second) });
  expect((await arrived()).of('orders/fulfilled')).toMatchObject({ fulfillment_status: 'fulfilled', fulfillments: [{}, {}] });
  expect(() => fulfillOrder(store, shop, placed)).toThrow(/fulfilled already/);
  const [parcel, other] = placed.parcels;
  deliverOrder(store, shop, placed, { parcelId: parcel?.id, status: 'in_transit' });
  expect((await arrived()).of('fulfillments/update')).toMatchObject({ id: Number(parcel?.id), shipment_status: 'in_transit' });
  cancelFulfillment(store, shop, placed, { parcelId: other?.id });
  const back = await arrived();
  expect(back.of('fulfillments/update')).toMatchObject({ id: Number(other?.id), status: 'cancelled' });
  expect(back.of('orders/updated')).toMatchObject({
    fulfillment_status: 'partial',
    fulfillments: [{ status: 'success' }, { status: 'cancelled' }],
  });

  // What is not sent any more is given back: the rest is the whole.
  refundOrder(store, shop, placed, { lines: pieces(second) });
  expect((await arrived()).of('orders/updated')).toMatchObject({ fulfillment_status: 'fulfilled' });
  deliverOrder(store, shop, placed);
  expect(() => deliverOrder(store, shop, placed)).toThrow(/no such parcel/);
  expect(placed.parcels.map(({ status, shipment }) => [status, shipment])).toEqual([
    ['success', 'delivered'],
    ['cancelled', null],
  ]);
});

test('an order of the past has its own times, and every change moves updated_at', async () => {
  const placed = order({ createdAt: '2026-07-01T22:30:00Z' });
  expect((await arrived()).of('orders/create')).toMatchObject({
    created_at: '2026-07-01T18:30:00-04:00',
    updated_at: '2026-07-01T18:30:00-04:00',
  });
  refundOrder(store, shop, placed, { amount: '1.00', at: '2026-07-01T22:30:00Z' });
  expect((await arrived()).of('orders/updated')['updated_at']).toBe('2026-07-01T18:30:01-04:00');
  expect(shop.deliveries[0]?.triggeredAt).toBe('2026-07-01T22:30:00.000000Z');
});

test('an app without approval for protected data gets the order without the person', async () => {
  shop.protectedDataApproved = false;
  order({ browserIp: '203.0.113.9' });
  const document = (await arrived()).of('orders/create');
  expect(document).toMatchObject({
    name: '#1001',
    email: null,
    contact_email: null,
    customer: { email: null, first_name: null, last_name: null },
    line_items: [{ title: 'Ridgeline Blend' }, {}],
  });
  expect(JSON.stringify(document)).not.toMatch(/mia@example\.com|Lund/);
});

test("the app's own subscriptions get orders reduced to the fields of shopify.app.toml", async () => {
  ({ store, shop, receiver } = await storeWithReceiver());
  order();
  await whenIdle(store);
  const [paid] = receiver.of('orders/paid');
  expect(Object.keys(paid ?? {})).toEqual(
    expect.arrayContaining(['id', 'updated_at', 'note_attributes', 'customer', 'line_items']),
  );
  expect(paid).not.toHaveProperty('shipping_lines');
  expect(Object.keys((paid?.['customer'] ?? {}) as object).sort()).toEqual(['email', 'first_name', 'id', 'last_name', 'phone']);
  const [line] = (paid?.['line_items'] ?? []) as Record<string, unknown>[];
  expect(line).toMatchObject({ properties: [], quantity: 3, price_set: { shop_money: { amount: '17.00' } } });
  expect(line).not.toHaveProperty('title');
  expect(line?.['price_set']).not.toHaveProperty('presentment_money');
  expect(receiver.of('orders/create')).toEqual([]);
});

test('nonsense is refused: no lines, an unknown customer, variant or currency', () => {
  expect(() => order({ lines: [] })).toThrow(/at least one line/);
  expect(() => order({ customerId: '1' })).toThrow(/no customer/);
  expect(() => order({ lines: [{ variantId: '1', quantity: 1 }] })).toThrow(/no variant/);
  expect(() => order({ presentmentCurrency: 'CHF' })).toThrow(/no market/);
  expect(shop.orders.size).toBe(0);
});

test('an order paid in two parts is paid when both are there, and a refund goes back to both', async () => {
  const whole = { lines: [{ variantId: variant('hand-grinder'), quantity: 1 }] };
  const partial = order({ ...whole, payments: [{ amount: '50.00', gateway: 'gift_card' }] });
  const first = await arrived();
  expect(first.topics).not.toContain('orders/paid');
  expect(first.of('orders/create')).toMatchObject({ financial_status: 'partially_paid', total_outstanding: '46.12' });
  payOrder(store, shop, partial);
  expect((await arrived()).of('orders/paid')).toMatchObject({
    financial_status: 'paid',
    payment_gateway_names: ['gift_card', 'manual'],
  });

  const split = order({ ...whole, payments: [{ amount: '50.00', gateway: 'gift_card' }, { amount: '46.12' }] });
  expect((await arrived()).of('orders/paid')).toMatchObject({
    financial_status: 'paid',
    payment_gateway_names: ['gift_card', 'shopify_payments'],
  });
  refundOrder(store, shop, split, { amount: '60.00' });
  refundOrder(store, shop, split, { amount: '30.00' });
  const amounts = split.transactions.map(({ kind, gateway, amount }) => `${kind} ${gateway} ${amount}`);
  expect(amounts.slice(2)).toEqual(['refund gift_card 50.00', 'refund shopify_payments 10.00', 'refund shopify_payments 30.00']);
  expect(split.refunds.map(({ transactionIds }) => transactionIds.length)).toEqual([2, 1]);
  expect(() => order({ ...whole, payments: [{ amount: '500.00' }] })).toThrow(/more than/);
});

test('a renewal repeats the first order: buyer, address and lines, but neither evidence nor network', async () => {
  const address = {
    firstName: 'Mia', lastName: 'Lund', address1: '1 Mill Street', city: 'Portland', zip: '04101', provinceCode: 'ME', countryCode: 'US', phone: null,
  }; // prettier-ignore
  const first = order({
    attributes: { __vouchsafe: 'x' },
    landingSite: '/?ref=ANNA7K2QX',
    browserIp: '203.0.113.9',
    shippingAddress: address,
  });
  const renewal = placeOrder(store, shop, { subscriptionOf: first.id });
  expect(renewal).toMatchObject({
    customerId: first.customerId,
    sourceName: 'subscription_contract',
    subscriptionOf: first.id,
    attributes: {},
    landingSite: null,
    browserIp: null,
    journey: { first: null, last: null },
    shippingAddress: address,
    total: first.total,
    financialStatus: 'paid',
  });
  expect(renewal.lines.map(({ quantity }) => quantity)).toEqual([3, 1]);
  expect(() => placeOrder(store, shop, { subscriptionOf: '1' })).toThrow(/renew/);
  expect(() => placeOrder(store, shop, { email: 'a@example.com' })).toThrow(/at least one line/);
});
