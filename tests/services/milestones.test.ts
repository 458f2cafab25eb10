import { beforeEach, expect, test } from 'vitest';
import type { Milestone } from '#app/domain/benefit.ts';
import type { ProgramRules } from '#app/domain/program.ts';
import { actOnRewards } from '#app/services/act-on-rewards.server.ts';
import { addAdvocate, openShop, orderBody, shopifyThatNumbersOrders, type TestShop, work } from '#tests/fixtures/order-events.ts';
import { testContext, type TestContext } from '#tests/support/context.ts';
import { useDatabase } from '#tests/support/database.ts';
import { ledgerBalances } from '#tests/support/reward-fixture.ts';

const database = useDatabase();
const DAY = 86_400_000;
let context: TestContext;
beforeEach(() => {
  context = testContext(database, { shopify: shopifyThatNumbersOrders() });
});

const bonus = (at: number, minor: string): Milestone => ({ at, value: { kind: 'store-credit', minor } });
const SECOND_AND_THIRD = [bonus(2, '2000'), bonus(3, '3000')];

const shopWith = (reward: Partial<ProgramRules['reward']>) =>
  openShop(context, (rules) => ({
    ...rules,
    reward: { ...rules.reward, value: { kind: 'fixed-amount', minor: '500' }, milestones: SECOND_AND_THIRD, ...reward },
  }));

let people = 0;
function addAnna(shop: TestShop) {
  people += 1;
  return addAdvocate(context, shop, { customerId: `6${people}`, email: `anna${people}@advocate.example` });
}

let orders = 200_000;
type Sent = ['orders/paid' | 'orders/cancelled', Record<string, unknown>];
function friendsOrder(ref: string, changes: object = {}): Sent {
  orders += 1;
  const customer = { id: orders, email: `friend${orders}@friend.example` };
  return ['orders/paid', orderBody({ orderId: String(orders), ref, customer, ...changes })];
}
const cancelled = ([, body]: Sent): Sent => [
  'orders/cancelled',
  { ...body, cancelled_at: '2026-11-21T00:00:00Z', updated_at: '2026-11-21T00:00:00Z', financial_status: 'refunded' },
];

async function bonuses(shop: TestShop): Promise<string[]> {
  const where = { shopId: shop.id, purpose: 'milestone' };
  const rows = await database.prisma.reward.findMany({ where, orderBy: { milestone: 'asc' } });
  return rows.map(({ milestone, state, stands, turn, revokedReason }) =>
    [milestone, state, stands ? 'stands' : 'lost', turn, ...(revokedReason === null ? [] : [revokedReason])].join(' '),
  );
}
const newRules = async (shop: TestShop, rules: ProgramRules, version: number) => {
  const created = { version, rules, createdAt: new Date(context.now()), createdBy: '1' };
  await database.prisma.program.create({ data: { shopId: shop.id, ...created } });
};
const rulesOf = async (shop: TestShop) =>
  (await database.prisma.program.findFirstOrThrow({ where: { shopId: shop.id } })).rules as ProgramRules;

test('a bonus is given when the number is reached, is due after the waiting time, and is worth its amount', async () => {
  const shop = await shopWith({});
  const { code, advocateId } = await addAnna(shop);
  await work(context, shop, friendsOrder(code));
  expect(await bonuses(shop)).toEqual([]);
  await work(context, shop, friendsOrder(code), friendsOrder(code));
  expect(await bonuses(shop)).toEqual(['2 pending stands 0', '3 pending stands 0']);
  const [second] = await database.prisma.reward.findMany({ where: { shopId: shop.id, milestone: 2 } });
  expect(second).toMatchObject({ advocateId, referralId: null, kind: 'store-credit', amountMinor: 2_000n, currency: 'USD' });
  expect(second?.dueAt?.getTime()).toBe(context.now() + 14 * DAY);
  expect(await ledgerBalances(context, shop.id)).toEqual({ 'program-cost': -6_500, pending: 6_500 });
});

test('a cancelled order takes the bonus back; the next one gives it again, once', async () => {
  const shop = await shopWith({});
  const { code } = await addAnna(shop);
  const [first, second] = [friendsOrder(code), friendsOrder(code)];
  await work(context, shop, first, second);
  await work(context, shop, cancelled(second));
  expect(await bonuses(shop)).toEqual(['2 revoked lost 0 milestone-lost']);
  await work(context, shop, cancelled(second), cancelled(first));
  await work(context, shop, friendsOrder(code));
  expect(await bonuses(shop)).toEqual(['2 revoked lost 0 milestone-lost']);
  await work(context, shop, friendsOrder(code));
  expect(await bonuses(shop)).toEqual(['2 pending stands 1']);
});

test('a bonus that was issued is switched off by its job, and one that stands again before that is left alone', async () => {
  const shop = await shopWith({ milestones: [{ at: 2, value: { kind: 'percentage', basisPoints: 1_000 } }] });
  const { code } = await addAnna(shop);
  const second = friendsOrder(code);
  await work(context, shop, friendsOrder(code), second);
  const { id } = await database.prisma.reward.findFirstOrThrow({ where: { shopId: shop.id, milestone: 2 } });
  await database.prisma.reward.updateMany({ where: { shopId: shop.id, id }, data: { state: 'issued', code: 'THANKS-1' } });
  context.jobs.length = 0;
  await work(context, shop, cancelled(second));
  expect(await bonuses(shop)).toEqual(['2 issued lost 0 milestone-lost']);
  expect(context.jobs).toContainEqual(
    expect.objectContaining({ name: 'revoke-reward-code', data: { shopId: shop.id, rewardId: id } }),
  );
  await work(context, shop, friendsOrder(code));
  expect(await bonuses(shop)).toEqual(['2 issued stands 0']);
});

test('held credits and sign-ups do not count; an approval makes the number', async () => {
  const shop = await openShop(context, (rules) => ({
    ...rules,
    risk: { ...rules.risk, checks: { ...rules.risk.checks, 'shopify-risk': { grade: 'review', weight: 0 } } },
    reward: { ...rules.reward, milestones: [bonus(1, '1000')] },
  }));
  const { code, advocateId } = await addAnna(shop);
  const [topic, body] = friendsOrder(code);
  const orderId = Number(body['id']);
  await work(
    context,
    shop,
    [topic, body],
    [
      'orders/risk_assessment_changed',
      { order_id: orderId, provider_id: null, risk_level: 'high', created_at: '2026-11-20T11:00:00Z' },
    ],
  );
  expect(await bonuses(shop)).toEqual([]);
  const verdict = { orderId: String(orderId), kind: 'approve', advocateId, by: '1', note: null, at: context.now() };
  await work(context, shop, ['vouchsafe/verdict', verdict]);
  expect(await bonuses(shop)).toEqual(['1 pending stands 0']);
});

test('who had passed a number before the program named it gets no bonus for it; an order counts by the rules of its day', async () => {
  const shop = await shopWith({ milestones: [] });
  const { code } = await addAnna(shop);
  await work(context, shop, friendsOrder(code), friendsOrder(code));
  const rules = await rulesOf(shop);
  await newRules(shop, { ...rules, reward: { ...rules.reward, milestones: SECOND_AND_THIRD } }, 2);
  await work(context, shop, friendsOrder(code, { placedAt: '2026-11-21T00:00:00Z' })); // before the new rules
  expect(await bonuses(shop)).toEqual([]);
  const rest = { ...rules, reward: { ...rules.reward, milestones: [...SECOND_AND_THIRD, bonus(4, '4000')] } };
  await newRules(shop, rest, 3);
  const placedAt = new Date(context.now() + 1_000).toISOString();
  await work(context, shop, friendsOrder(code, { placedAt }));
  expect(await bonuses(shop)).toEqual(['4 pending stands 0']);
});

test('a bonus beyond the month is noted as taken back at once, costs nothing, and staff may give it after all', async () => {
  const shop = await shopWith({ caps: { perAdvocate: null, programMonthMinor: '2999', mostShareBasisPoints: null } });
  const { code } = await addAnna(shop);
  const third = friendsOrder(code);
  await work(context, shop, friendsOrder(code), friendsOrder(code));
  expect(await bonuses(shop)).toEqual(['2 revoked stands 0 month-limit']);
  await work(context, shop, third, cancelled(third));
  await work(context, shop, friendsOrder(code));
  expect(await bonuses(shop)).toEqual(['2 revoked stands 0 month-limit', '3 revoked stands 0 month-limit']);
  const { id } = await database.prisma.reward.findFirstOrThrow({ where: { shopId: shop.id, milestone: 2 } });
  const done = await actOnRewards(context, shop, 'give-again', { rewardIds: [id], by: '1', note: null });
  expect(done).toEqual({ done: [id], refused: [] });
  expect((await bonuses(shop))[0]).toBe('2 approved stands 1');
  const { payable } = await ledgerBalances(context, shop.id);
  expect(payable).toBe(2_000);
});

test('a limited number of rewards stands in the way of no bonus, but bonuses count for the next reward', async () => {
  const shop = await shopWith({
    caps: { perAdvocate: { rewards: 3, days: 30 }, programMonthMinor: null, mostShareBasisPoints: null },
  });
  const { code } = await addAnna(shop);
  await work(context, shop, friendsOrder(code));
  await work(context, shop, friendsOrder(code));
  await work(context, shop, friendsOrder(code));
  expect(await bonuses(shop)).toEqual(['2 pending stands 0', '3 pending stands 0']);
  const referrals = await database.prisma.referral.findMany({ where: { shopId: shop.id }, orderBy: { orderId: 'asc' } });
  expect(referrals.map(({ unrewardedReason }) => unrewardedReason)).toEqual([null, null, 'advocate']);
});

test('what staff took back does not come back with an order, and what staff keep is not lost', async () => {
  const shop = await shopWith({});
  const { code } = await addAnna(shop);
  const third = friendsOrder(code);
  const [second] = [friendsOrder(code)];
  await work(context, shop, friendsOrder(code), second, third);
  const ids = await database.prisma.reward.findMany({
    where: { shopId: shop.id, purpose: 'milestone' },
    orderBy: { milestone: 'asc' },
  });
  const [two = '', three = ''] = ids.map(({ id }) => id);
  await actOnRewards(context, shop, 'revoke', { rewardIds: [two], by: '1', note: null });
  await actOnRewards(context, shop, 'keep', { rewardIds: [three], by: '1', note: null });
  await work(context, shop, cancelled(third), cancelled(second));
  expect(await bonuses(shop)).toEqual(['2 revoked lost 0 by-staff', '3 pending lost 0']);
  await work(context, shop, friendsOrder(code), friendsOrder(code));
  expect(await bonuses(shop)).toEqual(['2 revoked lost 0 by-staff', '3 pending stands 0']);
});

test('two advocates whose customers become one count as one: the bonus that they reach together is given, lost and given again', async () => {
  const shop = await shopWith({});
  const [anna, hanna] = [await addAnna(shop), await addAnna(shop)];
  const [first, second] = [friendsOrder(anna.code), friendsOrder(hanna.code)];
  await work(context, shop, first, second);
  expect(await bonuses(shop)).toEqual([]);
  const gid = (id: number) => `gid://shopify/Customer/6${id}`;
  const merge = [
    'customers/merge',
    {
      admin_graphql_api_customer_kept_id: gid(people - 1),
      admin_graphql_api_customer_deleted_id: gid(people),
      status: 'completed',
    },
  ] as const;
  await work(context, shop, merge);
  expect(await bonuses(shop)).toEqual(['2 pending stands 0']);
  expect(await database.prisma.reward.findFirst({ where: { shopId: shop.id, milestone: 2 } })).toMatchObject({
    advocateId: anna.advocateId,
  });
  await work(context, shop, merge, second, cancelled(second));
  expect(await bonuses(shop)).toEqual(['2 revoked lost 0 milestone-lost']);
  await work(context, shop, friendsOrder(hanna.code));
  expect(await bonuses(shop)).toEqual(['2 pending stands 1']);
  await work(context, shop, friendsOrder(anna.code));
  expect(await bonuses(shop)).toEqual(['2 pending stands 1', '3 pending stands 0']);
});

test('what one of two merged advocates had reached alone is not given again for both', async () => {
  const shop = await shopWith({});
  const [anna, hanna] = [await addAnna(shop), await addAnna(shop)];
  await work(context, shop, friendsOrder(anna.code), friendsOrder(anna.code), friendsOrder(hanna.code));
  expect(await bonuses(shop)).toEqual(['2 pending stands 0']);
  const gid = (id: number) => `gid://shopify/Customer/6${id}`;
  const merge = {
    admin_graphql_api_customer_kept_id: gid(people),
    admin_graphql_api_customer_deleted_id: gid(people - 1),
    status: 'completed',
  };
  await work(context, shop, ['customers/merge', merge]);
  expect(await bonuses(shop)).toEqual(['2 pending stands 0', '3 pending stands 0']);
});
