/** Shopify works out some time after an order how its buyer came. Orders that are not credited are asked for until it has. */
import type { Context } from '../context.server.ts';
import { insertOwnDeliveries, type OwnDelivery } from '../data/own-deliveries.server.ts';
import {
  findDueJourneys,
  giveUpJourneys,
  type PendingJourney,
  postponeJourneys,
  shopsWithDueJourneys,
} from '../data/pending-journeys.server.ts';
import { REF_PARAMETER } from '../domain/storefront-contract.ts';
import type { AdminClient } from '../shopify/client.server.ts';
import { Fault } from '../shopify/faults.ts';
import {
  JOURNEYS_PER_CALL,
  type JourneyVisit,
  type OrderJourney,
  readOrderJourneys,
} from '../shopify/operations/order-journeys.ts';
import { askOrderStates } from './ask-order-states.server.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** The first time after the order was paid; then twice as long each time. */
export const FIRST_ASKED_AFTER = 5 * MINUTE;
/** After the order: what Shopify does not know by then it will not tell. */
const PATIENCE = 24 * HOUR;

/** Every half minute: enqueues ask-journeys for shops with orders to ask for. A shop's waiting job is not doubled. */
export async function planJourneys(context: Context): Promise<void> {
  const { prisma } = context.db;
  const shops = await shopsWithDueJourneys(prisma, context.now());
  const jobs = shops.map((shopId) => ({ data: { shopId }, once: shopId }));
  await context.queue.enqueueAll(prisma, 'ask-journeys', jobs);
}

/**
 * Asks for all that are due, 50 a call, and puts the visits that came through links into the inbox; an order without a row is put in before them. Where
 * the app may not know, nothing is asked for any more. Repeats are harmless. Throws Fault when asking again later can help.
 */
export async function askJourneys(context: Context, { shopId }: { shopId: string }): Promise<void> {
  const { prisma } = context.db;
  const shop = await prisma.shop.findUnique({ where: { id: shopId }, select: { id: true, domain: true, state: true } });
  if (shop?.state !== 'installed') return;
  const client = await context.shopify(shop.domain, 'background');
  for (;;) {
    const due = await findDueJourneys(prisma, shopId, context.now(), JOURNEYS_PER_CALL);
    if (due.length === 0) return;
    const journeys = await ask(client, due);
    if (journeys === 'denied') {
      const orders = await giveUpJourneys(prisma, shopId);
      context.log.info({ shopId, orders }, 'visits are not asked for: no approval');
      return;
    }
    await work(context, client, shop, due, journeys);
  }
}

async function ask(client: AdminClient, due: readonly PendingJourney[]): Promise<Map<string, OrderJourney> | 'denied'> {
  try {
    return await readOrderJourneys(
      client,
      due.map(({ orderId }) => orderId),
    );
  } catch (error) {
    if (error instanceof Fault && error.kind === 'forbidden') return 'denied';
    throw error;
  }
}

async function work(
  context: Context,
  client: AdminClient,
  shop: { id: string; domain: string },
  due: readonly PendingJourney[],
  journeys: ReadonlyMap<string, OrderJourney>,
): Promise<void> {
  const now = context.now();
  const told = due.flatMap((order) => {
    const visits = visitsIn(journeys.get(order.orderId)).flatMap(throughLink);
    return visits.length > 0 ? [{ ...order, visits }] : [];
  });
  // Orders without evidence of their own have no row yet.
  const unknown = await askOrderStates(
    client,
    told.filter(({ known }) => !known).map(({ orderId }) => orderId),
  );
  const found = told.map(({ orderId, visits }): OwnDelivery => {
    const body = JSON.stringify({ orderId, visits });
    return { topic: 'vouchsafe/journey', source: 'journey', body };
  });
  const postponed = due.map((order) => ({ orderId: order.orderId, dueAt: askAgainAt(order, journeys.get(order.orderId), now) }));
  await context.db.prisma.$transaction(async (tx) => {
    await insertOwnDeliveries(tx, shop, [...unknown, ...found], now);
    await postponeJourneys(tx, shop.id, postponed);
  });
  context.log.info({ shopId: shop.id, asked: due.length, found: found.length }, 'visits asked for');
}

/** Null: it is ready, gone, not for us to know, or its time is over. */
function askAgainAt({ placedAt, attempts }: PendingJourney, journey: OrderJourney | undefined, now: number): number | null {
  if (journey === undefined || journey === 'denied' || journey.ready) return null;
  const end = placedAt.getTime() + PATIENCE;
  return now >= end ? null : Math.min(end, now + FIRST_ASKED_AFTER * 2 ** Math.min(attempts, 8));
}

function visitsIn(journey: OrderJourney | undefined): JourneyVisit[] {
  return journey === undefined || journey === 'denied' || !journey.ready ? [] : journey.visits;
}

/** What followed `?ref=`; else what Shopify itself took for a referral code (it knows other parameters, too). */
function throughLink({ landingPage, referralCode, at }: JourneyVisit): { ref: string; at: number | null }[] {
  const ref = URL.parse(landingPage ?? '')?.searchParams.get(REF_PARAMETER) || referralCode;
  return ref ? [{ ref: ref.slice(0, 256), at }] : [];
}
