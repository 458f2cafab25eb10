import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { grantOptionalScopes, revokeOptionalScopes } from '#devstore/auth/install.ts';
import { placeOrder } from '#devstore/orders/place-order.ts';
import { storeNow } from '#devstore/clock.ts';
import { useDevstore, type GraphqlAnswer } from '#tests/support/devstore.ts';

const used = useDevstore();
let token = '';
const day = 86_400_000;

beforeAll(async () => {
  token = await used().accessToken();
});

beforeEach(() => {
  const { devstore, shop } = used();
  Object.assign(devstore.store.injectors.adminApi, {
    throttle: false,
    failRate: 0,
    loseAnswerRate: 0,
    delayMs: 0,
    refuse: false,
  });
  shop.throttle = { available: Number.POSITIVE_INFINITY, at: 0 };
  shop.protectedDataApproved = true;
});

function ask(query: string, variables: Record<string, unknown> = {}): Promise<GraphqlAnswer> {
  return used().graphql(token, query, variables);
}

function customers() {
  return [...used().shop.customers.values()];
}

function order(customerIndex: number, more: Partial<Parameters<typeof placeOrder>[2]> = {}) {
  const { devstore, shop } = used();
  const customer = customers()[customerIndex];
  const variant = [...shop.products.values()][0]?.variants[0];
  if (customer === undefined || variant === undefined) throw new Error('the seed is too small');
  return placeOrder(devstore.store, shop, { customerId: customer.id, lines: [{ variantId: variant.id, quantity: 1 }], ...more });
}

describe('the real schema', () => {
  test('an unknown field, a wrong scalar, an empty @oneOf and a missing argument are refused before anything runs', async () => {
    const codes = async (query: string) => (await ask(query)).errors?.map((error) => error.extensions?.['code'] ?? error.message);
    expect(await codes('{ shop { nickname } }')).toEqual(['undefinedField']);
    expect(await codes('{ customer { displayName } }')).toHaveLength(1);
    expect(await codes('{ customerByIdentifier(identifier: {}) { id } }')).toHaveLength(1);
    const wrongTime = await ask(
      'mutation ($d: DiscountCodeBasicInput!) { discountCodeBasicCreate(basicCodeDiscount: $d) { userErrors { code } } }',
      {
        d: { startsAt: 'tomorrow' },
      },
    );
    expect(wrongTime.errors?.[0]?.extensions?.['code']).toBe('INVALID_VARIABLE');
    expect(await codes('{ shop { name }')).toHaveLength(1);
  });

  test('introspection gives the 2026-10 schema, with deprecations', async () => {
    const answer = await ask('{ __type(name: "Customer") { fields(includeDeprecated: true) { name deprecationReason } } }');
    const fields = (answer.data as unknown as { __type: { fields: { name: string; deprecationReason: string | null }[] } }).__type
      .fields;
    expect(fields.find((field) => field.name === 'email')?.deprecationReason).toContain('defaultEmailAddress');
  });

  test('what is not imitated refuses by name, beside what is', async () => {
    const answer = await ask('{ shop { name alerts { action { title } } } }');
    expect(answer.errors?.[0]?.message).toBe('dev store: Shop.alerts is not imitated');
    const mutation = await ask('mutation { customerCreate(input: {email: "a@example.com"}) { customer { id } } }');
    expect(mutation.errors?.[0]).toMatchObject({
      message: 'dev store: Mutation.customerCreate is not imitated',
      path: ['customerCreate'],
      extensions: { code: 'NOT_IMITATED' },
    });
  });

  test('an id of the wrong kind is refused, also inside an input', async () => {
    expect((await ask('{ customer(id: "gid://shopify/Order/1") { id } }')).errors?.[0]?.extensions?.['code']).toBe(
      'RESOURCE_NOT_FOUND',
    );
    expect((await ask('{ customer(id: "1") { id } }')).errors?.[0]?.message).toBe("Invalid global id '1'");
    const nested = await ask(
      `mutation { metafieldsSet(metafields: [{ownerId: "gid://shopify/Video/1", key: "aa", type: "boolean", value: "true"}]) { userErrors { code } } }`,
    );
    expect(nested.errors?.[0]?.message).toBe('Invalid id: gid://shopify/Video/1');
  });

  test('@idempotent is accepted on a field', async () => {
    const [customer] = customers();
    const answer = await ask(
      `mutation ($id: ID!) { tagsAdd(id: $id, tags: ["vip, early"]) @idempotent(key: "k1") { node { ... on Customer { tags } } userErrors { message } } }`,
      { id: `gid://shopify/Customer/${customer?.id}` },
    );
    expect(answer.errors).toBeUndefined();
    expect(answer.data).toMatchObject({ tagsAdd: { node: { tags: ['early', 'vip', 'wholesale'] }, userErrors: [] } });
  });
});

describe('the door', () => {
  const url = () => `https://${used().shop.domain}/admin/api/2026-10/graphql.json`;

  test('no token, a wrong one and an expired one are 401 with a text in errors', async () => {
    const { fetch, shop, accessToken } = used();
    const short = await accessToken();
    const kept = shop.accessTokens.get(short);
    if (kept !== undefined) kept.expiresAt = Date.now() - 1;
    for (const headers of [{}, { 'x-shopify-access-token': 'shpat_no' }, { 'x-shopify-access-token': short }]) {
      const answer = await fetch(url(), { method: 'POST', headers, body: { query: '{ shop { name } }' } });
      expect(answer.status).toBe(401);
      expect(answer.json()['errors']).toBe('[API] Invalid API key or access token (unrecognized login or wrong password)');
    }
  });

  test('another version, a body without a query and a body that is no JSON are refused', async () => {
    const { fetch, shop } = used();
    const headers = { 'x-shopify-access-token': token };
    const old = await fetch(`https://${shop.domain}/admin/api/2024-01/graphql.json`, {
      method: 'POST',
      headers,
      body: { query: '{ shop { id } }' },
    });
    expect(old.status).toBe(404);
    expect(old.text).toContain('2024-01 is not imitated');
    expect((await fetch(url(), { method: 'POST', headers, body: { nothing: 1 } })).status).toBe(400);
    const torn = await fetch(url(), { method: 'POST', headers, body: '{"query":' });
    expect([torn.status, typeof torn.json()['errors']]).toEqual([400, 'string']);
    expect((await fetch(`https://${shop.domain}/admin/api/2026-10/orders.json`, { headers })).status).toBe(404);
  });

  test('faults: failing is 503 and does nothing, refusing is 402, losing the answer does it all the same', async () => {
    const { devstore, fetch, shop } = used();
    const faults = devstore.store.injectors.adminApi;
    const [, customer] = customers();
    const tag = (name: string) =>
      fetch(url(), {
        method: 'POST',
        headers: { 'x-shopify-access-token': token },
        body: {
          query: `mutation { tagsAdd(id: "gid://shopify/Customer/${customer?.id}", tags: ["${name}"]) { userErrors { message } } }`,
        },
      });
    faults.failRate = 1;
    expect((await tag('failed')).status).toBe(503);
    faults.failRate = 0;
    faults.refuse = true;
    expect((await tag('refused')).status).toBe(402);
    faults.refuse = false;
    faults.loseAnswerRate = 1;
    await expect(tag('lost')).rejects.toThrow();
    expect(shop.customers.get(customer?.id ?? '')?.tags).toEqual(['lost']);
  });
});

describe('cost', () => {
  test('is told with the bucket of the plan; a mutation costs 10', async () => {
    const { shop } = used();
    const query = await ask('{ shop { name plan { publicDisplayName } } }');
    expect(query.extensions?.cost).toMatchObject({ requestedQueryCost: 2, actualQueryCost: 2 });
    expect(query.extensions?.cost.throttleStatus).toMatchObject({ maximumAvailable: 2000, restoreRate: 100 });
    const list = await ask('{ customers(first: 50) { nodes { id } pageInfo { hasNextPage } } }');
    expect(list.extensions?.cost).toMatchObject({ requestedQueryCost: 52, actualQueryCost: 52 });
    const filtered = await ask('query ($n: Int! = 50) { customers(first: $n, query: "first_name:Anna") { nodes { id } } }');
    expect(filtered.extensions?.cost.requestedQueryCost).toBe(52);
    expect(filtered.extensions?.cost.actualQueryCost).toBeLessThan(10);
    const mutation = await ask(
      `mutation { tagsAdd(id: "gid://shopify/Customer/1", tags: ["x"]) { node { id } userErrors { message } } }`,
    );
    expect(mutation.extensions?.cost).toMatchObject({ requestedQueryCost: 10, actualQueryCost: 10 });
    shop.plan = 'Shopify Plus';
    expect((await ask('{ shop { name } }')).extensions?.cost.throttleStatus).toMatchObject({ restoreRate: 1000 });
    shop.plan = 'Basic';
  });

  test('a query dearer than 1000 points never runs', async () => {
    const answer = await ask('{ orders(first: 250) { nodes { id customer { id } lineItems(first: 10) { nodes { id } } } } }');
    expect(answer.data).toBeUndefined();
    expect(answer.errors?.[0]?.extensions).toMatchObject({ code: 'MAX_COST_EXCEEDED', maxCost: 1000 });
  });

  test('an empty bucket answers THROTTLED with HTTP 200, does nothing, and refills with time', async () => {
    const { shop } = used();
    shop.throttle = { available: 5, at: Date.now() };
    const throttled = await ask('{ customers(first: 200) { nodes { id } } }');
    expect(throttled.errors).toEqual([
      { message: 'Throttled', extensions: { code: 'THROTTLED', documentation: 'https://shopify.dev/api/usage/rate-limits' } },
    ]);
    expect(throttled.extensions?.cost).toMatchObject({ requestedQueryCost: 202, actualQueryCost: null });
    shop.throttle = { available: 5, at: Date.now() - 3_000 };
    expect((await ask('{ customers(first: 200) { nodes { id } } }')).errors).toBeUndefined();
  });
});

describe('access', () => {
  test('a field without its scope is null with ACCESS_DENIED, the rest is answered', async () => {
    const { shop } = used();
    shop.grantedScopes = shop.grantedScopes.filter((scope) => scope !== 'read_products');
    const answer = await ask('{ shop { name } product(id: "gid://shopify/Product/1") { title } }');
    shop.grantedScopes.push('read_products');
    expect(answer.data).toEqual({ shop: { name: 'Hillside Roasters' }, product: null });
    expect(answer.errors?.[0]).toMatchObject({
      message: 'Access denied for product field. Required access: `read_products` access scope.',
      path: ['product'],
      extensions: { code: 'ACCESS_DENIED', requiredAccess: '`read_products` access scope.' },
    });
  });

  test('a write scope reads too, and a granted optional scope opens its types at once', async () => {
    const { devstore, shop } = used();
    const credit = `mutation ($id: ID!) { storeCreditAccountCredit(id: $id, creditInput: {creditAmount: {amount: "5", currencyCode: USD}}) {
      storeCreditAccountTransaction { amount { amount currencyCode } balanceAfterTransaction { amount } account { id } } userErrors { code } } }`;
    const id = `gid://shopify/Customer/${customers()[2]?.id}`;
    expect((await ask(credit, { id })).errors?.[0]?.extensions?.['code']).toBe('ACCESS_DENIED');
    grantOptionalScopes(devstore.store, shop, ['write_store_credit_account_transactions', 'read_store_credit_accounts']);
    await ask(credit, { id });
    const second = await ask(credit, { id });
    expect(second.data).toMatchObject({
      storeCreditAccountCredit: {
        storeCreditAccountTransaction: {
          amount: { amount: '5.0', currencyCode: 'USD' },
          balanceAfterTransaction: { amount: '10.0' },
        },
        userErrors: [],
      },
    });
    const euro = await ask(credit.replace('USD', 'EUR'), { id });
    expect(euro.data).toMatchObject({ storeCreditAccountCredit: { userErrors: [{ code: 'UNSUPPORTED_CURRENCY' }] } });
    revokeOptionalScopes(devstore.store, shop, ['write_store_credit_account_transactions', 'read_store_credit_accounts']);
  });

  test('without approval for protected customer data its fields are null with an error, in nested objects too', async () => {
    const { shop } = used();
    shop.protectedDataApproved = false;
    const answer = await ask('{ customers(first: 1) { nodes { id firstName defaultEmailAddress { emailAddress } } } }');
    expect(answer.data).toMatchObject({ customers: { nodes: [{ firstName: null, defaultEmailAddress: null }] } });
    expect(answer.errors).toHaveLength(2);
    expect(answer.errors?.[0]?.message).toContain('This app is not approved to use the firstName field.');
  });

  test('the installation tells its scopes and gives optional ones back', async () => {
    const { devstore, shop } = used();
    grantOptionalScopes(devstore.store, shop, ['write_gift_cards']);
    const card = await ask(
      `mutation { giftCardCreate(input: {code: "ABCD1234", initialAmount: {amount: 20, currencyCode: USD}}) { giftCardCode giftCard { maskedCode balance { amount } } userErrors { code } } }`,
    );
    expect(card.data).toMatchObject({
      giftCardCreate: { giftCardCode: 'abcd1234', giftCard: { maskedCode: '•••• •••• •••• 1234' } },
    });
    const revoked = await ask(
      'mutation { appRevokeAccessScopes(scopes: ["write_gift_cards"]) { revoked { handle } userErrors { code } } }',
    );
    expect(revoked.data).toEqual({ appRevokeAccessScopes: { revoked: [{ handle: 'write_gift_cards' }], userErrors: [] } });
    const required = await ask(
      'mutation { appRevokeAccessScopes(scopes: ["read_orders"]) { revoked { handle } userErrors { code } } }',
    );
    expect(required.data).toMatchObject({ appRevokeAccessScopes: { userErrors: [{ code: 'CANNOT_REVOKE_REQUIRED_SCOPES' }] } });
    const now = await ask('{ currentAppInstallation { accessScopes { handle } app { handle } activeSubscriptions { id } } }');
    const handles = (now.data as unknown as { currentAppInstallation: { accessScopes: { handle: string }[] } })
      .currentAppInstallation.accessScopes;
    expect(handles.map(({ handle }) => handle)).toEqual(shop.grantedScopes);
  });
});

describe('customers', () => {
  test('pages cover everyone exactly once, forwards and backwards, also when someone is added between pages', async () => {
    const { shop } = used();
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const answer: GraphqlAnswer = await ask(
        'query ($after: String) { customers(first: 25, after: $after, sortKey: NAME) { nodes { id } pageInfo { hasNextPage endCursor } } }',
        { after },
      );
      const { nodes, pageInfo } = (answer.data as unknown as Connection).customers;
      seen.push(...nodes.map(({ id }) => id));
      after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
    } while (after !== null);
    expect(new Set(seen).size).toBe(shop.customers.size);
    expect(seen).toHaveLength(shop.customers.size);
    const last = await ask('{ customers(last: 2, sortKey: NAME) { nodes { id } pageInfo { hasPreviousPage hasNextPage } } }');
    expect((last.data as unknown as Connection).customers.nodes.map(({ id }) => id)).toEqual(seen.slice(-2));
  });
  type Connection = { customers: { nodes: { id: string }[]; pageInfo: { hasNextPage: boolean; endCursor: string | null } } };

  test('neither first nor last, and more than 250, are errors', async () => {
    expect((await ask('{ customers { nodes { id } } }')).errors?.[0]?.message).toBe('you must provide one of first or last');
    expect((await ask('{ customers(first: 251) { nodes { id } } }')).errors).toHaveLength(1);
  });

  test('are found by search, by identifier and by node; an unknown search field refuses', async () => {
    const [anna] = customers();
    const id = `gid://shopify/Customer/${anna?.id}`;
    const found = await ask(
      `query ($q: String, $id: ID!, $email: String) {
        customers(first: 5, query: $q) { nodes { id } }
        customersCount(query: $q) { count }
        customerByIdentifier(identifier: {emailAddress: $email}) { id numberOfOrders }
        nobody: customerByIdentifier(identifier: {emailAddress: "nobody@example.com"}) { id }
        node(id: $id) { __typename id }
        nodes(ids: [$id, "gid://shopify/Customer/1"]) { id }
      }`,
      {
        q: `email:"${anna?.email}" AND -tag:nobody (first_name:${anna?.firstName} OR id:>=99999999999999)`,
        id,
        email: anna?.email?.toUpperCase(),
      },
    );
    expect(found.errors).toBeUndefined();
    expect(found.data).toEqual({
      customers: { nodes: [{ id }] },
      customersCount: { count: 1 },
      customerByIdentifier: { id, numberOfOrders: '0' },
      nobody: null,
      node: { __typename: 'Customer', id },
      nodes: [{ id }, null],
    });
    expect((await ask('{ customers(first: 1, query: "shoe_size:44") { nodes { id } } }')).errors?.[0]?.message).toBe(
      'dev store: the search field shoe_size is not imitated',
    );
  });
});

describe('orders', () => {
  test('carry money in both currencies, attributes and the customer with their number of orders', async () => {
    const placed = order(5, { attributes: { ref: 'ABC' } });
    const answer = await ask(
      `query ($id: ID!) { order(id: $id) { name test displayFinancialStatus customAttributes { key value }
        totalPriceSet { shopMoney { amount currencyCode } presentmentMoney { currencyCode } }
        customer { numberOfOrders amountSpent { amount } } lineItems(first: 5) { nodes { quantity title } } } }`,
      { id: `gid://shopify/Order/${placed.id}` },
    );
    expect(answer.errors).toBeUndefined();
    expect(answer.data).toMatchObject({
      order: {
        name: placed.name,
        displayFinancialStatus: 'PAID',
        customAttributes: [{ key: 'ref', value: 'ABC' }],
        totalPriceSet: { shopMoney: { currencyCode: 'USD' } },
        customer: { numberOfOrders: '1' },
        lineItems: { nodes: [{ quantity: 1, title: 'Ridgeline Blend' }] },
      },
    });
    const { shopMoney } = (answer.data as unknown as { order: { totalPriceSet: { shopMoney: { amount: string } } } }).order
      .totalPriceSet;
    expect(Number(shopMoney.amount)).toBe(Number(placed.total));
  });

  test('are filtered and sorted by time, and older ones than 60 days are hidden without read_all_orders', async () => {
    const { devstore } = used();
    const now = storeNow(devstore.store).getTime();
    const at = (days: number) => new Date(now - days * day).toISOString();
    const old = order(6, { createdAt: at(61) });
    const recent = order(6, { createdAt: at(3) });
    const today = order(6, { createdAt: at(0.1) });
    const answer = await ask(
      `query ($q: String, $old: ID!) {
        orders(first: 10, query: $q, sortKey: CREATED_AT, reverse: true) { nodes { name } }
        order(id: $old) { name } }`,
      { q: `created_at:>='${at(4)}' AND customer_id:${today.customerId}`, old: `gid://shopify/Order/${old.id}` },
    );
    expect(answer.errors).toBeUndefined();
    expect(answer.data).toEqual({ orders: { nodes: [{ name: today.name }, { name: recent.name }] }, order: null });
  });

  test('the journey is not ready at first; then it has the index, not counting test orders, and the visits', async () => {
    const { devstore } = used();
    order(7);
    order(7, { test: true });
    const placed = order(7, { landingSite: '/products/x?ref=ANNA7K2QX&utm_source=mail' });
    const query = `query ($id: ID!) { order(id: $id) { customerJourneySummary { ready customerOrderIndex
      firstVisit { referralCode landingPage utmParameters { source } } } } }`;
    const variables = { id: `gid://shopify/Order/${placed.id}` };
    expect((await ask(query, variables)).data).toMatchObject({
      order: { customerJourneySummary: { ready: false, customerOrderIndex: null, firstVisit: null } },
    });
    devstore.store.clockOffset += 3_600_000;
    const ready = await ask(query, variables);
    devstore.store.clockOffset -= 3_600_000;
    expect(ready.data).toMatchObject({
      order: {
        customerJourneySummary: {
          ready: true,
          customerOrderIndex: 2,
          firstVisit: { referralCode: 'ANNA7K2QX', utmParameters: { source: 'mail' } },
        },
      },
    });
  });
});

describe('metafields', () => {
  const set = `mutation ($m: [MetafieldsSetInput!]!) { metafieldsSet(metafields: $m) {
    metafields { namespace key type value compareDigest ownerType } userErrors { field code elementIndex } } }`;
  type Payload = { metafieldsSet: { metafields: { compareDigest: string; namespace: string }[] | null; userErrors: unknown[] } };
  const link = (ownerId: string, value: string, more = {}) => ({
    ownerId,
    namespace: '$app',
    key: 'referral_link',
    value,
    ...more,
  });

  test('the declared one takes its type from the definition, lives in the app namespace and is read by $app', async () => {
    const ownerId = `gid://shopify/Customer/${customers()[8]?.id}`;
    const answer = await ask(set, { m: [link(ownerId, 'https://hillside-roasters.myshopify.com/?ref=A')] });
    expect(answer.errors).toBeUndefined();
    expect((answer.data as unknown as Payload).metafieldsSet.metafields?.[0]).toMatchObject({
      type: 'url',
      ownerType: 'CUSTOMER',
    });
    const read = await ask(
      `query ($id: ID!) { customer(id: $id) { metafield(namespace: "$app", key: "referral_link") { value namespace definition { name } }
        metafields(first: 5, keys: ["$app.referral_link"]) { nodes { key } } } }`,
      { id: ownerId },
    );
    expect(read.data).toMatchObject({
      customer: {
        metafield: { value: 'https://hillside-roasters.myshopify.com/?ref=A', definition: { name: 'Referral link' } },
        metafields: { nodes: [{ key: 'referral_link' }] },
      },
    });
  });

  test('one bad one keeps all of them out, and says which', async () => {
    const [first, second] = [customers()[9], customers()[10]].map((customer) => `gid://shopify/Customer/${customer?.id}`);
    const answer = await ask(set, { m: [link(first ?? '', 'https://x.example/'), link(second ?? '', 'no url')] });
    expect(answer.data).toMatchObject({
      metafieldsSet: {
        metafields: null,
        userErrors: [{ field: ['metafields', '1', 'value'], code: 'INVALID_VALUE', elementIndex: 1 }],
      },
    });
    const read = await ask(`query ($id: ID!) { customer(id: $id) { metafield(key: "referral_link") { value } } }`, { id: first });
    expect(read.data).toEqual({ customer: { metafield: null } });
  });

  test('26 at once, an unknown owner, another app’s namespace and a stale digest are refused', async () => {
    const ownerId = `gid://shopify/Customer/${customers()[11]?.id}`;
    const codes = async (m: unknown[]) =>
      (
        (await ask(set, { m })).data as unknown as { metafieldsSet: { userErrors: { code: string }[] } }
      ).metafieldsSet.userErrors.map(({ code }) => code);
    expect(await codes(Array.from({ length: 26 }, () => link(ownerId, 'https://x.example/')))).toEqual(['LESS_THAN_OR_EQUAL_TO']);
    expect(await codes([link('gid://shopify/Customer/1', 'https://x.example/')])).toEqual(['INVALID']);
    expect(await codes([link(ownerId, 'https://x.example/', { namespace: 'app--99' })])).toEqual(['APP_NOT_AUTHORIZED']);
    expect(await codes([link(ownerId, 'https://x.example/', { compareDigest: null })])).toEqual([]);
    expect(await codes([link(ownerId, 'https://y.example/', { compareDigest: null })])).toEqual(['STALE_OBJECT']);
    expect(await codes([link(ownerId, 'true', { type: 'boolean' })])).toEqual(['INVALID_TYPE']);
  });

  test('the app keeps its own data on its installation, without any scope', async () => {
    const installation = await ask('{ currentAppInstallation { id } }');
    const { id } = (installation.data as unknown as { currentAppInstallation: { id: string } }).currentAppInstallation;
    const answer = await ask(set, { m: [{ ownerId: id, namespace: 'program', key: 'live', type: 'boolean', value: 'true' }] });
    expect(answer.data).toMatchObject({ metafieldsSet: { userErrors: [] } });
  });
});

test('webhook subscriptions are made once per topic and address, listed and deleted', async () => {
  const create = `mutation ($uri: String!) { webhookSubscriptionCreate(topic: ORDERS_CREATE, webhookSubscription: {uri: $uri, includeFields: ["id"]}) {
    webhookSubscription { id uri topic } userErrors { message } } }`;
  const uri = 'https://app.vouchsafe.test/other';
  const made = await ask(create, { uri });
  expect(made.data).toMatchObject({
    webhookSubscriptionCreate: { webhookSubscription: { uri, topic: 'ORDERS_CREATE' }, userErrors: [] },
  });
  const twice = await ask(create, { uri });
  expect(twice.data).toMatchObject({
    webhookSubscriptionCreate: { userErrors: [{ message: 'Address for this topic has already been taken' }] },
  });
  const { id } = (made.data as unknown as { webhookSubscriptionCreate: { webhookSubscription: { id: string } } })
    .webhookSubscriptionCreate.webhookSubscription;
  const listed = await ask('{ webhookSubscriptions(first: 10, topics: [ORDERS_CREATE]) { nodes { id } } }');
  expect(listed.data).toEqual({ webhookSubscriptions: { nodes: [{ id }] } });
  const gone = await ask(
    'mutation ($id: ID!) { webhookSubscriptionDelete(id: $id) { deletedWebhookSubscriptionId userErrors { message } } }',
    { id },
  );
  expect(gone.data).toEqual({ webhookSubscriptionDelete: { deletedWebhookSubscriptionId: id, userErrors: [] } });
});
