import fc from 'fast-check';
import { expect, test } from 'vitest';
import { drainInbox } from '#app/jobs/inbox.server.ts';
import {
  addAdvocate,
  deliver,
  openShop,
  orderBody,
  refundBody,
  refundInOrder,
  shopifyThatNumbersOrders,
  type TestShop,
} from '#tests/fixtures/order-events.ts';
import { testContext } from '#tests/support/context.ts';
import { useDatabase } from '#tests/support/database.ts';

const database = useDatabase();
const orderId = '9001';
const at = (hour: number) => `2026-11-20T${String(hour).padStart(2, '0')}:00:00Z`;

type Event = { topic: string; body: (code: string) => unknown };
type Story = { name: string; events: Event[] };

const order = (topic: string, fields: Partial<Parameters<typeof orderBody>[0]>): Event => ({
  topic,
  body: (ref) => orderBody({ orderId, ref, placedAt: at(8), ...fields }),
});
const refund = (refundId: string, amount: string, hour: number) => ({ refundId, orderId, amount, at: at(hour) });
const refunded = (...refunds: ReturnType<typeof refund>[]): Event[] =>
  refunds.map((each) => ({ topic: 'refunds/create', body: () => refundBody(each) }));

const pending = order('orders/updated', { status: 'pending', updatedAt: at(8) });
const paid = order('orders/paid', { updatedAt: at(8) });
const half = refund('81', '45.00', 10);
const rest = refund('82', '45.00', 11);

/** What Shopify tells about one order; the deliveries of a story may come in any sequence and more than once. */
const STORIES: Story[] = [
  {
    name: 'paid later, part refunded',
    events: [
      pending,
      order('orders/paid', { updatedAt: at(9) }),
      ...refunded(half),
      order('orders/updated', {
        updatedAt: at(10),
        status: 'partially_refunded',
        currentSubtotal: '40.00',
        refunds: [refundInOrder(half)],
      }),
    ],
  },
  {
    name: 'refunded in two parts',
    events: [
      paid,
      ...refunded(half, rest),
      order('orders/updated', {
        updatedAt: at(10),
        status: 'partially_refunded',
        currentSubtotal: '40.00',
        refunds: [refundInOrder(half)],
      }),
      order('orders/updated', {
        updatedAt: at(11),
        status: 'refunded',
        currentSubtotal: '0.00',
        refunds: [half, rest].map(refundInOrder),
      }),
    ],
  },
  {
    name: 'refunded whole, told by refunds/create alone',
    events: [paid, order('orders/updated', { updatedAt: at(9) }), ...refunded(half, rest)],
  },
  {
    name: 'cancelled in the second of its payment',
    events: [
      paid,
      order('orders/cancelled', {
        updatedAt: at(8),
        cancelledAt: at(8),
        status: 'refunded',
        currentSubtotal: '0.00',
        refunds: [refundInOrder(refund('83', '90.00', 8))],
      }),
    ],
  },
  {
    name: 'cancelled unpaid',
    events: [
      pending,
      order('orders/cancelled', { updatedAt: at(9), cancelledAt: at(9), status: 'voided', currentSubtotal: '0.00' }),
    ],
  },
  {
    name: 'deleted in Shopify',
    events: [
      pending,
      order('orders/paid', { updatedAt: at(9) }),
      { topic: 'orders/delete', body: () => ({ id: Number(orderId) }) },
    ],
  },
  {
    name: 'edited below the minimum',
    events: [
      paid,
      order('orders/updated', { updatedAt: at(9), currentSubtotal: '20.00' }),
      order('orders/updated', { updatedAt: at(10), currentSubtotal: '10.00' }),
    ],
  },
];

async function tell(story: Story, sequence: readonly { event: number; webhookId: string; drain: boolean }[]) {
  const context = testContext(database, { shopify: shopifyThatNumbersOrders() });
  const shop = await openShop(context, (rules) => ({
    ...rules,
    attribution: { ...rules.attribution, minimumSubtotalMinor: '3000' },
  }));
  const { code, advocateId } = await addAdvocate(context, shop, { customerId: '5001', email: 'anna@advocate.example' });
  for (const { event, webhookId, drain } of sequence) {
    const told = story.events[event];
    if (told === undefined) continue;
    await deliver(context, shop, told.topic, told.body(code), { webhookId });
    if (drain) await drainInbox(context);
  }
  await drainInbox(context);
  return JSON.parse(
    JSON.stringify(await stateOf(shop))
      .replaceAll(code, 'CODE')
      .replaceAll(advocateId, 'ADVOCATE'),
  ) as Awaited<ReturnType<typeof stateOf>>;
}

/** Everything that counts, without the ids that chance makes. */
async function stateOf(shop: TestShop) {
  const where = { shopId: shop.id };
  const [orders, referrals, rewards, findings, buyers, refunds, entries, deliveries] = await Promise.all([
    database.prisma.buyerOrder.findMany({ where }),
    database.prisma.referral.findMany({ where }),
    database.prisma.reward.findMany({ where }),
    database.prisma.finding.findMany({ where, orderBy: { check: 'asc' } }),
    database.prisma.knownBuyer.findMany({ where, orderBy: { kind: 'asc' } }),
    database.prisma.orderRefund.findMany({ where, orderBy: { refundId: 'asc' } }),
    database.prisma.ledgerEntry.findMany({ where }),
    database.prisma.delivery.groupBy({ by: ['state'], where: { shopDomain: shop.domain } }),
  ]);
  return {
    orders: orders.map(({ name, outcome, reason, decision, cancelledAt, totalMinor, refundedMinor }) => ({
      name,
      outcome,
      reason,
      decision,
      cancelledAt,
      totalMinor: `${totalMinor}`,
      refundedMinor: `${refundedMinor}`,
    })),
    referrals: referrals.map(({ state, reversedReason, friendKey }) => ({
      state,
      reversedReason,
      holdsFriend: friendKey !== null,
    })),
    rewards: rewards.map(({ state, percentage, dueAt, revokedReason }) => ({
      state,
      percentage,
      dueAt,
      revoked: revokedReason !== null,
    })),
    findings: findings.map(({ check, grade, points }) => ({ check, grade, points })),
    buyers: buyers.map(({ kind, firstOrderId, firstOrderAt }) => ({ kind, firstOrderId, firstOrderAt })),
    refunds: refunds.map(({ refundId, amountMinor }) => ({ refundId, amount: `${amountMinor}` })),
    ledger: entries.map(({ fromAccount, toAccount, amountMinor }) => `${amountMinor} ${fromAccount} > ${toAccount}`).sort(),
    deliveries: deliveries.map(({ state }) => state),
  };
}

const inOrder = (story: Story) => story.events.map((_, event) => ({ event, webhookId: `e${event}`, drain: true }));

test.each(STORIES)('the events of one order end the same in any sequence and batch, with repeats: $name', async (story) => {
  const expected = await tell(story, inOrder(story));
  const indexes = story.events.map((_, index) => index);
  const repeats = fc.array(fc.record({ event: fc.constantFrom(...indexes), webhookId: fc.constantFrom('again', 'once more') }), {
    maxLength: 3,
  });
  const sequence = repeats.chain((again) => {
    const all = [
      ...indexes.map((event) => ({ event, webhookId: `e${event}` })),
      ...again.map(({ event, webhookId }) => ({ event, webhookId: `${webhookId} ${event}` })),
    ];
    const shuffled = fc.shuffledSubarray(all, { minLength: all.length });
    return shuffled.chain((events) => fc.tuple(...events.map((event) => fc.boolean().map((drain) => ({ ...event, drain })))));
  });
  await fc.assert(
    fc.asyncProperty(sequence, async (events) => {
      expect(await tell(story, events)).toEqual(expected);
    }),
    { numRuns: 12 },
  );
});

test('the stories do reach a credit, a reversal and a refusal', async () => {
  const endings: unknown[] = [];
  // One after another: a drain passes over a shop that another drain is busy with.
  for (const story of STORIES) {
    const { referrals } = await tell(story, inOrder(story));
    endings.push(referrals.map(({ state, reversedReason }) => reversedReason ?? state));
  }
  expect(endings).toEqual([
    ['credited'],
    ['order-refunded'],
    ['order-refunded'],
    ['order-cancelled'],
    [],
    ['order-cancelled'],
    ['below-minimum'],
  ]);
});
