/** A batch of one shop's order deliveries: read, load, decide, save. */
import type { Context } from '../context.server.ts';
import { type Delivery, type DeliveryOutcome, finishDeliveries } from '../data/deliveries.server.ts';
import { findOrderNotes } from '../data/order-notes.server.ts';
import type { ShopRecord } from '../data/shops.server.ts';
import { askEarlierOrders, mayDependOnHistory } from './ask-earlier-orders.server.ts';
import { askProducts } from './ask-products.server.ts';
import { FIRST_ASKED_AFTER } from './ask-journeys.server.ts';
import { decideOrders, type Stands } from './decide-orders.server.ts';
import { advocatesAmong } from './enrol-buyers.server.ts';
import { gatherOrderFacts } from './gather-order-facts.server.ts';
import { mergeOrderNews, type OrderEvent, withNotes } from './merge-order-news.server.ts';
import { nameKeptCustomers } from './name-kept-customers.server.ts';
import { NOTE_TOPICS, readOrderNote } from './read-order-note.server.ts';
import { recallSignUps } from './recall-sign-ups.server.ts';
import { readDeletedOrder, readOrderPayload, readRefundPayload } from './read-order-payload.server.ts';
import { readPayload, Unreadable } from './read-payload.server.ts';
import { readSignUp, SIGN_UP_TOPICS, type SignUpReader, snapshotOfSignUp } from './read-sign-up-payload.server.ts';
import { saveOrderOutcomes } from './save-order-outcomes.server.ts';
import { refundsAlone, seenOrdersIn } from './seen-orders-in-news.ts';

export const ORDER_TOPICS: ReadonlySet<string> = new Set([
  'orders/paid',
  'orders/updated',
  'orders/cancelled',
  'refunds/create',
  'orders/delete',
  ...NOTE_TOPICS,
  ...SIGN_UP_TOPICS,
]);

/** A batch may take this long before the database gives up on it. */
const LONGEST_TRANSACTION = 60_000;

/**
 * Works a batch off in one transaction, which also settles its deliveries. A delivery that cannot be read is dead at once; an order whose buyer's history
 * Shopify cannot tell at the moment goes back to waiting; neither holds up the others. Throws when the batch as a whole fails: nothing is saved then.
 */
export async function processOrders(
  context: Context,
  shop: ShopRecord,
  deliveries: readonly Delivery[],
  leaseUntil: number,
): Promise<void> {
  const { sql } = context.db;
  const hasher = context.vault.forShop(shop.personalKey);
  const signUps = { hasher, recalled: await recallSignUps(context, shop, deliveries) };
  const read = deliveries.map((delivery) => ({ delivery, read: readDelivery(delivery, shop, signUps) }));
  const unread = read.flatMap(({ delivery: { id }, read }) => ('event' in read ? [] : [{ id, ...read }]));
  const readable = read.flatMap(({ delivery, read }) => ('event' in read ? [{ delivery, event: read.event }] : []));

  const merged = mergeOrderNews(
    await nameKeptCustomers(
      sql,
      shop.id,
      readable.map(({ event }) => event),
    ),
  );
  const notes = await findOrderNotes(
    sql,
    shop.id,
    merged.map(({ orderId }) => orderId),
  );
  const news = merged.map((order) =>
    withNotes(
      order,
      notes.filter(({ orderId }) => orderId === order.orderId),
    ),
  );
  const gathered = await gatherOrderFacts(context, shop, hasher, news);
  const receivedAt = new Map(readable.map(({ delivery, event }) => [event.orderId, delivery.receivedAt.getTime()]));
  const asked = gathered.orders.filter(mayDependOnHistory);
  const history = await askEarlierOrders(context, shop, asked, gathered.knownBuyers, receivedAt);
  const products = await askProducts(context, shop, gathered.orders, receivedAt);
  const postponed = new Map([...products.postponed, ...history.postponed]);

  const ready = news.filter(({ orderId }) => !postponed.has(orderId));
  const decidable = { ...gathered, orders: products.orders.filter(({ news: { orderId } }) => !postponed.has(orderId)) };
  const outcomes = decideOrders(decidable, history.earlierOrders, context.now());
  const people = advocatesAmong(ready, context.vault, hasher, context.now());
  const seen = seenOrdersIn(ready, outcomes, gathered, context.now() + FIRST_ASKED_AFTER);
  const refunded = refundsAlone(ready, gathered.refunds);

  await context.db.inTransaction(LONGEST_TRANSACTION, async (tx) => {
    const { versions, newBuyers: buyers } = gathered;
    await saveOrderOutcomes(context, tx, shop, { news: ready, outcomes, buyers, people, seen, refunded, versions });
    const finished = readable.map(({ delivery, event }): DeliveryOutcome => {
      const wait = postponed.get(event.orderId);
      return wait === undefined
        ? { id: delivery.id, state: 'settled' }
        : { id: delivery.id, state: 'waiting', attempts: delivery.attempts, ...wait };
    });
    await finishDeliveries(tx, shop.domain, leaseUntil, [...unread, ...finished], context.now());
  });
  const came = (state: Stands['state']) =>
    outcomes.filter(({ credit, change }) => (credit?.stands ?? change?.to)?.state === state).length;
  context.log.info(
    {
      shop: shop.domain,
      deliveries: deliveries.length,
      orders: news.length,
      credited: came('credited'),
      held: came('held'),
      reversed: came('reversed'),
      postponed: postponed.size,
      dead: unread.filter(({ state }) => state === 'dead').length,
    },
    'orders worked in',
  );
}

type Unread = { state: 'dead' | 'ignored'; reason: string };

function readDelivery(delivery: Delivery, shop: ShopRecord, signUps: SignUpReader): { event: OrderEvent } | Unread {
  try {
    const event = readEvent(delivery, shop, signUps);
    return event === null ? { state: 'ignored', reason: 'nothing-to-do' } : { event };
  } catch (error) {
    if (error instanceof Unreadable) return { state: 'dead', reason: `unreadable: ${error.message}` };
    throw error;
  }
}

/** Null: it is about no order. */
function readEvent(
  { topic, body, triggeredAt, receivedAt }: Delivery,
  shop: ShopRecord,
  signUps: SignUpReader,
): OrderEvent | null {
  if (body === null) throw new Unreadable('the body was erased');
  const payload = readPayload(body);
  const at = (triggeredAt ?? receivedAt).getTime();
  if (topic === 'orders/delete') return { kind: 'deletion', orderId: readDeletedOrder(payload), at };
  if (topic === 'refunds/create') {
    const { orderId, refunds } = readRefundPayload(payload, shop.currency, at);
    return { kind: 'refund', orderId, refunds };
  }
  if (NOTE_TOPICS.includes(topic)) {
    const note = readOrderNote(topic, payload, at);
    return note && { kind: 'note', orderId: note.orderId, note };
  }
  if (SIGN_UP_TOPICS.includes(topic)) {
    const signUp = readSignUp(topic, payload, signUps);
    const snapshot = signUp && snapshotOfSignUp(signUp, shop.currency);
    return snapshot && { kind: 'order', orderId: snapshot.orderId, snapshot };
  }
  const snapshot = readOrderPayload(payload);
  return { kind: 'order', orderId: snapshot.orderId, snapshot };
}
