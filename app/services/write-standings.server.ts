/** Puts what advocates' accounts show of their sharing where Shopify's customer account reads it: the customer's metafield. */
import type { Context } from '../context.server.ts';
import {
  forgetStandingChanges,
  listStandingChanges,
  shopsWithChangedStandings,
  type StandingChange,
  type StandingFacts,
  standingFacts,
} from '../data/standing-changes.server.ts';
import { findStorefront, type Storefront } from '../data/storefronts.server.ts';
import type { AccountStanding } from '../domain/extension-contract.ts';
import { programWords, rewardWords } from '../i18n/account-words.ts';
import { shareLinks } from '../share-links.server.ts';
import type { AdminClient } from '../shopify/client.server.ts';
import { LINKS_PER_CALL, setStandings } from '../shopify/operations/set-referral-links.ts';

type Person = NonNullable<StandingChange['person']>;

/** Changes of one run, so that it ends well within a job's time; planStandings has the rest done. */
const MOST_AT_ONCE = 5_000;
const PER_PAGE = 100;

/** Every quarter of a minute: enqueues write-standings for shops where one has changed. A shop's waiting job is not doubled. */
export async function planStandings(context: Context): Promise<void> {
  const { prisma } = context.db;
  const jobs = (await shopsWithChangedStandings(prisma)).map((shopId) => ({ data: { shopId }, once: shopId }));
  await context.queue.enqueueAll(prisma, 'write-standings', jobs);
}

/**
 * Writes each changed standing as it is now, 25 a call. A change is forgotten when it is written: what changes meanwhile is a change of its own.
 * Repeats are harmless. Who cannot be written to (deleted in Shopify meanwhile) holds nobody up. Throws Fault.
 */
export async function writeStandings(context: Context, { shopId }: { shopId: string }): Promise<void> {
  const { prisma } = context.db;
  const installed = await prisma.shop.findUnique({ where: { id: shopId }, select: { domain: true } });
  const shop = installed === null ? null : await findStorefront(prisma, installed.domain);
  if (shop === null) return;
  const client = await context.shopify(shop.domain, 'background');
  let after = 0n;
  for (let seen = 0; seen < MOST_AT_ONCE; seen += PER_PAGE) {
    const changes = await listStandingChanges(prisma, shopId, after, PER_PAGE);
    if (!(await writePage(context, client, shop, changes)) || changes.length < PER_PAGE) return;
    after = changes.at(-1)?.id ?? after;
  }
}

/** False when Shopify takes none at all; then they wait for the next run. */
async function writePage(context: Context, client: AdminClient, shop: Storefront, changes: StandingChange[]): Promise<boolean> {
  const { prisma } = context.db;
  const people = new Map(changes.flatMap(({ person }) => (person === null ? [] : [[person.advocateId, person]])));
  const idsOf = (advocateIds: ReadonlySet<string | null>) =>
    changes.filter(({ person }) => advocateIds.has(person?.advocateId ?? null)).map(({ id }) => id);
  await forgetStandingChanges(prisma, shop.id, idsOf(new Set([null])));
  const all = [...people.values()];
  for (let from = 0; from < all.length; from += LINKS_PER_CALL) {
    const some = all.slice(from, from + LINKS_PER_CALL);
    if (!(await write(context, client, shop, some))) return false;
    await forgetStandingChanges(prisma, shop.id, idsOf(new Set(some.map(({ advocateId }) => advocateId))));
  }
  return true;
}

/** Shopify writes all or none, so who is refused is left out and the rest sent again. */
async function write(context: Context, client: AdminClient, shop: Storefront, people: Person[]): Promise<boolean> {
  const ids = people.map(({ advocateId }) => advocateId);
  const facts = await standingFacts(context.db.prisma, shop.id, ids);
  let rest = people;
  while (rest.length > 0) {
    const { rejected } = await setStandings(
      client,
      rest.map((person) => ({
        customerId: person.customerId,
        standing: standingOf(context, shop, person, facts.get(person.advocateId)),
      })),
    );
    if (rejected.length === 0) return true;
    context.log.warn({ shopId: shop.id, refused: rejected.length }, 'standings refused');
    if (rejected.includes(null)) return false;
    rest = rest.filter(({ customerId }) => !rejected.includes(customerId));
  }
  return true;
}

/** Who was blocked shares nothing any more, and keeps what they have. */
function standingOf(context: Context, shop: Storefront, person: Person, facts: StandingFacts | undefined): AccountStanding {
  const { rules } = shop.program;
  return {
    live: rules.live && person.isActive,
    links: shareLinks(context.env, shop, person.code),
    friends: facts?.friends ?? 0,
    pending: facts?.pending ?? 0,
    rewards: (facts?.usable ?? []).map(({ value, currency, code, expiresAt }) => ({
      value: rewardWords(value, currency),
      code,
      expiresAt,
    })),
    words: programWords(rules),
  };
}
