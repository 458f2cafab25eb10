/** Staff knows who brought an order, whatever the evidence says. */
import type { Context } from '../context.server.ts';
import { findAdvocatesById } from '../data/advocates.server.ts';
import { findOrderByIdOrName } from '../data/buyer-orders.server.ts';
import { insertOwnDeliveries, type OwnDelivery } from '../data/own-deliveries.server.ts';
import type { ShopRecord } from '../data/shops.server.ts';
import { fitText } from '../domain/untrusted-text.ts';
import { Fault } from '../shopify/faults.ts';
import { numericId } from '../shopify/gid.ts';
import { type RecentOrder, searchOrders } from '../shopify/operations/recent-orders.ts';
import { staffNote } from './staff-note.ts';
import { stateOfOrder } from './state-of-order.ts';
import { untilSettled } from './until-settled.server.ts';

export type AssignmentInput = {
  /** The order's id, or its name ("#1042", "1042"). */
  order: string;
  advocateId: string;
  /** The staff member's Shopify user id. */
  by: string;
  note: string | null;
};

export type AssignmentResult =
  { assigned: string } | { refused: 'order-not-found' | 'already-credited' | 'advocate-not-found' | 'later' };

/** Of an order's name or id. */
const LONGEST_NAME = 64;
/** Orders that a search for a name finds: "1042" is also in "1042-A". */
const MOST_NAMESAKES = 12;

/**
 * Puts the assignment into the inbox and waits up to 5 s until it is worked in. An order that was never seen with evidence is asked for from Shopify and put in before
 * it. `already-credited`: an order's credit never moves to somebody else. `later`: Shopify does not answer at the moment.
 */
export async function assignOrder(context: Context, shop: ShopRecord, input: AssignmentInput): Promise<AssignmentResult> {
  const { prisma } = context.db;
  const { advocateId, by } = input;
  const [advocate] = isUuid(advocateId) ? await findAdvocatesById(prisma, shop.id, [advocateId]) : [];
  if (advocate === undefined || advocate.state === 'redacted') return { refused: 'advocate-not-found' };

  const wanted = fitText(input.order, LONGEST_NAME).trim();
  const known = await findOrderByIdOrName(prisma, shop.id, wanted);
  if (known?.hasReferral === true) return { refused: 'already-credited' };
  const asked = known === null ? await ask(context, shop, wanted) : null;
  if (asked === 'later') return { refused: 'later' };
  const orderId = known?.orderId ?? (asked === null ? null : numericId(asked.id));
  if (orderId === null) return { refused: 'order-not-found' };

  const note = staffNote(input.note);
  const at = context.now();
  const body = JSON.stringify({ orderId, advocateId, by, note, at });
  const assignment: OwnDelivery = { topic: 'vouchsafe/assignment', source: 'staff', body };
  const deliveries = asked === null ? [assignment] : [stateOfOrder(asked), assignment];
  const names = await prisma.$transaction((tx) => insertOwnDeliveries(tx, shop, deliveries, at));
  await untilSettled(context, shop, names);
  return { assigned: orderId };
}

/** The order as Shopify knows it; null when it knows none, or does not show it (older than 60 days). */
async function ask(context: Context, shop: ShopRecord, wanted: string): Promise<RecentOrder | null | 'later'> {
  const name = wanted.replace(/^#/, '');
  if (!/^[\w-]{1,64}$/.test(name)) return null;
  const query = /^\d{10,}$/.test(name) ? `id:${name}` : `name:'${name}'`;
  try {
    const found = await searchOrders(await context.shopify(shop.domain, 'person'), query, MOST_NAMESAKES);
    return found.find((order) => [name, `#${name}`].includes(order.name) || numericId(order.id) === name) ?? null;
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    context.log.warn({ shop: shop.domain, fault: error.kind }, 'order not asked for');
    return 'later';
  }
}

function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
}
