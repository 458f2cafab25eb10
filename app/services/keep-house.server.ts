/** Once a day: what has run out is marked so, what need not be kept goes, what was left undone is taken up again. */
import type { Context } from '../context.server.ts';
import { appendEntries } from '../data/ledger.server.ts';
import { pruneDeletedOrders } from '../data/deleted-orders.server.ts';
import { pruneAdvocateTraits } from '../data/advocate-traits.server.ts';
import { pruneJoins } from '../data/email-joins.server.ts';
import { forgetOrderNetworks } from '../data/forget-facts.server.ts';
import {
  forgetClaimNetworks,
  pruneDeadDeliveries,
  pruneDeliveries,
  pruneOrderNotes,
  pruneSignUps,
  pruneStrayDeliveries,
  voidExpiredClaims,
} from '../data/pruning.server.ts';
import { expireDue } from '../data/reward-grants.server.ts';
import { settingsOf } from '../data/settings.server.ts';
import { pruneApiRequests } from '../data/api-requests.server.ts';
import { pruneOutgoingEvents } from '../data/outgoing-events.server.ts';
import { pruneTasks } from '../data/tasks.server.ts';
import { pruneVisits } from '../data/visits.server.ts';
import { entriesForMove } from '../domain/ledger.ts';
import { programRulesSchema } from '../domain/program.ts';
import { visitsKeptFor } from '../domain/settings.ts';
import { resumeWork } from './settle-in.server.ts';
import { LINK_GOOD_FOR } from './open-personal-link.server.ts';

const DAY = 86_400_000;
/** News of a deleted order may be as late as this. */
const KEEP_DELETED_ORDERS = 14 * DAY;
/** Of shops that are not known (any more). */
const KEEP_STRAYS = 14 * DAY;
/** A code may have been used in the minute before it ran out, and the news be up to a day late. */
const NEWS_DELAY = DAY;
/** Shopify assesses every order; evidence for one may come as long as staff can still assign it. */
const KEEP_ORPHANED_NOTES = 90 * DAY;
/** As long an import can be taken back. */
const KEEP_TASKS = 30 * DAY;
/** A file that nobody answers is not kept. */
const KEEP_UNANSWERED = DAY;
/** Of what endpoints were told. */
const KEEP_OUTGOING = 30 * DAY;
const BATCH = 1_000;

export async function keepHouse(context: Context): Promise<void> {
  const { prisma } = context.db;
  const now = context.now();
  await inBatches(() => pruneStrayDeliveries(prisma, now - KEEP_STRAYS, BATCH));
  const shops = await prisma.shop.findMany({ select: { id: true, domain: true, state: true } });
  for (const { id, domain, state } of shops) {
    const { keepDays } = await settingsOf(prisma, id);
    await inBatches(() => pruneDeliveries(prisma, domain, now - keepDays.deliveries * DAY, BATCH));
    await inBatches(() => pruneDeadDeliveries(prisma, domain, now - keepDays.deadDeliveries * DAY, BATCH));
    await inBatches(() => expireRewards(context, id, now - NEWS_DELAY));
    await pruneDeletedOrders(prisma, id, now - KEEP_DELETED_ORDERS);
    await voidExpiredClaims(prisma, id, now - NEWS_DELAY);
    const oldest = now - visitsKeptFor({ keepDays }, await attributionWindows(context, id)) * DAY;
    await inBatches(() => pruneVisits(prisma, id, oldest, BATCH));
    await forgetClaimNetworks(prisma, id, oldest);
    await pruneJoins(prisma, id, { before: now - DAY, linksBefore: now - LINK_GOOD_FOR });
    await inBatches(() => prisma.$transaction((tx) => forgetOrderNetworks(tx, id, oldest, BATCH)));
    await inBatches(() => pruneSignUps(prisma, id, oldest, BATCH));
    await inBatches(() => pruneAdvocateTraits(prisma, id, now, BATCH));
    await inBatches(() => pruneOrderNotes(prisma, id, now - KEEP_ORPHANED_NOTES, BATCH));
    await inBatches(() => pruneOutgoingEvents(prisma, id, now - KEEP_OUTGOING, BATCH));
    await pruneApiRequests(prisma, id, now - DAY);
    await pruneTasks(prisma, id, { endedBefore: now - KEEP_TASKS, unansweredBefore: now - KEEP_UNANSWERED });
    if (state === 'installed') await resumeWork(context, id);
  }
}

async function inBatches(batch: () => Promise<number>): Promise<void> {
  while ((await batch()) === BATCH);
}

async function expireRewards(context: Context, shopId: string, before: number): Promise<number> {
  return context.db.prisma.$transaction(async (tx) => {
    const expired = await expireDue(tx, shopId, before, BATCH);
    const at = context.now();
    const entries = expired.flatMap(({ rewardId, turn, accrued }) =>
      entriesForMove({ rewardId, turn, amount: accrued, at }, 'issued', 'expired'),
    );
    await appendEntries(tx, shopId, entries);
    return expired.length;
  });
}

/** The longest of all versions of the program: an order may belong to an older one. Milliseconds. */
async function attributionWindows(context: Context, shopId: string): Promise<number[]> {
  const versions = await context.db.prisma.program.findMany({ where: { shopId }, select: { rules: true } });
  return versions.map(({ rules }) => programRulesSchema.parse(rules).attribution.windowDays);
}
