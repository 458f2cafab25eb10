/** What an app learns of one order beside its money: addresses, network, device, products, visits. By webhook and by the Admin API. */
import { beforeEach, expect, test } from 'vitest';
import { placeOrder, type NewOrder } from '#devstore/orders/place-order.ts';
import { orderJson } from '#devstore/orders/order-json.ts';
import type { AddressState, OrderState, ShopState } from '#devstore/state.ts';
import { withoutProtectedData } from '#devstore/webhooks/protected-data.ts';
import { useDevstore, type GraphqlAnswer } from '#tests/support/devstore.ts';

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
