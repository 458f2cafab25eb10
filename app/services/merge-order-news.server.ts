/** Everything a batch says about one order, in any sequence and with repeats, as one piece of news. */
import type { OrderNote } from '../data/order-notes.server.ts';
import type { OrderRefund } from '../data/order-refunds.server.ts';
import type { ReadSignal } from '../domain/signals.ts';
import type { OrderSnapshot } from './read-order-payload.server.ts';
import { newestNotes, NOTHING_TOLD, signalsInNotes, type ToldByNotes, toldByNotes } from './weigh-order-notes.ts';

/** One readable delivery. */
export type OrderEvent =
  | { kind: 'order'; orderId: string; snapshot: OrderSnapshot }
  | { kind: 'refund'; orderId: string; refunds: OrderRefund[] }
  | { kind: 'deletion'; orderId: string; at: number }
  | { kind: 'note'; orderId: string; note: OrderNote };

export type OrderNews = {
  orderId: string;
  /** The newest state; null when only refunds or the deletion were told. */
  snapshot: OrderSnapshot | null;
  /** Of every state. */
  signals: ReadSignal[];
  /** `updatedAt` of the earliest state in which the order was paid. */
  paidAt: number | null;
  /** When it was cancelled, or deleted in Shopify. */
  cancelledAt: number | null;
  refunds: OrderRefund[];
  /** The newest of each kind and key. */
  notes: OrderNote[];
  /** What the notes say. */
  told: ToldByNotes;
};

/** One piece of news per order. The result does not depend on the sequence of the events. */
export function mergeOrderNews(events: readonly OrderEvent[]): OrderNews[] {
  const orders = new Map<string, OrderNews>();
  for (const event of events) {
    const known = orders.get(event.orderId) ?? nothing(event.orderId);
    orders.set(event.orderId, join(known, newsOf(event)));
  }
  return [...orders.values()];
}

/** The news with what was noted about the order before: its evidence counts as the order's own. */
export function withNotes(news: OrderNews, stored: readonly OrderNote[]): OrderNews {
  const notes = newestNotes([...stored, ...news.notes]);
  return { ...news, notes, told: toldByNotes(notes), signals: unique([...news.signals, ...signalsInNotes(notes)]) };
}

/** The earlier of two times, of which either may be unknown. */
export function earliest(a: number | null, b: number | null): number | null {
  return a === null || b === null ? (a ?? b) : Math.min(a, b);
}

/** What tells which of two states of an order is the newer. */
type StateAge = Pick<OrderSnapshot, 'updatedAt' | 'fulfilledAt' | 'deliveredAt'> & { currentMinor: bigint };

/**
 * Above zero: `a` is the newer state. Shopify's times have whole seconds: of two states of one second the one with less left to pay is the newer, then the
 * one that is further on its way, then the one that knows of an earlier time: a delivery's own time instead of that of the parcel's last news.
 */
export function compareStates(a: StateAge, b: StateAge): number {
  return (
    a.updatedAt - b.updatedAt ||
    Number(b.currentMinor - a.currentMinor) ||
    furtherOn(a.deliveredAt, b.deliveredAt) ||
    furtherOn(a.fulfilledAt, b.fulfilledAt)
  );
}

function furtherOn(a: number | null, b: number | null): number {
  if (a === null || b === null) return Number(a !== null) - Number(b !== null);
  return b - a;
}

export function ageOf({ updatedAt, fulfilledAt, deliveredAt, currentSubtotal }: OrderSnapshot): StateAge {
  return { updatedAt, fulfilledAt, deliveredAt, currentMinor: currentSubtotal.minor };
}

/** Where nothing tells which is the newer, any rule will do, as long as it is always the same. */
function newer(a: OrderSnapshot, b: OrderSnapshot): OrderSnapshot {
  const order = compareStates(ageOf(a), ageOf(b));
  if (order !== 0) return order > 0 ? a : b;
  return asText(a) <= asText(b) ? a : b;
}

function join(a: OrderNews, b: OrderNews): OrderNews {
  const refunds = new Map<string, OrderRefund>();
  for (const refund of [...a.refunds, ...b.refunds]) {
    const known = refunds.get(refund.refundId);
    if (known === undefined || refund.amountMinor > known.amountMinor) refunds.set(refund.refundId, refund);
  }
  return {
    orderId: a.orderId,
    snapshot: a.snapshot && b.snapshot ? newer(a.snapshot, b.snapshot) : (a.snapshot ?? b.snapshot),
    signals: unique([...a.signals, ...b.signals]),
    paidAt: earliest(a.paidAt, b.paidAt),
    cancelledAt: earliest(a.cancelledAt, b.cancelledAt),
    refunds: [...refunds.values()],
    notes: newestNotes([...a.notes, ...b.notes]),
    told: NOTHING_TOLD, // read when the notes of before are known: withNotes
  };
}

function unique(signals: readonly ReadSignal[]): ReadSignal[] {
  return [...new Map(signals.map((signal) => [asText(signal), signal])).values()];
}

function newsOf(event: OrderEvent): OrderNews {
  const news = nothing(event.orderId);
  switch (event.kind) {
    case 'order': {
      const { snapshot } = event;
      const { signals, cancelledAt, refunds } = snapshot;
      return { ...news, snapshot, signals, cancelledAt, refunds, paidAt: snapshot.paid ? snapshot.updatedAt : null };
    }
    case 'refund':
      return { ...news, refunds: event.refunds };
    case 'deletion':
      return { ...news, cancelledAt: event.at };
    case 'note':
      return { ...news, notes: [event.note] };
  }
}

function nothing(orderId: string): OrderNews {
  const order = { orderId, snapshot: null, paidAt: null, cancelledAt: null };
  return { ...order, signals: [], refunds: [], notes: [], told: NOTHING_TOLD };
}

function asText(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) => (typeof inner === 'bigint' ? inner.toString() : inner));
}
