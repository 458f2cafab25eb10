import { beforeAll, expect, test } from 'vitest';
import { responseOf, useAdmin } from '#tests/support/admin-requests.ts';
import { insertAdvocate, insertOrder } from '#tests/fixtures/referral-rows.ts';

const admin = useAdmin();
let anna: string;
let foreign: string;
let failing: string | null;

beforeAll(async () => {
  const { context, shop, stranger } = admin;
  const { prisma } = context.db;
  anna = await insertAdvocate(prisma, shop, { name: 'Anna Berg', email: 'anna@example.com', code: 'ANNA7K2Q' });
  await insertAdvocate(prisma, shop, { name: '', email: '', code: 'BO99WXYZ', enrolledAt: '2026-10-02T12:00:00Z' });
  await prisma.advocate.updateMany({ where: { code: 'BO99WXYZ' }, data: { nameSealed: null, emailSealed: null } });
  foreign = await insertAdvocate(prisma, stranger, { name: 'Cleo', email: 'cleo@example.com', code: 'CLEO7K2Q' });
  const person = async (id: string, tenant: { id: string }, name: string, email: string) => {
    const { personalKey } = await prisma.shop.findUniqueOrThrow({ where: { id: tenant.id } });
    const hasher = context.vault.forShop(personalKey);
    const bytes = (hex: string) => new Uint8Array(Buffer.from(hex, 'hex'));
    await prisma.advocate.updateMany({
      where: { shopId: tenant.id, id },
      data: {
        nameSealed: context.vault.seal(name),
        emailSealed: context.vault.seal(email),
        emailHash: bytes(hasher.email(email) ?? ''),
        nameSearch: hasher.words(name).map(bytes),
      },
    });
  };
  await person(anna, shop, '=HYPERLINK("https://evil.example","Ann")', 'anna@example.com');
  await person(foreign, stranger, 'Cleo', 'cleo@example.com');
  await insertOrder(prisma, shop, { orderId: '1', placedAt: '2026-11-01T12:00:00Z', advocateId: anna });
  failing = await insertOrder(prisma, shop, { orderId: '2', placedAt: '2026-11-02T12:00:00Z', advocateId: anna, reward: { state: 'approved', lastError: 'Shopify refused' } }); // prettier-ignore
  await insertOrder(prisma, shop, {
    orderId: '3',
    placedAt: '2026-11-03T12:00:00Z',
    reason: { code: 'code-unknown', received: '@SUM(1)' },
  });
  await insertOrder(prisma, stranger, { orderId: '9', placedAt: '2026-11-03T12:00:00Z', advocateId: foreign });
});

async function exported(path: string): Promise<string[]> {
  const { loader } = await import('#app/routes/app.export.$what.ts');
  const what = /\/app\/export\/(\w+)/.exec(path)?.[1] ?? '';
  const answer = await responseOf(loader(await admin.signedIn(path, { params: { what } })));
  expect([answer.status, answer.headers.get('content-type'), answer.headers.get('cache-control')]).toEqual([
    200,
    'text/csv; charset=utf-8',
    'no-store',
  ]);
  const bytes = new Uint8Array(await answer.arrayBuffer());
  expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]); // byte-order mark
  return new TextDecoder().decode(bytes).trimEnd().split('\r\n');
}

test("the referrals page lists the orders of the session's shop, found by a word of the advocate's name or the friend's e-mail address", async () => {
  const { loader } = await import('#app/routes/app.referrals._index.tsx');
  const orders = async (query: string) => {
    const answer = await responseOf(loader(await admin.signedIn(`/app/referrals${query}`)));
    const { page } = (await answer.json()) as { page: { rows: { orderId: string }[] } };
    return page.rows.map(({ orderId }) => orderId);
  };
  expect(await orders('')).toEqual(['3', '2', '1']);
  expect(await orders('?q=hyperlink')).toEqual(['2', '1']);
  expect(await orders('?q=Anna%40Example.com')).toEqual(['2', '1']);
  expect(await orders('?q=cleo')).toEqual([]);
  const { vault } = admin.context;
  const { personalKey } = await admin.context.db.prisma.shop.findUniqueOrThrow({ where: { id: admin.shop.id } });
  const emailHash = vault.forShop(personalKey).email('eva@example.com');
  await admin.context.db.prisma.buyerOrder.updateMany({
    where: { shopId: admin.shop.id, orderId: '3' },
    data: { facts: { buyer: { emailHash } } },
  });
  expect(await orders('?q=%20Eva%40Example.com')).toEqual(['3']);
  expect(await orders('?outcome=not-credited')).toEqual(['3']);
  expect(await orders('?outcome=nonsense&period=9999&cursor=%00')).toEqual(['3', '2', '1']);
});

test('the advocates page shows whom to thank first, or the order asked for', async () => {
  const { loader } = await import('#app/routes/app.advocates._index.tsx');
  const codes = async (query: string) => {
    const answer = await responseOf(loader(await admin.signedIn(`/app/advocates${query}`)));
    const { page } = (await answer.json()) as { page: { rows: { code: string }[] } };
    return page.rows.map(({ code }) => code);
  };
  expect(await codes('')).toEqual(['ANNA7K2Q', 'BO99WXYZ']);
  expect(await codes('?sort=enrolled-desc')).toEqual(['BO99WXYZ', 'ANNA7K2Q']);
  expect(await codes('?sort=nonsense')).toEqual(['ANNA7K2Q', 'BO99WXYZ']);
});

test("the explanation of another shop's order does not exist", async () => {
  const { loader } = await import('#app/routes/app.referrals.$orderId.tsx');
  const page = async (orderId: string) =>
    responseOf(loader(await admin.signedIn(`/app/referrals/${orderId}`, { params: { orderId } })));
  expect((await page('9')).status).toBe(404);
  expect((await page('1')).status).toBe(200);
});

test("the profile of another shop's advocate does not exist, and blocking one changes nothing", async () => {
  const { loader, action } = await import('#app/routes/app.advocates.$id.tsx');
  const blocked = new URLSearchParams({ state: 'blocked' });
  expect((await responseOf(loader(await admin.signedIn('/app/advocates/x', { params: { id: foreign } })))).status).toBe(404);
  expect(
    (await responseOf(action(await admin.signedIn('/app/advocates/x', { params: { id: foreign }, body: blocked })))).status,
  ).toBe(404);
  expect(await admin.context.db.prisma.advocate.findFirst({ where: { id: foreign } })).toMatchObject({ state: 'active' });
});

test('an advocate’s code is set, reset and taken back by the merchant; another shop’s advocate does not exist', async () => {
  const { loader, action } = await import('#app/routes/app.advocates.$id.tsx');
  const set = async (wish: Record<string, string>, id = anna) =>
    responseOf(action(await admin.signedIn('/app/advocates/x', { params: { id }, body: new URLSearchParams(wish) })));
  const read = async () =>
    (
      (await (await responseOf(loader(await admin.signedIn('/app/advocates/x', { params: { id: anna } })))).json()) as {
        link: string;
      }
    ).link;
  expect(await (await set({ code: 'ALBA' }, foreign)).json()).toEqual({ problem: 'unknown', suggestions: [] });
  expect((await set({ undoTo: '', release: '' }, foreign)).status).toBe(404);
  expect((await set({ code: 'x'.repeat(65) })).status).toBe(400);
  expect(await (await set({ code: 'admin' })).json()).toEqual({ problem: 'reserved', suggestions: [] });
  expect(await (await set({ code: 'alba' })).json()).toEqual({ chosen: 'ALBA', before: null });
  expect(await read()).toContain('/?ref=~ALBA.');
  expect(await (await set({ undoTo: '', release: '' })).json()).toEqual({ reset: true, before: 'ALBA' });
  expect(await read()).not.toContain('ALBA');
  expect(await (await set({ undoTo: 'ALBA', release: '' })).json()).toEqual({ undone: true });
  expect(await read()).toContain('/?ref=~ALBA.');
});

test('an advocate is blocked and unblocked; one whose data was erased is not', async () => {
  const { action } = await import('#app/routes/app.advocates.$id.tsx');
  const { prisma } = admin.context.db;
  const set = async (state: string) =>
    (
      await responseOf(
        action(await admin.signedIn('/app/advocates/x', { params: { id: anna }, body: new URLSearchParams({ state }) })),
      )
    ).status;
  const stored = async () => (await prisma.advocate.findFirst({ where: { id: anna } }))?.state;
  expect([await set('blocked'), await stored()]).toEqual([200, 'blocked']);
  expect([await set('active'), await stored()]).toEqual([200, 'active']);
  expect([await set('redacted'), await stored()]).toEqual([400, 'active']);
  await prisma.advocate.updateMany({ where: { id: anna }, data: { state: 'redacted' } });
  expect([await set('active'), await stored()]).toEqual([404, 'redacted']);
  await prisma.advocate.updateMany({ where: { id: anna }, data: { state: 'active' } });
});

test('a file holds every row under the filters of its list, and formulas of strangers are text', async () => {
  const lines = await exported('/app/export/referrals');
  expect(lines).toHaveLength(4);
  expect(lines[0]).toMatch(/^Order,Order ID,Placed \(America\/New_York\),Outcome,Reason code,/);
  expect(lines[1]).toContain('#3,3,2026-11-03 07:00:00,Not credited,code-unknown,');
  expect(lines[2]).toContain(`"'=HYPERLINK(""https://evil.example"",""Ann"")",ANNA7K2Q,USD,80.00,0.00,`);
  expect(await exported('/app/export/referrals?outcome=credited&from=2026-11-02&to=2026-11-02')).toHaveLength(2);
  expect((await exported('/app/export/advocates'))[1]).toContain(`"'=HYPERLINK`);
  expect((await exported('/app/export/advocates?sort=enrolled-desc'))[1]).toContain('BO99WXYZ');
  expect((await exported('/app/export/advocates?sort=enrolled-desc'))[2]).toContain('ANNA7K2Q');
  expect(await exported('/app/export/rewards?state=failing')).toHaveLength(2);
  expect(await exported('/app/export/visits')).toHaveLength(1);
  expect(await exported('/app/export/claims')).toHaveLength(1);
});

test('a file of more rows than are read at a time has each of them once', async () => {
  const { prisma } = admin.context.db;
  const crowd = Array.from({ length: 1203 }, (_, index) => ({
    shopId: admin.shop.id, id: crypto.randomUUID(), code: 'ANNA7K2Q', at: new Date(Date.parse('2026-11-05T00:00:00Z') + (index % 7)), landingPath: `/p/${index}`,
  })); // prettier-ignore
  await prisma.visit.createMany({ data: crowd });
  const paths = (await exported('/app/export/visits')).slice(1).map((line) => line.split(',')[3]);
  expect(new Set(paths)).toEqual(new Set(crowd.map(({ landingPath }) => landingPath)));
  expect(paths).toHaveLength(crowd.length);
});

test('every decision is told in full, in a spreadsheet and as lines of JSON, in the same sentences and the language asked for', async () => {
  const { prisma } = admin.context.db;
  await insertOrder(prisma, admin.shop, {
    ...{ orderId: '4', placedAt: '2026-11-04T12:00:00Z', advocateId: anna, held: true },
    signal: { kind: 'claim', rawCode: '', trust: 'verified', channel: 'whatsapp' },
    findings: [
      { check: 'dispute', grade: 'review', points: 60, detail: {} },
      { check: 'same-email', grade: 'not-checked', points: 0, detail: {} },
    ],
  });
  const [header = '', ...lines] = await exported('/app/export/referrals?q=4');
  expect(header).toMatch(/,Kind,Evidence,Fraud checks,Points$/);
  const { loader } = await import('#app/routes/app.export.$what.ts');
  const json = async (query: string, what = 'referrals') =>
    responseOf(loader(await admin.signedIn(`/app/export/${what}?format=ndjson${query}`, { params: { what } })));
  const answer = await json('&q=4');
  expect(answer.headers.get('content-type')).toBe('application/x-ndjson');
  expect(answer.headers.get('content-disposition')).toMatch(/\.ndjson"$/);
  const order = JSON.parse(await answer.text()) as {
    evidence: { sentence: string }[];
    checks: { sentence: string }[];
    sentence: string;
  };
  expect(order).toMatchObject({
    ...{
      order: '#4',
      orderId: '4',
      kind: 'order',
      placedAt: '2026-11-04T12:00:00.000Z',
      standing: 'held',
      outcome: 'review',
      score: 60,
    },
    ...{ currency: 'USD', total: '80.00', refunded: '0.00', programVersion: 1, reward: 'pending' },
    reason: { code: 'in-review', checks: ['dispute'], score: 60 },
    advocate: { id: anna, code: 'ANNA7K2Q' },
    evidence: [
      {
        kind: 'claim',
        at: '2026-11-04T11:00:00.000Z',
        trust: 'verified',
        channel: 'whatsapp',
        verdict: 'won',
        advocate: { code: 'ANNA7K2Q' },
      },
    ],
    checks: [
      { check: 'dispute', grade: 'review', points: 60 },
      { check: 'same-email', grade: 'not-checked' },
    ],
  });
  for (const { sentence } of [...order.evidence, ...order.checks]) expect(lines.join('\n')).toContain(sentence);
  const french = JSON.parse(await (await json('&q=4&locale=fr')).text()) as typeof order;
  expect(french.sentence).not.toBe(order.sentence);
  expect(french.checks[0]?.sentence).toMatch(/paiement/);

  const codes = (await (await json('&evidence=cart-attribute')).text()).trimEnd().split('\n');
  expect(codes.map((line) => (JSON.parse(line) as { orderId: string }).orderId)).toEqual(['3', '2', '1']);
  expect((await json('&format=xml', 'rewards')).status).toBe(404);
  expect((await json('', 'rewards')).status).toBe(404);
  await prisma.finding.deleteMany({ where: { orderId: '4' } });
  await prisma.reward.deleteMany({ where: { referral: { orderId: '4' } } });
  await prisma.referral.deleteMany({ where: { orderId: '4' } });
  await prisma.buyerOrder.deleteMany({ where: { orderId: '4' } });
});

test('the file of referrals says why a credit was taken back', async () => {
  const { prisma } = admin.context.db;
  const took = (state: string, reversedReason: string | null) =>
    prisma.referral.updateMany({ where: { shopId: admin.shop.id, orderId: '1' }, data: { state, reversedReason } });
  await took('reversed', 'order-refunded');
  const [header, line] = await exported('/app/export/referrals?outcome=reversed');
  expect(header).toContain(',Reason,Taken back because,Advocate,');
  expect(line).toMatch(/^#1,1,.*,Reversed,credited,.*,Order refunded,/);
  await took('credited', null);
});

test('the health page says when the hourly comparison of orders is late', async () => {
  const { loader } = await import('#app/routes/app.health.tsx');
  const { prisma } = admin.context.db;
  const page = async (hoursAgo: number | null) => {
    const reconciledTo = hoursAgo === null ? null : new Date(admin.context.now() - hoursAgo * 3_600_000);
    await prisma.shop.update({ where: { id: admin.shop.id }, data: { reconciledTo } });
    return (await responseOf(loader(await admin.signedIn('/app/health')))).json();
  };
  expect(await page(null)).toMatchObject({ reconciledTo: null, comparison: 'soon' });
  expect(await page(2)).toMatchObject({ comparison: 'complete' });
  expect(await page(4)).toMatchObject({ comparison: 'late' });
});

test('there is no file of something that is no list', async () => {
  const { loader } = await import('#app/routes/app.export.$what.ts');
  const answer = await responseOf(loader(await admin.signedIn('/app/export/sessions', { params: { what: 'sessions' } })));
  expect(answer.status).toBe(404);
});

test("a refused reward is tried again when the merchant asks, once, and only the shop's own", async () => {
  const { action } = await import('#app/routes/app.rewards._index.tsx');
  const retry = async (as = admin.shop) =>
    (
      await responseOf(
        action(await admin.signedIn('/app/rewards', { as, body: new URLSearchParams({ rewardId: failing ?? '' }) })),
      )
    ).status;
  expect(await retry(admin.stranger)).toBe(404);
  expect([await retry(), await retry()]).toEqual([200, 200]);
  const job = { name: 'grant-reward', data: { shopId: admin.shop.id, rewardId: failing } };
  expect(admin.context.jobs.filter(({ name }) => name === job.name)).toMatchObject([job]);
});

test("a customer's data is downloaded as a file, which answers the request; another shop's request does not exist", async () => {
  const { loader } = await import('#app/routes/app.privacy.$requestId.ts');
  const { prisma } = admin.context.db;
  await prisma.dataRequest.create({
    data: { shopId: admin.shop.id, id: '77', customerId: null, orderIds: ['1'], receivedAt: new Date(), dueAt: new Date() },
  });
  const file = async (as = admin.shop) =>
    responseOf(loader(await admin.signedIn('/app/privacy/77', { as, params: { requestId: '77' } })));
  expect((await file(admin.stranger)).status).toBe(404);
  const answer = await file();
  expect(answer.headers.get('content-disposition')).toMatch(/^attachment; filename="[\w-]+\.json"$/);
  expect(await answer.json()).toMatchObject({ request: '77', orders: [{ orderId: '1', total: '80.00' }] });
  expect((await prisma.dataRequest.findFirst({ where: { id: '77' } }))?.answeredAt).not.toBeNull();
});

test('a dead delivery is tried again; one of another shop is not', async () => {
  const { action, loader } = await import('#app/routes/app.health.tsx');
  const { prisma } = admin.context.db;
  const { id } = await prisma.delivery.create({
    data: {
      shopDomain: admin.shop.domain, webhookId: 'w1', topic: 'orders/paid', apiVersion: '2026-10', receivedAt: new Date(), dueAt: new Date(),
      body: new Uint8Array([1]), bodyHash: new Uint8Array([1]), state: 'dead', reason: 'The body is not JSON', settledAt: null,
    },
  }); // prettier-ignore
  const page = await responseOf(loader(await admin.signedIn('/app/health?state=dead')));
  expect(await page.json()).toMatchObject({
    deliveries: [{ id: String(id), reason: 'The body is not JSON' }],
    summary: { dead: 1 },
    missingScopes: [],
  });
  const retry = async (as = admin.shop) =>
    (await responseOf(action(await admin.signedIn('/app/health', { as, body: new URLSearchParams({ deliveryId: String(id) }) }))))
      .status;
  expect(await retry(admin.stranger)).toBe(404);
  expect(await retry()).toBe(200);
  expect(await prisma.delivery.findFirst({ where: { webhookId: 'w1' } })).toMatchObject({ state: 'waiting' });
  expect(await retry()).toBe(404);
});

test('the home page tells figures, the open problems and what the guide needs, and the guide is hidden for good', async () => {
  const { loader, action } = await import('#app/routes/app._index.tsx');
  const home = async () => (await (await responseOf(loader(await admin.signedIn('/app')))).json()) as Record<string, unknown>;
  expect(await home()).toMatchObject({
    problems: { failingRewards: 1, deadDeliveries: 0 },
    chosen: false,
    embedSeen: false,
    guideHidden: false,
    latest: [{ orderId: '3' }, { orderId: '2' }, { orderId: '1' }],
  });
  await responseOf(action(await admin.signedIn('/app', { body: new URLSearchParams({ guide: 'hide' }) })));
  expect(await home()).toMatchObject({ guideHidden: true });
  await responseOf(action(await admin.signedIn('/app', { body: new URLSearchParams({ guide: 'show' }) })));
  expect(await home()).toMatchObject({ guideHidden: false });
});
