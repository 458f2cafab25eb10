/** Has the buyer bought before? Our own history knows some; Shopify knows the rest. */
import type { Context } from '../context.server.ts';
import type { KnownBuyer } from '../data/known-buyers.server.ts';
import type { ShopRecord } from '../data/shops.server.ts';
import type { PersonalHash } from '../domain/facts.ts';
import { Fault } from '../shopify/faults.ts';
import { type OrderContext, readOrderContexts } from '../shopify/operations/order-contexts.ts';
import { waitAfterFault } from './back-off.ts';
import { type EarlierOrders, placedAt } from './decide-orders.server.ts';
import type { GatheredOrder } from './gather-order-facts.server.ts';
import { byHash } from './recognise-buyer.ts';

export type Postponed = { dueAt: number; reason: string };

const MINUTE = 60_000;
/** Shopify numbers a buyer's orders some time after the order; until then a buyer with several orders is ambiguous. */
const JOURNEY_PATIENCE = 60 * MINUTE;
/** How long an order waits for a merchant to renew our access before our own history must do. */
const ACCESS_PATIENCE = 48 * 60 * MINUTE;

/** Whether the decision can turn on the buyer's history: the program asks for new customers, and somebody could be credited. */
export function mayDependOnHistory({ program: { rules }, stored, advocates, news, risk, signals }: GatheredOrder): boolean {
  const known = stored !== null && stored.facts.earlierOrders !== null;
  // A sign-up is no order that Shopify knows; a subscriber is no new customer, and staff's word needs none.
  const isSignUp = (news.snapshot?.kind ?? stored?.facts.kind) === 'sign-up';
  const exempt = isSignUp || risk.renewal !== null || signals.some(({ kind }) => kind === 'merchant');
  const open = rules.live && rules.attribution.newCustomersOnly && !stored?.referral;
  return open && !exempt && !known && advocates.length > 0;
}

/**
 * How many orders came before each of these. When our own history says "returning" it answers 1: at least one. Orders of which Shopify cannot tell at the
 * moment are postponed. Where the app may not ask, our own history is all there is: null for a buyer who cannot be recognised.
 * @param receivedAt when the news of each order arrived, epoch milliseconds
 */
export async function askEarlierOrders(
  context: Context,
  shop: ShopRecord,
  orders: readonly GatheredOrder[],
  known: readonly KnownBuyer[],
  receivedAt: ReadonlyMap<string, number>,
): Promise<{ earlierOrders: EarlierOrders; postponed: ReadonlyMap<string, Postponed> }> {
  const earlierOrders = new Map<string, number | null>();
  const postponed = new Map<string, Postponed>();
  const unknown: GatheredOrder[] = [];
  const book = byHash(known);
  for (const order of orders) {
    if (boughtBefore(order, book)) earlierOrders.set(order.news.orderId, 1);
    else unknown.push(order);
  }
  if (unknown.length === 0) return { earlierOrders, postponed };

  const now = context.now();
  const ids = unknown.map(({ news }) => news.orderId);
  const answer = await answerOrFault(
    async () => readOrderContexts(await context.shopify(shop.domain), ids),
    new Map<string, OrderContext>(),
  );
  for (const order of unknown) {
    const { orderId } = order.news;
    const age = now - (receivedAt.get(orderId) ?? now);
    const wait = answer instanceof Fault ? postpone(order, answer, receivedAt, now) : null;
    if (wait !== null) {
      postponed.set(orderId, wait);
      continue;
    }
    const told = answer instanceof Fault ? null : earlierIn(answer.get(orderId));
    if (told !== null && !told.sure && age < JOURNEY_PATIENCE) {
      postponed.set(orderId, { dueAt: now + MINUTE, reason: 'shopify: order not numbered yet' });
    } else {
      earlierOrders.set(orderId, told?.count ?? (order.buyerKeys.length > 0 ? 0 : null));
    }
  }
  return { earlierOrders, postponed };
}

/** Whether our own history says so. Two orders of one moment have the sequence of their ids. */
function boughtBefore(order: GatheredOrder, known: ReadonlyMap<PersonalHash, readonly KnownBuyer[]>): boolean {
  const { orderId } = order.news;
  const at = placedAt(order);
  return order.buyerKeys
    .flatMap(({ hash }) => known.get(hash) ?? [])
    .filter(({ firstOrderId }) => firstOrderId !== orderId)
    .some(({ firstOrderId, firstOrderAt }) => firstOrderAt < at || (firstOrderAt === at && firstOrderId < orderId));
}

/** Faults that time or the merchant will mend are answered; a missing approval is an answer with nothing in it. */
export async function answerOrFault<Answer>(ask: () => Promise<Answer>, nothing: Answer): Promise<Answer | Fault> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof Fault) || error.kind === 'refused') throw error;
    return error.kind === 'forbidden' ? nothing : error;
  }
}

/** When an order that Shopify could not tell about is tried again; null when it has waited long enough. */
export function postpone(
  { news: { orderId } }: GatheredOrder,
  fault: Fault,
  receivedAt: ReadonlyMap<string, number>,
  now: number,
): Postponed | null {
  const age = now - (receivedAt.get(orderId) ?? now);
  if ((!fault.retry || fault.kind === 'unauthorized') && age >= ACCESS_PATIENCE) return null;
  return { dueAt: now + waitAfterFault(age, fault.retryAfter), reason: `shopify: ${fault.kind}` };
}

/** Not sure: the buyer has several orders, of which some may be later ones. Null: Shopify does not tell. */
function earlierIn(context: OrderContext | undefined): { count: number; sure: boolean } | null {
  if (context === undefined) return null;
  const { customerOrderIndex, numberOfOrders } = context;
  if (customerOrderIndex !== null) return { count: customerOrderIndex - 1, sure: true };
  return numberOfOrders === null ? null : { count: Math.max(0, numberOfOrders - 1), sure: numberOfOrders <= 1 };
}
