/** Rewards that wait for their order to leave or to arrive: told in any sequence, lost, asked for, and released in the end. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ProgramRules } from '#app/domain/program.ts';
import { dueAtOf } from '#app/domain/rewards.ts';
import { drainInbox } from '#app/jobs/inbox.server.ts';
import { handleJob } from '#app/jobs/handlers.server.ts';
import { releaseDueRewards } from '#app/services/release-due-rewards.server.ts';
import { readOrderPayload } from '#app/services/read-order-payload.server.ts';
import { resumeWork } from '#app/services/settle-in.server.ts';
import {
  addAdvocate,
  deliver,
  openShop,
  orderBody,
  refundInOrder,
  shopifyThatNumbersOrders,
  type TestShop,
  work,
} from '#tests/fixtures/order-events.ts';
import { testContext } from '#tests/support/context.ts';
import { useDatabase } from '#tests/support/database.ts';
import { order as factsOf } from '../domain/order-facts.ts';

const database = useDatabase();
const orderId = '9001';
const anna = { customerId: '5001', email: 'anna@advocate.example' };
const DAY = 86_400_000;
const at = (hour: number) => `2026-11-20T${String(hour).padStart(2, '0')}:00:00Z`;

type Parcel = { created: number; news?: number; shipment?: string; status?: string };
const parcel = ({ created, news = created, shipment, status = 'success' }: Parcel) => ({
  ...{ status, created_at: at(created), updated_at: at(news), shipment_status: shipment ?? null },
});
type State = {
  topic?: string;
  fields: Partial<Parameters<typeof orderBody>[0]>;
  left?: 'partial' | 'fulfilled';
  parcels?: Parcel[];
};
const bodyOf = ({ fields, left, parcels = [] }: State, code: string) => ({
  ...orderBody({ orderId, ref: code, placedAt: at(8), ...fields }),
  fulfillment_status: left ?? null,
  fulfillments: parcels.map(parcel),
});

const first = { created: 10 };
const second = { created: 11 };
const arrived = { ...first, news: 12, shipment: 'delivered' };
const bothArrived = [arrived, { ...second, news: 13, shipment: 'delivered' }];
const back = { ...second, news: 14, shipment: 'delivered', status: 'cancelled' };
const resent = { created: 15 };
/** What becomes of one order, hour by hour. */
const STATES: State[] = [
  { fields: { updatedAt: at(8), status: 'pending' } },
  { topic: 'orders/paid', fields: { updatedAt: at(9) } },
  { fields: { updatedAt: at(9) }, left: 'fulfilled', parcels: [{ created: 9 }] }, // sent by itself in the second of its payment
  { fields: { updatedAt: at(10) }, left: 'partial', parcels: [first] },
  { fields: { updatedAt: at(11) }, left: 'fulfilled', parcels: [first, second] },
  { fields: { updatedAt: at(12) }, left: 'fulfilled', parcels: [arrived, second] },
  { fields: { updatedAt: at(13) }, left: 'fulfilled', parcels: bothArrived },
  { fields: { updatedAt: at(14) }, left: 'partial', parcels: [arrived, back] },
  { fields: { updatedAt: at(15) }, left: 'fulfilled', parcels: [arrived, back, resent] },
  { fields: { updatedAt: at(16) }, left: 'fulfilled', parcels: [arrived, back, { ...resent, news: 16, shipment: 'picked_up' }] },
  {
    fields: {
      updatedAt: at(17),
      currentSubtotal: '40.00',
      refunds: [refundInOrder({ refundId: '81', orderId, amount: '40.00', at: at(17) })],
    },
    left: 'fulfilled',
    parcels: [arrived, back, { ...resent, news: 16, shipment: 'delivered' }],
  },
  {
    topic: 'orders/cancelled',
    fields: { updatedAt: at(18), cancelledAt: at(18), currentSubtotal: '0.00' },
    left: 'partial',
    parcels: [arrived, back],
  },
];

type Waits = ProgramRules['reward']['waitsFrom'];
const waiting = (waitsFrom: Waits) => (rules: ProgramRules) => ({
  ...rules,
  reward: { ...rules.reward, waitsFrom, waitingDays: 7, assumedDeliveryDays: 10, returnWindowDays: 30 },
});

const rewardOf = (shop: TestShop) =>
  database.prisma.reward.findFirst({ where: { shopId: shop.id }, select: { state: true, dueAt: true } });

async function tell(waitsFrom: Waits, sequence: readonly { state: number; drain: boolean }[]) {
  const context = testContext(database, { shopify: shopifyThatNumbersOrders() });
  const shop = await openShop(context, waiting(waitsFrom));
  const { code } = await addAdvocate(context, shop, anna);
  for (const { state, drain } of sequence) {
    const told = STATES[state];
    if (told === undefined) continue;
    await deliver(context, shop, told.topic ?? 'orders/updated', bodyOf(told, code), { webhookId: `state ${state}` });
    if (drain) await drainInbox(context);
  }
  await drainInbox(context);
  return rewardOf(shop);
}

/** What the newest of these states says, read by itself. */
function expected(waitsFrom: Waits, states: readonly number[]): Date | null {
  const newestFirst = [...states].sort((a, b) => b - a);
  const [newest = 0] = newestFirst;
  const payload = (state: number) => readOrderPayload(bodyOf(STATES[state] ?? { fields: {} }, 'CODE'));
  const { fulfilledAt, deliveredAt } = payload(newest);
  const paidAt = Math.min(...states.map(payload).flatMap(({ paid, updatedAt }) => (paid ? [updatedAt] : [])));
  const rules = waiting(waitsFrom)({ reward: {} } as ProgramRules);
  const dueAt = dueAtOf({ ...factsOf({ placedAt: Date.parse(at(8)), paidAt }), fulfilledAt, deliveredAt }, rules);
  return dueAt === null ? null : new Date(dueAt);
}

const waits = fc.constantFrom<Waits[]>('paid', 'fulfilled', 'delivered', 'returnable');
const tellings = fc
  .shuffledSubarray(
    STATES.map((_, state) => state).filter((state) => state > 0),
    { minLength: 1 },
  )
  .chain((some) =>
    fc.tuple(
      fc.constant(some),
      fc.array(fc.constantFrom(...some), { maxLength: 3 }),
      fc.array(fc.boolean(), { minLength: some.length + 3, maxLength: some.length + 3 }),
    ),
  )
  .map(([some, again, drains]) => [...some, ...again].map((state, place) => ({ state, drain: drains[place] ?? false })));

test('paid, sent in parts, arrived, come back, sent again, refunded, cancelled: in any sequence, batch and repeat the reward is due at the same time', async () => {
  await fc.assert(
    fc.asyncProperty(waits, tellings, async (waitsFrom, telling) => {
      const states = [...new Set(telling.map(({ state }) => state))];
      const reward = await tell(waitsFrom, telling);
      if (states.includes(STATES.length - 1)) expect(reward?.state ?? 'none').not.toBe('pending');
      else expect(reward).toEqual({ state: 'pending', dueAt: expected(waitsFrom, states) });
    }),
    { numRuns: 60 },
  );
});

test('of two states of one second the one that is further on its way counts, whichever comes first, alone or in a batch', async () => {
  const paidFirst = [1, 2] as const;
  for (const states of [paidFirst, [...paidFirst].reverse()]) {
    for (const drain of [true, false]) {
      const reward = await tell(
        'fulfilled',
        states.map((state) => ({ state, drain })),
      );
      expect(reward?.dueAt).toEqual(new Date(Date.parse(at(9)) + 7 * DAY));
    }
  }
});

test('a delivery’s own time, as the Admin API tells it, counts more than that of the parcel’s last news', async () => {
  const fields = { updatedAt: at(16) };
  const webhook: State = { fields, left: 'fulfilled', parcels: [{ ...first, news: 16, shipment: 'delivered' }] };
  const asked: State = { fields, left: 'fulfilled', parcels: [{ ...first, news: 13, shipment: 'delivered' }] };
  for (const states of [
    [webhook, asked],
    [asked, webhook],
  ]) {
    const context = testContext(database, { shopify: shopifyThatNumbersOrders() });
    const shop = await openShop(context, waiting('delivered'));
    const { code } = await addAdvocate(context, shop, anna);
    for (const state of states) await work(context, shop, ['orders/paid', bodyOf(state, code)]);
    expect((await rewardOf(shop))?.dueAt).toEqual(new Date(Date.parse(at(13)) + 7 * DAY));
  }
});

test('a credit that staff give after the order has left waits from then', async () => {
  const context = testContext(database, { shopify: shopifyThatNumbersOrders() });
  const shop = await openShop(context, waiting('fulfilled'));
  const { code, advocateId } = await addAdvocate(context, shop, anna);
  const customer = { id: 7001, email: anna.email }; // a fraud check refuses it
  await work(context, shop, ['orders/paid', bodyOf({ fields: { updatedAt: at(9), customer } }, code)]);
  await work(context, shop, [
    'orders/updated',
    bodyOf({ fields: { updatedAt: at(11), customer }, left: 'fulfilled', parcels: [first] }, code),
  ]);
  expect(await rewardOf(shop)).toBeNull();
  const verdict = { orderId, kind: 'approve', advocateId, by: '71001', note: null, at: Date.parse(at(12)) };
  await work(context, shop, ['vouchsafe/verdict', verdict]);
  expect(await rewardOf(shop)).toEqual({ state: 'pending', dueAt: new Date(Date.parse(at(10)) + 7 * DAY) });
});

test('a reward whose order has not left is never released, whatever time passes; once it has, and the time is over, it is', async () => {
  const context = testContext(database, { shopify: shopifyThatNumbersOrders() });
  const shop = await openShop(context, waiting('delivered'));
  const { code } = await addAdvocate(context, shop, anna);
  await work(context, shop, ['orders/paid', bodyOf({ fields: { updatedAt: at(9) } }, code)]);
  context.clock.at += 365 * DAY;
  await releaseDueRewards(context);
  expect(await rewardOf(shop)).toEqual({ state: 'pending', dueAt: null });
  await work(context, shop, [
    'orders/updated',
    bodyOf({ fields: { updatedAt: at(13) }, left: 'fulfilled', parcels: bothArrived }, code),
  ]);
  await releaseDueRewards(context);
  expect(await rewardOf(shop)).toEqual({ state: 'approved', dueAt: new Date(Date.parse(at(13)) + 7 * DAY) });
});

test('nobody is asked about orders that have not left where no reward waits for them', async () => {
  const context = testContext(database, { shopify: () => Promise.reject(new Error('must not be asked')) });
  const shop = await openShop(context, waiting('delivered'));
  await resumeWork(context, shop.id);
  expect(context.jobs.map(({ name }) => name)).not.toContain('ask-parcels');
  await handleJob(context, 'ask-parcels', { shopId: shop.id });
});
