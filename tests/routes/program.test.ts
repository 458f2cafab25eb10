import { beforeEach, describe, expect, test } from 'vitest';
import { defaultRules } from '#app/domain/program.ts';
import { formOf, type ProgramForm } from '#app/program-form.ts';
import { advocate, DAY, order, signal } from '#tests/domain/order-facts.ts';
import { insertDecided } from '#tests/fixtures/decided-orders.ts';
import { insertAdvocate } from '#tests/fixtures/referral-rows.ts';
import { responseOf, useAdmin } from '#tests/support/admin-requests.ts';

const admin = useAdmin();
let form: ProgramForm;

beforeEach(() => {
  form = formOf(defaultRules('USD'));
});

async function save(version: number, changes: Partial<ProgramForm> | Record<string, unknown>, as = admin.shop) {
  const { action } = await import('#app/routes/app.program.tsx');
  const answer = await responseOf(
    action(await admin.signedIn('/app/program', { as, body: { version, form: { ...form, ...changes } } })),
  );
  return { status: answer.status, ...(answer.status === 400 ? {} : ((await answer.json()) as object)) };
}
const versionsOf = (shop: { id: string }) =>
  admin.context.db.prisma.program.findMany({ where: { shopId: shop.id }, orderBy: { version: 'asc' } });

test('a wrong value is refused beside its field, and nothing is stored', async () => {
  const refused = await save(1, {
    offerValue: { ...form.offerValue, percent: '130' },
    rewardWaitingDays: 'soon',
    minimumSubtotal: '12.345',
    offerMinimum: '1,000',
  });
  expect(refused).toEqual({
    status: 422,
    problems: {
      'offerValue.percent': { problem: 'range', min: 0.01, max: 100 },
      rewardWaitingDays: { problem: 'range', min: 0, max: 120 },
      minimumSubtotal: { problem: 'decimals', digits: 2, currency: 'USD' },
      offerMinimum: { problem: 'amount', currency: 'USD' },
    },
  });
  expect(await versionsOf(admin.shop)).toHaveLength(1);
});

test('an incomplete form is no form', async () => {
  expect(await save(1, { touch: 'middle' })).toEqual({ status: 400 });
});

test('rules are saved as a new version, with who saved them', async () => {
  const saved = await save(1, {
    live: true,
    offerValue: { ...form.offerValue, kind: 'fixed-amount', amount: '7.50' },
    minimumSubtotal: '20',
  });
  expect(saved).toEqual({ status: 200, saved: 2 });
  expect((await versionsOf(admin.shop))[1]).toMatchObject({
    version: 2,
    createdBy: '71001',
    rules: {
      live: true,
      offer: { value: { kind: 'fixed-amount', minor: '750' } },
      attribution: { minimumSubtotalMinor: '2000' },
    },
  });
});

test('what Shopify has not allowed is refused beside each promise of a program that is live', async () => {
  const credit = { ...form.rewardValue, kind: 'store-credit' as const, amount: '5' };
  const promising = { offerValue: credit, milestones: [{ at: '5', value: credit }] };
  const missing = { problem: 'permission' };
  expect(await save(2, { ...promising, live: true })).toEqual({
    status: 422,
    problems: { 'offerValue.kind': missing, 'milestone0.kind': missing },
  });
  expect(await versionsOf(admin.shop)).toHaveLength(2);
});

test('who saves over a version they have not seen is told so, and nothing is overwritten', async () => {
  expect(await save(1, { offerValue: { ...form.offerValue, percent: '20' } })).toEqual({ status: 409, conflict: 2 });
  expect(await versionsOf(admin.shop)).toHaveLength(2);
});

test('two people who save at the same moment do not both win', async () => {
  const answers = await Promise.all([
    save(1, { offerValue: { ...form.offerValue, percent: '20' } }, admin.stranger),
    save(1, { offerValue: { ...form.offerValue, percent: '30' } }, admin.stranger),
  ]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
});

test('a program in yen has no decimals, one in dinars has three', async () => {
  const { prisma } = admin.context.db;
  await prisma.shop.update({ where: { id: admin.stranger.id }, data: { currency: 'JPY' } });
  expect(
    await save(2, { rewardValue: { ...form.rewardValue, kind: 'fixed-amount', amount: '500.5' } }, admin.stranger),
  ).toMatchObject({
    problems: { 'rewardValue.amount': { problem: 'decimals', digits: 0, currency: 'JPY' } },
  });
  await prisma.shop.update({ where: { id: admin.stranger.id }, data: { currency: 'KWD' } });
  expect(await save(2, { rewardValue: { ...form.rewardValue, kind: 'fixed-amount', amount: '1.250' } }, admin.stranger)).toEqual({
    status: 200,
    saved: 3,
  });
  expect((await versionsOf(admin.stranger))[2]).toMatchObject({
    rules: { currency: 'KWD', reward: { value: { minor: '1250' } } },
  });
});

test('the page shows the rules in force and the versions before them', async () => {
  const { loader } = await import('#app/routes/app.program.tsx');
  const answer = await responseOf(loader(await admin.signedIn('/app/program')));
  expect(await answer.json()).toMatchObject({
    userId: '71001',
    currency: 'USD',
    versions: [{ version: 2 }, { version: 1 }],
  });
});

test('an old version is restored as the newest, and nothing of it is lost', async () => {
  const { action } = await import('#app/routes/app.program.tsx');
  const [first, latest] = await versionsOf(admin.shop);
  const ask = async (body: unknown, as = admin.shop) => responseOf(action(await admin.signedIn('/app/program', { as, body })));
  expect(await (await ask({ version: 2, restore: 1 })).json()).toEqual({ saved: 3, restored: 1 });
  const versions = await versionsOf(admin.shop);
  expect(versions.map(({ version }) => version)).toEqual([1, 2, 3]);
  expect(versions[2]?.rules).toEqual(first?.rules);
  expect(versions[1]).toEqual(latest);
  expect((await ask({ version: 3, restore: 9 })).status).toBe(404);
  expect((await ask({ version: 2, restore: 1 })).status).toBe(409);
  // The stranger's first version is in dollars, and the shop counts in dinars by now.
  expect((await ask({ version: 3, restore: 1 }, admin.stranger)).status).toBe(422);
});

test('what numbers are called is answered to signed-in staff, and told to be unknown while Shopify is silent', async () => {
  const { loader } = await import('#app/routes/app.goods.ts');
  const ask = async (query: string) => responseOf(loader(await admin.signedIn(`/app/goods?${query}`)));
  expect(await (await ask('of=products&ids=1,2')).json()).toEqual({ asked: 'products:1,2', names: null });
  for (const query of ['of=orders&ids=1', 'of=products&ids=', 'of=products&ids=1,x', 'of=products'])
    expect((await ask(query)).status, query).toBe(400);
  expect((await responseOf(loader(admin.anonymous('/app/goods?of=products&ids=1')))).status).toBe(302);
});

describe('what if', () => {
  const ask = async (body: unknown, as = admin.shop) => {
    const { action } = await import('#app/routes/app.program.what-if.ts');
    return responseOf(action(await admin.signedIn('/app/program/what-if', { as, body })));
  };

  test('the rules in the form are asked about, saved or not, and nothing is stored', async () => {
    const { prisma } = admin.context.db;
    const inForce = { ...defaultRules('USD'), live: true };
    const anna = await insertAdvocate(prisma, admin.shop, { name: '', email: 'anna@example.com', code: 'ANNA7K2Q' });
    await prisma.advocate.updateMany({ where: { id: anna }, data: { nameSealed: null } });
    const at = admin.context.now() - 10 * DAY;
    const decided = order({
      placedAt: at,
      paidAt: at,
      signals: [{ ...signal('cart-attribute', anna), at: at - 5 * DAY }],
      advocates: [advocate(anna)],
    });
    await insertDecided(prisma, admin.shop, [decided], inForce);
    const before = await versionsOf(admin.shop);
    const answer = await ask({ months: 1, form: { ...formOf(inForce), windowDays: '3' } });
    expect(await answer.json()).toMatchObject({
      orders: 1,
      changed: 1,
      rows: [{ orderId: '1001', after: { reason: { code: 'outside-window' } } }],
    });
    expect(await (await ask({ months: 1, form: formOf(inForce) })).json()).toMatchObject({ orders: 1, changed: 0 });
    expect(await versionsOf(admin.shop)).toEqual(before);
    expect(await (await ask({ months: 1, form: formOf(inForce) }, admin.stranger)).json()).toMatchObject({ orders: 0 });
  });

  test('a form that is wrong is not asked about, and neither is a time that is not offered', async () => {
    const wrong = await ask({ months: 1, form: { ...form, windowDays: '0' } });
    expect([wrong.status, await wrong.json()]).toEqual([
      422,
      { problems: { windowDays: { problem: 'range', min: 1, max: 365 } } },
    ]);
    expect((await ask({ months: 24, form })).status).toBe(400);
  });

  test('the answer is for signed-in staff only', async () => {
    const { action } = await import('#app/routes/app.program.what-if.ts');
    const answer = await responseOf(action(admin.anonymous('/app/program/what-if')));
    expect(answer.status).toBe(302);
  });
});

test('the simulator is given the rules in force and those before them', async () => {
  const { loader } = await import('#app/routes/app.program_.simulator.tsx');
  const answer = await responseOf(loader(await admin.signedIn('/app/program/simulator')));
  expect(await answer.json()).toMatchObject({ versions: [{ version: 3 }, { version: 2 }, { version: 1 }] });
});
