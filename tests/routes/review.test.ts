import { beforeAll, beforeEach, expect, test } from 'vitest';
import { insertAdvocate, insertOrder } from '#tests/fixtures/referral-rows.ts';
import { responseOf, useAdmin } from '#tests/support/admin-requests.ts';

const admin = useAdmin();
let anna: string;
let foreign: string;

beforeAll(async () => {
  const { context, shop, stranger } = admin;
  const { prisma } = context.db;
  anna = await insertAdvocate(prisma, shop, { name: '', email: '', code: 'ANNA7K2Q' });
  foreign = await insertAdvocate(prisma, stranger, { name: '', email: '', code: 'CLEO7K2Q' });
  await prisma.advocate.updateMany({ data: { nameSealed: context.vault.seal('Anna Berg'), emailSealed: null } });
  const findings = [{ check: 'ring', grade: 'review' as const, points: 60, detail: {} }];
  const held = { placedAt: '2026-11-03T12:00:00Z', held: true, findings };
  await insertOrder(prisma, shop, { orderId: '1', ...held, advocateId: anna });
  await insertOrder(prisma, shop, { orderId: '2', placedAt: '2026-11-04T12:00:00Z', reason: { code: 'below-minimum', minimum: '1000', subtotal: '500', currency: 'USD' }, advocateId: anna }); // prettier-ignore
  await insertOrder(prisma, stranger, { orderId: '9', ...held, advocateId: foreign });
});

beforeEach(async () => {
  await admin.context.db.prisma.delivery.deleteMany();
});

async function verdict(body: unknown, as = admin.shop) {
  const { action } = await import('#app/routes/app.review._index.tsx');
  const answer = await responseOf(action(await admin.signedIn('/app/review', { body, as })));
  return { status: answer.status, ...(answer.status === 200 ? ((await answer.json()) as object) : {}) };
}

/** Stands for the worker: what was put into the inbox is worked off. */
async function settled<Answer>(answer: Promise<Answer>): Promise<Answer> {
  const { delivery } = admin.context.db.prisma;
  await expect.poll(() => delivery.count()).toBeGreaterThan(0);
  await delivery.updateMany({ data: { state: 'settled' } });
  return answer;
}
const inbox = async () =>
  (await admin.context.db.prisma.delivery.findMany()).map(({ topic, source, shopDomain, body }) => ({
    ...{ topic, source, shopDomain },
    body: JSON.parse(Buffer.from(body ?? []).toString()) as unknown,
  }));

test("the queue lists the held credits of the session's shop, narrowed to a check; a check that does not exist narrows nothing", async () => {
  const { loader } = await import('#app/routes/app.review._index.tsx');
  const page = async (query: string, as = admin.shop) => {
    const answer = await responseOf(loader(await admin.signedIn(`/app/review${query}`, { as })));
    const { page: found, held } = (await answer.json()) as { page: { rows: { orderId: string }[] }; held: { orders: number } };
    return [found.rows.map(({ orderId }) => orderId), held.orders];
  };
  expect(await page('')).toEqual([['1'], 1]);
  expect(await page('?check=ring&q=hello')).toEqual([[], 1]);
  expect(await page('?check=dispute')).toEqual([[], 1]);
  expect(await page('?check=nonsense&cursor=%00')).toEqual([['1'], 1]);
  expect(await page('', admin.stranger)).toEqual([['9'], 1]);
});

test("a verdict goes into the shop's inbox with who gave it and the note", async () => {
  const answer = await settled(verdict({ kind: 'approve', orderIds: ['1'], note: 'Called her' }));
  expect(answer).toEqual({ status: 200, kind: 'approve', given: ['1'], refused: [] });
  expect(await inbox()).toMatchObject([
    {
      ...{ topic: 'vouchsafe/verdict', source: 'staff', shopDomain: admin.shop.domain },
      body: { orderId: '1', kind: 'approve', advocateId: anna, by: '71001', note: 'Called her' },
    },
  ]);
});

test("another shop's held credit cannot be decided: it is refused like an order that does not exist", async () => {
  expect(await verdict({ kind: 'refuse', orderIds: ['9', '404'], note: null })).toEqual({
    ...{ status: 200, kind: 'refuse', given: [], refused: ['9', '404'] },
  });
  expect(await verdict({ kind: 'approve', orderIds: ['2'], note: null })).toMatchObject({ given: [], refused: ['2'] }); // not open
  expect(await inbox()).toEqual([]);
});

test.each([
  ['nothing', null],
  ['no order', { kind: 'approve', orderIds: [], note: null }],
  ['too many orders', { kind: 'approve', orderIds: Array.from({ length: 501 }, String), note: null }],
  ['another word', { kind: 'pay', orderIds: ['1'], note: null }],
  ['a note of a book', { kind: 'approve', orderIds: ['1'], note: 'x'.repeat(501) }],
])('%s is no verdict', async (_what, body) => {
  expect(await verdict(body)).toEqual({ status: 400 });
  expect(await inbox()).toEqual([]);
});

test('an order is credited by hand to an advocate of the shop only', async () => {
  const { action } = await import('#app/routes/app.referrals.assign.ts');
  const assign = async (body: unknown) => {
    const answer = await responseOf(action(await admin.signedIn('/app/referrals/assign', { body })));
    return [answer.status, answer.status === 400 ? null : await answer.json()];
  };
  expect(await assign({ order: '#2', advocateId: foreign, note: null })).toEqual([409, { refused: 'advocate-not-found' }]);
  expect(await assign({ order: '#1', advocateId: anna, note: null })).toEqual([409, { refused: 'already-credited' }]);
  expect(await assign({ order: '#9', advocateId: anna, note: null })).toEqual([409, { refused: 'later' }]); // Shopify would have to be asked
  expect(await assign({ order: ' ', advocateId: anna, note: null })).toEqual([400, null]);
  expect(await assign({ order: '#2', advocateId: 'anna', note: null })).toEqual([400, null]);
  expect(await settled(assign({ order: ' #2 ', advocateId: anna, note: 'She told us' }))).toEqual([200, { assigned: '2' }]);
  expect(await inbox()).toMatchObject([
    { topic: 'vouchsafe/assignment', body: { orderId: '2', advocateId: anna, by: '71001', note: 'She told us' } },
  ]);
});

test('the report of lost credit counts one shop, for 30 days unless another period is asked for', async () => {
  const { loader } = await import('#app/routes/app.referrals.lost.tsx');
  const { prisma } = admin.context.db;
  const placedAt = new Date(admin.context.now() - 40 * 86_400_000);
  await prisma.buyerOrder.updateMany({ where: { orderId: '2' }, data: { placedAt } });
  const report = async (query: string, as = admin.shop) => {
    const answer = await responseOf(loader(await admin.signedIn(`/app/referrals/lost${query}`, { as })));
    const { period, lost } = (await answer.json()) as { period: string; lost: { groups: unknown[] } };
    return [period, lost.groups.length];
  };
  expect(await report('')).toEqual(['30', 0]);
  expect(await report('?period=90')).toEqual(['90', 1]);
  expect(await report('?period=soon')).toEqual(['30', 0]);
  expect(await report('?period=90', admin.stranger)).toEqual(['90', 0]);
});

test('the block list is searched by what it keeps out, changed by its shop only, and says what is wrong', async () => {
  const { loader, action } = await import('#app/routes/app.review.block-list.tsx');
  const change = async (fields: Record<string, string>, as = admin.shop) => {
    const request = await admin.signedIn('/app/review/block-list', { as, body: new URLSearchParams(fields) });
    const answer = await responseOf(action(request));
    return [answer.status, answer.status === 200 || answer.status === 422 ? await answer.json() : null];
  };
  const entries = async (query = '', as = admin.shop) => {
    const answer = await responseOf(loader(await admin.signedIn(`/app/review/block-list${query}`, { as })));
    return ((await answer.json()) as { page: { rows: { id: string; label: string; note: string | null; addedBy: string }[] } })
      .page.rows;
  };
  const add = (kind: string, value: string, note = '') => change({ intent: 'add', kind, value, note });

  expect(await add('email', 'nonsense')).toEqual([422, { refused: 'malformed' }]);
  expect((await add('email', 'Eva@Mail.example', 'Sends 100% fakes'))[0]).toBe(200);
  expect(await add('email', 'eva@mail.example')).toEqual([422, { refused: 'known' }]);
  admin.context.clock.at += 1000;
  expect((await add('domain', 'fakes.example'))[0]).toBe(200);
  expect((await add('planet', 'Mars'))[0]).toBe(400);

  expect(await entries()).toMatchObject([
    { label: 'fakes.example', note: null },
    { label: 'eva@mail.example', note: 'Sends 100% fakes', addedBy: '71001' },
  ]);
  const labels = async (query: string) => (await entries(query)).map(({ label }) => label);
  expect(await labels('?kind=domain')).toEqual(['fakes.example']);
  expect(await labels('?q=EVA%40mail.example')).toEqual(['eva@mail.example']);
  expect(await labels('?q=bo%40shop.fakes.example')).toEqual(['fakes.example']); // the entry that keeps this address out
  expect(await labels('?q=100%25')).toEqual(['eva@mail.example']);
  expect(await labels('?q=1%25s')).toEqual([]);
  expect(await entries('', admin.stranger)).toEqual([]);

  const [last] = await entries('?kind=email');
  const remove = (as = admin.shop) => change({ intent: 'remove', id: last?.id ?? '' }, as);
  expect((await remove(admin.stranger))[0]).toBe(404);
  expect(await remove()).toEqual([200, { removed: true }]);
  expect((await remove())[0]).toBe(404);
  expect((await change({ intent: 'remove', id: 'x' }))[0]).toBe(404);
  expect(await labels('')).toEqual(['fakes.example']);
});
