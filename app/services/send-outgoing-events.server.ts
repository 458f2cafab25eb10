/** Tells the endpoints of a shop what has happened, each event until it has arrived or three days are over. */
import type { Context } from '../context.server.ts';
import {
  claimMessages,
  type DueMessage,
  endTry,
  insertTestEvent,
  sendAgain,
  shopsWithDueMessages,
} from '../data/outgoing-events.server.ts';
import { noteEndpointHeard, noteEndpointSilent } from '../data/webhook-endpoints.server.ts';
import { BROKEN_AFTER, messageOf, nextTry, TEST_KIND } from '../domain/outgoing-event.ts';
import { OutsideFault } from '../outgoing-request.server.ts';
import { signMessage } from '../webhook-signer.server.ts';

const AT_ONCE = 8;
/** Longer than a request may take. */
const LEASE = 60_000;
const SHOPS = 200;

/** Enqueues the job of each shop with something to send. */
export async function planOutgoingEvents(context: Context): Promise<void> {
  const shops = await shopsWithDueMessages(context.db.sql, context.now(), SHOPS);
  const jobs = shops.map((shopId) => ({ data: { shopId }, once: shopId }));
  await context.queue.enqueueAll(context.db.sql, 'send-outgoing-events', jobs);
}

/**
 * Sends what is due. At least once, and the same id every time: who dies between the answer and its note is followed by another try, and receivers know an
 * event by its id. One slow endpoint holds up the others of its shop for ten seconds a round.
 */
export async function sendOutgoingEvents(context: Context, { shopId }: { shopId: string }): Promise<void> {
  for (;;) {
    const now = context.now();
    const due = await claimMessages(context.db.sql, shopId, { now, leaseUntil: now + LEASE, limit: AT_ONCE });
    await Promise.all(due.map((message) => sendOne(context, shopId, message)));
    if (due.length < AT_ONCE) return;
  }
}

async function sendOne(context: Context, shopId: string, message: DueMessage): Promise<void> {
  const { db, vault, outside, log } = context;
  const { endpointId, eventId, url, attempts, kind, at, data } = message;
  const body = JSON.stringify(messageOf(kind, at.getTime(), data));
  const secrets = [message.secretSealed, message.formerSecretSealed].flatMap((sealed) =>
    sealed === null ? [] : [vault.open(sealed)],
  );
  const headers = { 'Content-Type': 'application/json', ...signMessage(secrets, `msg_${eventId}`, context.now(), body) };
  const outcome = await outside({ url, headers, body }).catch((error: unknown) => {
    if (error instanceof OutsideFault) return error.problem;
    throw error;
  });
  const status = typeof outcome === 'string' ? null : outcome.status;
  const ended = { endpointId, eventId, status, problem: typeof outcome === 'string' ? outcome : null };
  const now = context.now();
  if (status !== null && status >= 200 && status < 300) {
    await endTry(db.sql, shopId, ended, 'sent');
    await noteEndpointHeard(db.sql, shopId, endpointId);
    return;
  }
  log.info({ shopId, endpointId, status, problem: ended.problem, attempts }, 'endpoint not reached');
  await endTry(db.sql, shopId, ended, nextTry(attempts, now));
  await noteEndpointSilent(db.sql, shopId, endpointId, { at: now, brokenBefore: now - BROKEN_AFTER, isGone: status === 410 });
}

/** An event without content, sent at once. */
export async function sendTestEvent(context: Context, shopId: string, endpointId: string): Promise<void> {
  const at = context.now();
  await context.db.prisma.$transaction(async (tx) => {
    await insertTestEvent(tx, shopId, { endpointId, eventId: context.newId(), kind: TEST_KIND, at });
    await context.queue.enqueue(tx, 'send-outgoing-events', { shopId }, { once: shopId });
  });
}

/** @returns false when there is none, or it is still on its way */
export async function sendEventAgain(context: Context, shopId: string, endpointId: string, eventId: string): Promise<boolean> {
  return context.db.prisma.$transaction(async (tx) => {
    if (!(await sendAgain(tx, shopId, endpointId, eventId, context.now()))) return false;
    await context.queue.enqueue(tx, 'send-outgoing-events', { shopId }, { once: shopId });
    return true;
  });
}
