import { beforeAll, beforeEach, expect, test } from 'vitest';
import { useDevstore } from '#tests/support/devstore.ts';

const used = useDevstore();
let token = '';

beforeAll(async () => {
  token = await used().accessToken();
});

beforeEach(() => setFaults([]));

/** As a tester sets them, over the control API. */
async function setFaults(faults: Record<string, unknown>[], more: Record<string, unknown> = {}) {
  const answer = await fetch(`${used().devstore.controlUrl}/api/injectors`, {
    method: 'PATCH',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ adminApi: { faults, ...more } }),
  });
  return { status: answer.status, body: (await answer.json()) as { adminApi: { faults: unknown[] } } };
}

let made = 0;
const create = `mutation CreateDiscountCode($d: DiscountCodeBasicInput!) {
  discountCodeBasicCreate(basicCodeDiscount: $d) { codeDiscountNode { id } userErrors { field message code } } }`;

function input() {
  made += 1;
  return {
    title: 'Reward',
    code: `FAULT-${made}`,
    startsAt: '2026-01-01T00:00:00Z',
    context: { all: 'ALL' },
    customerGets: { value: { percentage: 0.1 }, items: { all: true } },
  };
}

const count = () => used().shop.discounts.size;
const post = (query: string, variables: Record<string, unknown>, operationName?: string, accessToken = token) =>
  used().fetch(`https://${used().shop.domain}/admin/api/2026-10/graphql.json`, {
    method: 'POST',
    headers: { 'x-shopify-access-token': accessToken },
    body: { query, variables, operationName },
  });
const ask = () => post(create, { d: input() }, 'CreateDiscountCode');

test('a fault at a named operation strikes the next so many, and leaves other operations alone', async () => {
  const before = count();
  await setFaults([{ at: 'CreateDiscountCode', fault: '5xx', times: 2, status: 502 }]);
  expect((await post('query Other { shop { name } }', {}, 'Other')).status).toBe(200);
  expect([(await ask()).status, (await ask()).status, (await ask()).status]).toEqual([502, 502, 200]);
  expect(count()).toBe(before + 1);
});

test('it is found by a root field too, skips as many as it is told, and only in the shop it is told', async () => {
  await setFaults([{ at: 'discountCodeBasicCreate', fault: '429', skip: 1, retryAfterSeconds: 3 }]);
  expect((await ask()).status).toBe(200);
  const refused = await ask();
  expect([refused.status, refused.headers['retry-after']]).toEqual([429, '3.0']);
  expect((await ask()).status).toBe(200);
  await setFaults([{ at: '*', fault: '429', shop: 'another-shop' }]);
  expect((await ask()).status).toBe(200);
});

test('a request that is kept silent is told of, carried out or not, until its caller is gone', async () => {
  const before = count();
  const silent = { at: 'CreateDiscountCode', fault: 'timeout-after', holdMs: 600_000 };
  await setFaults([{ ...silent, fault: 'timeout-before', holdMs: 150 }, silent]);
  const held = async () =>
    ((await (await fetch(`${used().devstore.controlUrl}/api`)).json()) as { held: { carriedOut: boolean }[] }).held;
  const asked = ask().catch((error: unknown) => error);
  const { handle: shop } = used().shop;
  await expect.poll(held).toEqual([{ operation: 'CreateDiscountCode', shop, carriedOut: false }]);
  expect(await asked).toBeInstanceOf(Error);
  void ask().catch((error: unknown) => error);
  await expect.poll(held).toEqual([{ operation: 'CreateDiscountCode', shop, carriedOut: true }]);
  expect(count()).toBe(before + 1);
  used().devstore.store.held = [];
});

test('before: nothing is carried out; after: it is carried out and nobody is told', async () => {
  const before = count();
  await setFaults([{ at: '*', fault: 'reset' }]);
  await expect(ask()).rejects.toThrow(/socket hang up|ECONNRESET/);
  await setFaults([{ at: '*', fault: 'timeout-before', holdMs: 20 }]);
  await expect(ask()).rejects.toThrow(/socket hang up|ECONNRESET/);
  expect(count()).toBe(before);
  await setFaults([{ at: '*', fault: 'reset-after' }]);
  await expect(ask()).rejects.toThrow(/socket hang up|ECONNRESET/);
  await setFaults([{ at: '*', fault: 'timeout-after', holdMs: 20 }]);
  await expect(ask()).rejects.toThrow(/socket hang up|ECONNRESET/);
  await setFaults([{ at: '*', fault: '5xx', status: 504, applied: true }]);
  expect((await ask()).status).toBe(504);
  expect(count()).toBe(before + 3);
});

test('user errors are those that a tester names, and nothing is made', async () => {
  const before = count();
  const userError = { field: ['basicCodeDiscount', 'code'], message: 'Code must be unique.', code: 'TAKEN' };
  await setFaults([{ at: 'discountCodeBasicCreate', fault: 'userErrors', userError }]);
  expect((await ask()).json()['data']).toEqual({
    discountCodeBasicCreate: { codeDiscountNode: null, userErrors: [userError] },
  });
  expect(count()).toBe(before);
});

test('throttled answers as an empty bucket does, with its cost', async () => {
  await setFaults([{ at: 'CreateDiscountCode', fault: 'throttled' }]);
  const answer = await ask();
  expect(answer.status).toBe(200);
  expect(answer.json()).toMatchObject({
    errors: [{ extensions: { code: 'THROTTLED' } }],
    extensions: { cost: { requestedQueryCost: 10, actualQueryCost: null, throttleStatus: { restoreRate: 100 } } },
  });
});

test('a partial bulk addition fails every so many codes and imports the others', async () => {
  const first = (await ask()).json()['data'] as { discountCodeBasicCreate: { codeDiscountNode: { id: string } } };
  await setFaults([{ at: 'discountRedeemCodeBulkAdd', fault: 'partial', every: 3 }], { bulkDelayMs: 0 });
  const fields = 'id done importedCount failedCount codes(first: 10) { nodes { code errors { code message } } }';
  const add = `mutation ($id: ID!, $codes: [DiscountRedeemCodeInput!]!) {
    discountRedeemCodeBulkAdd(discountId: $id, codes: $codes) { bulkCreation { ${fields} } userErrors { code } } }`;
  const codes = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((letter) => ({ code: `PART-${letter}` }));
  const { data } = (await post(add, { id: first.discountCodeBasicCreate.codeDiscountNode.id, codes })).json();
  await setFaults([], { bulkDelayMs: 300 });
  expect(data).toMatchObject({ discountRedeemCodeBulkAdd: { bulkCreation: { done: true, importedCount: 5, failedCount: 2 } } });
  const failed = (
    data as { discountRedeemCodeBulkAdd: { bulkCreation: { codes: { nodes: { errors: { code: string }[] }[] } } } }
  ).discountRedeemCodeBulkAdd.bulkCreation.codes.nodes.map(({ errors }) => errors[0]?.code ?? null);
  expect(failed).toEqual([null, null, 'INTERNAL_ERROR', null, null, 'INTERNAL_ERROR', null]);
});

test('a token that is revoked in the middle is dead from then on, and a new one works', async () => {
  await setFaults([{ at: 'CreateDiscountCode', fault: 'revoke-token' }]);
  expect((await ask()).status).toBe(401);
  expect((await post('{ shop { name } }', {})).status).toBe(401);
  token = await used().accessToken();
  expect((await ask()).status).toBe(200);
});

test('each plan has its bucket, and every operation says what is left of it', async () => {
  const { shop } = used();
  for (const [plan, restoreRate] of [
    ['Basic', 100],
    ['Advanced', 200],
    ['Shopify Plus', 1000],
  ] as const) {
    shop.plan = plan;
    shop.throttle = { available: Number.POSITIVE_INFINITY, at: 0 };
    const { cost } = (await ask()).json()['extensions'] as { cost: { throttleStatus: { currentlyAvailable: number } } };
    expect(cost).toMatchObject({
      requestedQueryCost: 10,
      actualQueryCost: 10,
      throttleStatus: { maximumAvailable: restoreRate * 20, restoreRate },
    });
    expect(cost.throttleStatus.currentlyAvailable).toBeGreaterThanOrEqual(restoreRate * 20 - 10);
    // A bucket that was emptied a tenth of a second ago has a tenth of a second's worth.
    shop.throttle = { available: 0, at: Date.now() - 100 };
    const next = (await ask()).json() as {
      errors?: unknown;
      extensions: { cost: { throttleStatus: { currentlyAvailable: number } } };
    };
    expect(next.errors).toBeUndefined();
    expect(next.extensions.cost.throttleStatus.currentlyAvailable).toBeGreaterThanOrEqual(restoreRate / 10 - 10);
    expect(next.extensions.cost.throttleStatus.currentlyAvailable).toBeLessThan(restoreRate * 10);
  }
  shop.plan = 'Basic';
});

test('a fault that nobody knows, or with a field too many, is refused', async () => {
  expect((await setFaults([{ at: '*', fault: 'gremlins' }])).status).toBe(400);
  expect((await setFaults([{ at: '*', fault: '429', often: true }])).status).toBe(400);
  expect((await setFaults([{ at: '*', fault: '429' }])).body.adminApi.faults).toMatchObject([{ times: 1, skip: 0 }]);
});

test('faults are added one by one and forgotten together, and the control page lists them', async () => {
  const { controlUrl } = used().devstore;
  const send = (method: string, body?: unknown) =>
    fetch(`${controlUrl}/api/injectors/faults`, {
      method,
      ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
  await send('POST', { at: 'RefundCreate', fault: 'reset', times: 4 });
  expect(await (await fetch(controlUrl)).text()).toContain('RefundCreate: reset, 4 to come');
  await send('DELETE');
  expect(used().devstore.store.injectors.adminApi.faults).toEqual([]);
});
