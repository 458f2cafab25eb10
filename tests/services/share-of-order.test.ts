import fc from 'fast-check';
import { expect, test } from 'vitest';
import { drainInbox } from '#app/jobs/inbox.server.ts';
import { addAdvocate, deliver, openShop, orderBody, shopifyThatNumbersOrders } from '#tests/fixtures/order-events.ts';
import { testContext } from '#tests/support/context.ts';
import { useDatabase } from '#tests/support/database.ts';
import { ledgerBalances } from '#tests/support/reward-fixture.ts';

/** A reward of a tenth of the order, through the inbox. */
const database = useDatabase();
const orderId = '9001';
const at = (hour: number) => `2026-11-20T${String(hour).padStart(2, '0')}:00:00Z`;
const state = (hour: number, currentSubtotal: string) => ({
  topic: 'orders/updated',
  body: (ref: string) => orderBody({ orderId, ref, placedAt: at(8), updatedAt: at(hour), currentSubtotal }),
});
const dispute = (status: string, finalized: number | null) => ({
  topic: finalized === null ? 'disputes/create' : 'disputes/update',
  body: () => ({ id: 71, order_id: Number(orderId), status, initiated_at: at(12), finalized_on: finalized && at(finalized) }),
});

const EVENTS = [state(8, '80.00'), state(9, '60.00'), state(10, '20.00'), state(11, '70.00'), state(13, '40.55'), dispute('needs_response', null), dispute('lost', 14), dispute('won', 15)]; // prettier-ignore

/** What is left in the end, however it is told. */
async function tell(events: readonly { event: number; drain: boolean }[]) {
  const context = testContext(database, { shopify: shopifyThatNumbersOrders() });
  const shop = await openShop(context, (rules) => ({
    ...rules,
    reward: { ...rules.reward, value: { kind: 'order-share', basisPoints: 1000, capMinor: null, as: 'store-credit' } },
  }));
  const { code } = await addAdvocate(context, shop, { customerId: '5001', email: 'anna@advocate.example' });
  for (const { event, drain } of events) {
    const told = EVENTS[event];
    if (told !== undefined) await deliver(context, shop, told.topic, told.body(code));
    if (drain) await drainInbox(context);
  }
  await drainInbox(context);
  const [reward] = await database.prisma.reward.findMany({ where: { shopId: shop.id } });
  return {
    ...{ state: reward?.state, amount: reward?.amountMinor?.toString() },
    balances: { ...(await ledgerBalances(context, shop.id)), revoked: undefined },
  };
}

const all = EVENTS.map((_, event) => event);

test('the reward is a tenth of what is left of the order, and nothing while a dispute is lost', async () => {
  const one = (...events: number[]) => tell(events.map((event) => ({ event, drain: true })));
  expect(await one(0)).toMatchObject({ amount: '800', balances: { pending: 800, 'program-cost': -800 } });
  expect(await one(0, 1)).toMatchObject({ amount: '600', balances: { pending: 600, 'program-cost': -600 } });
  expect(await one(0, 1, 2, 3)).toMatchObject({ amount: '700', balances: { pending: 700, 'program-cost': -700 } });
  expect(await one(0, 1, 5, 6)).toMatchObject({ state: 'revoked', amount: '600' });
  expect(await one(0, 1, 5, 6, 7, 4)).toMatchObject({ state: 'pending', amount: '405', balances: { pending: 405 } });
});

test('law: partial refunds, refunds undone and a dispute end the same in any sequence and batch, with repeats', async () => {
  const expected = await tell(all.map((event) => ({ event, drain: true })));
  expect(expected).toMatchObject({ state: 'pending', amount: '405', balances: { pending: 405, 'program-cost': -405 } });
  const repeats = fc.array(fc.constantFrom(...all), { maxLength: 4 });
  const telling = repeats.chain((again) => {
    const every = [...all, ...again];
    const shuffled = fc.shuffledSubarray(every, { minLength: every.length });
    return shuffled.chain((told) => fc.tuple(...told.map((event) => fc.boolean().map((drain) => ({ event, drain })))));
  });
  await fc.assert(
    fc.asyncProperty(telling, async (told) => {
      expect(await tell(told)).toEqual(expected);
    }),
    { numRuns: 25 },
  );
}, 120_000);
