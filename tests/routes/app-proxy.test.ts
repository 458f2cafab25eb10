import { gzipSync } from 'node:zlib';
import { afterEach, expect, test } from 'vitest';
import { claimAnswerSchema, offerAnswerSchema, standingAnswerSchema } from '#app/domain/storefront-contract.ts';
import { signedRef } from '#app/link-signer.server.ts';
import { verifyProxyQuery } from '#app/signatures.server.ts';
import { useAdminApi } from '#tests/support/admin-api.ts';
import { type TestContext, testContext } from '#tests/support/context.ts';
import { useDatabase } from '#tests/support/database.ts';
import { openDoor, type ProxyDoor, signedQuery } from '#tests/support/proxy-requests.ts';
import { enrol, openShop, saveRules } from '#tests/support/shopfront.ts';

const database = useDatabase();
const api = useAdminApi();
const doors: ProxyDoor[] = [];
let shops = 0;

afterEach(async () => {
  for (const door of doors.splice(0)) await door.close();
});

/** A shop with an advocate, and its storefront's requests as they arrive. */
async function stage() {
  const context = testContext(database, { shopify: () => Promise.resolve(api.client()) });
  const domain = `proxy-${(shops += 1)}.myshopify.com`;
  const shop = await openShop(context, { domain });
  const anna = await enrol(context, shop, { customerId: '1', name: 'Anna Berg' });
  const door = await openDoor(context);
  doors.push(door);
  const ask = (path: string, init: RequestInit & { query?: Record<string, string | null> } = {}) => {
    const { query = {}, ...rest } = init;
    return fetch(`${door.url}${path}?${signedQuery(context, { shop: domain, ...query })}`, rest);
  };
  const post = (path: string, body: unknown, query = {}, headers: Record<string, string> = {}) =>
    ask(path, { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body), query, headers });
  return { context, domain, shop, anna, door, ask, post };
}

const visitOf = (code: string) => ({ id: crypto.randomUUID(), code, path: '/', referrer: null });

async function refusal(response: Response): Promise<unknown[]> {
  expect(response.headers.get('content-type')).toMatch(/^application\/json/);
  expect(response.headers.get('cache-control')).toBe('no-store');
  const body = (await response.json()) as { ok: boolean; reason: string; message: string };
  expect(body).toMatchObject({ ok: false, message: expect.stringMatching(/^[A-Z].*\.$/) as string });
  return [response.status, body.reason];
}

test('a visit, an offer, a claim and the standing are answered as the contract says', async () => {
  const { ask, post, anna, shop } = await stage();
  const visited = await post('/visit', visitOf(anna.code));
  expect([visited.status, await visited.text(), visited.headers.get('cache-control')]).toEqual([204, '', 'no-store']);
  expect(await database.prisma.visit.count({ where: { shopId: shop.id, advocateId: anna.advocateId } })).toBe(1);

  const offer = await ask('/offer', { query: { code: anna.code } });
  expect([offer.status, offer.headers.get('cache-control')]).toEqual([200, 'no-store']);
  expect(offerAnswerSchema.parse(await offer.json())).toMatchObject({ available: true, advocateName: 'Anna' });
  expect(await (await ask('/offer')).json()).toEqual({ available: false });

  const claim = await post('/claim', { id: crypto.randomUUID(), code: anna.code });
  expect(claimAnswerSchema.parse(await claim.json())).toMatchObject({ ok: true });

  const standing = async (query = {}) => standingAnswerSchema.parse(await (await ask('/standing', { query })).json());
  expect(await standing()).toEqual({ signedIn: false });
  expect(await standing({ logged_in_customer_id: '1' })).toMatchObject({ enrolled: true, code: anna.code });
  const joined = await post('/join', '', { logged_in_customer_id: '2' });
  expect(standingAnswerSchema.parse(await joined.json())).toMatchObject({ signedIn: true, enrolled: true });
});

test('a beacon’s text/plain body is read like any other', async () => {
  const { post, anna, shop } = await stage();
  const response = await post('/visit', visitOf(anna.code), {}, { 'Content-Type': 'text/plain;charset=UTF-8' });
  expect(response.status).toBe(204);
  expect(await database.prisma.visit.count({ where: { shopId: shop.id } })).toBe(1);
});

test('what does not carry Shopify’s signature is refused, and leaves no trace', async () => {
  const { context, domain, door, anna, shop } = await stage();
  const good = signedQuery(context, { shop: domain });
  const signature = new URLSearchParams(good).get('signature') ?? '';
  const queries: Record<string, string> = {
    'no query': '',
    'no signature': good.replace(/&signature=.*/, ''),
    'empty signature': good.replace(/signature=.*/, 'signature='),
    'forged signature': good.replace(signature, signature.replace(/./g, 'a')),
    'short signature': good.slice(0, -2),
    'changed shop': good.replace(domain, 'other.myshopify.com'),
    'added parameter': `${good}&code=${anna.code}`,
    'second customer': `${good}&logged_in_customer_id=1`,
    'second signature': `${good}&signature=${signature}`,
    'two minutes old': signedQuery(context, { shop: domain, timestamp: String(context.now() / 1000 - 120) }),
    'from the future': signedQuery(context, { shop: domain, timestamp: String(context.now() / 1000 + 120) }),
    'no timestamp': signedQuery(context, { shop: domain, timestamp: null }),
    'timestamp in words': signedQuery(context, { shop: domain, timestamp: 'now' }),
    'foreign host': signedQuery(context, { shop: 'evil.example' }),
    'host with a tail': signedQuery(context, { shop: `${domain}.evil.example` }),
    'no shop': signedQuery(context, { shop: null }),
  };
  for (const [name, query] of Object.entries(queries)) {
    const response = await fetch(`${door.url}/visit?${query}`, { method: 'POST', body: JSON.stringify(visitOf(anna.code)) });
    expect(await refusal(response), name).toEqual([401, 'signature']);
  }
  const { secret } = { secret: 'another secret' };
  expect(verifyProxyQuery(good, secret, context.now())).toEqual({ refused: 'forged' });
  expect(await database.prisma.visit.count({ where: { shopId: shop.id } })).toBe(0);
});

test('a request stays good for ninety seconds, whichever clock is behind', async () => {
  const { context, domain } = await stage();
  for (const [age, outcome] of [
    [89, 'good'],
    [-89, 'good'],
    [91, 'stale'],
    [-91, 'stale'],
  ] as const) {
    const query = signedQuery(context, { shop: domain, timestamp: String(Math.floor(context.now() / 1000) - age) });
    const verified = verifyProxyQuery(query, context.env.SHOPIFY_API_SECRET, context.now());
    expect('refused' in verified ? verified.refused : 'good', String(age)).toBe(outcome);
  }
});

test('a request sent again and again within its ninety seconds, side by side, does what it did once', async () => {
  const { context, domain, shop, anna, door } = await stage();
  await saveRules(context, domain, 3, { ...shop.program.rules, sharing: { codeChoices: 3 } });
  const send = (path: string, query: string, body: unknown) =>
    fetch(`${door.url}${path}?${query}`, { method: 'POST', body: JSON.stringify(body) });
  const traces = async () => {
    const where = { where: { shopId: shop.id } };
    const { visit, claim, advocate, chosenCode } = database.prisma;
    const rows = await Promise.all([visit.count(where), claim.count(where), advocate.count(where), chosenCode.count(where)]);
    return [...rows, api.shop.discounts.size, [...api.shop.discounts.values()].flatMap(({ codes }) => codes).length];
  };
  api.shop.discounts.clear();
  for (const [path, body, customer] of [
    ['/visit', visitOf(anna.code), '2'],
    ['/claim', { id: crypto.randomUUID(), code: anna.code, email: 'friend@example.com' }, '2'],
    ['/join', '', '3'],
    ['/choose-code', { code: 'ALBA' }, '1'],
  ] as const) {
    const before = await traces();
    const query = signedQuery(context, { shop: domain, logged_in_customer_id: customer });
    const first = await send(path, query, body);
    expect([200, 204], path).toContain(first.status);
    const once = await traces();
    expect(once, path).not.toEqual(before);
    const answer = await first.text();
    for (const again of await Promise.all([send(path, query, body), send(path, query, body)])) {
      expect([again.status, await again.text()], path).toEqual([first.status, answer]);
    }
    expect(await traces(), path).toEqual(once);
  }
  const [choice] = await database.prisma.chosenCode.findMany({ where: { shopId: shop.id } });
  expect(choice).toMatchObject({ code: 'ALBA', chosenBy: 'advocate' });
});

test('a signature does not serve another customer: what is signed without separators cannot be cut anew', () => {
  const context = testContext(database);
  const now = context.now();
  // A shopper who is not signed in asks with a parameter of their own, and Shopify signs it…
  const signed = signedQuery(context, { shop: 'tea.myshopify.com', loggec: 'logged_in_customer_id=7logged_x' });
  const { SHOPIFY_API_SECRET: secret } = context.env;
  expect(verifyProxyQuery(signed, secret, now)).toEqual({ refused: 'forged' });
  // …which spells the same text as this query of a customer.
  const query = new URLSearchParams(signed);
  const again = new URLSearchParams({ loggec: '', logged_in_customer_id: '7', logged_xlogged_in_customer_id: '' });
  for (const name of ['path_prefix', 'shop', 'timestamp', 'signature']) again.set(name, query.get(name) ?? '');
  expect(verifyProxyQuery(again.toString(), secret, now)).toEqual({ refused: 'forged' });
  expect(verifyProxyQuery(signedQuery(context, { shop: 'tea.myshopify.com', code: 'x' }), secret, now)).not.toHaveProperty(
    'refused',
  );
});

test('a repeated parameter is signed as one list, as Shopify does it', () => {
  const context: TestContext = testContext(database);
  const secret = 'hush';
  // The example of Shopify's documentation: https://shopify.dev/docs/apps/build/online-store/app-proxies/authenticate-app-proxies
  const query =
    'extra=1&extra=2&shop=shop-name.myshopify.com&logged_in_customer_id=1&path_prefix=%2Fapps%2Fawesome_reviews&timestamp=1317327555&signature=4c68c8624d737112c91818c11017d24d334b524cb5c2b8ba08daa056f7395ddb';
  expect(verifyProxyQuery(query, secret, 1_317_327_555_000)).toMatchObject({
    shopDomain: 'shop-name.myshopify.com',
    customerId: '1',
    proxyPath: '/apps/awesome_reviews',
  });
  expect(verifyProxyQuery(query, secret, context.now())).toEqual({ refused: 'stale' });
});

test('a shop that is unknown or has uninstalled is answered 404 in JSON', async () => {
  const { ask, shop } = await stage();
  expect(await refusal(await ask('/standing', { query: { shop: 'unknown.myshopify.com' } }))).toEqual([404, 'unknown-shop']);
  await database.prisma.shop.update({ where: { id: shop.id }, data: { state: 'uninstalled' } });
  expect(await refusal(await ask('/standing'))).toEqual([404, 'unknown-shop']);
});

test('the shop is the signed one: an advocate of another shop is nobody here', async () => {
  const here = await stage();
  const there = await stage();
  const offer = await here.ask('/offer', { query: { code: there.anna.code } });
  expect(await offer.json()).toEqual({ available: false });
  const claim = await here.post('/claim', { id: crypto.randomUUID(), code: there.anna.code, shop: there.domain });
  expect(await claim.json()).toMatchObject({ ok: false, reason: 'unavailable' });
});

test('the signed-in customer is the signed one: a customer in the body or in words is nobody', async () => {
  const { ask, post } = await stage();
  expect(await (await post('/join', { logged_in_customer_id: '1', customerId: '1' })).json()).toEqual({ signedIn: false });
  expect(await (await ask('/standing', { query: { logged_in_customer_id: "1' OR '1'='1" } })).json()).toEqual({
    signedIn: false,
  });
});

test('bodies that are hostile, broken or too large are refused in JSON', async () => {
  const { post, anna, shop } = await stage();
  const id = crypto.randomUUID();
  const bodies = [
    '', '{', 'null', '[]', '"x"', '[[[[', '{"id":1}', `{"id":"${id}"}`, `{"id":"${id}","code":""}`, `{"id":"${id}","code":{"$gt":""}}`,
    `{"id":"${id}","code":["${anna.code}"]}`, `{"id":"../../etc","code":"x"}`, `{"id":"${id}","code":"${'x'.repeat(65)}","path":"/"}`,
    `{"__proto__":{"id":"${id}","code":"x","path":"/"}}`,
  ]; // prettier-ignore
  for (const body of bodies) {
    expect(await refusal(await post('/visit', body)), body).toEqual([400, 'body']);
    expect(
      await refusal(await post('/claim', body, {}, { 'X-Forwarded-For': `198.51.100.${bodies.indexOf(body)}` })),
      body,
    ).toEqual([400, 'body']);
  }
  expect(await refusal(await post('/visit', { ...visitOf(anna.code), path: '/'.repeat(5_000) }))).toEqual([413, 'body']);
  expect(await database.prisma.visit.count({ where: { shopId: shop.id } })).toBe(0);
});

test('an e-mail address of a wrong kind or length is refused in JSON, and a hostile one is no address', async () => {
  const { post, anna, shop } = await stage();
  const ask = (email: unknown, at: number) =>
    post('/claim', { id: crypto.randomUUID(), code: anna.code, email }, {}, { 'X-Forwarded-For': `198.51.100.${at}` });
  const wrong = [null, 7, true, {}, [], ['a@b.example'], { $ne: '' }, `${'x'.repeat(310)}@friend.example`];
  for (const [at, email] of wrong.entries())
    expect(await refusal(await ask(email, at)), JSON.stringify(email)).toEqual([400, 'body']);
  const hostile = [
    '<script>@x.example<script>',
    'a@b.example, c@d.example',
    'a@b.example\r\nBcc: c@d.example',
    'a@localhost',
    'a@[127.0.0.1]',
  ];
  for (const [at, email] of hostile.entries())
    expect(await (await ask(email, 100 + at)).json(), email).toMatchObject({ ok: false, reason: 'email' });
  expect(await database.prisma.claim.count({ where: { shopId: shop.id } })).toBe(0);
});

test('every endpoint takes a sealed link, and a code in disguise is nobody’s', async () => {
  const { context, ask, post, anna, shop } = await stage();
  const sealed = signedRef(context.env, shop.id, anna.code, 'email');
  expect(await (await ask('/offer', { query: { code: sealed } })).json()).toMatchObject({ available: true });
  expect((await post('/visit', visitOf(sealed))).status).toBe(204);
  expect(await (await post('/claim', { id: crypto.randomUUID(), code: sealed })).json()).toMatchObject({ ok: true });
  expect(await database.prisma.visit.findFirst({ where: { shopId: shop.id } })).toMatchObject({
    trust: 'signed',
    channel: 'email',
  });
  expect(await database.prisma.claim.findFirst({ where: { shopId: shop.id } })).toMatchObject({ channel: 'email' });
  const disguises = [
    '.',
    '..',
    `x.${sealed}`,
    '.'.repeat(64),
    `${anna.code}x.${'C'.repeat(10)}`,
    `${anna.code.slice(1)}.${anna.code}`,
  ];
  for (const code of disguises)
    expect(await (await ask('/offer', { query: { code } })).json(), code).toEqual({ available: false });
});

test('a body that unpacks to more than 4 KB is refused, as are encodings nobody speaks', async () => {
  const { ask } = await stage();
  const before = await database.prisma.visit.count();
  const bomb = gzipSync(Buffer.alloc(5_000_000, 0x20));
  const send = (path: string, body: string | Buffer<ArrayBuffer>, encoding: string) =>
    ask(path, { method: 'POST', body, headers: { 'Content-Encoding': encoding } });
  expect(await refusal(await send('/claim', bomb, 'gzip'))).toEqual([413, 'body']);
  expect(await refusal(await send('/claim', '{}', 'klingon'))).toEqual([415, 'body']);
  // No browser compresses what it sends: visits do without.
  expect(await refusal(await send('/visit', bomb, 'gzip'))).toEqual([415, 'body']);
  expect(await database.prisma.visit.count()).toBe(before);
});

test('text that PostgreSQL cannot hold is stored without it', async () => {
  const { post, shop } = await stage();
  const response = await post('/visit', '{"id":"' + crypto.randomUUID() + '","code":"a\\u0000\\ud800b","path":"/\\u0000","referrer":"https://x.example/"}'); // prettier-ignore
  expect(response.status).toBe(204);
  expect((await database.prisma.visit.findFirstOrThrow({ where: { shopId: shop.id } })).code).toBe('a\ufffdb');
});

test('other addresses and methods are answered in JSON', async () => {
  const { ask } = await stage();
  for (const path of ['/', '/constructor', '/visit/', '/%00', '/%ff']) expect((await refusal(await ask(path)))[0]).toBe(404);
  for (const [path, method] of [
    ['/visit', 'GET'],
    ['/offer', 'POST'],
    ['/claim', 'DELETE'],
    ['/join', 'GET'],
  ] as const) {
    expect(await refusal(await ask(path, { method })), path).toEqual([405, 'method']);
  }
});

test('a flood from one network is held back, and the next network is served', async () => {
  const { ask, shop } = await stage();
  const from = (address: string) => ask('/standing', { headers: { 'X-Forwarded-For': address } });
  const flood = await Promise.all(Array.from({ length: 80 }, () => from('198.51.100.7, 10.0.0.1')));
  expect(flood.filter(({ status }) => status === 200)).toHaveLength(60);
  const held = flood.find(({ status }) => status === 429);
  if (held === undefined) throw new Error('nothing was held back');
  expect(Number(held.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(await refusal(held)).toEqual([429, 'too-fast']);
  expect((await from('198.51.100.8')).status).toBe(200);

  const v6 = await Promise.all(Array.from({ length: 61 }, (_, index) => from(`2001:db8:1:2::${index.toString(16)}`)));
  expect(v6.filter(({ status }) => status === 429)).toHaveLength(1);
  expect(await database.prisma.visit.count({ where: { shopId: shop.id } })).toBe(0);
});

test('a link that has given out its codes answers 429 with a kind word', async () => {
  const { post, anna, shop } = await stage();
  const program = await database.prisma.program.findFirstOrThrow({ where: { shopId: shop.id, version: 2 } });
  const rules = { ...shop.program.rules, offer: { ...shop.program.rules.offer, claimsPerLinkPerDay: 1 } };
  await database.prisma.program.create({ data: { ...program, rules, version: 3 } });
  await post('/claim', { id: crypto.randomUUID(), code: anna.code });
  expect(await refusal(await post('/claim', { id: crypto.randomUUID(), code: anna.code }))).toEqual([429, 'too-many']);
});

test('the door learns where the merchant has put the app proxy', async () => {
  const { ask, domain } = await stage();
  const learnt = async (path_prefix: string) => {
    await ask('/standing', { query: { path_prefix } });
    return (await database.prisma.shop.findUniqueOrThrow({ where: { domain } })).proxyPath;
  };
  expect(await learnt('/community/friends-1')).toBe('/community/friends-1');
  expect(await learnt('/admin/../x')).toBe('/community/friends-1');
});

test('when the database is away, the shopper reads a kind JSON answer and no detail', async () => {
  const broken = {
    ...database,
    prisma: new Proxy(database.prisma, { get: () => () => Promise.reject(new Error('secret detail')) }),
  };
  const context = testContext(broken);
  const door = await openDoor(context);
  doors.push(door);
  const response = await fetch(`${door.url}/standing?${signedQuery(context, { shop: 'any.myshopify.com' })}`);
  const text = await response.clone().text();
  expect(await refusal(response)).toEqual([500, 'busy']);
  expect(text).not.toContain('secret');
});

test('the request’s language gives the figures their form; words are English for now', async () => {
  const { ask, anna } = await stage();
  const offer = async (language: string) =>
    (await (await ask('/offer', { query: { code: anna.code }, headers: { 'Accept-Language': language } })).json()) as {
      headline: string;
    };
  expect(await offer('tlh;q=1, en-GB;q=0.8')).toMatchObject({ headline: '10% off your first order' });
  expect(await offer(`${'x'.repeat(5_000)},,;;`)).toMatchObject({ headline: '10% off your first order' });
});

test('of an advocate’s own things, whoever is somebody else gets nothing: no QR code, no standing, no personal link', async () => {
  const { ask, post, context, domain, door, anna } = await stage();
  const mine = await ask('/qr', { query: { logged_in_customer_id: '1' } });
  expect([mine.status, mine.headers.get('content-type')]).toEqual([200, expect.stringContaining('image/svg+xml')]);
  const png = await ask('/qr', { query: { logged_in_customer_id: '1', as: 'png' } });
  expect(
    Buffer.from(await png.arrayBuffer())
      .subarray(1, 4)
      .toString(),
  ).toBe('PNG');
  for (const query of [{}, { logged_in_customer_id: '2' }, { customer: '1' }, { code: anna.code }])
    expect(await refusal(await ask('/qr', { query }))).toEqual([404, 'not-found']);

  const late = signedQuery(context, { shop: domain, logged_in_customer_id: '1', timestamp: String(context.now() / 1000 - 91) });
  const forged = signedQuery(context, { shop: domain, logged_in_customer_id: '2' }).replace('customer_id=2', 'customer_id=1');
  for (const path of ['/qr', '/standing', '/refer']) {
    for (const query of [late, forged, `logged_in_customer_id=1&shop=${domain}`])
      expect(await refusal(await fetch(`${door.url}${path}?${query}`)), path).toEqual([401, 'signature']);
  }
  const guess = 'A'.repeat(43);
  expect(await (await post('/mine', { key: guess })).json()).toEqual({ signedIn: false });
  expect(await refusal(await post('/mine', { key: guess, as: 'png' }))).toEqual([404, 'not-found']);
  expect(await (await post('/confirm', { token: guess })).json()).toMatchObject({ ok: false });
  expect((await post('/revoke', { key: guess })).status).toBe(204);
  expect(await refusal(await post('/forget', { key: guess }, { logged_in_customer_id: '1' }))).toEqual([404, 'not-found']);
  for (const body of [{ key: 'short' }, { key: `${guess}A` }, { key: [guess] }, { key: { $ne: '' } }, {}, '<html>'])
    expect(await refusal(await post('/mine', body))).toEqual([400, 'body']);
});

test('the program’s page is the same for everybody, is never kept with an address, and its script may be kept', async () => {
  const { ask, domain } = await stage();
  const page = await ask('/refer', { query: { logged_in_customer_id: '1', heading: '{{ shop.secret }}<script>' } });
  const other = await ask('/refer');
  const text = await page.text();
  expect(text).toBe(await other.text());
  expect([page.headers.get('content-type'), page.headers.get('referrer-policy'), page.headers.get('x-robots-tag')]).toEqual([
    'application/liquid; charset=utf-8',
    'same-origin',
    'noindex',
  ]);
  expect(text).not.toMatch(/block\.settings|\| t\b|schema|shop\.secret/);
  expect(text).not.toContain(domain);
  const [, script = '', version = ''] = /(\/refer\.js)\?v=(\w+)/.exec(text) ?? [];
  const asset = await ask(script, { query: { v: version } });
  expect([asset.status, asset.headers.get('cache-control')]).toEqual([200, 'public, max-age=31536000, immutable']);
});

test('a code is chosen by the signed-in advocate or by the key of a personal link, and by nobody else', async () => {
  const { post, context, domain, shop, anna } = await stage();
  await saveRules(context, domain, 3, { ...shop.program.rules, sharing: { codeChoices: 1 } });
  const mine = { logged_in_customer_id: '1' };
  for (const [body, query] of [
    [{ code: 'ALBA' }, {}],
    [{ code: 'ALBA' }, { logged_in_customer_id: '2' }],
    [{ code: 'ALBA', key: 'A'.repeat(43) }, mine],
    [{ code: 'ALBA' }, { customer: '1' }],
  ] as const)
    expect(await refusal(await post('/choose-code', body, query))).toEqual([404, 'not-found']);
  for (const body of [{}, { code: 1 }, { code: 'x'.repeat(65) }, { code: 'ALBA', key: '' }, 'ALBA'])
    expect(await refusal(await post('/choose-code', body, mine))).toEqual([400, 'body']);
  expect(await database.prisma.chosenCode.count({ where: { shopId: shop.id } })).toBe(0);

  const french = { 'accept-language': 'fr' };
  const refused = await post('/choose-code', { code: '<script>' }, mine, french);
  expect(await refused.json()).toEqual({
    ok: false,
    message: 'Un code ne contient que des lettres de A à Z et des chiffres.',
    suggestions: [],
  });
  const chosen = await post('/choose-code', { code: 'alba' }, mine);
  expect(await chosen.json()).toMatchObject({ ok: true, message: expect.stringContaining('ALBA') as string });
  expect(await (await post('/choose-code', { code: 'bella' }, mine)).json()).toMatchObject({ ok: false, suggestions: [] });
  expect(await database.prisma.chosenCode.findMany({ where: { shopId: shop.id } })).toMatchObject([
    { code: 'ALBA', advocateId: anna.advocateId, chosenBy: 'advocate' },
  ]);
});
