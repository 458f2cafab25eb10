import { randomUUID } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import { insertAdvocate, insertOrder } from '#tests/fixtures/referral-rows.ts';
import { responseOf, useAdmin } from '#tests/support/admin-requests.ts';

const admin = useAdmin();
let anna: string;
let own: string;
let foreign: string;

beforeAll(async () => {
  const { context, shop, stranger } = admin;
  const { prisma } = context.db;
  anna = await insertAdvocate(prisma, shop, { name: '', email: '', code: 'ANNA7K2Q' });
  const cleo = await insertAdvocate(prisma, stranger, { name: '', email: '', code: 'CLEO7K2Q' });
  await prisma.advocate.updateMany({ data: { nameSealed: null, emailSealed: null } });
  own = (await insertOrder(prisma, shop, { orderId: '1', placedAt: '2026-11-03T12:00:00Z', advocateId: anna })) ?? '';
  foreign = (await insertOrder(prisma, stranger, { orderId: '9', placedAt: '2026-11-03T12:00:00Z', advocateId: cleo })) ?? '';
});

async function act(body: unknown) {
  const { action } = await import('#app/routes/app.rewards.act.ts');
  const answer = await responseOf(action(await admin.signedIn('/app/rewards/act', { body })));
  return { status: answer.status, ...(answer.status === 400 ? {} : ((await answer.json()) as object)) };
}
async function give(body: unknown) {
  const { action } = await import('#app/routes/app.rewards.give.ts');
  const answer = await responseOf(action(await admin.signedIn('/app/rewards/give', { body })));
  return { status: answer.status, ...(answer.status === 400 ? {} : ((await answer.json()) as object)) };
}
const state = async (id: string) => (await admin.context.db.prisma.reward.findFirst({ where: { id } }))?.state;

test('staff change the rewards of their own shop; another shop’s are like those that do not exist', async () => {
  const missing = randomUUID();
  expect(await act({ action: 'revoke', rewardIds: [own, foreign, missing], note: 'Mistake' })).toEqual({
    ...{ status: 200, action: 'revoke', done: [own] },
    refused: [
      { rewardId: foreign, why: 'not-found' },
      { rewardId: missing, why: 'not-found' },
    ],
  });
  expect([await state(own), await state(foreign)]).toEqual(['revoked', 'pending']);
  const events = await admin.context.db.prisma.rewardEvent.findMany();
  expect(events).toMatchObject([{ rewardId: own, shopId: admin.shop.id, kind: 'revoked', by: '71001', note: 'Mistake' }]);
});

test('many rewards become a task, of which there is one at a time; it is stopped, and put away once it has ended', async () => {
  const many = Array.from({ length: 26 }, () => randomUUID());
  const wish = { action: 'approve', rewardIds: many, note: null };
  expect(await act(wish)).toEqual({ status: 200, started: true });
  expect(await act(wish)).toEqual({ status: 409, started: false });
  const { loader } = await import('#app/routes/app.rewards._index.tsx');
  const shown = async () => {
    const answer = await responseOf(loader(await admin.signedIn('/app/rewards')));
    return ((await answer.json()) as { task: { id: string; state: string; total: number } | null }).task;
  };
  const task = await shown();
  expect(task).toMatchObject({ state: 'running', done: 0, total: 26, what: 'approve' });
  const { action } = await import('#app/routes/app.tasks.ts');
  const end = async (ask: string) => {
    const body = new URLSearchParams({ taskId: task?.id ?? '', wish: ask });
    return (await responseOf(action(await admin.signedIn('/app/tasks', { body })))).status;
  };
  expect([await end('forget'), await end('cancel'), await end('cancel')]).toEqual([404, 200, 404]);
  expect(await shown()).toMatchObject({ state: 'failed', problem: 'cancelled' });
  expect([await end('forget'), await shown(), await end('explode')]).toEqual([200, null, 400]);
});

test('what is no change of rewards changes nothing', async () => {
  const many = Array.from({ length: 501 }, () => randomUUID());
  for (const body of [
    {},
    { action: 'redeem', rewardIds: [foreign], note: null },
    { action: 'revoke', rewardIds: [], note: null },
    { action: 'revoke', rewardIds: many, note: null },
    { action: 'revoke', rewardIds: ["'; DROP TABLE reward"], note: null },
    { action: 'revoke', rewardIds: [own], note: 'x'.repeat(501) },
  ])
    expect((await act(body)).status).toBe(400);
  for (const value of [
    { kind: 'order-share', basisPoints: 100, capMinor: null, as: 'gift-card' },
    { kind: 'store-credit', minor: '-5' },
    { kind: 'percentage', basisPoints: 20_000 },
  ])
    // prettier-ignore
    expect((await give({ rewardId: randomUUID(), advocateId: anna, value, note: null })).status).toBe(400);
});

test('a reward of the shop is repaired, another shop’s does not exist', async () => {
  const { action } = await import('#app/routes/app.rewards.repair.ts');
  const repair = async (rewardId: string) => {
    const answer = await responseOf(
      action(await admin.signedIn('/app/rewards/repair', { body: new URLSearchParams({ rewardId }) })),
    );
    return answer.status === 200 ? ((await answer.json()) as unknown) : answer.status;
  };
  expect(await repair(own)).toEqual({ done: 'nothing-wrong' });
  expect([await repair(foreign), await repair(randomUUID()), await repair('; DROP')]).toEqual([404, 404, 400]);
  await admin.context.db.prisma.reward.updateMany({
    where: { id: own },
    data: { state: 'issued', code: 'THANKS-1', trouble: 'deleted' },
  });
  expect(await repair(own)).toEqual({ refused: 'unreachable' });
  await admin.context.db.prisma.reward.updateMany({ where: { id: own }, data: { state: 'revoked', trouble: null } });
});

test('a gift goes to the shop’s own advocate, once', async () => {
  const gift = { rewardId: randomUUID(), advocateId: anna, value: { kind: 'free-shipping' }, note: null };
  expect(await give(gift)).toEqual({ status: 200, given: gift.rewardId });
  expect(await give(gift)).toEqual({ status: 200, given: gift.rewardId });
  expect(await admin.context.db.prisma.reward.count({ where: { purpose: 'manual' } })).toBe(1);
  const { advocateId } = await admin.context.db.prisma.reward.findFirstOrThrow({ where: { id: foreign } });
  expect(await give({ ...gift, rewardId: randomUUID(), advocateId })).toEqual({ status: 409, refused: 'advocate-not-found' });
});

test('a reward’s page is the shop’s own', async () => {
  const { loader } = await import('#app/routes/app.rewards.$rewardId.tsx');
  const open = async (rewardId: string) =>
    (await responseOf(loader(await admin.signedIn(`/app/rewards/${rewardId}`, { params: { rewardId } })))).status;
  expect([await open(own), await open(foreign), await open(randomUUID()), await open('nonsense')]).toEqual([200, 404, 404, 404]);
});

test('all that a filter leaves is chosen by the same filter as the list, of this shop only', async () => {
  const { loader } = await import('#app/routes/app.rewards.chosen.ts');
  const chosen = async (query: string) => {
    const answer = await responseOf(loader(await admin.signedIn(`/app/rewards/chosen${query}`)));
    return ((await answer.json()) as { rows: { id: string }[] }).rows.length;
  };
  expect([await chosen(''), await chosen('?purpose=manual'), await chosen('?state=revoked'), await chosen('?kind=nonsense')]).toEqual([2, 1, 1, 2]); // prettier-ignore
});

test('a claim that the shop does not have is not repaired, and nonsense is refused', async () => {
  const { action } = await import('#app/routes/app.referrals.claims.tsx');
  const ask = async (claimId: string) =>
    (await responseOf(action(await admin.signedIn('/app/referrals/claims', { body: new URLSearchParams({ claimId }) })))).status;
  expect([await ask(randomUUID()), await ask('; DROP')]).toEqual([404, 400]);
});
