/**
 * Every page, file and action of the admin, asked by the staff of one shop with another shop's ids: answered as if those did not exist, and nothing
 * of the other shop is changed. A new route takes part by itself; a new action needs its cases here.
 */
import { readdirSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import { formOf } from '#app/program-form.ts';
import { defaultRules } from '#app/domain/program.ts';
import { responseOf, useAdmin } from '#tests/support/admin-requests.ts';
import type { TestShop } from '#tests/fixtures/referral-rows.ts';
import { unboundStatements } from '#tests/support/captured-statements.ts';
import { furnish, newTenantIds, rowsOf } from '#tests/support/tenants.ts';

const admin = useAdmin();
const ids = newTenantIds('ANNA');
const NOBODYS = '00000000-0000-4000-8000-000000000000';
const GIFT = '018f0000-0000-4000-8000-00000000aaaa';
/** Made with the rows. */
let [rewardId, deliveryId] = [NOBODYS, '0'];

type Route = Partial<Record<'loader' | 'action', (args: unknown) => Promise<unknown>>>;

/** Pages that these very questions change; the query's own test asks for them. */
const TELLS_OF_ITSELF: Readonly<Record<string, string>> = { 'app.settings_.log.tsx': 'the log of what the shop’s staff do' };
const files = readdirSync(new URL('../../app/routes/', import.meta.url)).filter(
  (file) => file.startsWith('app.') && !(file in TELLS_OF_ITSELF),
);
const routeOf = async (file: string) => (await import(`#app/routes/${file}`)) as Route;

/** Where an address has a place for something of a shop. */
const parameters = (): Record<string, string[]> => ({
  id: [ids.advocateId],
  orderId: [ids.orderId, ids.heldOrderId],
  rewardId: [rewardId],
  requestId: [ids.requestId],
  taskId: [ids.taskId],
  customerId: [ids.customerId],
  what: [
    ...['referrals', 'rewards', 'ledger', 'advocates', 'visits', 'claims'],
    ...['report', 'report-channels', 'report-countries', 'report-products', 'report-advocates', 'report-lost'],
  ],
});
/** What lists are narrowed by: the other shop's code, order and month. */
const searches = () => ['', `?q=${ids.code}`, `?q=%23${ids.orderId}`, `?advocate=${ids.advocateId}&reward=${rewardId}&period=90`];

type Wish = { file: string; params?: Record<string, string>; body: unknown };
const form = (fields: Record<string, string>) => new URLSearchParams(fields);

/** What staff can ask for, about the other shop's things. */
const wishes = (): Wish[] => [
  ...['active', 'blocked'].map((state) => ({
    file: 'app.advocates.$id.tsx',
    params: { id: ids.advocateId },
    body: form({ state }),
  })),
  { file: 'app.advocates.$id.tsx', params: { id: ids.advocateId }, body: form({ code: 'TAKEN-42' }) },
  { file: 'app.advocates.$id.tsx', params: { id: ids.advocateId }, body: form({ undoTo: '', release: ids.chosenCode }) },
  { file: 'app.advocates.import.tsx', body: form({ taskId: ids.taskId, wish: 'discard' }) },
  { file: 'app.health.tsx', body: form({ deliveryId }) },
  ...['cancel', 'forget'].map((wish) => ({ file: 'app.tasks.ts', body: form({ taskId: ids.bulkId, wish }) })),
  ...['this', 'other'].map((keep) => ({
    file: 'app.advocates.$id.tsx',
    params: { id: ids.advocateId },
    body: form({ mergeWith: ids.secondId, keep }),
  })),
  ...[{ advocateId: ids.advocateId }, { orderId: ids.orderId }].map((about) => ({
    file: 'app.notes.ts',
    body: { wish: 'add', about, text: 'Wrote to them' },
  })),
  ...[{ name: 'Theirs' }, { query: 'kind=order' }, { opensFirst: false }, { isShared: true }].map((change) => ({
    file: 'app.views.ts',
    body: { wish: 'change', list: 'referrals', id: ids.viewId, ...change },
  })),
  { file: 'app.views.ts', body: { wish: 'delete', id: ids.viewId } },
  ...['change', 'delete'].map((wish) => ({
    file: 'app.notes.ts',
    body: { wish, about: { advocateId: ids.advocateId }, id: ids.noteId, text: 'Rang again' },
  })),
  ...['pause', 'resume', 'test', 'renew'].map((wish) => ({
    file: 'app.settings_.developers.tsx',
    body: { wish, id: ids.endpointId },
  })),
  { file: 'app.settings_.developers.tsx', body: { wish: 'again', id: ids.endpointId, eventId: ids.eventId } },
  { file: 'app.settings_.developers.tsx', body: { wish: 'kinds', id: ids.endpointId, kinds: ['reward.issued'] } },
  { file: 'app.settings_.developers.tsx', body: { wish: 'delete', id: ids.endpointId } },
  { file: 'app.settings_.developers.tsx', body: { wish: 'revoke-key', id: ids.keyId } },
  { file: 'app.program.what-if.ts', body: { form: formOf({ ...defaultRules('USD'), live: true }), months: 6 } },
  { file: 'app.referrals.assign.ts', body: { order: ids.lostOrderId, advocateId: ids.advocateId, note: null } },
  { file: 'app.referrals.assign.ts', body: { order: `#${ids.lostOrderId}`, advocateId: ids.advocateId, note: null } },
  { file: 'app.referrals.claims.tsx', body: form({ claimId: ids.claimId }) },
  { file: 'app.review._index.tsx', body: { kind: 'approve', orderIds: [ids.heldOrderId], note: null } },
  { file: 'app.review._index.tsx', body: { kind: 'refuse', orderIds: [ids.orderId, ids.heldOrderId], note: null } },
  { file: 'app.review.block-list.tsx', body: form({ intent: 'remove', id: ids.blockId }) },
  ...['approve', 'revoke', 'keep', 'give-again', 'message'].map((action) => ({
    file: 'app.rewards.act.ts',
    body: { action, rewardIds: [rewardId], note: null },
  })),
  {
    file: 'app.rewards.give.ts',
    body: { rewardId: GIFT, advocateId: ids.advocateId, value: { kind: 'store-credit', minor: '500' }, note: null },
  },
  { file: 'app.rewards.repair.ts', body: form({ rewardId }) },
  { file: 'app.rewards._index.tsx', body: form({ rewardId }) },
];

/** Actions that take nothing by which something of a shop could be named. */
const NAMES_NOTHING: Readonly<Record<string, string>> = {
  'app._index.tsx': 'hides the guide of the shop of the session',
  'app.permissions.ts': 'asks Shopify about the shop of the session',
  'app.advocates.import_.file.ts': 'takes a file for the shop of the session',
  'app.settings.tsx': 'saves the settings of the shop of the session; versions are numbers of that shop',
  'app.program.tsx': 'saves the rules of the shop of the session; versions are numbers of that shop',
};

/** Pages of the same content for every shop that chose nothing else: not found, what products are called, the rules in force. */
const SHOWS_NO_ROWS = ['app.$.tsx', 'app.goods.ts', 'app.program_.simulator.tsx'];

async function answerOf(asked: Promise<unknown>): Promise<string> {
  const answer = await responseOf(asked).catch((error: unknown) => new Response(String(error), { status: 599 }));
  return `${answer.status} ${await answer.text()}`;
}

/** Every loader's answer, by address. */
async function readAll(as: TestShop): Promise<Map<string, string>> {
  const answers = new Map<string, string>();
  for (const file of files) {
    const { loader } = await routeOf(file);
    if (loader === undefined) continue;
    const names = [...file.matchAll(/\$(\w+)/g)].map(([, name]) => name ?? '');
    const places =
      names.length === 0 ? [{}] : names.flatMap((name) => (parameters()[name] ?? []).map((value) => ({ [name]: value })));
    for (const params of places) {
      for (const search of searches()) {
        const args = await admin.signedIn(`/app${search}`, { params, as });
        answers.set([file, Object.values(params).join(), search].join(' '), await answerOf(loader(args)));
      }
    }
  }
  return answers;
}

async function actAll(as: TestShop): Promise<string[]> {
  const answers: string[] = [];
  for (const { file, params, body } of wishes()) {
    const { action } = await routeOf(file);
    if (action === undefined) throw new Error(`${file} has no action`);
    answers.push(`${file} ${await answerOf(action(await admin.signedIn('/app', { params: params ?? {}, body, as })))}`);
  }
  return answers;
}

/** Their ids and addresses stand in questions, too; then they are nobody's. */
const nobodys = (text: string) => text.replaceAll(rewardId, 'REWARD').replaceAll(NOBODYS, 'REWARD');
let before: { pages: Map<string, string>; acts: string[] };

beforeAll(async () => {
  const { context, shop, stranger } = admin;
  before = { pages: await readAll(stranger), acts: await actAll(stranger) };
  rewardId = await furnish(context, shop, ids);
  deliveryId = String((await context.db.prisma.delivery.findFirstOrThrow({ where: { shopDomain: shop.domain } })).id);
});

test('the other shop has a row in every table', async () => {
  const rows = await rowsOf(admin.context.db, admin.shop);
  expect([...rows].filter(([, lines]) => lines.length === 0).map(([table]) => table)).toEqual([]);
});

test('every place in an address and every action has its case here', async () => {
  const names = new Set(files.flatMap((file) => [...file.matchAll(/\$(\w+)/g)].map(([, name]) => name ?? '')));
  expect([...names].filter((name) => !(name in parameters()))).toEqual([]);
  const cases = new Set(wishes().map(({ file }) => file));
  const missing: string[] = [];
  for (const file of files) {
    const { action } = await routeOf(file);
    if (action !== undefined && !cases.has(file) && !(file in NAMES_NOTHING)) missing.push(file);
  }
  expect(missing).toEqual([]);
});

test('every page and file of a shop is the same, whatever another shop has', async () => {
  const after = await readAll(admin.stranger);
  for (const [address, answer] of after) {
    const same = before.pages.get(address.replaceAll(rewardId, NOBODYS));
    expect(nobodys(answer), address).toBe(nobodys(same ?? ''));
    expect(answer, address).not.toMatch(/^5/);
  }
});

test('no action of a shop changes a row of another one, or tells that there is one', async () => {
  const { context, shop, stranger } = admin;
  const rows = await rowsOf(context.db, shop);
  const answers = await actAll(stranger);
  expect(answers.map(nobodys)).toEqual(before.acts.map(nobodys));
  expect(await rowsOf(context.db, shop)).toEqual(rows);
});

test('the shop itself reads its rows on every page, and each of its actions finds what it names', async () => {
  const { context, shop, stranger } = admin;
  let own = new Map<string, string>();
  const unbound = await unboundStatements(context.db, async () => {
    own = await readAll(shop);
  });
  expect(unbound).toEqual([]);
  const strangers = await readAll(stranger);
  const blind = files.filter((file) => {
    const answers = [...own].filter(([address]) => address.startsWith(`${file} `));
    return answers.length > 0 && answers.every(([address, answer]) => answer === strangers.get(address));
  });
  expect(blind.sort()).toEqual(SHOWS_NO_ROWS);

  // Stands for the worker: what was put into the inbox is worked off.
  const settle = () => context.db.pool.query("UPDATE delivery SET state = 'settled' WHERE state = 'waiting'");
  const worker = setInterval(() => void settle(), 50);
  const logged = () => context.db.prisma.auditEntry.count({ where: { shopId: shop.id, act: { not: 'not-done' } } });
  const loggedBefore = await logged();
  const answers = await actAll(shop).finally(() => clearInterval(worker));
  const changes = wishes().filter(({ file }) => file !== 'app.program.what-if.ts'); // it only asks
  expect((await logged()) - loggedBefore, 'every act has its entry in the shop’s log').toBe(changes.length);
  expect(answers.filter((answer, place) => nobodys(answer) === nobodys(before.acts[place] ?? ''))).toEqual([]);
});
