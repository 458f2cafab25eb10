/** Orders of merged customers are told by whatever id the customer had then: they are read as the kept customer's. */
import { findKeptCustomers } from '../data/customer-merges.server.ts';
import type { Sql } from '../db.server.ts';
import type { OrderEvent } from './merge-order-news.server.ts';

/** The same events, their buyers by the id that they have now; one statement. */
export async function nameKeptCustomers(tx: Sql, shopId: string, events: readonly OrderEvent[]): Promise<OrderEvent[]> {
  const named = events.flatMap((event) => (event.kind === 'order' ? (event.snapshot.buyer.customerId ?? []) : []));
  const kept = await findKeptCustomers(tx, shopId, [...new Set(named)]);
  return events.map((event) => {
    const id = event.kind === 'order' ? event.snapshot.buyer.customerId : null;
    const now = id === null ? undefined : kept.get(id);
    if (event.kind !== 'order' || now === undefined) return event;
    return { ...event, snapshot: { ...event.snapshot, buyer: { ...event.snapshot.buyer, customerId: now } } };
  });
}
