/** Works off what one shop's inbox holds: orders in batches, everything else one by one, each delivery to its end or back to waiting. */
import type { Context } from '../context.server.ts';
import { type Delivery, type DeliveryOutcome, finishDeliveries, LostClaim } from '../data/deliveries.server.ts';
import { findShop, type ShopRecord } from '../data/shops.server.ts';
import { Fault } from '../shopify/faults.ts';
import { waitAfterBug, waitAfterFault } from './back-off.ts';
import { processEvent, type EventResult } from './process-event.server.ts';
import { ORDER_TOPICS, processOrders } from './process-orders.server.ts';
import { Unreadable } from './read-payload.server.ts';

export type ClaimedBatch = { shopDomain: string; deliveries: readonly Delivery[]; leaseUntil: number };

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** A webhook may be faster than the record of the installation. */
const UNKNOWN_SHOP_PATIENCE = 15 * MINUTE;
/** Shopify asks for erasure 48 hours after the app was removed; until then the merchant may come back. */
const REINSTALL_PATIENCE = 48 * HOUR;
/** Tries before a delivery that makes the app fail is buried with its stack. */
const MOST_ATTEMPTS = 5;

/**
 * Oldest first; runs of order deliveries are worked in together. One that fails does not hold up the others: its run is repeated one by one.
 * @throws LostClaim when another worker has taken over; whatever else keeps even the failure from being written down (the database is away)
 */
export async function processDeliveries(context: Context, batch: ClaimedBatch): Promise<void> {
  for (const run of runsOf(batch.deliveries)) {
    // Looked up for each run: an app/uninstalled or shop/redact before it changes everything.
    const shop = await findShop(context.db.prisma, batch.shopDomain);
    await processRun(context, shop, run, batch);
  }
}

async function processRun(
  context: Context,
  shop: ShopRecord | null,
  run: readonly Delivery[],
  batch: ClaimedBatch,
): Promise<void> {
  try {
    if (!isOrderRun(run)) await processSingles(context, shop, run, batch);
    else if (shop?.state === 'installed') await processOrders(context, shop, run, batch.leaseUntil);
    else
      await finish(
        context,
        batch,
        run.map((delivery) => withoutShop(delivery, shop, context.now())),
      );
  } catch (error) {
    if (error instanceof LostClaim) throw error;
    if (run.length > 1) {
      context.log.warn({ error, shop: batch.shopDomain, deliveries: run.length }, 'batch failed, each delivery on its own');
      for (const delivery of run) await processRun(context, shop, [delivery], batch);
    } else {
      await finish(
        context,
        batch,
        run.map((delivery) => failed(context, delivery, error)),
      );
    }
  }
}

async function processSingles(
  context: Context,
  shop: ShopRecord | null,
  run: readonly Delivery[],
  batch: ClaimedBatch,
): Promise<void> {
  for (const delivery of run) {
    const result: EventResult = await processEvent(context, shop, batch.shopDomain, delivery);
    const outcome =
      result === 'done'
        ? { id: delivery.id, state: 'settled' as const }
        : { id: delivery.id, state: 'ignored' as const, reason: result.ignored };
    await finish(context, batch, [outcome]);
  }
}

/** Orders of a shop that is not there wait for it for a while. */
function withoutShop({ id, receivedAt, attempts }: Delivery, shop: ShopRecord | null, now: number): DeliveryOutcome {
  const reason = shop === null ? 'unknown-shop' : 'shop-uninstalled';
  const until = receivedAt.getTime() + (shop === null ? UNKNOWN_SHOP_PATIENCE : REINSTALL_PATIENCE);
  return now >= until ? { id, state: 'ignored', reason } : { id, state: 'waiting', dueAt: until, attempts, reason };
}

function failed(context: Context, { id, topic, receivedAt, attempts }: Delivery, error: unknown): DeliveryOutcome {
  const now = context.now();
  if (error instanceof Unreadable) return { id, state: 'dead', reason: `unreadable: ${error.message}` };
  if (error instanceof Fault && error.retry) {
    const dueAt = now + waitAfterFault(now - receivedAt.getTime(), error.retryAfter);
    return { id, state: 'waiting', dueAt, attempts, reason: `shopify: ${error.kind}` };
  }
  const tries = attempts + 1;
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  context.log.error({ error, delivery: id, topic, tries }, 'delivery failed');
  if (tries >= MOST_ATTEMPTS) return { id, state: 'dead', reason: stack };
  return { id, state: 'waiting', dueAt: now + waitAfterBug(tries), attempts: tries, reason: stack };
}

function finish(context: Context, { shopDomain, leaseUntil }: ClaimedBatch, outcomes: DeliveryOutcome[]): Promise<void> {
  return finishDeliveries(context.db.prisma, shopDomain, leaseUntil, outcomes, context.now());
}

function isOrderRun([first]: readonly Delivery[]): boolean {
  return first !== undefined && ORDER_TOPICS.has(first.topic);
}

/** Neighbours of one kind: all orders, or one other delivery each. */
function runsOf(deliveries: readonly Delivery[]): Delivery[][] {
  const runs: Delivery[][] = [];
  for (const delivery of deliveries) {
    const last = runs.at(-1);
    if (last !== undefined && isOrderRun(last) && isOrderRun([delivery])) last.push(delivery);
    else runs.push([delivery]);
  }
  return runs;
}
