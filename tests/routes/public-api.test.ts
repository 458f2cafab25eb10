/** The API as other systems of a merchant use it, and as others try to. */
import Ajv from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { OPERATIONS } from '#app/public-api.server.ts';
import { createHttpApp } from '#app/http.server.ts';
import { makeApiKey } from '#app/services/change-api-keys.server.ts';
import { API_SCOPES, type ApiScope } from '#app/domain/api-scope.ts';
import { hashOf, insertShop, type TestShop } from '#tests/fixtures/referral-rows.ts';
import { type TestContext, testContext } from '#tests/support/context.ts';
import { useDatabase } from '#tests/support/database.ts';
import { furnish, newTenantIds, rowsOf } from '#tests/support/tenants.ts';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

const database = useDatabase();
const [ids, others] = [newTenantIds('ANNA'), newTenantIds('BENB')];
let context: TestContext;
let [shop, other]: TestShop[] = [];
let rewardId = '';
let server: Server;
let base = '';

const required = <Value>(value: Value | undefined): Value => {
  if (value === undefined) throw new Error('missing');
  return value;
};

beforeAll(async () => {
  context = testContext(database, { at: Date.now(), newId: () => crypto.randomUUID() });
  const personalKey = () => ({ personalKey: context.vault.newShopKey() });
  shop = await insertShop(database.prisma, personalKey());
  other = await insertShop(database.prisma, personalKey());
  rewardId = await furnish(context, shop, ids);
  await furnish(context, other, others);
  server = createServer(createHttpApp(context, { wakeWorker: () => undefined }));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/v1`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

async function keyFor(of: TestShop, scopes: readonly ApiScope[] = API_SCOPES): Promise<string> {
  const made = await makeApiKey(context, of.id, { name: 'Till', scopes: [...scopes], by: '71001' });
  if (!('secret' in made)) throw new Error(made.problem);
  return made.secret;
}

type Answer = { status: number; body: Record<string, unknown> & { items?: Record<string, unknown>[] }; headers: Headers };
async function ask(key: string | null, path: string, post?: { body?: unknown; once?: string | null }): Promise<Answer> {
  const headers: Record<string, string> = key === null ? {} : { authorization: `Bearer ${key}` };
  if (post !== undefined && post.once !== null) headers['idempotency-key'] = post.once ?? crypto.randomUUID();
  const init =
    post === undefined
      ? {}
      : { method: 'POST', body: typeof post.body === 'string' ? post.body : JSON.stringify(post.body ?? {}) };
  const response = await fetch(base + path, { ...init, headers });
  const type = response.headers.get('content-type') ?? '';
  expect(type, path).toContain(response.status === 200 ? 'application/json' : 'application/problem+json');
  return { status: response.status, body: (await response.json()) as Answer['body'], headers: response.headers };
}

/** Stands for the worker: what was put into the inbox is worked off. */
async function working<Result>(work: () => Promise<Result>): Promise<Result> {
  const settle = () => database.pool.query("UPDATE delivery SET state = 'settled' WHERE state = 'waiting'");
  const worker = setInterval(() => void settle(), 50);
  return work().finally(() => clearInterval(worker));
}

test('every address answers as the document says, with the shop’s own rows', async () => {
  const key = await keyFor(required(shop));
  const document = (await (await fetch(`${base}/openapi.json`)).json()) as {
    paths: Record<string, Record<string, { responses: { 200: { content: { 'application/json': { schema: object } } } } }>>;
  };
  const ajv = new Ajv({ strict: false });
  addFormats.default(ajv);
  const asked: [string, string, unknown?][] = [
    ['/shop', '/shop'],
    ['/advocates', '/advocates?limit=10&state=active'],
    ['/advocates/{id}', `/advocates/${ids.advocateId}`],
    ['/referrals', '/referrals'],
    ['/referrals/{orderId}', `/referrals/${ids.orderId}`],
    ['/rewards', `/rewards?advocateId=${ids.advocateId}`],
    ['/rewards/{id}', `/rewards/${rewardId}`],
    ['/reports/summary', '/reports/summary?from=2026-01-01&to=2026-01-31'],
    ['/advocates', '/advocates', { customerId: '640001' }],
    ['/advocates/{id}/block', `/advocates/${ids.advocateId}/block`, {}],
    ['/advocates/{id}/unblock', `/advocates/${ids.advocateId}/unblock`, {}],
    ['/referrals/{orderId}/approve', `/referrals/${ids.heldOrderId}/approve`, { note: 'Rang them' }],
    ['/referrals/{orderId}/refuse', `/referrals/${ids.heldOrderId}/refuse`, {}],
    ['/rewards', '/rewards', { advocateId: ids.advocateId, value: { kind: 'percentage', basisPoints: 1000 } }],
  ];
  for (const [path, address, body] of asked) {
    const method = body === undefined ? 'get' : 'post';
    const answer = await working(() => ask(key, address, body === undefined ? undefined : { body }));
    expect([answer.status, answer.body], address).toEqual([200, expect.anything()]);
    const schema = required(document.paths[path]?.[method]).responses[200].content['application/json'].schema;
    const isValid = ajv.compile(schema);
    expect(isValid(answer.body), `${address}: ${ajv.errorsText(isValid.errors)}`).toBe(true);
  }
  expect(new Set(asked.map(([path, , body]) => `${body === undefined ? 'get' : 'post'} ${path}`))).toEqual(
    new Set(OPERATIONS.map(({ method, path }) => `${method} ${path}`)),
  );
  const logged = await database.prisma.auditEntry.findMany({ where: { shopId: required(shop).id, by: { startsWith: 'api:' } } });
  expect(logged.map(({ act }) => act).sort()).toEqual(
    ['advocate-added', 'advocate-blocked', 'advocate-unblocked', 'credit-approved', 'credit-refused', 'reward-given'].sort(),
  );
});

test('an order is told with its explanation, in the language that is asked for', async () => {
  const key = await keyFor(required(shop), ['read_referrals']);
  const init = { headers: { authorization: `Bearer ${key}`, 'accept-language': 'de-DE,de;q=0.9' } };
  const referral = (await (await fetch(`${base}/referrals/${ids.lostOrderId}`, init)).json()) as Record<string, unknown>;
  expect(referral).toMatchObject({ orderId: ids.lostOrderId, standing: 'not-credited', reason: { code: 'below-minimum' } });
  expect(referral['sentence']).toMatch(/^Nicht angerechnet\./);
  expect(JSON.stringify(referral)).not.toContain('Anna Berg');
});

test('pages follow each other to the end, each row once', async () => {
  const key = await keyFor(required(shop), ['read_referrals']);
  const seen: unknown[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const { body }: Answer = await ask(key, `/referrals?limit=1${cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`}`);
    seen.push(...(body.items ?? []).map(({ orderId }) => orderId));
    cursor = body['next'] as string | null;
  }
  expect(seen.sort()).toEqual([ids.orderId, ids.heldOrderId, ids.lostOrderId].sort());
  expect(await ask(key, '/referrals?cursor=nonsense')).toMatchObject({ status: 400, body: { code: 'cursor' } });
});

test('without a key, with a wrong, a revoked or an uninstalled shop’s one, nothing is answered', async () => {
  const key = await keyFor(required(shop));
  for (const wrong of [null, '', 'vsk_', `vsk_${'A'.repeat(43)}`, `${key}x`, key.toLowerCase(), `x${key}`]) {
    const { status, body, headers } = await ask(wrong, '/shop');
    expect([status, body['code'], headers.get('www-authenticate')], String(wrong)).toEqual([401, 'key', 'Bearer']);
  }
  await database.prisma.apiKey.updateMany({ where: { beginning: key.slice(0, 10) }, data: { revokedAt: new Date() } });
  expect((await ask(key, '/shop')).status).toBe(401);
  const gone = await insertShop(database.prisma, { state: 'uninstalled' });
  expect((await ask(await keyFor(gone), '/shop')).status).toBe(401);
  const kept = await database.prisma.apiKey.findMany();
  expect(JSON.stringify(kept)).not.toContain(key.slice(12));
});

test('a key does only what its permissions say', async () => {
  for (const { method, path, scope } of OPERATIONS) {
    if (scope === null) continue;
    const key = await keyFor(
      required(shop),
      API_SCOPES.filter((each) => each !== scope),
    );
    const address = path.replaceAll(/\{\w+\}/g, ids.orderId);
    const answer = await ask(key, address, method === 'get' ? undefined : {});
    expect([answer.status, answer.body['code']], `${method} ${path}`).toEqual([403, 'permission']);
    await database.prisma.apiKey.updateMany({ data: { revokedAt: new Date() } });
  }
});

test('another shop’s things are nobody’s, and nothing of it changes', async () => {
  const key = await keyFor(required(shop));
  const before = await rowsOf(database, required(other));
  const theirs = [others.advocateId, others.orderId, others.heldOrderId];
  for (const { method, path } of OPERATIONS.filter(({ path }) => path.includes('{'))) {
    for (const id of theirs) {
      const answer = await working(() => ask(key, path.replaceAll(/\{\w+\}/g, id), method === 'get' ? undefined : {}));
      // Both shops have orders of the same numbers in this story; then it is the own one that answers.
      if (id !== others.advocateId) expect([200, 404, 409], path).toContain(answer.status);
      else expect(answer.status, path).toBe(404);
      expect(JSON.stringify(answer.body)).not.toContain(others.code);
    }
  }
  const gift = { advocateId: others.advocateId, value: { kind: 'free-shipping' } };
  expect(await ask(key, '/rewards', { body: gift })).toMatchObject({ status: 409, body: { code: 'advocate-not-found' } });
  for (const list of ['/advocates', '/referrals', '/rewards']) {
    expect(JSON.stringify((await ask(key, list)).body)).not.toContain(others.code);
  }
  expect(await rowsOf(database, required(other))).toEqual(before);
});

test('a request that is repeated, also side by side, is done once and answered the same; its key serves no other request', async () => {
  const key = await keyFor(required(shop));
  const body = { advocateId: ids.advocateId, value: { kind: 'fixed-amount', minor: '500' }, note: null };
  const count = () => database.prisma.reward.count({ where: { shopId: required(shop).id, purpose: 'manual' } });
  const before = await count();
  const once = crypto.randomUUID();
  const answers = await Promise.all(Array.from({ length: 5 }, () => ask(key, '/rewards', { body, once })));
  const done = answers.filter(({ status }) => status === 200);
  expect(done.length).toBeGreaterThan(0);
  expect(answers.every(({ status, body }) => status === 200 || body['code'] === 'busy')).toBe(true);
  const again = await ask(key, '/rewards', { body, once });
  expect([again.status, again.body, again.headers.get('idempotent-replayed')]).toEqual([200, done[0]?.body, 'true']);
  expect(await count()).toBe(before + 1);

  const changed = { ...body, value: { kind: 'fixed-amount', minor: '50000' } };
  expect(await ask(key, '/rewards', { body: changed, once })).toMatchObject({ status: 422, body: { code: 'idempotency-key' } });
  expect(await ask(key, '/rewards', { body, once: null })).toMatchObject({ status: 400, body: { code: 'idempotency-key' } });
  expect(await count()).toBe(before + 1);

  // Cut off before its answer was noted: after a minute the same request goes on, and the reward is the same one.
  await database.prisma.apiRequest.updateMany({ where: { idempotencyKey: once }, data: { status: null } });
  expect(await ask(key, '/rewards', { body, once })).toMatchObject({ status: 409, body: { code: 'busy' } });
  context.clock.at += 61_000;
  expect(await ask(key, '/rewards', { body, once })).toMatchObject({ status: 200, body: done[0]?.body });
  expect(await count()).toBe(before + 1);
});

test('what cannot be read is refused with what is wrong, and changes nothing', async () => {
  const key = await keyFor(required(shop));
  const before = await rowsOf(database, required(other));
  for (const [path, body, code] of [
    ['/rewards', '{', 'body'],
    ['/rewards', [], 'body'],
    ['/rewards', { advocateId: ids.advocateId, value: { kind: 'percentage', basisPoints: 20_000 } }, 'body'],
    ['/rewards', { advocateId: "' OR 1=1", value: { kind: 'free-shipping' } }, 'body'],
    ['/advocates', { customerId: 'gid://shopify/Customer/1' }, 'body'],
    ['/advocates/%00/block', {}, 'not-found'],
    ['/advocates/%E0%A4%A/block', {}, 'address'],
    ['/nothing', {}, 'no-such-address'],
    ['/shop', {}, 'method'],
    ['/rewards', 'x'.repeat(70_000), 'body'],
  ] as const) {
    const answer = await ask(key, path, { body });
    expect([answer.status >= 400 && answer.status < 500, answer.body['code']], path).toEqual([true, code]);
    expect(answer.body['detail']).toMatch(/\.$|: /);
  }
  for (const path of [
    '/advocates?limit=1000',
    '/advocates?state=gone',
    '/rewards?advocateId=1',
    '/reports/summary?from=2026-02-30&to=2026-03-01',
  ])
    expect((await ask(key, path)).status, path).toBe(400);
  expect((await ask(key, '/reports/summary?from=2026-03-01&to=2026-02-01')).body['code']).toBe('period-backwards');
  expect((await ask(key, `/rewards/${hashOf('x').slice(0, 36)}`)).status).toBe(404);
  expect(await rowsOf(database, required(other))).toEqual(before);
});

test('a key that asks too much is told when to come back, and others are served', async () => {
  const [loud, quiet] = [await keyFor(required(shop)), await keyFor(required(shop))];
  const answers = await Promise.all(Array.from({ length: 310 }, () => ask(loud, '/shop')));
  const refused = answers.filter(({ status }) => status === 429);
  expect(refused.length).toBeGreaterThan(0);
  expect(Number(refused[0]?.headers.get('retry-after'))).toBeGreaterThan(0);
  expect((await ask(quiet, '/shop')).status).toBe(200);
});
