import { beforeAll, describe, expect, test } from 'vitest';
import { placeOrder } from '#devstore/orders/place-order.ts';
import { useDevstore } from '#tests/support/devstore.ts';

const used = useDevstore();
let token = '';

beforeAll(async () => {
  token = await used().accessToken();
});

type UserErrors = { field: string[] | null; code: string; message: string }[];
type Basic = { title: string; status: string; asyncUsageCount: number; codes: { nodes: { id: string; code: string }[] } };
type Payload = { codeDiscountNode: { id: string; codeDiscount: Basic } | null; userErrors: UserErrors };

const fields = `codeDiscountNode { id codeDiscount { ... on DiscountCodeBasic { title status startsAt endsAt usageLimit appliesOncePerCustomer
  asyncUsageCount summary codesCount { count } codes(first: 10) { nodes { id code createdBy { handle } } }
  context { __typename ... on DiscountCustomers { customers { id } } } combinesWith { orderDiscounts shippingDiscounts }
  minimumRequirement { ... on DiscountMinimumSubtotal { greaterThanOrEqualToSubtotal { amount } } }
  customerGets { value { ... on DiscountPercentage { percentage } ... on DiscountAmount { amount { amount } appliesOnEachItem } } } } } }
  userErrors { field code message }`;

async function run<Result>(query: string, variables: Record<string, unknown>): Promise<Result> {
  const answer = await used().graphql(token, query, variables);
  expect(answer.errors).toBeUndefined();
  return Object.values(answer.data ?? {})[0] as Result;
}

let made = 0;
function input(more: Record<string, unknown> = {}) {
  made += 1;
  return {
    title: 'Thank you',
    code: `THANKS-${made}`,
    startsAt: '2026-01-01T00:00:00Z',
    context: { all: 'ALL' },
    customerGets: { value: { percentage: 0.1 }, items: { all: true } },
    ...more,
  };
}

function create(basicCodeDiscount: Record<string, unknown>): Promise<Payload> {
  return run(`mutation ($d: DiscountCodeBasicInput!) { discountCodeBasicCreate(basicCodeDiscount: $d) { ${fields} } }`, {
    d: basicCodeDiscount,
  });
}

function update(id: string, basicCodeDiscount: Record<string, unknown>): Promise<Payload> {
  const query = `mutation ($id: ID!, $d: DiscountCodeBasicInput!) { discountCodeBasicUpdate(id: $id, basicCodeDiscount: $d) { ${fields} } }`;
  return run(query, { id, d: basicCodeDiscount });
}

async function created(more: Record<string, unknown> = {}) {
  const { codeDiscountNode, userErrors } = await create(input(more));
  expect(userErrors).toEqual([]);
  if (codeDiscountNode === null) throw new Error('no discount');
  return codeDiscountNode;
}

function byCode(code: string): Promise<{ id: string; codeDiscount: Basic } | null> {
  return run(
    `query ($code: String!) { codeDiscountNodeByCode(code: $code) { id codeDiscount { ... on DiscountCodeBasic { title status asyncUsageCount codes(first: 3) { nodes { id code } } } } } }`,
    { code },
  );
}

describe('discountCodeBasicCreate', () => {
  test('makes a discount for one customer with a minimum, and tells it back', async () => {
    const [customer] = used().shop.customers.values();
    const id = `gid://shopify/Customer/${customer?.id}`;
    const node = await created({
      code: 'ANNA-5',
      context: { customers: { add: [id] } },
      customerGets: { value: { discountAmount: { amount: '5', appliesOnEachItem: false } }, items: { all: true } },
      minimumRequirement: { subtotal: { greaterThanOrEqualToSubtotal: '50' } },
      usageLimit: 1,
      appliesOncePerCustomer: true,
      combinesWith: { shippingDiscounts: true },
      endsAt: '2036-01-01T00:00:00Z',
    });
    expect(node.id).toMatch(/^gid:\/\/shopify\/DiscountCodeNode\/\d+$/);
    expect(node.codeDiscount).toMatchObject({
      title: 'Thank you',
      status: 'ACTIVE',
      startsAt: '2026-01-01T00:00:00Z',
      endsAt: '2036-01-01T00:00:00Z',
      usageLimit: 1,
      asyncUsageCount: 0,
      summary: '$5.00 off entire order • Minimum purchase of $50.00 • For 1 customer • Can be used once • One use per customer',
      codesCount: { count: 1 },
      codes: { nodes: [{ code: 'ANNA-5', createdBy: { handle: 'vouchsafe' } }] },
      context: { __typename: 'DiscountCustomers', customers: [{ id }] },
      combinesWith: { orderDiscounts: false, shippingDiscounts: true },
      minimumRequirement: { greaterThanOrEqualToSubtotal: { amount: '50.0' } },
      customerGets: { value: { amount: { amount: '5.0' }, appliesOnEachItem: false } },
    });
  });

  test('an empty input is told everything that is missing at once', async () => {
    const { codeDiscountNode, userErrors } = await create({});
    expect(codeDiscountNode).toBeNull();
    expect(userErrors.map(({ field, code }) => [field?.join('.'), code])).toEqual([
      ['basicCodeDiscount.title', 'BLANK'],
      ['basicCodeDiscount.code', 'BLANK'],
      ['basicCodeDiscount.startsAt', 'BLANK'],
      ['basicCodeDiscount.context', 'BLANK'],
      ['basicCodeDiscount.customerGets', 'BLANK'],
    ]);
  });

  test('a code that exists in any case is TAKEN, and the first discount stays as it was', async () => {
    await created({ code: 'Once-Only', title: 'First' });
    const { userErrors } = await create(input({ code: ' ONCE-only ', title: 'Second' }));
    expect(userErrors).toEqual([
      { field: ['basicCodeDiscount', 'code'], code: 'TAKEN', message: 'Code must be unique. Please try a different code.' },
    ]);
    expect((await byCode('once-ONLY'))?.codeDiscount).toMatchObject({
      title: 'First',
      codes: { nodes: [{ code: 'Once-Only' }] },
    });
  });

  test.each([
    [
      'a percentage above 1',
      { customerGets: { value: { percentage: 10 }, items: { all: true } } },
      'customerGets.value.percentage',
      'VALUE_OUTSIDE_RANGE',
    ],
    [
      'no amount',
      { customerGets: { value: { discountAmount: { amount: '0' } }, items: { all: true } } },
      'customerGets.value.discountAmount.amount',
      'GREATER_THAN',
    ],
    [
      'two kinds of value',
      { customerGets: { value: { percentage: 0.1, discountAmount: { amount: '1' } }, items: { all: true } } },
      'customerGets.value',
      'TOO_MANY_ARGUMENTS',
    ],
    ['no items', { customerGets: { value: { percentage: 0.1 } } }, 'customerGets.items', 'BLANK'],
    ['an end before the start', { endsAt: '2025-12-31T00:00:00Z' }, 'endsAt', 'END_DATE_BEFORE_START_DATE'],
    ['a usage limit of nothing', { usageLimit: 0 }, 'usageLimit', 'GREATER_THAN'],
    ['a code of 256 letters', { code: 'X'.repeat(256) }, 'code', 'TOO_LONG'],
    ['six tags', { tags: ['a', 'b', 'c', 'd', 'e', 'f'] }, 'tags', 'TOO_MANY_TAGS'],
    [
      'an unknown customer',
      { context: { customers: { add: ['gid://shopify/Customer/1'] } } },
      'context.customers.add',
      'INVALID',
    ],
    ['context and customerSelection', { customerSelection: { all: true } }, 'context', 'TOO_MANY_ARGUMENTS'],
    [
      'two minimums',
      {
        minimumRequirement: { quantity: { greaterThanOrEqualToQuantity: '2' }, subtotal: { greaterThanOrEqualToSubtotal: '5' } },
      },
      'minimumRequirement',
      'MINIMUM_SUBTOTAL_AND_QUANTITY_RANGE_BOTH_PRESENT',
    ],
  ])('%s is refused', async (_, more, field, code) => {
    const before = used().shop.discounts.size;
    const { codeDiscountNode, userErrors } = await create(input(more));
    expect(codeDiscountNode).toBeNull();
    expect(userErrors.map((error) => [error.field?.slice(1).join('.'), error.code])).toEqual([[field, code]]);
    expect(used().shop.discounts.size).toBe(before);
  });

  test('what the storefront could not honour refuses instead of being dropped', async () => {
    const answer = await used().graphql(
      token,
      'mutation ($d: DiscountCodeBasicInput!) { discountCodeBasicCreate(basicCodeDiscount: $d) { userErrors { code } } }',
      {
        d: input({ context: { customerSegments: { add: ['gid://shopify/Segment/1'] } } }),
      },
    );
    expect(answer.errors?.[0]?.extensions?.['code']).toBe('NOT_IMITATED');
  });
});

describe('changing a discount', () => {
  test('an update changes what it names and nothing else', async () => {
    const node = await created({ usageLimit: 3 });
    const [code] = node.codeDiscount.codes.nodes;
    const renamed = await update(node.id, { code: `${code?.code}-B`, endsAt: '2035-01-01T00:00:00Z' });
    expect(renamed.codeDiscountNode?.codeDiscount).toMatchObject({
      title: 'Thank you',
      usageLimit: 3,
      endsAt: '2035-01-01T00:00:00Z',
      codes: { nodes: [{ id: code?.id, code: `${code?.code}-B` }] },
    });
    const same = await update(node.id, { code: `${code?.code}-b` });
    expect(same.userErrors).toEqual([]);
    const back = await update(node.id, { endsAt: '2020-01-01T00:00:00Z' });
    expect(back.userErrors.map(({ code: each }) => each)).toEqual(['END_DATE_BEFORE_START_DATE']);
  });

  test('deactivated it is EXPIRED and does not take money off; activated it does again', async () => {
    const { devstore, shop } = used();
    const node = await created({ code: 'ON-OFF' });
    const [variant] = [...shop.products.values()].flatMap((product) => product.variants);
    const discounts = () =>
      placeOrder(devstore.store, shop, {
        email: 'someone@example.com',
        lines: [{ variantId: variant?.id ?? '', quantity: 1 }],
        discountCodes: ['on-off'],
      }).discountCodes.map(({ code }) => code);
    const change = (mutation: string) =>
      run<Payload>(`mutation ($id: ID!) { ${mutation}(id: $id) { ${fields} } }`, { id: node.id }).then(
        ({ codeDiscountNode }) => codeDiscountNode?.codeDiscount.status,
      );
    expect(await change('discountCodeDeactivate')).toBe('EXPIRED');
    expect(discounts()).toEqual([]);
    expect(await change('discountCodeActivate')).toBe('ACTIVE');
    expect(discounts()).toHaveLength(1);
    expect((await byCode('ON-OFF'))?.codeDiscount.asyncUsageCount).toBe(1);
  });

  test('before its start it is SCHEDULED, after its end EXPIRED, by the virtual clock', async () => {
    const { store } = used().devstore;
    const at = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();
    const node = await created({ startsAt: at(2), endsAt: at(4) });
    const status = async () => (await byCode(node.codeDiscount.codes.nodes[0]?.code ?? ''))?.codeDiscount.status;
    expect(await status()).toBe('SCHEDULED');
    store.clockOffset = 3 * 86_400_000;
    expect(await status()).toBe('ACTIVE');
    store.clockOffset = 5 * 86_400_000;
    expect(await status()).toBe('EXPIRED');
    store.clockOffset = 0;
  });

  test('deleted it is gone, its code free again, and the app is told', async () => {
    const node = await created({ code: 'GONE' });
    const gone = await run(`mutation ($id: ID!) { discountCodeDelete(id: $id) { deletedCodeDiscountId userErrors { code } } }`, {
      id: node.id,
    });
    expect(gone).toEqual({ deletedCodeDiscountId: node.id, userErrors: [] });
    expect(await byCode('GONE')).toBeNull();
    const told = used().shop.deliveries.filter((delivery) => delivery.topic === 'discounts/delete');
    expect(told.map((delivery) => JSON.parse(delivery.body) as unknown)).toContainEqual(
      expect.objectContaining({ admin_graphql_api_id: node.id }),
    );
    const twice = await run<{ userErrors: UserErrors }>(
      `mutation ($id: ID!) { discountCodeDelete(id: $id) { userErrors { code field } } }`,
      { id: node.id },
    );
    expect(twice.userErrors).toEqual([{ code: 'INVALID', field: ['id'] }]);
    expect((await create(input({ code: 'GONE' }))).userErrors).toEqual([]);
  });
});

describe('bulk codes', () => {
  const creation =
    'id done codesCount importedCount failedCount codes(first: 250) { nodes { code errors { code } discountRedeemCode { id code } } }';
  type Creation = {
    id: string;
    done: boolean;
    codesCount: number;
    importedCount: number;
    failedCount: number;
    codes: { nodes: { code: string; errors: { code: string }[]; discountRedeemCode: { id: string } | null }[] };
  };

  function add(discountId: string, codes: string[]) {
    return run<{ bulkCreation: Creation | null; userErrors: UserErrors }>(
      `mutation ($id: ID!, $codes: [DiscountRedeemCodeInput!]!) { discountRedeemCodeBulkAdd(discountId: $id, codes: $codes) { bulkCreation { ${creation} } userErrors { code field } } }`,
      { id: discountId, codes: codes.map((code) => ({ code })) },
    );
  }

  test('are made a little later; those that exist fail one by one', async () => {
    const node = await created({ code: 'POOL' });
    const { bulkCreation } = await add(node.id, ['POOL-1', 'POOL-2', 'pool-1', 'POOL']);
    expect(bulkCreation).toMatchObject({ done: false, codesCount: 4, importedCount: 0 });
    expect(await byCode('POOL-2')).toBeNull();
    const poll = () =>
      run<Creation>(`query ($id: ID!) { discountRedeemCodeBulkCreation(id: $id) { ${creation} } }`, { id: bulkCreation?.id });
    await expect.poll(async () => (await poll()).done).toBe(true);
    const done = await poll();
    expect(done).toMatchObject({ importedCount: 2, failedCount: 2 });
    expect(done.codes.nodes.map(({ code, errors }) => [code, errors[0]?.code ?? null])).toEqual([
      ['POOL-1', null],
      ['POOL-2', null],
      ['pool-1', 'TAKEN'],
      ['POOL', 'TAKEN'],
    ]);
    expect((await byCode('pool-2'))?.id).toBe(node.id);
  });

  test('more than 250 at once, none, and an unknown discount are refused', async () => {
    const node = await created();
    const codes = async (id: string, list: string[]) => (await add(id, list)).userErrors.map(({ code }) => code);
    expect(
      await codes(
        node.id,
        Array.from({ length: 251 }, (_, index) => `MANY-${index}`),
      ),
    ).toEqual(['TOO_MANY_ARGUMENTS']);
    expect(await codes(node.id, [])).toEqual(['BLANK']);
    expect(await codes('gid://shopify/DiscountCodeNode/1', ['A'])).toEqual(['INVALID']);
  });

  test('one code of many is taken away by its id a little later, and the others stay', async () => {
    const { devstore } = used();
    const node = await created({ code: 'KEEP' });
    await add(node.id, ['TAKE-AWAY']);
    devstore.store.clockOffset += 1_000;
    const found = await byCode('TAKE-AWAY');
    const id = found?.codeDiscount.codes.nodes.find(({ code }) => code === 'TAKE-AWAY')?.id;
    const { job, userErrors } = await run<{ job: { id: string; done: boolean }; userErrors: UserErrors }>(
      `mutation ($discountId: ID!, $ids: [ID!]) { discountCodeRedeemCodeBulkDelete(discountId: $discountId, ids: $ids) { job { id done } userErrors { code } } }`,
      { discountId: node.id, ids: [id] },
    );
    expect([job.done, userErrors]).toEqual([false, []]);
    expect(await byCode('TAKE-AWAY')).not.toBeNull();
    devstore.store.clockOffset += 1_000;
    const done = await run<{ done: boolean }>('query ($id: ID!) { job(id: $id) { id done } }', { id: job.id });
    expect(done).toEqual({ id: job.id, done: true });
    devstore.store.clockOffset = 0;
    expect(await byCode('TAKE-AWAY')).toBeNull();
    expect(await byCode('KEEP')).not.toBeNull();
  });

  test('are done at the poll that a tester asks for, when the time alone would do', async () => {
    const { injectors } = used().devstore.store;
    const node = await created();
    Object.assign(injectors.adminApi, { bulkPolls: 3, bulkDelayMs: 0 });
    const { bulkCreation } = await add(node.id, ['PATIENCE']);
    const poll = () =>
      run<Creation>(`query ($id: ID!) { discountRedeemCodeBulkCreation(id: $id) { ${creation} } }`, { id: bulkCreation?.id });
    expect([(await poll()).done, (await poll()).done, (await poll()).done]).toEqual([false, false, true]);
    Object.assign(injectors.adminApi, { bulkPolls: 0, bulkDelayMs: 300 });
    expect((await byCode('patience'))?.id).toBe(node.id);
  });

  test('each code of a pool has its own uses, is found by any case among thousands, and is told of one by one', async () => {
    const { devstore, shop } = used();
    const node = await created({ usageLimit: 1 });
    const subscription = { includeFields: [], filter: null, name: null, createdAt: '', updatedAt: '' };
    shop.webhookSubscriptions.set('1', { ...subscription, id: '1', topic: 'DISCOUNTS_REDEEMCODE_ADDED', uri: '/webhooks' });
    Object.assign(devstore.store.injectors.adminApi, { bulkDelayMs: 0 });
    for (let batch = 0; batch < 8; batch += 1) {
      await add(
        node.id,
        Array.from({ length: 250 }, (_, index) => `Pool-${batch}-${index}`),
      );
    }
    Object.assign(devstore.store.injectors.adminApi, { bulkDelayMs: 300 });
    expect((await byCode('pool-7-249'))?.id).toBe(node.id);
    const told = shop.deliveries.filter(({ topic }) => topic === 'discounts/redeemcode_added');
    shop.webhookSubscriptions.delete('1');
    expect(told).toHaveLength(2_000);
    expect(JSON.parse(told[0]?.body ?? '')).toEqual({
      admin_graphql_api_id: node.id,
      redeem_code: { id: expect.stringMatching(/^gid:\/\/shopify\/DiscountRedeemCode\/\d+$/) as string, code: 'Pool-0-0' },
      updated_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/) as string,
    });
    const [variant] = [...shop.products.values()].flatMap((product) => product.variants);
    const applies = (code: string) =>
      placeOrder(devstore.store, shop, {
        email: 'pool@example.com',
        lines: [{ variantId: variant?.id ?? '', quantity: 1 }],
        discountCodes: [code],
      }).discountCodes.length === 1;
    expect([applies('POOL-3-3'), applies('pool-3-3'), applies('POOL-3-4')]).toEqual([true, false, true]);
    type Pool = { codesCount: { count: number }; codes: { nodes: { code: string; asyncUsageCount: number }[] } };
    const { codeDiscount } = await run<{ codeDiscount: Pool }>(
      `query ($id: ID!) { codeDiscountNode(id: $id) { codeDiscount { ... on DiscountCodeBasic { codesCount { count }
        codes(first: 5, query: "times_used:1") { nodes { code asyncUsageCount } } } } } }`,
      { id: node.id },
    );
    expect(codeDiscount).toEqual({
      codesCount: { count: 2_001 },
      codes: {
        nodes: [
          { code: 'Pool-3-3', asyncUsageCount: 1 },
          { code: 'Pool-3-4', asyncUsageCount: 1 },
        ],
      },
    });
  });
});

test('discounts are found by title and status, newest change last', async () => {
  const node = await created({ title: 'Findable thing' });
  const answer = await run<{ nodes: { id: string; discount: { title: string } }[] }>(
    `query ($q: String) { discountNodes(first: 5, query: $q, sortKey: UPDATED_AT) { nodes { id discount { ... on DiscountCodeBasic { title } } } } }`,
    { q: 'title:"Findable thing" status:active method:code' },
  );
  expect(answer.nodes).toEqual([{ id: node.id, discount: { title: 'Findable thing' } }]);
});
