/** What an app learns of one order beside its money: addresses, network, device, products, visits. By webhook and by the Admin API. */
import { beforeEach, expect, test } from 'vitest';
import { placeOrder, type NewOrder } from '#devstore/orders/place-order.ts';
import { orderJson } from '#devstore/orders/order-json.ts';
import { refundOrder } from '#devstore/orders/refund-order.ts';
import { priceCart } from '#devstore/pricing/price-cart.ts';
import type { AddressState, OrderState, ShopState } from '#devstore/state.ts';
import { withoutProtectedData } from '#devstore/webhooks/protected-data.ts';
import { useDevstore, type GraphqlAnswer } from '#tests/support/devstore.ts';
import { addDiscount } from '#tests/support/storefront.ts';

const used = useDevstore();

beforeEach(() => {
  used().shop.protectedDataApproved = true;
});

function variant(handle: string): string {
  const product = [...used().shop.products.values()].find((each) => each.handle === handle);
  return product?.variants[0]?.id ?? '';
}

function place(more: Partial<NewOrder> = {}): OrderState {
  const { devstore, shop } = used();
  return placeOrder(devstore.store, shop, {
    email: 'mia@example.com',
    lines: [{ variantId: variant('ridgeline-blend'), quantity: 2 }],
    ...more,
  });
}

async function ask(order: OrderState, fields: string): Promise<GraphqlAnswer & { order: Record<string, unknown> }> {
  const token = await used().accessToken();
  used().shop.grantedScopes.push('read_products');
  const id = `gid://shopify/Order/${order.id}`;
  const answer = await used().graphql(token, `query ($id: ID!) { order(id: $id) { ${fields} } }`, { id });
  return { ...answer, order: (answer.data as unknown as { order: Record<string, unknown> }).order };
}

function document(order: OrderState, shop: ShopState = used().shop): Record<string, unknown> {
  return orderJson(used().devstore.store, shop, order);
}

const home: AddressState = {
  firstName: 'Mia', lastName: 'Lund', address1: '1 Mill Street', address2: 'Flat 3', city: 'Portland', zip: '04101', provinceCode: 'ME',
  countryCode: 'US', phone: '+12075550101',
}; // prettier-ignore
const office: AddressState = { ...home, firstName: 'Ola', address1: '9 Harbor Road', address2: null, phone: null };

test('two addresses, the network and the device of the buyer are told as they were given', async () => {
  const given = {
    browserIp: '203.0.113.9',
    userAgent: 'Lynx',
    landingSite: '/?ref=ANNA7K2QX.CQ7WKD2XM',
    referringSite: 'https://chat.example/',
  };
  const order = place({ shippingAddress: home, billingAddress: office, ...given });
  expect(document(order)).toMatchObject({
    shipping_address: {
      name: 'Mia Lund',
      address1: '1 Mill Street',
      address2: 'Flat 3',
      zip: '04101',
      country_code: 'US',
      phone: '+12075550101',
    },
    billing_address: { name: 'Ola Lund', address1: '9 Harbor Road', address2: null, city: 'Portland', phone: null },
    browser_ip: '203.0.113.9',
    client_details: { browser_ip: '203.0.113.9', user_agent: 'Lynx' },
    landing_site: '/?ref=ANNA7K2QX.CQ7WKD2XM',
    referring_site: 'https://chat.example/',
  });
  const fields =
    'clientIp billingAddressMatchesShippingAddress shippingAddress { address1 address2 zip city countryCodeV2 phone name } billingAddress { address1 }';
  expect((await ask(order, fields)).order).toEqual({
    clientIp: '203.0.113.9',
    billingAddressMatchesShippingAddress: false,
    shippingAddress: {
      address1: '1 Mill Street', address2: 'Flat 3', zip: '04101', city: 'Portland', countryCodeV2: 'US', phone: '+12075550101', name: 'Mia Lund',
    },
    billingAddress: { address1: '9 Harbor Road' },
  }); // prettier-ignore
});

test('without approval for protected data the street is empty by webhook and by the Admin API, the city stays', async () => {
  const order = place({ shippingAddress: home });
  used().shop.protectedDataApproved = false;
  const { errors, order: answer } = await ask(order, 'shippingAddress { address1 address2 zip phone city }');
  expect(answer).toEqual({ shippingAddress: { address1: null, address2: null, zip: null, phone: null, city: 'Portland' } });
  expect(errors?.map(({ path }) => path?.at(-1))).toEqual(['address1', 'address2', 'zip', 'phone']);
  expect(withoutProtectedData(document(order))).toMatchObject({
    shipping_address: { address1: null, address2: null, zip: null, phone: null, name: null, city: 'Portland' },
  });
});

test('lines tell their product, what is left of them, their discounts, taxes, properties and whether they are gift cards', async () => {
  const { shop } = used();
  addDiscount(used().devstore.store, shop, 'WELCOME');
  const order = place({
    lines: [
      { variantId: variant('ridgeline-blend'), quantity: 2, properties: { __vouchsafe: '{"f":["ANNA7K2QX",1]}' } },
      { variantId: variant('gift-card'), quantity: 1 },
    ],
    discountCodes: ['welcome'],
    tags: ['vip'],
  });
  const [coffee, card] = order.lines;
  refundOrder(used().devstore.store, shop, order, { lines: [{ lineId: coffee?.id ?? '', quantity: 1 }] });
  expect(document(order)).toMatchObject({
    subtotal_price: '80.60',
    total_tax: '2.45',
    taxes_included: false,
    tags: 'vip',
    line_items: [
      {
        product_id: Number(coffee?.productId),
        variant_id: Number(coffee?.variantId),
        quantity: 2,
        current_quantity: 1,
        gift_card: false,
        price_set: { shop_money: { amount: '17.00', currency_code: 'USD' } },
        total_discount_set: { shop_money: { amount: '0.00' } },
        discount_allocations: [{ amount: '3.40', discount_application_index: 0 }],
        tax_lines: [{ price: '2.45', rate: 0.08 }],
        properties: [{ name: '__vouchsafe', value: '{"f":["ANNA7K2QX",1]}' }],
      },
      { gift_card: true, requires_shipping: false, taxable: false, quantity: 1, discount_allocations: [], tax_lines: [] },
    ],
  });
  const { order: answer, errors } = await ask(
    order,
    `taxesIncluded tags sourceName app { id name } channelInformation { displayName channelDefinition { handle } }
     lineItems(first: 10) { nodes {
       id quantity currentQuantity isGiftCard product { id } customAttributes { key value }
       originalTotalSet { shopMoney { amount } } discountedTotalSet(withCodeDiscounts: true) { shopMoney { amount } }
       discountAllocations { allocatedAmountSet { shopMoney { amount } } discountApplication {
         index targetType value { ... on PricingPercentageValue { percentage } } ... on DiscountCodeApplication { code }
       } }
       taxLines { title ratePercentage priceSet { shopMoney { amount } } }
     } }`,
  );
  expect(errors).toBeUndefined();
  const amount = (value: string) => ({ shopMoney: { amount: value } });
  expect(answer).toEqual({
    taxesIncluded: false,
    tags: ['vip'],
    sourceName: 'web',
    app: { id: 'gid://shopify/App/580111', name: 'Online Store' },
    channelInformation: { displayName: 'Online Store', channelDefinition: { handle: 'web' } },
    lineItems: {
      nodes: [
        {
          id: `gid://shopify/LineItem/${coffee?.id}`,
          quantity: 2,
          currentQuantity: 1,
          isGiftCard: false,
          product: { id: `gid://shopify/Product/${coffee?.productId}` },
          customAttributes: [{ key: '__vouchsafe', value: '{"f":["ANNA7K2QX",1]}' }],
          originalTotalSet: amount('34.0'),
          discountedTotalSet: amount('30.6'),
          discountAllocations: [
            {
              allocatedAmountSet: amount('3.4'),
              discountApplication: { index: 0, targetType: 'LINE_ITEM', value: { percentage: 10 }, code: 'welcome' },
            },
          ],
          taxLines: [{ title: 'Sales Tax', ratePercentage: 8, priceSet: amount('2.45') }],
        },
        {
          id: `gid://shopify/LineItem/${card?.id}`,
          quantity: 1,
          currentQuantity: 1,
          isGiftCard: true,
          product: { id: `gid://shopify/Product/${card?.productId}` },
          customAttributes: [],
          originalTotalSet: amount('50.0'),
          discountedTotalSet: amount('50.0'),
          discountAllocations: [],
          taxLines: [],
        },
      ],
    },
  });
});

test('products are asked for by id with their tags and collections, in one question', async () => {
  const { shop } = used();
  const token = await used().accessToken();
  shop.grantedScopes.push('read_products');
  const products = [...shop.products.values()].filter(({ handle }) => ['pour-over-dripper', 'gift-card'].includes(handle));
  const ids = [...products.map(({ id }) => `gid://shopify/Product/${id}`), 'gid://shopify/Product/1'];
  const { data, errors } = await used().graphql(
    token,
    'query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Product { tags isGiftCard collections(first: 10) { nodes { handle } } } } }',
    { ids },
  );
  expect(errors).toBeUndefined();
  expect(data).toEqual({
    nodes: [
      { tags: ['gear'], isGiftCard: false, collections: { nodes: [{ handle: 'brewing-gear' }, { handle: 'gifts' }] } },
      { tags: ['gift'], isGiftCard: true, collections: { nodes: [{ handle: 'gifts' }] } },
      null,
    ],
  });
});

test('an order of nothing but a gift card has no shipping, no tax and no discount', async () => {
  const { devstore, shop } = used();
  addDiscount(devstore.store, shop, 'TENOFF');
  const card = { variantId: variant('gift-card'), quantity: 1 };
  const priced = priceCart(devstore.store, shop, { lines: [card], discountCodes: ['TENOFF'], customerId: null });
  expect(priced).toMatchObject({ subtotal: '50.00', shipping: '0.00', tax: '0.00', total: '50.00', requiresShipping: false });
  expect(priced.refusedCodes).toMatchObject([{ code: 'TENOFF', reason: 'no-entitled-line-items' }]);
  addDiscount(devstore.store, shop, 'FROM60', { minimumSubtotal: '60.00' });
  const mixed = { lines: [card, { variantId: variant('ridgeline-blend'), quantity: 1 }], customerId: null };
  expect(priceCart(devstore.store, shop, { ...mixed, discountCodes: ['FROM60'] }).refusedCodes).toMatchObject([
    { reason: 'purchase-not-in-range' },
  ]);
  const [customer] = shop.customers.values();
  const order = place({ customerId: customer?.id, lines: [card] });
  expect(document(order)).toMatchObject({ shipping_address: null, total_price: '50.00', shipping_lines: [] });
  refundOrder(devstore.store, shop, order);
  expect([...shop.products.values()].find(({ giftCard }) => giftCard)?.variants[0]?.inventory).toBe(1_000);
});
