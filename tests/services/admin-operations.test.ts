import { beforeEach, expect, test } from 'vitest';
import { codeTermsSchema } from '#app/domain/benefit.ts';
import type { NewCodeDiscount } from '#app/shopify/code-discount-input.ts';
import { type AmountOff, createDiscountCode } from '#app/shopify/operations/create-discount-code.ts';
import { readCustomers } from '#app/shopify/operations/customers-by-ids.ts';
import { deactivateDiscount } from '#app/shopify/operations/deactivate-discount.ts';
import { findDiscountByCode } from '#app/shopify/operations/find-discount-by-code.ts';
import { readOrderContexts } from '#app/shopify/operations/order-contexts.ts';
import { readRecentOrders, type RecentOrder } from '#app/shopify/operations/recent-orders.ts';
import { setReferralLinks } from '#app/shopify/operations/set-referral-links.ts';
import { readShopDetails } from '#app/shopify/operations/shop-details.ts';
import { readProductGroups } from '#app/shopify/operations/product-groups.ts';
import { orderPayload } from '#app/shopify/order-payload.ts';
import { type OrderSnapshot, readOrderPayload } from '#app/services/read-order-payload.server.ts';
import { includeFields } from '#devstore/webhooks/include-fields.ts';
import type { OrderState } from '#devstore/state.ts';
import { storeNow } from '#devstore/clock.ts';
import { orderJson } from '#devstore/orders/order-json.ts';
import { placeOrder } from '#devstore/orders/place-order.ts';
import { refundOrder } from '#devstore/orders/refund-order.ts';
import { useAdminApi } from '../support/admin-api.ts';

/** Every operation against the dev store's Admin API, which runs the real schema. */
const api = useAdminApi({ customers: 60 });
beforeEach(() => {
  api.shop.protectedDataApproved = true;
  api.shop.discounts.clear();
});

type AmountDiscount = NewCodeDiscount & { value: AmountOff };

function newDiscount(changes: Partial<AmountDiscount> = {}): AmountDiscount {
  return {
    code: 'THANKS-2222-3333-4444',
    title: 'Referral reward THANKS-2222-3333-4444',
    tag: 'vouchsafe-reward-1',
    value: { kind: 'percentage', basisPoints: 1250 },
    terms: codeTermsSchema.parse({}),
    currency: 'USD',
    minimumSubtotalMinor: '0',
    usesPerCode: 1,
    customerId: null,
    startsAt: Date.parse('2026-11-01T00:00:00Z'),
    endsAt: Date.parse('2027-11-01T00:00:00Z'),
    ...changes,
  };
}

test('a shop tells its name, currency, time zone and storefront', async () => {
  expect(await readShopDetails(api.client())).toEqual({
    shopifyId: api.shop.id,
    name: 'Tea',
    contactEmail: 'hello@tea.example.com',
    currency: 'USD',
    timeZone: 'America/New_York',
    storefrontUrl: 'https://tea.myshopify.com',
    plan: expect.stringMatching(/\w/) as string,
  });
});

test('a percentage becomes a single-use code that is found by its name in any letter case', async () => {
  const answer = await createDiscountCode(api.client(), newDiscount());
  const [discount] = api.shop.discounts.values();
  expect(discount).toMatchObject({ value: { percentage: 0.125 }, usageLimit: 1, minimumSubtotal: null, createdByApp: true });
  expect(answer).toEqual({ created: `gid://shopify/DiscountCodeNode/${discount?.id}` });
  expect(await findDiscountByCode(api.client(), 'thanks-2222-3333-4444')).toEqual({
    discountId: `gid://shopify/DiscountCodeNode/${discount?.id}`,
    title: 'Referral reward THANKS-2222-3333-4444',
    tags: ['vouchsafe-reward-1'],
    usable: true,
    redeemCodeId: `gid://shopify/DiscountRedeemCode/${discount?.codes[0]?.id}`,
    uses: 0,
    endsAt: Date.parse('2027-11-01T00:00:00Z'),
  });
});

test('an amount with a minimum is written in decimals of its currency, and never ends when it need not', async () => {
  const value = { kind: 'fixed-amount', minor: '1250' } as const;
  await createDiscountCode(api.client(), newDiscount({ value, minimumSubtotalMinor: '3000', endsAt: null }));
  const [discount] = api.shop.discounts.values();
  expect(discount).toMatchObject({
    value: { amount: '12.50', appliesOnEachItem: false },
    minimumSubtotal: '30.00',
    endsAt: null,
  });
});

test("a code that exists is answered as taken, and Shopify's refusal in its own words", async () => {
  await createDiscountCode(api.client(), newDiscount());
  expect(await createDiscountCode(api.client(), newDiscount({ code: 'thanks-2222-3333-4444' }))).toEqual({ taken: true });
  const refused = await createDiscountCode(api.client(), newDiscount({ code: 'X', endsAt: Date.parse('2020-01-01') }));
  expect(refused).toEqual({ rejected: expect.stringMatching(/\w+/) as string });
});

test('a discount is ended, twice if need be, and one that the merchant deleted counts as ended', async () => {
  await createDiscountCode(api.client(), newDiscount());
  const found = await findDiscountByCode(api.client(), 'THANKS-2222-3333-4444');
  const id = found?.discountId ?? '';
  expect(await deactivateDiscount(api.client(), id)).toEqual({ ended: true });
  expect(await deactivateDiscount(api.client(), id)).toEqual({ ended: true });
  expect((await findDiscountByCode(api.client(), 'THANKS-2222-3333-4444'))?.usable).toBe(false);
  api.shop.discounts.clear();
  expect(await deactivateDiscount(api.client(), id)).toEqual({ ended: true });
  expect(await findDiscountByCode(api.client(), 'THANKS-2222-3333-4444')).toBeNull();
});

test('names and addresses of customers are read', async () => {
  const [customer] = api.shop.customers.values();
  const { id = '', firstName = '', lastName = '', email = '', phone = null } = customer ?? {};
  expect(await readCustomers(api.client(), [id, '404'])).toEqual([{ customerId: id, firstName, lastName, email, phone }]);
});

test("links go to the customers' metafields", async () => {
  const [first, second] = [...api.shop.customers.keys()];
  const links = [first, second].map((customerId) => ({
    customerId: customerId ?? '',
    link: `https://tea.example/?ref=${customerId}`,
  }));
  expect(await setReferralLinks(api.client(), links)).toEqual({ written: true });
  const written = [...api.shop.metafields.values()].filter((metafield) => metafield.key === 'referral_link');
  expect(written.map((metafield) => [metafield.ownerId, metafield.type, metafield.value])).toEqual(
    links.map(({ customerId, link }) => [`gid://shopify/Customer/${customerId}`, 'url', link]),
  );
});

test('a link that cannot be written names its customer', async () => {
  const [first] = [...api.shop.customers.keys()];
  const answer = await setReferralLinks(api.client(), [
    { customerId: first ?? '', link: 'https://tea.example/' },
    { customerId: '404', link: 'https://tea.example/' },
  ]);
  expect(answer).toMatchObject({ rejected: [{ customerId: '404' }] });
});

async function allRecent(from: number): Promise<RecentOrder[]> {
  const orders: RecentOrder[] = [];
  for await (const page of readRecentOrders(api.client(), from)) orders.push(...page);
  return orders;
}

/** The order as its webhook tells it, reduced by the app's own include_fields. */
function webhookOf(order: OrderState): unknown {
  const [subscription] = api.store.app.subscriptions.filter(({ topic }) => topic === 'orders/paid');
  const payload: unknown = JSON.parse(JSON.stringify(orderJson(api.store, api.shop, order)));
  return includeFields(payload, subscription?.includeFields ?? []);
}

test('an order read by the Admin API tells the same facts as its webhook', async () => {
  const variants = [...api.shop.products.values()].flatMap((product) => product.variants);
  const [customer] = api.shop.customers.values();
  const door = {
    firstName: 'Ada',
    lastName: 'B',
    city: 'Köln',
    zip: '50667',
    countryCode: 'DE',
    provinceCode: null,
    phone: null,
  };
  const order = placeOrder(api.store, api.shop, {
    lines: variants.slice(0, 20).map(({ id }, index) => ({ variantId: id, quantity: index + 1 })),
    customerId: customer?.id ?? null,
    attributes: { __vouchsafe: '{"f":["K7M2XPD4TW",1]}' },
    landingSite: '/?ref=K7M2XPD4TW',
    referringSite: 'https://Forum.example/thread?id=7',
    browserIp: '203.0.113.9',
    createdAt: new Date(storeNow(api.store).getTime() - 600_000).toISOString(), // Shopify knows how the buyer came
    shippingAddress: { ...door, address1: 'Domplatz 3', address2: 'Hinterhaus' },
    billingAddress: { ...door, address1: 'Ring 12b', countryCode: 'AT', zip: '1010', city: 'Wien' },
  });
  expect(order.lines.length).toBeGreaterThan(15);
  refundOrder(api.store, api.shop, order, { amount: '1.00' });
  const [found] = (await allRecent(Date.parse(order.createdAt) - 1000)).filter(({ name }) => name === order.name);
  if (!found) throw new Error('the order was not found');
  const asked = readOrderPayload(JSON.parse(orderPayload(found)));
  const told = readOrderPayload(webhookOf(order));
  // One refund per transaction there, one per refund here; what each code took off, GraphQL does not tell; neither the browser.
  const comparable = (snapshot: OrderSnapshot) => ({
    ...snapshot,
    refunds: snapshot.refunds.map(({ amountMinor }) => amountMinor),
    discounts: snapshot.discounts.map(({ code }) => code),
    buyer: { ...snapshot.buyer, userAgent: null },
  });
  expect(comparable(asked)).toEqual(comparable(told));
  expect(asked).toMatchObject({ country: 'DE', referrerHost: 'forum.example', paid: true });
  expect(asked.lines.map(({ quantity }) => quantity)).toEqual(order.lines.map(({ quantity }) => quantity));
  expect(asked.buyer.addresses).toHaveLength(2);
});

test('a usual order is told in three kilobytes', () => {
  const [first, second] = [...api.shop.products.values()].flatMap((product) => product.variants);
  const [customer] = api.shop.customers.values();
  const order = placeOrder(api.store, api.shop, {
    lines: [first, second].map((variant) => ({ variantId: variant?.id ?? '', quantity: 1 })),
    customerId: customer?.id ?? null,
    attributes: { __vouchsafe: '{"f":["K7M2XPD4TW",1]}' },
  });
  expect(JSON.stringify(webhookOf(order)).length).toBeLessThan(3_000);
});

test('tags and collections of products are told, for what exists', async () => {
  const [collection] = [...api.shop.collections.values()].filter(({ productIds }) => productIds.length > 0);
  const product = api.shop.products.get(collection?.productIds[0] ?? '');
  const groups = await readProductGroups(api.client(), [product?.id ?? '', '404']);
  expect([...groups.keys()]).toEqual([product?.id]);
  expect(groups.get(product?.id ?? '')?.tags).toEqual(product?.tags.map((tag) => tag.toLowerCase()).sort());
  expect(groups.get(product?.id ?? '')?.collections).toContain(collection?.id);
});

test("a customer's orders are counted, and the order's place among them is told once Shopify knows", async () => {
  const [variant] = [...api.shop.products.values()].flatMap((product) => product.variants);
  const customer = [...api.shop.customers.values()][7];
  const input = { lines: [{ variantId: variant?.id ?? '', quantity: 1 }], customerId: customer?.id ?? null };
  const [first, second] = [placeOrder(api.store, api.shop, input), placeOrder(api.store, api.shop, input)];
  second.journey.readyAt = new Date(Date.now() + 3_600_000).toISOString();
  first.journey.readyAt = first.createdAt;
  const contexts = await readOrderContexts(api.client(), [first.id, second.id, '404']);
  expect(contexts.get(first.id)).toEqual({ numberOfOrders: 2, customerOrderIndex: 1 });
  expect(contexts.get(second.id)).toEqual({ numberOfOrders: 2, customerOrderIndex: null });
  expect(contexts.has('404')).toBe(false);
});

test('without approval for protected data, orders come without what names their buyers', async () => {
  const [variant] = [...api.shop.products.values()].flatMap((product) => product.variants);
  const [customer] = api.shop.customers.values();
  const order = placeOrder(api.store, api.shop, {
    lines: [{ variantId: variant?.id ?? '', quantity: 1 }],
    customerId: customer?.id ?? null,
  });
  api.shop.protectedDataApproved = false;
  const found = (await allRecent(Date.parse(order.createdAt) - 1000)).find(({ name }) => name === order.name);
  expect(found).toMatchObject({ email: null, customer: { firstName: null, lastName: null } });
  expect(await readCustomers(api.client(), [customer?.id ?? ''])).toEqual([
    { customerId: customer?.id, firstName: null, lastName: null, email: null, phone: null },
  ]);
});
