/** The queue of deliveries: started in order, at most 16 under way, retried with growing pauses, disturbed by the injectors. */
import { randomUUID } from 'node:crypto';
import http from 'node:http';
import { isoSeconds, storeNow } from '#devstore/clock.ts';
import type { DeliveryState, ShopState, Store } from '#devstore/state.ts';
import { postDelivery, targetOf } from '#devstore/webhooks/post.ts';

const atOnce = 16;
const retries = 8;
/** The eight pauses double and add up to four hours. */
const firstPause = (4 * 3_600_000) / (2 ** retries - 1);
/** How long `shuffle` gathers before it sends, newest first. */
const gatherMs = 40;
const maximumKept = 3_000;

type Queued = { shop: ShopState; delivery: DeliveryState };
type Sender = {
  store: Store;
  agent: http.Agent;
  /** Not answered yet, in the order in which they were queued; those of the future among them. */
  waiting: Queued[];
  underWay: number;
  timer: NodeJS.Timeout | null;
  idle: (() => void)[];
};

const senders = new WeakMap<Store, Sender>();

/** Takes a delivery, as the injectors let it through. */
export function queueDelivery(store: Store, shop: ShopState, delivery: DeliveryState): void {
  targetOf(store.app, delivery.uri);
  const { webhooks } = store.injectors;
  remember(shop, delivery);
  if (spend(webhooks, 'lose')) {
    delivery.state = 'lost';
    return;
  }
  delivery.dueAt += webhooks.delayMs;
  enqueue(store, shop, delivery);
  if (spend(webhooks, 'duplicate')) repeat(store, shop, { ...delivery, attempts: [] });
  if (spend(webhooks, 'newIdDuplicate')) repeat(store, shop, { ...delivery, webhookId: randomUUID(), attempts: [] });
}

/** Sends a delivery now, whether it waits for a retry, was answered, lost or given up. */
export function resendDelivery(store: Store, shop: ShopState, webhookId: string): DeliveryState | null {
  const delivery = shop.deliveries.findLast((each) => each.webhookId === webhookId);
  if (delivery === undefined) return null;
  const isQueued = delivery.state === 'waiting';
  delivery.state = 'waiting';
  delivery.dueAt = storeNow(store).getTime();
  if (isQueued) wakeDeliveries(store);
  else enqueue(store, shop, delivery);
  return delivery;
}

/** Starts what has become due: to be called when the virtual clock was moved. */
export function wakeDeliveries(store: Store): void {
  schedule(senderOf(store), 0);
}

/** Resolves when nothing is under way and nothing is due; retries and delayed deliveries of the future are not waited for. */
export async function whenIdle(store: Store): Promise<void> {
  const sender = senderOf(store);
  if (isIdle(sender)) return;
  schedule(sender, 0);
  await new Promise<void>((resolve) => sender.idle.push(resolve));
}

/** Forgets what is still to be sent and closes the connections. */
export function stopDeliveries(store: Store): void {
  const sender = senderOf(store);
  sender.waiting = [];
  if (sender.timer !== null) clearTimeout(sender.timer);
  sender.agent.destroy();
  settleIdle(sender);
}

function senderOf(store: Store): Sender {
  const known = senders.get(store);
  if (known !== undefined) return known;
  const agent = new http.Agent({ keepAlive: true, maxSockets: atOnce, scheduling: 'fifo' });
  const sender: Sender = { store, agent, waiting: [], underWay: 0, timer: null, idle: [] };
  senders.set(store, sender);
  return sender;
}

function enqueue(store: Store, shop: ShopState, delivery: DeliveryState): void {
  const sender = senderOf(store);
  sender.waiting.push({ shop, delivery });
  schedule(sender, store.injectors.webhooks.shuffle ? gatherMs : 0);
}

function repeat(store: Store, shop: ShopState, delivery: DeliveryState): void {
  remember(shop, delivery);
  enqueue(store, shop, delivery);
}

function schedule(sender: Sender, ms: number): void {
  if (sender.timer !== null) clearTimeout(sender.timer);
  sender.timer = setTimeout(() => pump(sender), Math.min(ms, 2_000_000_000));
  if (ms > gatherMs) sender.timer.unref(); // a retry hours ahead does not keep the process alive
}

function pump(sender: Sender): void {
  const { shuffle } = sender.store.injectors.webhooks;
  const now = storeNow(sender.store).getTime();
  const isDue = ({ delivery }: Queued) => delivery.dueAt <= now;
  while (sender.underWay < (shuffle ? 1 : atOnce)) {
    const next = shuffle ? sender.waiting.findLastIndex(isDue) : sender.waiting.findIndex(isDue);
    const [queued] = next === -1 ? [] : sender.waiting.splice(next, 1);
    if (queued === undefined) break;
    sender.underWay += 1;
    void attempt(sender, queued).finally(() => {
      sender.underWay -= 1;
      pump(sender);
    });
  }
  settleIdle(sender);
  const future = sender.waiting.filter((queued) => !isDue(queued)).map(({ delivery }) => delivery.dueAt);
  if (future.length > 0) schedule(sender, Math.max(1, Math.min(...future) - now));
}

async function attempt(sender: Sender, queued: Queued): Promise<void> {
  const { store } = sender;
  const { delivery, shop } = queued;
  const at = isoSeconds(storeNow(store));
  const answer = await postDelivery(store.app, sender.agent, delivery);
  if (spend(store.injectors.webhooks, 'slow')) {
    delivery.attempts.push({ at, status: null, ms: 5_000, error: 'no answer within 5 seconds' });
  } else {
    delivery.attempts.push({ at, ...answer });
    if (answer.error === null) {
      delivery.state = 'delivered';
      return;
    }
  }
  const failures = delivery.attempts.length;
  if (failures <= retries) {
    delivery.dueAt = storeNow(store).getTime() + firstPause * 2 ** (failures - 1);
    sender.waiting.push(queued);
    return;
  }
  delivery.state = 'failed';
  if (delivery.subscriptionId !== null) shop.webhookSubscriptions.delete(delivery.subscriptionId);
}

function isIdle(sender: Sender): boolean {
  const now = storeNow(sender.store).getTime();
  return sender.underWay === 0 && !sender.waiting.some(({ delivery }) => delivery.dueAt <= now);
}

function settleIdle(sender: Sender): void {
  if (isIdle(sender)) for (const resolve of sender.idle.splice(0)) resolve();
}

/** Keeps the list of deliveries bounded: the oldest that are over go first. */
function remember(shop: ShopState, delivery: DeliveryState): void {
  shop.deliveries.push(delivery);
  if (shop.deliveries.length <= maximumKept) return;
  const oldest = shop.deliveries.findIndex(({ state }) => state !== 'waiting');
  if (oldest !== -1) shop.deliveries.splice(oldest, 1);
}

/** Uses up one of an injector's remaining faults. */
function spend(webhooks: Store['injectors']['webhooks'], fault: 'duplicate' | 'newIdDuplicate' | 'lose' | 'slow'): boolean {
  if (webhooks[fault] <= 0) return false;
  webhooks[fault] -= 1;
  return true;
}
