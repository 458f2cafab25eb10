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

type Event = { topic: string; body: (anna: { code: string; advocateId: string }) => unknown };
type Story = { name: string; events: Event[] };

const order = (topic: string, fields: Partial<Parameters<typeof orderBody>[0]>): Event => ({
  topic,
  body: ({ code }) => orderBody({ orderId, ref: code, placedAt: at(8), ...fields }),
});
const refund = (refundId: string, amount: string, hour: number) => ({ refundId, orderId, amount, at: at(hour) });
const refunded = (...refunds: ReturnType<typeof refund>[]): Event[] =>
  refunds.map((each) => ({ topic: 'refunds/create', body: () => refundBody(each) }));

/** Who is unknown to everybody. */
const somebody = '018f0000-0000-7000-8000-0000000000ff';
const risk = (level: string, hour: number): Event => ({
  topic: 'orders/risk_assessment_changed',
  body: () => ({ order_id: orderId, provider_id: null, risk_level: level, created_at: at(hour) }),
});
const dispute = (status: string, finalized: number | null = null, id = 71): Event => ({
  topic: finalized === null ? 'disputes/create' : 'disputes/update',
  body: () => ({
    id,
    order_id: Number(orderId),
    status,
    initiated_at: at(12),
    finalized_on: finalized === null ? null : at(finalized),
  }),
});
const verdict = (kind: 'approve' | 'refuse', hour: number, about?: string): Event => ({
  topic: 'vouchsafe/verdict',
  body: ({ advocateId }) => ({
    orderId,
    kind,
    advocateId: about ?? advocateId,
    by: '71001',
    note: null,
    at: Date.parse(at(hour)),
  }),
});

const pending = order('orders/updated', { status: 'pending', updatedAt: at(8) });
const paid = order('orders/paid', { updatedAt: at(8) });
const half = refund('81', '45.00', 10);
const rest = refund('82', '45.00', 11);

/** The advocate's own mailbox, under another account. */
function withOwnMail(event: Event): Event {
  if (!event.topic.startsWith('orders/') || event.topic.endsWith('changed')) return event;
  const mail = { id: 7001, email: 'anna@advocate.example' };
  const body: Event['body'] = (anna) => ({
    ...(event.body(anna) as object),
    email: mail.email,
    contact_email: mail.email,
    customer: mail,
  });
  return { ...event, body };
}

/** What Shopify and staff tell about one order; the deliveries of a story may come in any sequence and more than once. */
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
  {
    name: 'edited below the minimum and back',
    events: [
      paid,
      order('orders/updated', { updatedAt: at(9), currentSubtotal: '10.00' }),
      order('orders/updated', { updatedAt: at(10), currentSubtotal: '60.00' }),
    ],
  },
  {
    name: 'assessed as risky',
    events: [pending, order('orders/paid', { updatedAt: at(9) }), risk('pending', 8), risk('high', 9)],
  },
  { name: 'assessed as risky, then not', events: [paid, risk('high', 9), risk('low', 10)] },
  { name: 'assessed as risky and approved', events: [paid, risk('high', 9), verdict('approve', 11)] },
  { name: 'assessed as risky after the approval', events: [paid, verdict('approve', 11), risk('low', 10), risk('high', 12)] },
  { name: 'assessed as risky and refused', events: [paid, risk('high', 9), verdict('refuse', 11)] },
  { name: 'credited, then refused', events: [pending, paid, verdict('refuse', 11)] },
  {
    name: 'refused by mistake',
    events: [paid, risk('high', 9), verdict('refuse', 11), verdict('approve', 12), risk('medium', 13)],
  },
  { name: 'approved by mistake', events: [paid, risk('high', 9), verdict('approve', 11), verdict('refuse', 12)] },
  { name: 'a verdict about somebody else', events: [paid, verdict('refuse', 11, somebody), risk('high', 9)] },
  { name: 'refunded while held', events: [paid, risk('high', 9), ...refunded(half, rest)] },
  {
    name: 'cancelled while held, then approved',
    events: [
      paid,
      risk('high', 9),
      verdict('approve', 11),
      order('orders/cancelled', { updatedAt: at(10), cancelledAt: at(10), currentSubtotal: '0.00' }),
    ],
  },
  { name: 'disputed', events: [paid, dispute('needs_response')] },
  { name: 'disputed and won', events: [paid, dispute('needs_response'), dispute('under_review'), dispute('won', 14)] },
  { name: 'disputed and lost', events: [paid, dispute('needs_response'), dispute('lost', 14)] },
  { name: 'lost, but won after all', events: [paid, dispute('needs_response'), dispute('lost', 14), dispute('won', 15)] },
  {
    name: 'one of two disputes lost',
    events: [paid, dispute('needs_response'), dispute('won', 14), dispute('accepted', 14, 72)],
  },
  {
    name: 'refused by a fraud check',
    events: [pending, order('orders/paid', { updatedAt: at(9) }), risk('high', 10), verdict('refuse', 11)].map(withOwnMail),
  },
  {
    name: 'refused by a fraud check, credited anyway',
    events: [pending, order('orders/paid', { updatedAt: at(9) }), verdict('approve', 11), risk('high', 10)].map(withOwnMail),
  },
  {
    name: 'credited anyway, then refunded',
    events: [paid, verdict('approve', 11), ...refunded(half, rest)].map(withOwnMail),
  },
];

type Telling = readonly { event: number; webhookId: string; drain: boolean }[];

async function tell(story: Story, sequence: Telling) {
  const context = testContext(database, { shopify: shopifyThatNumbersOrders() });
  const shop = await openShop(context, (rules) => ({
    ...rules,
    attribution: { ...rules.attribution, minimumSubtotalMinor: '3000' },
  }));
  const anna = await addAdvocate(context, shop, { customerId: '5001', email: 'anna@advocate.example' });
  for (const { event, webhookId, drain } of sequence) {
    const told = story.events[event];
    if (told === undefined) continue;
    await deliver(context, shop, told.topic, told.body(anna), { webhookId });
    if (drain) await drainInbox(context);
  }
  await drainInbox(context);
  expect(await database.prisma.delivery.count({ where: { shopDomain: shop.domain, state: { not: 'settled' } } })).toBe(0);
  return JSON.parse(
    JSON.stringify(await stateOf(shop))
      .replaceAll(anna.code, 'CODE')
      .replaceAll(anna.advocateId, 'ADVOCATE'),
  ) as Awaited<ReturnType<typeof stateOf>>;
}

/** Everything that counts, without the ids that chance makes. */
async function stateOf(shop: TestShop) {
  const where = { shopId: shop.id };
  const [orders, referrals, rewards, findings, buyers, refunds, entries, notes, deliveries] = await Promise.all([
    database.prisma.buyerOrder.findMany({ where }),
    database.prisma.referral.findMany({ where }),
    database.prisma.reward.findMany({ where }),
    database.prisma.finding.findMany({ where, orderBy: { check: 'asc' } }),
    database.prisma.knownBuyer.findMany({ where, orderBy: { kind: 'asc' } }),
    database.prisma.orderRefund.findMany({ where, orderBy: { refundId: 'asc' } }),
    database.prisma.ledgerEntry.findMany({ where }),
    database.prisma.orderNote.findMany({ where, orderBy: [{ kind: 'asc' }, { at: 'asc' }, { key: 'asc' }] }),
    database.prisma.delivery.groupBy({ by: ['state'], where: { shopDomain: shop.domain } }),
  ]);
  return {
    orders: orders.map(({ totalMinor, refundedMinor, ...order }) => ({
      ...{ name: order.name, outcome: order.outcome, reason: order.reason, score: order.score, decision: order.decision },
      ...{ cancelledAt: order.cancelledAt, standing: order.standing },
      awaitsRule: order.reviewDueAt !== null,
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
    notes: notes.map(({ kind, key, detail, at: told }) => ({ kind, key, detail, at: told })),
    balances: balancesOf(entries),
    deliveries: deliveries.map(({ state }) => state),
  };
}

/** By account; where nothing is left, there is nothing to compare: a credit that came and went again has left lines behind. */
function balancesOf(entries: readonly { fromAccount: string; toAccount: string; amountMinor: bigint }[]): Record<string, string> {
  const sums = new Map<string, bigint>();
  const add = (account: string, minor: bigint) => sums.set(account, (sums.get(account) ?? 0n) + minor);
  for (const { fromAccount, toAccount, amountMinor } of entries) {
    add(fromAccount, -amountMinor);
    add(toAccount, amountMinor);
  }
  return Object.fromEntries(
    [...sums]
      .filter(([, minor]) => minor !== 0n)
      .map(([account, minor]) => [account, minor.toString()])
      .sort(),
  );
}

const inOrder = (story: Story) => story.events.map((_, event) => ({ event, webhookId: `e${event}`, drain: true }));

test.each(STORIES)('the events of one order end the same in any sequence and batch, with repeats: $name', async (story) => {
  const expected = await tell(story, inOrder(story));
  await fc.assert(
    fc.asyncProperty(tellings(story.events.map((_, index) => index)), async (telling) => {
      expect(await tell(story, telling)).toEqual(expected);
    }),
    { numRuns: 8 },
  );
});

/** Everything that can happen to one order; what follows from what is Shopify's business, and told in any sequence. */
const LIFE: Story = {
  name: 'everything',
  events: [
    pending,
    order('orders/paid', { updatedAt: at(9) }),
    order('orders/updated', { updatedAt: at(10), currentSubtotal: '10.00' }),
    order('orders/updated', { updatedAt: at(11), currentSubtotal: '60.00' }),
    ...refunded(half, rest),
    order('orders/cancelled', { updatedAt: at(12), cancelledAt: at(12), currentSubtotal: '0.00' }),
    risk('high', 9),
    risk('low', 10),
    dispute('needs_response'),
    dispute('lost', 14),
    dispute('won', 15),
    verdict('approve', 11),
    verdict('refuse', 12),
    verdict('refuse', 13, somebody),
  ],
};

test('whatever happens to an order, in whatever sequence and batches it is told, it ends the same', async () => {
  const all = LIFE.events.map((_, index) => index);
  const lives = fc.subarray(all, { minLength: 2 }).chain((some) => fc.tuple(fc.constant(some), tellings(some)));
  await fc.assert(
    fc.asyncProperty(lives, async ([some, telling]) => {
      const expected = await tell(
        LIFE,
        some.map((event) => ({ event, webhookId: `e${event}`, drain: true })),
      );
      expect(await tell(LIFE, telling)).toEqual(expected);
    }),
    { numRuns: 25 },
  );
}, 120_000);

/** Every event once or more often, in any sequence, worked in one by one or together. */
function tellings(events: readonly number[]): fc.Arbitrary<Telling> {
  const repeats = fc.array(fc.record({ event: fc.constantFrom(...events), webhookId: fc.constantFrom('again', 'once more') }), {
    maxLength: 3,
  });
  return repeats.chain((again) => {
    const every = [
      ...events.map((event) => ({ event, webhookId: `e${event}` })),
      ...again.map(({ event, webhookId }) => ({ event, webhookId: `${webhookId} ${event}` })),
    ];
    const shuffled = fc.shuffledSubarray(every, { minLength: every.length });
    return shuffled.chain((told) => fc.tuple(...told.map((event) => fc.boolean().map((drain) => ({ ...event, drain })))));
  });
}

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
    ['credited'],
    ['held'],
    ['credited'],
    ['credited'],
    ['credited'],
    ['refused-by-staff'],
    ['refused-by-staff'],
    ['credited'],
    ['refused-by-staff'],
    ['held'],
    ['order-refunded'],
    ['order-cancelled'],
    ['held'],
    ['credited'],
    ['dispute-lost'],
    ['credited'],
    ['dispute-lost'],
    [],
    ['credited'],
    ['order-refunded'],
  ]);
});

test('two shops with equal codes, customers and orders never influence each other', async () => {
  const context = testContext(database, { shopify: shopifyThatNumbersOrders() });
  const [first, second] = [await openShop(context), await openShop(context)];
  const person = { customerId: '5001', email: 'anna@advocate.example' };
  const [anna, other] = [await addAdvocate(context, first, person), await addAdvocate(context, second, person)];
  await database.prisma.advocate.updateMany({ where: { shopId: second.id }, data: { code: anna.code } });
  const twin = { ...other, code: anna.code };
  const tellFirst = (event: Event) => deliver(context, first, event.topic, event.body(anna));
  const tellSecond = (event: Event) => deliver(context, second, event.topic, event.body(twin));

  await tellFirst(paid);
  await tellSecond(paid);
  await tellFirst(risk('high', 9));
  await tellSecond(verdict('refuse', 11));
  await drainInbox(context);
  // A verdict that names the other shop's advocate is about nobody.
  await deliver(context, first, 'vouchsafe/verdict', verdict('approve', 12, twin.advocateId).body(anna));
  for (const refund of refunded(half, rest)) await tellSecond(refund);
  await drainInbox(context);

  const standing = async (shop: TestShop) =>
    (await stateOf(shop)).referrals.map(({ state, reversedReason }) => [state, reversedReason]);
  expect(await standing(first)).toEqual([['held', null]]);
  expect(await standing(second)).toEqual([['reversed', 'order-refunded']]);
  const decided = await database.prisma.buyerOrder.findMany({ where: { orderId, shopId: { in: [first.id, second.id] } } });
  const owner = new Map([
    [first.id, anna.advocateId],
    [second.id, twin.advocateId],
  ]);
  expect(decided.map(({ shopId, advocateId }) => advocateId === owner.get(shopId))).toEqual([true, true]);
});
