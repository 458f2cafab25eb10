import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createLog } from '#app/log.server.ts';
import { createAdminClient } from '#app/shopify/client.server.ts';
import { Fault } from '#app/shopify/faults.ts';
import { readCustomers } from '#app/shopify/operations/customers-by-ids.ts';
import { readShopDetails } from '#app/shopify/operations/shop-details.ts';
import { createPacer } from '#app/shopify/pacer.server.ts';
import { noTelemetry } from '#app/telemetry.server.ts';

/** A real HTTP server that answers as the Admin API does when things go wrong: each request takes the next step of the script. */
type Step = (response: ServerResponse, request: { token: string; body: string }) => void;
let script: Step[] = [];
let requests: { token: string; body: string }[] = [];
const server = createServer((request: IncomingMessage, response: ServerResponse) => {
  let body = '';
  request.on('data', (chunk: Buffer) => (body += chunk.toString()));
  request.on('end', () => {
    const seen = { token: String(request.headers['x-shopify-access-token']), body };
    requests.push(seen);
    const step = script.shift();
    if (!step) throw new Error('one request more than the test expects');
    step(response, seen);
  });
});
let origin = '';
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  script = [];
  requests = [];
  waits = [];
  clock = Date.parse('2026-11-22T10:00:00Z');
});

let waits: number[] = [];
let clock = 0;
const time = {
  now: () => clock,
  wait: (milliseconds: number) => {
    waits.push(milliseconds);
    clock += milliseconds;
    return Promise.resolve();
  },
};

function client(options: { accessToken?: () => Promise<string>; pacer?: ReturnType<typeof createPacer> } = {}) {
  return createAdminClient({
    shopDomain: 'tea.myshopify.com',
    accessToken: options.accessToken ?? (() => Promise.resolve('token-1')),
    fetch: (url, init) => fetch(String(url).replace('https://tea.myshopify.com', origin), init),
    log: createLog('silent'),
    pacer: options.pacer ?? createPacer(time),
    lane: 'work',
    telemetry: noTelemetry,
    ...time,
  });
}

function json(value: unknown, status = 200, headers: Record<string, string> = {}): Step {
  return (response) => response.writeHead(status, { 'Content-Type': 'application/json', ...headers }).end(JSON.stringify(value));
}

const cost = (currentlyAvailable: number, requestedQueryCost = 100) => ({
  cost: {
    requestedQueryCost,
    actualQueryCost: requestedQueryCost,
    throttleStatus: { maximumAvailable: 2000, currentlyAvailable, restoreRate: 100 },
  },
});
const shop = {
  id: 'gid://shopify/Shop/7',
  name: 'Tea',
  currencyCode: 'EUR',
  ianaTimezone: 'Europe/Vienna',
  primaryDomain: { url: 'https://tea.example/' },
  plan: { publicDisplayName: 'Basic' },
};
const good = json({ data: { shop } });
const throttled = (available: number) =>
  json({ errors: [{ message: 'Throttled', extensions: { code: 'THROTTLED' } }], extensions: cost(available) });

async function faultOf(work: Promise<unknown>): Promise<Fault> {
  const error = await work.then(
    () => new Error('no fault'),
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof Fault)) throw error;
  return error;
}

test('an answer is parsed, and the token and operation name are sent', async () => {
  script = [good];
  expect(await readShopDetails(client())).toEqual({
    shopifyId: '7',
    name: 'Tea',
    contactEmail: null,
    currency: 'EUR',
    timeZone: 'Europe/Vienna',
    storefrontUrl: 'https://tea.example',
    plan: 'Basic',
  });
  expect(requests[0]?.token).toBe('token-1');
  expect(JSON.parse(requests[0]?.body ?? '')).toMatchObject({ operationName: 'ShopDetails', variables: {} });
});

const invalidToken = json({ errors: '[API] Invalid API key or access token (unrecognized login or wrong password)' }, 401);
const failures: [string, Step, Fault['kind'], boolean][] = [
  ['a broken connection', (response) => response.destroy(), 'unreachable', true],
  ['a 502', json('Bad gateway', 502), 'unreachable', true],
  ['an answer that is not JSON', (response) => response.end('<html>'), 'unreachable', true],
  [
    'an internal error inside a 200',
    json({ errors: [{ message: 'Oops', extensions: { code: 'INTERNAL_SERVER_ERROR' } }] }),
    'unreachable',
    true,
  ],
  ['a dead token', invalidToken, 'unauthorized', true],
  [
    'a missing scope',
    json({ errors: [{ message: 'Access denied for shop field.', extensions: { code: 'ACCESS_DENIED' } }] }),
    'forbidden',
    false,
  ],
  ['a frozen shop', json({}, 402), 'refused', false],
  ['a shop that may not be reached', json({}, 403), 'forbidden', false],
  ['a shop that is gone', json({}, 404), 'uninstalled', false],
  ['a locked shop', json({}, 423), 'refused', false],
  ['a wrong document', json({ errors: [{ message: "Field 'nope' doesn't exist" }] }), 'refused', false],
  ['an answer of another shape', json({ data: { shop: { ...shop, currencyCode: 7 } } }), 'refused', false],
];
test.for(failures)('%s is a fault that says whether to ask again', async ([, step, kind, retry]) => {
  script = [step];
  const fault = await faultOf(readShopDetails(client()));
  expect([fault.kind, fault.retry, requests.length]).toEqual([kind, retry, 1]);
});

test('an answer of another shape names the operation and the place, not the data', async () => {
  script = [json({ data: { shop: { ...shop, name: { secret: 'Anna' } } } })];
  const fault = await faultOf(readShopDetails(client()));
  expect(fault.message).toBe('ShopDetails: unexpected answer at shop.name');
});

test('a short throttle is waited out as long as Shopify says, then the call succeeds', async () => {
  script = [throttled(-100), good];
  await readShopDetails(client());
  expect(waits[0]).toBe(2000);
  expect(requests).toHaveLength(2);
});

test('a 429 is waited out by its Retry-After, in seconds', async () => {
  script = [json({}, 429, { 'Retry-After': '2.0' }), good];
  await readShopDetails(client());
  expect(waits).toEqual([2000]);
});

test('a long throttle goes back to the queue with the time to wait', async () => {
  script = [throttled(-1900)];
  const fault = await faultOf(readShopDetails(client()));
  expect([fault.kind, fault.retryAfter, waits]).toEqual(['throttled', 20_000, []]);
});

test('a throttle without end is given up after three tries', async () => {
  script = [json({}, 429), json({}, 429), json({}, 429)];
  expect((await faultOf(readShopDetails(client()))).kind).toBe('throttled');
  expect(requests).toHaveLength(3);
});

test('calls that would not fit the bucket are spread instead of refused, and a tenth is left for the merchant', async () => {
  const pacer = createPacer(time);
  let available = 400;
  const metered: Step = (response, request) => {
    available -= 100;
    json({ data: { shop }, extensions: cost(available) })(response, request);
  };
  script = [metered, metered, metered, metered];
  for (let call = 0; call < 4; call += 1) {
    const before = clock;
    await readShopDetails(client({ pacer }));
    available += (clock - before) / 10;
  }
  expect(available).toBeGreaterThanOrEqual(100);
  expect(waits.length).toBeGreaterThan(0);
});

test('a shop whose budget is used up for long is told so without a request', async () => {
  const pacer = createPacer(time);
  script = [json({ data: { shop }, extensions: cost(-1000) })];
  await readShopDetails(client({ pacer }));
  const fault = await faultOf(readShopDetails(client({ pacer })));
  expect([fault.kind, fault.retryAfter, requests.length]).toEqual(['throttled', 13_000, 1]);
});

test('a token that another process has renewed meanwhile is taken, once', async () => {
  const tokens = ['old', 'new'];
  script = [invalidToken, good];
  await readShopDetails(client({ accessToken: () => Promise.resolve(tokens.shift() ?? 'none') }));
  expect(requests.map((request) => request.token)).toEqual(['old', 'new']);
});

test('fields the app is not approved for come back empty where the operation allows it', async () => {
  script = [
    json({
      data: { nodes: [{ id: 'gid://shopify/Customer/5', firstName: null, lastName: null, defaultEmailAddress: null }] },
      errors: [
        {
          message: 'This app is not approved to use the email field. See https://shopify.dev',
          path: ['nodes', 0, 'defaultEmailAddress'],
        },
      ],
    }),
  ];
  expect(await readCustomers(client(), ['5'])).toEqual([
    { customerId: '5', firstName: null, lastName: null, email: null, phone: null },
  ]);
});

test('an answer that is only a denial is a fault even there', async () => {
  script = [json({ data: null, errors: [{ message: 'This app is not approved to access the Customer object.' }] })];
  expect((await faultOf(readCustomers(client(), ['5']))).kind).toBe('forbidden');
});
