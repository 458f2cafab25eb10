import { beforeEach, expect, test } from 'vitest';
import { defaultRules } from '#app/domain/program.ts';
import { formOf, type ProgramForm } from '#app/program-form.ts';
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
    offerPercent: '130',
    rewardWaitingDays: 'soon',
    minimumSubtotal: '12.345',
    offerMinimum: '1,000',
  });
  expect(refused).toEqual({
    status: 422,
    problems: {
      offerPercent: { problem: 'range', min: 0.01, max: 100 },
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
  const saved = await save(1, { live: true, offerKind: 'fixed-amount', offerAmount: '7.50', minimumSubtotal: '20' });
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

test('who saves over a version they have not seen is told so, and nothing is overwritten', async () => {
  expect(await save(1, { offerPercent: '20' })).toEqual({ status: 409, conflict: 2 });
  expect(await versionsOf(admin.shop)).toHaveLength(2);
});

test('two people who save at the same moment do not both win', async () => {
  const answers = await Promise.all([
    save(1, { offerPercent: '20' }, admin.stranger),
    save(1, { offerPercent: '30' }, admin.stranger),
  ]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
});

test('a program in yen has no decimals, one in dinars has three', async () => {
  const { prisma } = admin.context.db;
  await prisma.shop.update({ where: { id: admin.stranger.id }, data: { currency: 'JPY' } });
  expect(await save(2, { rewardKind: 'fixed-amount', rewardAmount: '500.5' }, admin.stranger)).toMatchObject({
    problems: { rewardAmount: { problem: 'decimals', digits: 0, currency: 'JPY' } },
  });
  await prisma.shop.update({ where: { id: admin.stranger.id }, data: { currency: 'KWD' } });
  expect(await save(2, { rewardKind: 'fixed-amount', rewardAmount: '1.250' }, admin.stranger)).toEqual({ status: 200, saved: 3 });
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
