/** Saved views: whose they are, how many there may be, and which one a list opens with. */
import { expect, test } from 'vitest';
import { LONGEST_VIEW_NAME, MOST_VIEWS, viewQuery } from '#app/domain/saved-view.ts';
import { responseOf, useAdmin } from '#tests/support/admin-requests.ts';

const admin = useAdmin();

async function ask(body: Record<string, unknown>): Promise<{ status: number; id?: string; problem?: string }> {
  const { action } = await import('#app/routes/app.views.ts');
  const answer = await responseOf(action(await admin.signedIn('/app/views', { body })));
  return { status: answer.status, ...((answer.status === 400 ? {} : await answer.json()) as object) };
}
const save = (name: string, query = 'outcome=held', list = 'referrals') => ask({ wish: 'save', list, name, query });
const change = (id: string | undefined, what: Record<string, unknown>) => ask({ wish: 'change', list: 'referrals', id, ...what });

type List = { views: { id: string; name: string; query: string; isShared: boolean; opensFirst: boolean }[] };
/** What the list of referrals answers, or where it sends; `from`: the page that asked. */
async function open(search = '', from?: string): Promise<List | string> {
  const { loader } = await import('#app/routes/app.referrals._index.tsx');
  const { request, ...args } = await admin.signedIn(`/app/referrals${search}`);
  if (from !== undefined) request.headers.set('referer', `https://app.vouchsafe.test${from}`);
  const answer = await responseOf(loader({ request, ...args }));
  return answer.status === 302 ? (answer.headers.get('location') ?? '') : ((await answer.json()) as List);
}
async function views(): Promise<List['views']> {
  const list = await open('?cursor=none');
  if (typeof list === 'string') throw new Error('sent elsewhere');
  return list.views;
}
const colleagues = (id: string | undefined, owner: string) =>
  admin.context.db.prisma.savedView.updateMany({ where: { shopId: admin.shop.id, id: id ?? '' }, data: { owner } });

test('a view is saved without what was searched for, renamed, shown to everyone, and deleted by whoever sees it', async () => {
  const { id } = await save(' Held lately ', 'view=x&outcome=held&q=ben%40friend.example&cursor=1&gone=1&period=30');
  expect(await views()).toEqual([
    { id, name: 'Held lately', query: 'outcome=held&period=30', isShared: false, opensFirst: false },
  ]);
  expect(await save('HELD LATELY')).toMatchObject({ status: 409, problem: 'name-taken' });
  expect(await save('Nothing', 'q=anna')).toMatchObject({ status: 409, problem: 'empty' });
  expect(await save(' ')).toEqual({ status: 400 });
  expect(await save('Elsewhere', 'outcome=held', 'programs')).toEqual({ status: 400 });
  expect(await save('x'.repeat(3 * LONGEST_VIEW_NAME))).toMatchObject({ status: 200 });
  expect((await views())[1]?.name).toHaveLength(LONGEST_VIEW_NAME);
  expect(await change(id, { name: 'Held' })).toMatchObject({ status: 200 });
  expect(await change(id, { query: 'reason=credited' })).toMatchObject({ status: 200 });

  await colleagues(id, '71002');
  expect((await views()).map((view) => view.id)).not.toContain(id);
  expect(await change(id, { name: 'Mine now' })).toMatchObject({ status: 404 });
  expect(await ask({ wish: 'delete', id })).toMatchObject({ status: 404 });
  await colleagues(id, '71001');
  expect(await change(id, { isShared: true })).toMatchObject({ status: 200 });
  expect((await views())[0]).toMatchObject({ name: 'Held', query: 'reason=credited', isShared: true });
  expect(await ask({ wish: 'delete', id })).toMatchObject({ status: 200 });
  expect(await change(id, { opensFirst: true })).toMatchObject({ status: 404, problem: 'unknown' });
});

test('a list opens with the person’s own view before the shop’s, for those who come from elsewhere and ask for nothing', async () => {
  const shops = await save('Everybody’s', 'kind=order');
  await change(shops.id, { isShared: true });
  await change(shops.id, { opensFirst: true });
  expect(await open('?locale=de')).toBe(`/app/referrals?locale=de&kind=order&view=${shops.id}`);
  const own = await save('My own', 'kind=sign-up');
  const later = await save('Later', 'period=7');
  await change(own.id, { opensFirst: true });
  expect(await open('', '/app')).toBe(`/app/referrals?kind=sign-up&view=${own.id}`);
  await Promise.all([change(later.id, { opensFirst: true }), change(own.id, { opensFirst: true })]);
  expect((await views()).filter((view) => view.opensFirst && !view.isShared)).toHaveLength(1);
  for (const asked of ['?q=anna', '?outcome=held', '?view=all', '?cursor=x']) expect(typeof (await open(asked))).toBe('object');
  expect(typeof (await open('', '/app/referrals?outcome=held'))).toBe('object');
  await change(own.id, { opensFirst: false });
  await change(later.id, { opensFirst: false });
  expect(await open()).toContain('kind=order');
  await change(shops.id, { opensFirst: false });
  expect(typeof (await open())).toBe('object');
});

test('there is a limit for a person and one for the shop, and a shared name is taken', async () => {
  for (let place = (await views()).length; place <= 2 * MOST_VIEWS; place += 1) await save(`View ${place}`);
  const mine = (await views()).filter((view) => !view.isShared);
  expect(mine).toHaveLength(MOST_VIEWS);
  expect(await save('One more')).toMatchObject({ status: 409, problem: 'too-many' });
  expect(await save('One more', 'state=blocked', 'advocates')).toMatchObject({ status: 200 });
  const [first, second] = mine;
  expect(await change(first?.id, { isShared: true })).toMatchObject({ status: 200 });
  expect(await save(first?.name ?? '')).toMatchObject({ status: 200 }); // it is the shop's name now
  expect(await change(first?.id, { isShared: false })).toMatchObject({ status: 409, problem: 'too-many' });
  await ask({ wish: 'delete', id: second?.id });
  expect(await change(first?.id, { isShared: false })).toMatchObject({ status: 409, problem: 'name-taken' });
});

test('a filter that no longer exists is left out of a view, and the rest holds', () => {
  expect(viewQuery('referrals', 'weather=rain&outcome=held&state=owed')).toBe('outcome=held');
  const narrowed = 'kind=order&channel=email&country=PT&product=42&period=30';
  expect(viewQuery('referrals', narrowed)).toBe(narrowed);
  expect(viewQuery('advocates', '?sort=revenue-asc&state=active')).toBe('state=active&sort=revenue-asc');
  expect(viewQuery('rewards', `kind=${'x'.repeat(500)}`)).toHaveLength('kind='.length + 100);
  expect(viewQuery('rewards', 'q=anna&cursor=1')).toBe('');
});
