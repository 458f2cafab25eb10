import { expect, test } from 'vitest';
import { addDiscount, openStorefront, variantIn, type Answer } from '#tests/support/storefront.ts';

type Item = Record<string, unknown> & { key: string; quantity: number };
const itemsOf = (answer: Answer) => answer.json()['items'] as Item[];

test('a bare item is answered bare, a list as a list, and newer lines stand first', async () => {
  const { shop, newShopper } = await openStorefront();
  const shopper = newShopper();
  const blend = variantIn(shop, 'ridgeline-blend', '250 g');
  const one = await shopper.post('/cart/add.js', { id: blend.id, quantity: '2', properties: { Note: 'For Jo', Empty: '' } });
  expect(one.status).toBe(200);
  expect(one.json()).toMatchObject({
    id: Number(blend.id),
    variant_id: Number(blend.id),
    quantity: 2,
    price: 1700,
    line_price: 3400,
    properties: { Note: 'For Jo' },
    title: 'Ridgeline Blend - 250 g',
    product_has_only_default_variant: false,
    url: `/products/ridgeline-blend?variant=${blend.id}`,
  });
  const list = await shopper.post('/cart/add.js', {
    items: [{ id: Number(variantIn(shop, 'hand-grinder').id), quantity: 1 }, { id: blend.id }],
  });
  expect(itemsOf(list).map((item) => item.quantity)).toEqual([1, 1]);
  const cart = await shopper.get('/cart.js');
  expect(itemsOf(cart).map((item) => [item['handle'], item.quantity])).toEqual([
    ['ridgeline-blend', 1],
    ['hand-grinder', 1],
    ['ridgeline-blend', 2],
  ]);
  expect(cart.json()).toMatchObject({ item_count: 4, total_price: 8900 + 3 * 1700, currency: 'USD', requires_shipping: true });
  expect(cart.json()['token']).toMatch(/^\w+\?key=\w+$/);
});

test('the same variant with the same properties is one line, with others a line of its own', async () => {
  const { shop, newShopper } = await openStorefront();
  const shopper = newShopper();
  const { id } = variantIn(shop, 'enamel-mug', 'Cream');
  for (const properties of [{ a: '1', b: '2' }, { b: '2', a: '1' }, { _ref: 'ANNA' }]) {
    await shopper.post('/cart/add.js', { id, properties });
  }
  const items = itemsOf(await shopper.get('/cart.js'));
  expect(items.map((item) => item.quantity)).toEqual([1, 2]);
  const merged = await shopper.post('/cart/change.js', { line: 1, quantity: 1, properties: { a: '1', b: '2' } });
  expect(itemsOf(merged).map((item) => item.quantity)).toEqual([3]);
});

test('asking for more than there is adds what there is and answers 422', async () => {
  const { shop, newShopper } = await openStorefront();
  const shopper = newShopper();
  const { id } = variantIn(shop, 'brewing-class-ticket');
  const soldOut = await shopper.post('/cart/add.js', { id: variantIn(shop, 'enamel-mug', 'Ember').id });
  expect([soldOut.status, soldOut.json()]).toEqual([
    422,
    { status: 422, message: 'Cart Error', description: "The product 'Enamel Mug - Ember' is already sold out." },
  ]);
  const tooMany = await shopper.post('/cart/add.js', { items: [{ id, quantity: 20 }] });
  expect([tooMany.status, tooMany.json()['description']]).toEqual([422, 'Only 12 items were added to your cart.']);
  expect(itemsOf(await shopper.get('/cart.js')).map((item) => item.quantity)).toEqual([12]);
  const full = await shopper.post('/cart/add.js', { id });
  expect([full.status, full.json()['message']]).toEqual([422, 'The maximum quantity of this item is already in your cart.']);
  const more = await shopper.post('/cart/change.js', { line: 1, quantity: 13 });
  expect(more.status).toBe(422);
  expect(itemsOf(await shopper.get('/cart.js'))[0]?.quantity).toBe(12);
  const unchecked = await shopper.post('/cart/update.js', { updates: { [id]: 99 } });
  expect(itemsOf(unchecked)[0]?.quantity).toBe(99);
});

test('an unknown variant is 404, an unknown line 400, nonsense 400, and none of them changes the cart', async () => {
  const { shop, newShopper } = await openStorefront();
  const shopper = newShopper();
  await shopper.post('/cart/add.js', { id: variantIn(shop, 'paper-filters').id });
  const unknown = await shopper.post('/cart/add.js', { id: 42 });
  expect([unknown.status, unknown.json()]).toEqual([
    404,
    { status: 404, message: 'Cart Error', description: 'Cannot find variant' },
  ]);
  const noLine = await shopper.post('/cart/change.js', { id: 'nothing', quantity: 1 });
  expect([noLine.status, noLine.json()]).toMatchObject([
    400,
    { status: 'bad_request', message: 'no valid id or line parameter' },
  ]);
  for (const body of [
    {},
    { items: 'x' },
    { items: [{ quantity: 1 }] },
    { id: [] },
    { id: 1, quantity: -1 },
    { id: 1, quantity: 1.5 },
  ]) {
    expect((await shopper.post('/cart/add.js', body)).status).toBeGreaterThanOrEqual(400);
  }
  expect((await shopper.post('/cart/update.js', { updates: { [variantIn(shop, 'paper-filters').id]: 'many' } })).status).toBe(
    400,
  );
  expect((await shopper.post('/cart/update.js', { attributes: 'x' })).status).toBe(400);
  expect((await shopper.post('/cart/update.js', { updates: [1e300] })).status).toBe(400);
  expect((await shopper.get('/cart.js')).json()['item_count']).toBe(1);
});

test('attributes merge; null and empty text remove; private ones are kept but never shown', async () => {
  const { shop, newShopper } = await openStorefront();
  const shopper = newShopper();
  const first = await shopper.post('/cart/update.js', { attributes: { __vouchsafe: '{"f":["ANNA",1]}', gift: 'yes', wrap: 1 } });
  expect(first.json()['attributes']).toEqual({ gift: 'yes', wrap: '1' });
  await shopper.post('/cart/update.js', { attributes: { gift: '', wrap: null, colour: 'red' } });
  await shopper.post('/cart/update.js', new URLSearchParams({ 'attributes[from]': 'a form', note: 'Ring twice' }));
  const cart = (await shopper.get('/cart.js')).json();
  expect(cart['attributes']).toEqual({ colour: 'red', from: 'a form' });
  expect(cart['note']).toBe('Ring twice');
  expect([...shop.carts.values()][0]?.attributes).toEqual({ __vouchsafe: '{"f":["ANNA",1]}', colour: 'red', from: 'a form' });
  const cleared = await shopper.post('/cart/clear.js', {});
  expect(cleared.json()['attributes']).toEqual({ colour: 'red', from: 'a form' });
});

test('discount codes are set, told apart by whether they apply, and taken off again', async () => {
  const { store, shop, newShopper } = await openStorefront();
  const shopper = newShopper();
  addDiscount(store, shop, 'TEN');
  await shopper.post('/cart/add.js', { id: variantIn(shop, 'hand-grinder').id });
  const cart = (await shopper.post('/cart/update.js', { discount: 'ten, NOPE' })).json();
  expect(cart['discount_codes']).toEqual([
    { code: 'ten', applicable: true },
    { code: 'NOPE', applicable: false },
  ]);
  expect(cart).toMatchObject({ original_total_price: 8900, total_price: 8010, total_discount: 890, items_subtotal_price: 8900 });
  expect(cart['cart_level_discount_applications']).toMatchObject([{ title: 'ten', value: '10.0', total_allocated_amount: 890 }]);
  const without = (await shopper.post('/cart/update.js', { discount: '' })).json();
  expect([without['discount_codes'], without['total_price']]).toEqual([[], 8900]);
});

test('a discount link puts its code on the cart there is, or on the next one, and leads to a page of this shop only', async () => {
  const { store, shop, newShopper } = await openStorefront();
  addDiscount(store, shop, 'TEN');
  const shopper = newShopper();
  const link = await shopper.get('/discount/TEN?redirect=/products/hand-grinder%3Fx%3D1&ref=ANNA7K2QX&utm_source=mail');
  expect([link.status, link.location]).toEqual([302, '/products/hand-grinder?x=1&ref=ANNA7K2QX&utm_source=mail']);
  expect(shopper.cookies.get('discount_code')).toBe('TEN');
  await shopper.post('/cart/add.js', { id: variantIn(shop, 'hand-grinder').id });
  expect((await shopper.get('/cart.js')).json()['total_discount']).toBe(890);

  const other = newShopper();
  await other.post('/cart/add.js', { id: variantIn(shop, 'hand-grinder').id });
  await other.get('/discount/NOPE');
  expect((await other.get('/cart.js')).json()['discount_codes']).toEqual([]);
  await other.get('/discount/ten');
  expect((await other.get('/cart.js')).json()['discount_codes']).toEqual([{ code: 'ten', applicable: true }]);
  for (const evil of ['https://evil.example/', '//evil.example', '/\\evil.example']) {
    expect((await other.get(`/discount/TEN?redirect=${encodeURIComponent(evil)}`)).location).toBe('/');
  }
});

test('a market has its own path, language, currency and prices', async () => {
  const { store, shop, newShopper } = await openStorefront();
  addDiscount(store, shop, 'FIVE', { value: { amount: '5.00', appliesOnEachItem: false } });
  const shopper = newShopper();
  await shopper.post('/fr-ca/cart/add.js', { id: variantIn(shop, 'ridgeline-blend', '250 g').id });
  const cart = (await shopper.post('/fr-ca/cart/update.js', { discount: 'FIVE' })).json();
  expect(cart).toMatchObject({ currency: 'CAD', original_total_price: 2329, total_discount: 685 });
  expect((cart['items'] as Item[])[0]).toMatchObject({ url: expect.stringMatching(/^\/fr-ca\/products\//) as string });
  expect((await shopper.get('/cart.js')).json()).toMatchObject({
    currency: 'USD',
    original_total_price: 1700,
    total_discount: 500,
  });
  const page = await shopper.get('/fr-ca/products/ridgeline-blend');
  expect(page.text).toContain('Shopify.routes = Object.assign(Shopify.routes || {}, {"root":"/fr-ca/"})');
  expect(page.text).toContain('"currency":{"active":"CAD","rate":"1.37"}');
  expect(page.text).toContain('lang="fr-CA"');
  expect(page.text).toContain('Ajouter au panier');
});

test('a yen shop counts hundredths and a dinar shop thousandths', async () => {
  const yen = await openStorefront({ currency: 'JPY', markets: [] });
  const inYen = await yen.newShopper().post('/cart/add.js', { id: variantIn(yen.shop, 'ridgeline-blend', '250 g').id });
  expect(inYen.json()['price']).toBe(255000);
  expect((await yen.newShopper().get('/products/ridgeline-blend')).text).toContain('¥2,550');
  const dinar = await openStorefront({ currency: 'KWD', markets: [] });
  const inDinar = await dinar.newShopper().post('/cart/add.js', { id: variantIn(dinar.shop, 'ridgeline-blend', '250 g').id });
  expect(inDinar.json()['price']).toBe(5270);
});

test('a cart answer carries the sections that were asked for, as the page they are on shows them', async () => {
  const { shop, newShopper } = await openStorefront();
  const shopper = newShopper();
  const { id } = variantIn(shop, 'kochere-washed', '250 g');
  const added = await shopper.post('/cart/add.js', { id, sections: 'cart-drawer,header,unknown' });
  const sections = added.json()['sections'] as Record<string, string | null>;
  expect(sections['cart-drawer']).toContain('id="shopify-section-cart-drawer"');
  expect(sections['cart-drawer']).toContain('Kochere, Ethiopia');
  expect(sections['header']).toContain('Cart, 1 item');
  expect(sections['unknown']).toBeNull();

  const inFrench = await shopper.post('/cart/change.js', {
    line: 1,
    quantity: 2,
    sections: ['cart-drawer'],
    sections_url: '/fr-ca',
  });
  expect((inFrench.json()['sections'] as Record<string, string>)['cart-drawer']).toContain('Votre panier');
  const bad = await shopper.post('/cart/update.js', { note: 'kept', sections: 'header', sections_url: 'https://evil.example/' });
  expect(bad.status).toBe(400);
  expect((await shopper.get('/cart.js')).json()['note']).toBe('kept');

  const alone = await shopper.get('/products/kochere-washed?section_id=template--product__main');
  expect(alone.text).toMatch(/^<div id="shopify-section-template--product__main"/);
  expect((await shopper.get('/?sections=a,b,c,d,e,f')).status).toBe(400);
});

test('plain forms change the cart and lead to a page, and a problem is told there', async () => {
  const { shop, newShopper } = await openStorefront();
  const shopper = newShopper();
  const { id } = variantIn(shop, 'enamel-mug', 'Forest');
  const added = await shopper.post('/cart/add', new URLSearchParams({ id, quantity: '2', 'properties[Engraving]': 'Jo' }));
  expect([added.status, added.location]).toEqual([302, '/cart']);
  expect((await shopper.follow(added)).text).toContain('Engraving: Jo');
  const elsewhere = await shopper.post('/cart/add', new URLSearchParams({ id, return_to: '//evil.example' }));
  expect(elsewhere.location).toBe('/cart');
  await shopper.post('/cart', new URLSearchParams([['updates[]', '5']]));
  expect(itemsOf(await shopper.get('/cart.js')).map((item) => item.quantity)).toEqual([5, 2]);
  const sold = await shopper.post('/cart/add', new URLSearchParams({ id: variantIn(shop, 'enamel-mug', 'Ember').id }));
  expect((await shopper.follow(sold)).text).toContain('The product &#39;Enamel Mug - Ember&#39; is already sold out.');
});

test('two shoppers have two carts', async () => {
  const { shop, newShopper } = await openStorefront();
  const [one, two] = [newShopper(), newShopper()];
  await one.post('/cart/add.js', { id: variantIn(shop, 'paper-filters').id });
  expect([(await one.get('/cart.js')).json()['item_count'], (await two.get('/cart.js')).json()['item_count']]).toEqual([1, 0]);
  expect(shop.carts.size).toBe(1);
});
