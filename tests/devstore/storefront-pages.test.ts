import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openStorefront } from '#tests/support/storefront.ts';

test('every page of the theme renders, with no text missing in either language', async () => {
  const { shop, newShopper } = await openStorefront();
  const shopper = newShopper();
  const customer = [...shop.customers.values()][0];
  await shopper.post('/account/login', new URLSearchParams({ customer_id: customer?.id ?? '' }));
  const paths = [
    '',
    '/collections',
    '/collections/all',
    '/collections/coffee',
    '/products/enamel-mug',
    '/cart',
    '/pages/about',
    '/account',
  ];
  for (const prefix of ['', '/fr-ca']) {
    for (const path of [...paths, '/pages/refer-a-friend', '/collections/gifts/products/enamel-mug']) {
      const page = await shopper.get(`${prefix}${path}` || '/');
      expect([`${prefix}${path}`, page.status]).toEqual([`${prefix}${path}`, 200]);
      expect(page.text).not.toMatch(/Translation missing|Liquid error|undefined|\[object/);
    }
  }
});

test('an unknown page is the theme’s 404, an unknown shop is none of ours', async () => {
  const { newShopper } = await openStorefront();
  for (const path of [
    '/nope',
    '/products/nope',
    '/collections/nope',
    '/pages/nope',
    '/cdn/shop/t/1/assets/nope.js',
    '/checkouts/cn/nope',
  ]) {
    expect([path, (await newShopper().get(path)).status]).toEqual([path, 404]);
  }
  const elsewhere = await newShopper().get('/', { host: 'nobody.myshopify.com' });
  expect([elsewhere.status, elsewhere.text]).toMatchObject([404, expect.stringContaining('currently unavailable') as string]);
});

test('text of the merchant and the shopper is escaped', async () => {
  const { shop, newShopper } = await openStorefront();
  const product = [...shop.products.values()][0];
  if (product === undefined) throw new Error('no product');
  product.title = '<script>alert(1)</script>';
  shop.name = 'A & "B" <i>';
  const shopper = newShopper();
  await shopper.post('/cart/add.js', { id: product.variants[0]?.id, properties: { '<b>': '<img src=x>' } });
  const error = await shopper.get('/cart?error=%3Cscript%3Ealert(2)%3C/script%3E');
  const page = await shopper.get(`/products/${product.handle}`);
  for (const html of [error.text, page.text]) expect(html).not.toMatch(/<script>alert|<img src=x>|"B" <i>/);
});

test('embeds and blocks appear only when the app is installed and the merchant switched them on', async () => {
  const { shop, newShopper } = await openStorefront();
  const shopper = newShopper();
  const page = () => shopper.get('/products/enamel-mug').then((answer) => answer.text);
  const before = await page();
  shop.theme.embedEnabled = true;
  shop.theme.blocks['card'] = { enabled: true, settings: { heading: 'From the app' } };
  const notInstalled = await page();
  for (const html of [before, notInstalled]) expect(html).not.toMatch(/greeting|fixture-card|fixture-extension/);

  shop.installed = true;
  const html = await page();
  expect(html).toMatch(/<meta name="fixture" content="Hillside Roasters">\s*<\/head>/);
  expect(html).toMatch(
    /<div id="shopify-block-app_greeting_embed" class="shopify-block shopify-app-block">[^]*<\/div>\s*<\/body>/,
  );
  expect(html).toContain('Hello stranger');
  expect(html).toContain('<section class="fixture-card" >From the app: Enamel Mug</section>');
  expect(html).toMatch(
    /<script src="https:\/\/cdn\.shopify\.com\/extensions\/fixture-extension\/assets\/greeting\.js\?v=\w+" async/,
  );
  expect(html).toMatch(
    /<link href="https:\/\/cdn\.shopify\.com\/extensions\/fixture-extension\/assets\/card\.css\?v=\w+" rel="stylesheet"/,
  );
  expect(html).not.toContain('For paying merchants');
  expect((await shopper.get('/cart')).text).not.toContain('fixture-card');

  shop.theme.blocks['card'] = { enabled: false, settings: {} };
  expect(await page()).not.toContain('fixture-card');
});

test('an embed sees the shop, the cart without private attributes, the customer and the app’s metafields', async () => {
  const { store, shop, newShopper } = await openStorefront();
  shop.installed = true;
  shop.theme.embedEnabled = true;
  shop.theme.embedSettings = { name: 'you & me' };
  const customer = [...shop.customers.values()][0];
  const add = (ownerId: string, namespace: string, key: string, type: string, value: string) => {
    const metafield = { id: '1', ownerId, namespace, key, type, value, createdAt: '', updatedAt: '' };
    shop.metafields.set(`${ownerId}|${namespace}|${key}`, metafield);
  };
  add(`gid://shopify/Customer/${customer?.id}`, `app--${store.app.id}`, 'referral_link', 'url', 'https://shop.example/?ref=ANNA');
  add(`gid://shopify/AppInstallation/${shop.installationId}`, 'plan', 'pro', 'boolean', 'true');
  const shopper = newShopper();
  await shopper.post('/account/login', new URLSearchParams({ customer_id: customer?.id ?? '' }));
  await shopper.post('/cart/update.js', { attributes: { __secret: 'hidden', gift: 'yes' } });
  const html = (await shopper.get('/fr-ca?design_mode=1')).text;
  expect(html).toContain(
    'data-locale="fr-CA" data-root="/fr-ca" data-page="index" data-design="true" data-currency="CAD" data-cart="0" data-private="" data-attribute="yes"',
  );
  expect(html).toContain('Bonjour you &#38; me');
  expect(html).toContain(`<b>${customer?.email}</b><i>https://shop.example/?ref=ANNA</i>`);
  expect(html).toMatch(/<span class="price">12,50\s\$<\/span>/);
  expect(html).toContain('Shopify.designMode = true');
  expect(html).toContain('For paying merchants');
  expect((await shopper.get('/')).text).not.toContain('Shopify.designMode');
});

test('consent is asked for where the shop requires it, and kept for the visitor', async () => {
  const { shop, newShopper } = await openStorefront();
  const consentApi = '/cdn/shopifycloud/consent-tracking-api/v0.1/consent-tracking-api.js';
  const shopper = newShopper();
  expect((await shopper.get('/')).text).not.toContain('storefront-banner.js');
  shop.consent.required = true;
  expect((await shopper.get('/')).text).toContain('storefront-banner.js');
  expect((await shopper.get(consentApi)).text).toContain('{"required":true,"state":"unset"}');
  expect((await shopper.post('/api/tracking-consent', { consent: 'perhaps' })).status).toBe(400);
  expect((await shopper.post('/api/tracking-consent', { consent: 'granted' })).status).toBe(204);
  expect((await shopper.get(consentApi)).text).toContain('"state":"granted"');
  expect((await newShopper().get(consentApi)).text).toContain('"state":"unset"');
});

test('a password keeps everybody out, carts and the app’s proxy too, until it is given', async () => {
  const { shop, newShopper } = await openStorefront();
  shop.password = 'open sesame';
  shop.installed = true;
  const shopper = newShopper();
  for (const path of ['/', '/products/enamel-mug', '/cart.js', '/apps/vouchsafe/offer', '/discount/TEN']) {
    expect([path, (await shopper.get(path)).location]).toEqual([path, '/password']);
  }
  expect((await shopper.get('/password')).text).toContain('Opening soon');
  expect((await shopper.post('/password', new URLSearchParams({ password: 'guess' }))).text).toContain(
    'That is not the password',
  );
  expect((await shopper.get('/')).status).toBe(302);
  expect((await shopper.follow(await shopper.post('/password', new URLSearchParams({ password: 'open sesame' })))).status).toBe(
    200,
  );
  expect((await shopper.get('/products/enamel-mug')).status).toBe(200);
  expect((await newShopper().get('/?design_mode=1')).status).toBe(200);
});

test('a new e-mail address makes a customer and tells the app, a known one is that customer in any spelling', async () => {
  const { shop, newShopper } = await openStorefront();
  shop.installed = true;
  const shopper = newShopper();
  const wall = await shopper.get('/account');
  expect(wall.location).toBe('/account/login?return_url=%2Faccount');
  const wrong = await shopper.post('/account/login', new URLSearchParams({ email: 'nonsense' }));
  expect([wrong.status, shop.deliveries.length]).toEqual([422, 0]);
  const form = new URLSearchParams({ email: 'New@Example.com', return_url: '/pages/refer-a-friend' });
  const signedIn = await shopper.post('/account/login', form);
  expect(signedIn.location).toBe('/pages/refer-a-friend');
  expect(shop.deliveries.map((delivery) => delivery.topic)).toEqual(['customers/create']);
  expect(JSON.parse(shop.deliveries[0]?.body ?? '')).toMatchObject({ email: 'New@Example.com', state: 'enabled' });
  expect((await shopper.get('/account')).text).toContain('New@Example.com');

  const again = newShopper();
  const evil = new URLSearchParams({ email: 'new@example.COM', return_url: '//evil.example' });
  expect((await again.post('/account/login', evil)).location).toBe('/account');
  expect([shop.deliveries.length, shop.customers.size]).toEqual([1, 6]);
  expect((await shopper.follow(await shopper.get('/account/logout'))).status).toBe(200);
  expect((await shopper.get('/account')).status).toBe(302);
});

test('a customer without an account yet is enabled by signing in', async () => {
  const { shop, newShopper } = await openStorefront();
  const customer = [...shop.customers.values()].find((each) => each.state === 'disabled');
  const { status } = await newShopper().post('/account/login', new URLSearchParams({ email: customer?.email ?? '' }));
  expect([status, customer?.state]).toEqual([302, 'enabled']);
});

test('product data for scripts holds prices in cents and no stock figures', async () => {
  const { newShopper } = await openStorefront();
  const product = (await newShopper().get('/products/enamel-mug.js')).json();
  expect(product).toMatchObject({ handle: 'enamel-mug', price: 1600, available: true });
  expect(product['variants']).toMatchObject([{ title: 'Cream', available: true }, { available: true }, { available: false }]);
  expect(JSON.stringify(product)).not.toContain('inventory_quantity');
});

test('a body that cannot be read is refused, not a crash', async () => {
  const { newShopper } = await openStorefront();
  const shopper = newShopper();
  const headers = { 'content-type': 'application/json' };
  const broken = await shopper.post('/cart/add.js', new URLSearchParams('{'), { headers });
  expect(broken.status).toBe(400);
  const huge = await shopper.post('/cart/update.js', { note: 'x'.repeat(3_000_000) });
  expect(huge.status).toBe(413);
});

test('whatever is sent to cart, checkout and account, the shop answers and never breaks', async () => {
  const { shop, newShopper } = await openStorefront();
  const shopper = newShopper();
  const id = Number([...shop.products.values()][0]?.variants[0]?.id);
  await shopper.post('/cart/add.js', { id });
  const checkout = (await shopper.get('/checkout')).location;
  const paths = ['add.js', 'change.js', 'update.js', 'clear.js'].map((name) => `/cart/${name}`);
  const anything = fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.constant(id), fc.constant('__proto__'), fc.string());
  const keys = [
    'id',
    'items',
    'line',
    'quantity',
    'properties',
    'updates',
    'attributes',
    'note',
    'discount',
    'sections',
    'sections_url',
  ];
  const more = ['intent', 'contact', 'card', 'email', 'customer_id', 'return_url', '__proto__'];
  const body = fc.dictionary(fc.constantFrom(...keys, ...more), anything, { maxKeys: 5 });
  const path = fc.constantFrom(...paths, '/checkouts/buy-it-now', checkout, '/account/login', '/api/tracking-consent');
  await fc.assert(
    fc.asyncProperty(path, body, async (to, sent) => {
      expect((await shopper.post(to, sent)).status).toBeLessThan(500);
      expect((await shopper.get('/cart.js')).status).toBe(200);
    }),
    { numRuns: 150 },
  );
  expect((await shopper.get('/cart')).status).toBe(200);
});
