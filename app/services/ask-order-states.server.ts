/** Orders as Shopify knows them now, ready for the inbox. */
import type { OwnDelivery } from '../data/own-deliveries.server.ts';
import type { AdminClient } from '../shopify/client.server.ts';
import { gidOf, numericId } from '../shopify/gid.ts';
import { searchOrders } from '../shopify/operations/recent-orders.ts';
import { stateOfOrder } from './state-of-order.ts';

const ORDERS_PER_SEARCH = 10;

/** @param orderIds numeric parts; an order that Shopify does not show is not in the answer. Throws Fault. */
export async function askOrderStates(client: AdminClient, orderIds: readonly string[]): Promise<OwnDelivery[]> {
  const states: OwnDelivery[] = [];
  for (let start = 0; start < orderIds.length; start += ORDERS_PER_SEARCH) {
    const wanted = new Set(orderIds.slice(start, start + ORDERS_PER_SEARCH).map((id) => gidOf('Order', id)));
    const query = [...wanted].map((gid) => `id:${numericId(gid)}`).join(' OR ');
    const orders = await searchOrders(client, query, ORDERS_PER_SEARCH);
    states.push(...orders.filter(({ id }) => wanted.has(id)).map(stateOfOrder));
  }
  return states;
}
