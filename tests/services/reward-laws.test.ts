import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readRewardBalances } from '#app/data/ledger.server.ts';
import { findShop } from '#app/data/shops.server.ts';
import type { Milestone } from '#app/domain/benefit.ts';
import { ACCOUNT_OF } from '#app/domain/ledger.ts';
import type { ProgramRules } from '#app/domain/program.ts';
import { REWARD_STATES, type RewardState } from '#app/domain/reward-state.ts';
import { drainInbox } from '#app/jobs/inbox.server.ts';
import { processOrders } from '#app/services/process-orders.server.ts';
import { releaseDueRewards } from '#app/services/release-due-rewards.server.ts';
import {
  addAdvocate,
  deliver,
  openShop,
  orderBody,
  shopifyThatNumbersOrders,
  type TestShop,
} from '#tests/fixtures/order-events.ts';
import { testContext, type TestContext } from '#tests/support/context.ts';
import { useDatabase } from '#tests/support/database.ts';

/** What holds of rewards for both recipients, of bonuses and of scales, whatever happens and however it is told. */
const database = useDatabase();
const anna = { customerId: '5001', email: 'anna@advocate.example' };
const bonus = (at: number, minor: string): Milestone => ({ at, value: { kind: 'store-credit', minor } });
const MILESTONES = [bonus(1, '1100'), bonus(3, '1300')];

const everything =
  (reward: Partial<ProgramRules['reward']>) =>
  (rules: ProgramRules): ProgramRules => ({
    ...rules,
    offer: { ...rules.offer, value: { kind: 'store-credit', minor: '300' } },
    reward: { ...rules.reward, value: { kind: 'fixed-amount', minor: '500' }, milestones: MILESTONES, ...reward },
  });

const at = (hour: number) => `2026-11-20T${String(hour).padStart(2, '0')}:00:00Z`;
const idOf = (order: number) => String(400_000 + order);
type Told = { topic: string; body: (advocate: { code: string; advocateId: string }) => unknown };

/** What can be told of one of the friends' orders. */
function eventsOf(order: number): Told[] {
  const orderId = idOf(order);
  const customer = { id: 500 + order, email: `friend${order}@friend.example` };
  const body = (ref: string, fields: object) => orderBody({ orderId, ref, placedAt: at(order), customer, ...fields });
  const event = (topic: string, fields: object): Told => ({ topic, body: ({ code }) => body(code, fields) });
  const verdict = (kind: string, hour: number): Told => ({
    topic: 'vouchsafe/verdict',
    body: ({ advocateId }) => ({ orderId, kind, advocateId, by: '1', note: null, at: Date.parse(at(hour)) }),
  });
  const risk: Told = {
    topic: 'orders/risk_assessment_changed',
    body: () => ({ order_id: Number(orderId), provider_id: null, risk_level: 'high', created_at: at(10) }),
  };
  return [
    event('orders/paid', { updatedAt: at(order) }),
    event('orders/updated', { updatedAt: at(11), currentSubtotal: '30.00' }),
    event('orders/cancelled', { updatedAt: at(13), cancelledAt: at(13), currentSubtotal: '0.00' }),
    risk,
    verdict('approve', 11),
    verdict('refuse', 12),
  ];
}

type Step = { order: number; event: number; drain: boolean };

async function tell(reward: Partial<ProgramRules['reward']>, steps: readonly Step[]) {
  const context = testContext(database, { shopify: shopifyThatNumbersOrders() });
  const shop = await openShop(context, everything(reward));
  const advocate = await addAdvocate(context, shop, anna);
  for (const { order, event, drain } of steps) {
    const told = eventsOf(order)[event];
    if (told === undefined) continue;
    await deliver(context, shop, told.topic, told.body(advocate));
    if (drain) await drainInbox(context);
  }
  await drainInbox(context);
  return { context, shop };
}

async function rewardsOf(shop: TestShop) {
  const rewards = await database.prisma.reward.findMany({ where: { shopId: shop.id }, include: { referral: true } });
  const balances = await readRewardBalances(
    database.prisma,
    shop.id,
    rewards.map(({ id }) => id),
  );
  return rewards.map((reward) => ({ ...reward, balance: balances.get(reward.id) }));
}

/** No sequence may matter to any of this. What was taken back is worth nothing, whatever it was; so is a bonus that never was. */
async function ending({ shop }: { shop: TestShop }) {
  const referrals = await database.prisma.referral.findMany({ where: { shopId: shop.id }, orderBy: { orderId: 'asc' } });
  const rewards = (await rewardsOf(shop)).filter(({ stands }) => stands);
  return {
    referrals: referrals.map(({ orderId, state, reversedReason }) => [orderId, state, reversedReason]),
    rewards: rewards
      .map(({ referral, recipient, milestone, state, amountMinor, balance }) => {
        const { setOff, owed, accounts } = balance ?? { setOff: 0n, owed: 0n, accounts: {} };
        const left = Object.entries(accounts).filter(([, minor]) => minor !== 0n);
        const worth = state === 'revoked' ? ['nothing'] : [amountMinor, setOff, owed, left];
        return [referral?.orderId ?? milestone, recipient, state, worth].toString();
      })
      .sort(),
  };
}

/** In every state of a shop. */
async function checkLaws(shop: TestShop) {
  const rewards = await rewardsOf(shop);
  const credited = await database.prisma.referral.count({ where: { shopId: shop.id, state: 'credited' } });
  for (const { state, amountMinor, balance, purpose, milestone, stands, referral } of rewards) {
    const { accounts } = balance ?? { accounts: null };
    if (accounts === null) throw new Error('a reward of an amount has entries');
    expect(Object.values(accounts).reduce((sum, minor) => sum + minor, 0n)).toBe(0n);
    const account = ACCOUNT_OF[REWARD_STATES.find((one): one is RewardState => one === state) ?? 'pending'];
    if (state !== 'revoked') expect(accounts[account]).toBe(amountMinor);
    if (purpose === 'milestone') expect(stands).toBe(credited >= (milestone ?? 0));
    expect(state === 'revoked').toBe(purpose === 'milestone' ? !stands : referral?.state === 'reversed');
  }
  const keys = rewards.map(({ referralId, recipient, advocateId, milestone }) =>
    referralId === null ? `${advocateId} ${milestone}` : `${referralId} ${recipient}`,
  );
  expect(new Set(keys).size).toBe(keys.length);
  const standing = rewards.filter(({ milestone, stands }) => milestone !== null && stands).map(({ milestone }) => milestone);
  expect(standing.sort()).toEqual(MILESTONES.map(({ at: number }) => number).filter((number) => number <= credited));
}

/** Some events of some orders, each order's with its payment; then the same in any sequence, in batches and with repeats. */
const lives = fc
  .uniqueArray(fc.tuple(fc.constantFrom(1, 2, 3, 4), fc.constantFrom(1, 2, 3, 4, 5)), { maxLength: 9, selector: String })
  .map((some) => [...[1, 2, 3, 4].map((order) => ({ order, event: 0 })), ...some.map(([order, event]) => ({ order, event }))])
  .chain((all) =>
    fc.record({
      inOrder: fc.constant(all.map((step) => ({ ...step, drain: true }))),
      shuffled: fc
        .tuple(
          fc.shuffledSubarray(all, { minLength: all.length }),
          fc.shuffledSubarray(all, { maxLength: 3 }),
          fc.array(fc.boolean(), { minLength: all.length + 3, maxLength: all.length + 3 }),
        )
        .map(([once, again, drains]) => [...once, ...again].map((step, place) => ({ ...step, drain: drains[place] ?? false }))),
    }),
  );

test('law: whatever is told of four orders, in whatever sequence and batches, ends in the same credits, rewards, bonuses and ledger', async () => {
  await fc.assert(
    fc.asyncProperty(lives, fc.constantFrom('keep', 'proportional'), async ({ inOrder, shuffled }, partialRefunds) => {
      const [one, other] = [await tell({ partialRefunds }, inOrder), await tell({ partialRefunds }, shuffled)];
      await checkLaws(one.shop);
      await checkLaws(other.shop);
      expect(await ending(other)).toEqual(await ending(one));
    }),
    { numRuns: 15, endOnFailure: true },
  );
}, 120_000);

test('law: with a scale, what one order is told ends the same in any sequence once its step is set', async () => {
  const steps = [{ from: '3', value: { kind: 'fixed-amount' as const, minor: '900' } }];
  const tiers = { by: 'referrals' as const, days: null, keeps: false, steps };
  const first = [1, 2, 3].map((order) => ({ order, event: 0, drain: true }));
  const told = fc.uniqueArray(fc.constantFrom(1, 2, 3, 4, 5), { minLength: 1 }).chain((events) =>
    fc.record({
      inOrder: fc.constant(events.map((event) => ({ order: 3, event, drain: true }))),
      shuffled: fc
        .tuple(fc.shuffledSubarray(events, { minLength: events.length }), fc.boolean())
        .map(([all, drain]) => all.map((event) => ({ order: 3, event, drain }))),
    }),
  );
  await fc.assert(
    fc.asyncProperty(told, async ({ inOrder, shuffled }) => {
      const [one, other] = [await tell({ tiers }, [...first, ...inOrder]), await tell({ tiers }, [...first, ...shuffled])];
      await checkLaws(other.shop);
      expect(await ending(other)).toEqual(await ending(one));
    }),
    { numRuns: 10, endOnFailure: true },
  );
}, 120_000);

/** Each order a batch of its own, all at once: as no worker would, for one has a shop's inbox at a time. */
async function workInParallel(context: TestContext, shop: TestShop, bodies: readonly unknown[]): Promise<void> {
  for (const body of bodies) await deliver(context, shop, 'orders/paid', body);
  const leaseUntil = context.now() + 600_000;
  await database.prisma.delivery.updateMany({ where: { shopDomain: shop.domain }, data: { leaseUntil: new Date(leaseUntil) } });
  const rows = await database.prisma.delivery.findMany({ where: { shopDomain: shop.domain } });
  const record = await findShop(database.prisma, shop.domain);
  if (record === null) throw new Error('no shop');
  const deliveries = rows.map(({ id, topic, body, triggeredAt, receivedAt, attempts }) => ({
    ...{ id: id.toString(), topic, body: body === null ? null : Buffer.from(body), triggeredAt, receivedAt, attempts },
  }));
  await Promise.all(deliveries.map((delivery) => processOrders(context, record, [delivery], leaseUntil)));
}

test('law: 32 parallel orders never promise more than the limits, to friends, as rewards and as bonuses together', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.record({
        rewards: fc.integer({ min: 1, max: 12 }),
        month: fc.integer({ min: 500, max: 25_000 }),
        advocates: fc.constantFrom(1, 3),
      }),
      async ({ rewards, month, advocates }) => {
        const context = testContext(database, { shopify: shopifyThatNumbersOrders() });
        const caps = { perAdvocate: { rewards, days: 30 }, programMonthMinor: String(month), mostShareBasisPoints: null };
        const shop = await openShop(context, everything({ caps }));
        const people: { code: string; advocateId: string }[] = [];
        for (let person = 0; person < advocates; person += 1) {
          people.push(await addAdvocate(context, shop, { customerId: `9${person}`, email: `a${person}@advocate.example` }));
        }
        const bodies = Array.from({ length: 32 }, (_, order) => {
          const customer = { id: 700 + order, email: `friend${order}@friend.example` };
          return orderBody({ orderId: idOf(order), ref: people[order % advocates]?.code ?? '', customer });
        });
        await workInParallel(context, shop, bodies);

        const stored = await rewardsOf(shop);
        const standing = stored.filter(({ state }) => state !== 'revoked');
        const worth = standing.reduce((sum, { amountMinor }) => sum + Number(amountMinor), 0);
        expect(worth).toBeLessThanOrEqual(month);
        for (const { advocateId } of people) {
          const own = stored.filter((reward) => reward.advocateId === advocateId);
          const earned = own.filter(({ purpose, recipient }) => purpose === 'referral' && recipient === 'advocate');
          expect(earned.length).toBeLessThanOrEqual(rewards);
          // Every number is reached once, whoever comes first; what the month refused is there with its reason.
          const bonuses = own.filter(({ milestone }) => milestone !== null);
          expect(bonuses.map(({ milestone }) => milestone).sort()).toEqual([1, 3]);
          for (const { state, revokedReason } of bonuses) expect(revokedReason).toBe(state === 'revoked' ? 'month-limit' : null);
        }
        // What was refused to a friend would not fit now, either.
        const refused = await database.prisma.referral.count({ where: { shopId: shop.id, friendUnrewardedReason: 'month' } });
        expect(refused + standing.filter(({ recipient }) => recipient === 'friend').length).toBe(32);
        if (refused > 0) expect(worth + 300).toBeGreaterThan(month);
      },
    ),
    { numRuns: 4, endOnFailure: true },
  );
}, 120_000);

test('bonuses and friends’ rewards are released with the others when their time is over', async () => {
  const { context, shop } = await tell({ waitingDays: 3 }, [{ order: 1, event: 0, drain: true }]);
  context.clock.at += 3 * 86_400_000;
  await releaseDueRewards(context);
  const rewards = await rewardsOf(shop);
  expect(rewards.map(({ purpose, recipient, state }) => `${purpose} ${recipient} ${state}`).sort()).toEqual([
    'milestone advocate approved',
    'referral advocate approved',
    'referral friend approved',
  ]);
  const granted = context.jobs.flatMap(({ name, data }) =>
    name === 'grant-reward' && 'rewardId' in data ? [data.rewardId] : [],
  );
  const payouts = rewards.filter(({ kind }) => kind === 'store-credit').map(({ id }) => id);
  expect(granted).toEqual(expect.arrayContaining(payouts));
});
