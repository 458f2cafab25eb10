import { createHmac } from 'node:crypto';
import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { openStorefront } from '#tests/support/storefront.ts';

type Seen = { method: string; url: URL; headers: http.IncomingHttpHeaders; body: string };

/** Stands where the app stands. */
async function startApp(reply: (response: ServerResponse, seen: Seen) => void): Promise<{ origin: string; seen: Seen[] }> {
  const seen: Seen[] = [];
  const server = http.createServer((request: IncomingMessage, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const url = new URL(request.url ?? '/', 'http://app.example');
      seen.push({ method: request.method ?? '', url, headers: request.headers, body: Buffer.concat(chunks).toString() });
      reply(response, seen.at(-1) as Seen);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen };
}

/** As Shopify's documentation computes it: every parameter but the signature, sorted, lists joined by commas, nothing between. */
function signatureOf(url: URL): string {
  const names = [...new Set(url.searchParams.keys())].filter((name) => name !== 'signature');
  const message = names
    .map((name) => `${name}=${url.searchParams.getAll(name).join(',')}`)
    .sort()
    .join('');
  return createHmac('sha256', 'app secret').update(message).digest('hex');
}

test('a request reaches the app signed, with its method and body, and without cookies in either direction', async () => {
  const app = await startApp((response) => {
    response.writeHead(201, { 'set-cookie': 'app=1', 'cache-control': 'no-store', 'content-type': 'application/json' });
    response.end('{"ok":true}');
  });
  const { shop, newShopper } = await openStorefront({ appOrigin: app.origin });
  shop.installed = true;
  const shopper = newShopper({ 'x-forwarded-for': '198.51.100.23', authorization: 'Basic x' });
  await shopper.get('/');
  const answer = await shopper.post('/apps/vouchsafe/claim/x?b=2&a=1&a=3&signature=forged&shop=evil.example', { code: 'ANNA' });
  expect([answer.status, answer.json(), answer.headers['cache-control']]).toEqual([201, { ok: true }, 'no-store']);
  expect(shopper.cookies.has('app')).toBe(false);
  const [seen] = app.seen;
  expect([seen?.method, seen?.url.pathname, seen?.body]).toEqual(['POST', '/proxy/claim/x', '{"code":"ANNA"}']);
  expect(seen?.headers).toMatchObject({ 'x-forwarded-for': '198.51.100.23', 'content-type': 'application/json' });
  expect([seen?.headers.cookie, seen?.headers.authorization]).toEqual([undefined, undefined]);
  const query = seen?.url.searchParams;
  expect(query?.getAll('shop')).toEqual([shop.domain]);
  expect(query?.get('path_prefix')).toBe('/apps/vouchsafe');
  expect(query?.get('logged_in_customer_id')).toBe('');
  expect(Math.abs(Number(query?.get('timestamp')) - Date.now() / 1000)).toBeLessThan(60);
  expect(query?.getAll('signature')).toEqual([signatureOf(seen?.url as URL)]);
});

test('the signed-in customer is named by Shopify and by nobody else, under a market’s path too', async () => {
  const app = await startApp((response) => response.end('fine'));
  const { shop, newShopper } = await openStorefront({ appOrigin: app.origin });
  shop.installed = true;
  const customer = [...shop.customers.values()][1];
  const shopper = newShopper();
  await shopper.get('/apps/vouchsafe/standing?logged_in_customer_id=1');
  await shopper.post('/account/login', new URLSearchParams({ customer_id: customer?.id ?? '' }));
  await shopper.get('/fr-ca/apps/vouchsafe/standing?logged_in_customer_id=1');
  expect(app.seen.map((seen) => [seen.url.pathname, seen.url.searchParams.getAll('logged_in_customer_id')])).toEqual([
    ['/proxy/standing', ['']],
    ['/proxy/standing', [customer?.id]],
  ]);
  expect(app.seen.map((seen) => seen.url.searchParams.get('path_prefix'))).toEqual(['/apps/vouchsafe', '/apps/vouchsafe']);
  for (const seen of app.seen) expect(seen.url.searchParams.get('signature')).toBe(signatureOf(seen.url));
});

test('Liquid from the app is rendered inside the theme', async () => {
  const app = await startApp((response) => {
    response.writeHead(200, { 'content-type': 'application/liquid; charset=utf-8' });
    response.end('<h1>{{ shop.name }} has {{ cart.item_count }} in the cart</h1>');
  });
  const { shop, newShopper } = await openStorefront({ appOrigin: app.origin });
  shop.installed = true;
  const page = await newShopper().get('/apps/vouchsafe/page');
  expect(page.headers['content-type']).toContain('text/html');
  expect(page.text).toContain('<h1>Hillside Roasters has 0 in the cart</h1>');
  expect(page.text).toContain('id="cart-drawer"');
});

test('an app that is not installed has no proxy, one that is down is a 502, and neighbours of the path are pages', async () => {
  const app = await startApp((response) => response.end('reached'));
  const { store, shop, newShopper } = await openStorefront({ appOrigin: app.origin });
  const shopper = newShopper();
  expect((await shopper.get('/apps/vouchsafe/offer')).status).toBe(404);
  shop.installed = true;
  expect((await shopper.get('/apps/vouchsafe-other')).status).toBe(404);
  expect((await shopper.get('/apps/vouchsafe/../../secret')).status).toBe(404);
  expect(app.seen).toEqual([]);
  store.app.origin = 'http://127.0.0.1:9';
  const down = await shopper.get('/apps/vouchsafe/offer');
  expect([down.status, down.text]).toEqual([502, 'dev store: the app did not answer\n']);
});

test('an empty answer of the app stays empty', async () => {
  const app = await startApp((response) => response.writeHead(204).end());
  const { shop, newShopper } = await openStorefront({ appOrigin: app.origin });
  shop.installed = true;
  const answer = await newShopper().post('/apps/vouchsafe/visit', { id: '1' }, { headers: { 'content-type': 'text/plain' } });
  expect([answer.status, answer.text, app.seen[0]?.body]).toEqual([204, '', '{"id":"1"}']);
});
