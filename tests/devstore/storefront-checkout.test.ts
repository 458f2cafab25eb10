import { expect, test } from 'vitest';
import type { OrderState, ShopState } from '#devstore/state.ts';
import { addDiscount, openStorefront, variantIn, type Answer, type Shopper } from '#tests/support/storefront.ts';

const buyer = {
  contact: 'jo@example.com',
  firstName: 'Jo',
  lastName: 'Doe',
  address1: '1 Main St',
  address2: 'Flat 3',
  city: 'Troy',
  zip: '12180',
  provinceCode: 'ny',
  countryCode: 'US',
  card: '1',
};

/** Adds a product (a hand grinder) and leaves the cart for the checkout; returns its path. */
async function checkOut(shop: ShopState, shopper: Shopper, handle = 'hand-grinder', quantity = 1): Promise<string> {
  await shopper.post('/cart/add.js', { id: variantIn(shop, handle).id, quantity });
  const left = await shopper.post('/cart', new URLSearchParams({ checkout: '' }));
  return (await shopper.get(left.location)).location;
}

async function send(shopper: Shopper, path: string, fields: Record<string, string>): Promise<Answer> {
  return shopper.post(path, new URLSearchParams(fields));
}

const pay = (shopper: Shopper, path: string, change: Record<string, string> = {}) =>
  send(shopper, path, { ...buyer, intent: 'pay', ...change });

function onlyOrder(shop: ShopState): OrderState {
  const [order, ...more] = shop.orders.values();
  if (order === undefined || more.length > 0) throw new Error(`${shop.orders.size} orders`);
  return order;
}

test('a friend lands, buys and is thanked, and the order knows all that the shop saw', async () => {
  const { shop, newShopper } = await openStorefront();
  const shopper = newShopper({ 'x-forwarded-for': '203.0.113.7', 'user-agent': 'Lynx' });
  await shopper.get('/?ref=ANNA7K2QX&utm_source=mail', { headers: { referer: 'https://chat.example/thread' } });
  await shopper.get('/products/hand-grinder', { headers: { referer: `https://${shop.domain}/` } });
  await shopper.post('/cart/update.js', {
    attributes: { __vouchsafe: '{"f":["ANNA7K2QX",1]}', gift: 'yes' },
    note: 'Ring twice',
  });
  const cartToken = [...shop.carts.keys()][0];
  const path = await checkOut(shop, shopper);
  expect(path).toMatch(/^\/checkouts\/cn\/[0-9a-f]{32}$/);
  expect((await shopper.get(path)).text).not.toContain('__vouchsafe');
  const paid = await pay(shopper, path);
  expect(paid.location).toMatch(/^\/checkouts\/[0-9a-f]{32}\/thank-you$/);
  const order = onlyOrder(shop);
  expect(order).toMatchObject({
    email: 'jo@example.com',
    attributes: { __vouchsafe: '{"f":["ANNA7K2QX",1]}', gift: 'yes' },
    note: 'Ring twice',
    landingSite: '/?ref=ANNA7K2QX&utm_source=mail',
    referringSite: 'https://chat.example/thread',
    browserIp: '203.0.113.7',
    userAgent: 'Lynx',
    sourceName: 'web',
    cartToken,
    checkoutToken: path.split('/').at(-1),
    shippingAddress: { lastName: 'Doe', address1: '1 Main St', address2: 'Flat 3', provinceCode: 'NY', countryCode: 'US' },
    billingAddress: { lastName: 'Doe', address1: '1 Main St', address2: 'Flat 3' },
    test: false,
    financialStatus: 'paid',
    journey: { first: { referralCode: 'ANNA7K2QX', landingPage: `https://${shop.domain}/?ref=ANNA7K2QX&utm_source=mail` } },
  });
  const thanks = (await shopper.get(paid.location)).text;
  expect(thanks).toContain(order.name);
  expect(thanks).toContain('Thank you, Jo!');
  expect(thanks).toContain(
    'The dev store does not render UI extensions. On Shopify, this page also shows: purchase.thank-you.block.render.',
  );
  expect(thanks).toContain('1 Main St<br>Flat 3<br>');
  expect(variantIn(shop, 'hand-grinder').inventory).toBe(17);
  expect((await shopper.get('/cart.js')).json()['item_count']).toBe(0);
  expect((await shopper.get(path)).location).toBe(paid.location);
});

test('paying twice places one order', async () => {
  const { shop, newShopper } = await openStorefront();
  const shopper = newShopper();
  const path = await checkOut(shop, shopper);
  const answers = await Promise.all([pay(shopper, path), pay(shopper, path), pay(shopper, path)]);
  expect(new Set(answers.map((answer) => answer.location)).size).toBe(1);
  expect(onlyOrder(shop).lines).toHaveLength(1);
});

test('attributes written after the checkout was opened do not reach the order', async () => {
  const { shop, newShopper } = await openStorefront();
  const shopper = newShopper();
  await shopper.post('/cart/update.js', { attributes: { before: 'yes' } });
  const path = await checkOut(shop, shopper);
  await shopper.post('/cart/update.js', { attributes: { after: 'yes' } });
  await pay(shopper, path);
  expect(onlyOrder(shop).attributes).toEqual({ before: 'yes' });
});

test('"Buy it now" keeps the line’s properties and loses the cart’s attributes and codes; the cart stays', async () => {
  const { store, shop, newShopper } = await openStorefront();
  addDiscount(store, shop, 'TEN');
  const shopper = newShopper();
  await shopper.get('/?ref=ANNA7K2QX');
  await shopper.post('/cart/add.js', { id: variantIn(shop, 'paper-filters').id });
  await shopper.post('/cart/update.js', { attributes: { __vouchsafe: 'x' }, discount: 'TEN' });
  const form = new URLSearchParams({ id: variantIn(shop, 'hand-grinder').id, quantity: '1', 'properties[_ref]': 'ANNA' });
  const bought = await shopper.post('/checkouts/buy-it-now', form);
  expect((await shopper.get(bought.location)).text).not.toContain('_ref');
  await pay(shopper, bought.location);
  const order = onlyOrder(shop);
  expect([order.attributes, order.discountCodes, order.lines[0]?.properties]).toEqual([{}, [], { _ref: 'ANNA' }]);
  expect(order.journey.last?.referralCode).toBe('ANNA7K2QX');
  expect((await shopper.get('/cart.js')).json()['item_count']).toBe(1);
  const soldOut = await shopper.post(
    '/checkouts/buy-it-now',
    new URLSearchParams({ id: variantIn(shop, 'enamel-mug', 'Ember').id }),
  );
  expect(soldOut.location).toContain('/cart?error=');
});

test('the code of a discount link comes along to "Buy it now", and is used up by the order', async () => {
  const { store, shop, newShopper } = await openStorefront();
  const discount = addDiscount(store, shop, 'WELCOME', { usageLimit: 1 });
  const shopper = newShopper();
  await shopper.get('/discount/WELCOME');
  const buy = () => shopper.post('/checkouts/buy-it-now', new URLSearchParams({ id: variantIn(shop, 'hand-grinder').id }));
  const { location } = await buy();
  await pay(shopper, location);
  expect(onlyOrder(shop).discountCodes).toMatchObject([{ code: 'WELCOME', amount: '8.90', type: 'percentage' }]);
  expect(discount.codes[0]?.usageCount).toBe(1);
  const next = await shopper.get((await buy()).location);
  expect(next.text).not.toContain('WELCOME');
});

test('codes are added, refused in words, and removed at the checkout, and typed fields survive', async () => {
  const { store, shop, newShopper } = await openStorefront();
  const combinesWith = { orderDiscounts: true, productDiscounts: false, shippingDiscounts: false };
  addDiscount(store, shop, 'TEN', { combinesWith });
  addDiscount(store, shop, 'FIVE', { value: { amount: '5.00', appliesOnEachItem: false }, combinesWith });
  addDiscount(store, shop, 'HALF', { value: { percentage: 0.5 } });
  const shopper = newShopper();
  const path = await checkOut(shop, shopper);
  const apply = (discount: string) => send(shopper, path, { contact: 'jo@example.com', city: 'Troy', discount, intent: 'apply' });
  const unknown = await apply('NOPE');
  expect([unknown.status, unknown.text]).toMatchObject([422, expect.stringContaining('Enter a valid discount code') as string]);
  await apply('ten');
  const both = await shopper.follow(await apply('FIVE'));
  expect(both.text).toContain('data-total>$81.11<');
  expect(both.text).toContain('value="Troy"');
  // A better code that goes with nothing takes the place of the others.
  const half = await shopper.follow(await apply('HALF'));
  expect(half.text).toContain('data-discount>−$44.50<');
  expect(half.text).not.toContain('Remove TEN');
  const worse = await apply('TEN');
  expect(worse.text).toContain('TEN couldn’t be used with your existing discounts');
  const removed = await shopper.follow(await send(shopper, path, { intent: 'remove:HALF' }));
  expect(removed.text).not.toContain('data-discount');
});

test('a typed code is applied before anything is charged', async () => {
  const { store, shop, newShopper } = await openStorefront();
  addDiscount(store, shop, 'TEN');
  const shopper = newShopper();
  const path = await checkOut(shop, shopper);
  const first = await pay(shopper, path, { discount: 'TEN' });
  expect([first.location, shop.orders.size]).toEqual([path, 0]);
  await pay(shopper, path);
  expect(onlyOrder(shop).discountCodes[0]?.amount).toBe('8.90');
});

test('a code for one customer waits for the e-mail address and is refused to anybody else', async () => {
  const { store, shop, newShopper } = await openStorefront();
  const anna = [...shop.customers.values()][0];
  addDiscount(store, shop, 'ANNAS', { customerIds: [anna?.id ?? ''], usageLimit: 1 });
  const shopper = newShopper();
  const path = await checkOut(shop, shopper);
  await send(shopper, path, { discount: 'ANNAS', intent: 'apply' });
  const refused = await pay(shopper, path);
  expect([refused.status, shop.orders.size]).toEqual([422, 0]);
  expect(refused.text).toContain('ANNAS discount code isn’t available to you right now');

  const herself = newShopper();
  const hers = await checkOut(shop, herself);
  await send(herself, hers, { discount: 'ANNAS', intent: 'apply' });
  await pay(herself, hers, { contact: anna?.email ?? '' });
  expect(onlyOrder(shop)).toMatchObject({ customerId: anna?.id, discountCodes: [{ code: 'ANNAS' }] });
});

test('a single-use code in two open checkouts is used once', async () => {
  const { store, shop, newShopper } = await openStorefront();
  addDiscount(store, shop, 'ONCE', { usageLimit: 1 });
  const [one, two] = [newShopper(), newShopper()];
  const paths = [await checkOut(shop, one), await checkOut(shop, two)] as const;
  await send(one, paths[0], { discount: 'ONCE', intent: 'apply' });
  await send(two, paths[1], { discount: 'ONCE', intent: 'apply' });
  await pay(one, paths[0]);
  const late = await pay(two, paths[1], { contact: 'two@example.com' });
  expect([late.status, late.text]).toMatchObject([422, expect.stringContaining('reached its usage limit') as string]);
  await pay(two, paths[1], { contact: 'two@example.com' });
  expect([...shop.orders.values()].map((order) => order.discountCodes.length)).toEqual([1, 0]);
});

test('what is missing is asked for field by field, and the bogus gateway declines, fails and approves', async () => {
  const { shop, newShopper } = await openStorefront();
  const shopper = newShopper();
  const path = await checkOut(shop, shopper);
  const empty = await send(shopper, path, { intent: 'pay' });
  expect(empty.status).toBe(422);
  for (const text of ['Enter an email or phone number', 'Enter a last name', 'Enter an address', 'Enter a city', 'Enter a ZIP']) {
    expect(empty.text).toContain(text);
  }
  for (const contact of ['jo@', 'jo', '12'])
    expect((await pay(shopper, path, { contact })).text).toContain('Enter a valid email');
  expect((await pay(shopper, path, { card: '2' })).text).toContain('declined');
  expect((await pay(shopper, path, { card: '3' })).text).toContain('problem with the payment service');
  expect((await pay(shopper, path, { card: '4111' })).text).toContain('Enter a valid card number');
  expect(shop.orders.size).toBe(0);
  await pay(shopper, path, { contact: '+1 (518) 555-0177' });
  expect(onlyOrder(shop)).toMatchObject({ email: null, phone: '+15185550177' });
});

test('what sold out in the meantime is told and not sold', async () => {
  const { shop, newShopper } = await openStorefront();
  const shopper = newShopper();
  const path = await checkOut(shop, shopper, 'hand-grinder', 3);
  variantIn(shop, 'hand-grinder').inventory = 2;
  expect((await pay(shopper, path)).text).toContain('Only 2 of Hand Grinder are left');
  variantIn(shop, 'hand-grinder').inventory = 0;
  expect((await pay(shopper, path)).text).toContain('Hand Grinder has sold out');
  expect(shop.orders.size).toBe(0);
});

test('nobody pays another total than the one they saw', async () => {
  const { shop, newShopper } = await openStorefront();
  const shopper = newShopper();
  const path = await checkOut(shop, shopper);
  const shown = /name="shown_total" value="([^"]*)"/.exec((await shopper.get(path)).text)?.[1] ?? '';
  variantIn(shop, 'hand-grinder').price = '99.00';
  const changed = await pay(shopper, path, { shown_total: shown });
  expect([changed.status, shop.orders.size]).toEqual([422, 0]);
  expect(changed.text).toContain('The total of your order has changed');
});

test('a ticket needs no address, a signed-in customer no contact', async () => {
  const { shop, newShopper } = await openStorefront();
  const anna = [...shop.customers.values()][0];
  const shopper = newShopper();
  await shopper.post('/account/login', new URLSearchParams({ customer_id: anna?.id ?? '' }));
  const path = await checkOut(shop, shopper, 'brewing-class-ticket');
  await send(shopper, path, { intent: 'pay', contact: 'somebody@else.example', lastName: 'Abbott', card: '1' });
  expect(onlyOrder(shop)).toMatchObject({ customerId: anna?.id, email: anna?.email, shippingAddress: null, shipping: '0.00' });
});

test('a market checks out in its currency and the order keeps both', async () => {
  const { shop, newShopper } = await openStorefront();
  const shopper = newShopper();
  await shopper.post('/fr-ca/cart/add.js', { id: variantIn(shop, 'hand-grinder').id });
  const path = (await shopper.get('/fr-ca/checkout')).location;
  expect(path).toMatch(/^\/fr-ca\/checkouts\/cn\//);
  const page = (await shopper.get(path)).text;
  expect(page).toMatch(/data-subtotal>121,93\s\$</);
  const paid = await pay(shopper, path);
  expect(onlyOrder(shop)).toMatchObject({
    currency: 'USD',
    subtotal: '89.00',
    presentmentCurrency: 'CAD',
    presentmentRate: 1.37,
  });
  expect((await shopper.get(paid.location)).text).toMatch(/data-subtotal>121,93\s\$</);
});

test('a cart permalink opens a checkout with its attributes, discount and properties', async () => {
  const { store, shop, newShopper } = await openStorefront();
  addDiscount(store, shop, 'TEN');
  const shopper = newShopper();
  const properties = Buffer.from(JSON.stringify({ Engraving: 'Jo' })).toString('base64url');
  const { id } = variantIn(shop, 'hand-grinder');
  const query = `attributes[source_code]=ANNA&discount=TEN&ref=ANNA7K2QX&note=Hello&properties=${properties}`;
  const link = await shopper.get(`/cart/${id}:2,${variantIn(shop, 'paper-filters').id}:1?${query}`);
  expect(link.location).toMatch(/^\/checkouts\/cn\//);
  await pay(shopper, link.location);
  expect(onlyOrder(shop)).toMatchObject({
    attributes: { source_code: 'ANNA' },
    note: 'Hello',
    discountCodes: [{ code: 'TEN' }],
    lines: [{ quantity: 2, properties: { Engraving: 'Jo' } }, { quantity: 1 }],
    landingSite: `/cart/${id}:2,${variantIn(shop, 'paper-filters').id}:1?${query}`,
  });
  expect((await shopper.get('/cart/12345:1')).status).toBe(404);
});

test('the first and the last visit of a month are told apart; inner pages, reloads and scripts are no visits', async () => {
  const { store, shop, newShopper } = await openStorefront();
  const shopper = newShopper();
  const session = () => [...shop.sessions.values()][0];
  await shopper.get('/?source=BEN5M3PQZ');
  await shopper.get('/collections/coffee', { headers: { referer: `https://${shop.domain}/` } });
  await shopper.get('/products/enamel-mug');
  await shopper.get('/?ref=SCRIPT', { headers: { 'sec-fetch-dest': 'empty' } });
  await shopper.get('/?ref=EDITOR&design_mode=1');
  await shopper.get('/?ref=SECTION&sections=header');
  expect(session()?.landing).toMatchObject({ path: '/?source=BEN5M3PQZ', ref: 'BEN5M3PQZ' });
  store.clockOffset += 31 * 60_000;
  await shopper.get('/cart');
  expect(session()?.landing).toMatchObject({ path: '/cart', ref: null });
  await shopper.get('/products/enamel-mug?ref=ANNA7K2QX&r=OTHER');
  expect([session()?.firstLanding?.ref, session()?.landing?.ref]).toEqual(['BEN5M3PQZ', 'ANNA7K2QX']);
  store.clockOffset += 31 * 86_400_000;
  await shopper.get('/?ref=LATER');
  expect(session()?.firstLanding?.ref).toBe('LATER');
});

test('without the consent that the shop requires, the journey of an order is empty', async () => {
  const { shop, newShopper } = await openStorefront();
  shop.consent.required = true;
  const shopper = newShopper();
  await shopper.get('/?ref=ANNA7K2QX');
  await pay(shopper, await checkOut(shop, shopper));
  expect(onlyOrder(shop).journey).toMatchObject({ first: null, last: null });
});

test('the cart’s pages and checkouts of other shops are out of reach', async () => {
  const { shop, newShopper } = await openStorefront();
  const shopper = newShopper();
  expect((await shopper.get('/checkout')).location).toBe('/cart');
  const path = await checkOut(shop, shopper);
  expect((await newShopper().get(path.slice(0, -1) + (path.endsWith('0') ? '1' : '0'))).status).toBe(404);
  expect((await shopper.get(`${path.replace('/cn/', '/')}/thank-you`)).status).toBe(404);
});

test('a page of Shopify’s own customer accounts is refused, and says which UI extensions it would show', async () => {
  const { newShopper } = await openStorefront();
  for (const path of ['/account/profile', '/account/pages/refer-a-friend', '/account/orders/1']) {
    const { status, text } = await newShopper().get(path);
    expect([status, text]).toEqual([
      501,
      "The dev store does not imitate Shopify's own customer account pages, nor the UI extensions on them: " +
        'customer-account.order-status.block.render, customer-account.page.render, customer-account.profile.block.render.\n',
    ]);
  }
});
