import { expect, test } from 'vitest';
import { placeOrder } from '#devstore/orders/place-order.ts';
import { openStorefront, variantIn } from '#tests/support/storefront.ts';
import { subscribe } from '#tests/support/webhook-receiver.ts';

const signIn = (email: string) => new URLSearchParams({ email });

test('signing in with a new address makes an account and says so once', async () => {
  const { store, shop, newShopper } = await openStorefront();
  shop.installed = true;
  store.app.subscriptions = [];
  subscribe(shop, ['customers/create', 'customers/enable']);
  const shopper = newShopper();
  await shopper.post('/account/login', signIn('new.friend@example.com'));
  await shopper.get('/account/logout');
  await shopper.post('/account/login', signIn('New.Friend@example.com'));
  expect(shop.deliveries.map(({ topic }) => topic)).toEqual(['customers/create']);
  const document = JSON.parse(shop.deliveries[0]?.body ?? '') as Record<string, unknown>;
  expect(document).toMatchObject({ email: 'new.friend@example.com', state: 'enabled', first_name: null });
});

test("a guest of an earlier order signs in: the account is turned on, the customer's number stays", async () => {
  const { store, shop, newShopper } = await openStorefront();
  const lines = [{ variantId: variantIn(shop, 'hand-grinder').id, quantity: 1 }];
  const order = placeOrder(store, shop, { email: 'guest@example.com', lines });
  shop.installed = true;
  store.app.subscriptions = [];
  subscribe(shop, ['customers/create', 'customers/enable']);
  await newShopper().post('/account/login', signIn('guest@example.com'));
  expect(shop.deliveries.map(({ topic }) => topic)).toEqual(['customers/enable']);
  expect(JSON.parse(shop.deliveries[0]?.body ?? '')).toMatchObject({ id: Number(order.customerId), state: 'enabled' });
});
