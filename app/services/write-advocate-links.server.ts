/** Completes new advocates: names them, and puts each one's link where the storefront and the customer account read it: the customer's metafield. */
import type { Context } from '../context.server.ts';
import { describeAdvocates } from '../data/advocates.server.ts';
import { type DueLink, listDueLinks, markLinksWritten } from '../data/advocate-links.server.ts';
import { findRowsOfPerson, rewardsWaitingFor } from '../data/customer-merges.server.ts';
import { referralLink } from '../domain/referral-link.ts';
import { signedRef } from '../link-signer.server.ts';
import type { AdminClient } from '../shopify/client.server.ts';
import { readCustomers } from '../shopify/operations/customers-by-ids.ts';
import { LINKS_PER_CALL, setReferralLinks } from '../shopify/operations/set-referral-links.ts';
import { enqueueGrants } from './enqueue-grants.server.ts';
import { sealAdvocate } from './seal-advocate.server.ts';

/**
 * Writes all links of one shop that are still to do, 25 a call, after asking Shopify for the names of advocates who joined without one.
 * Repeats are harmless: the same link is written again. One that Shopify refuses (a customer deleted meanwhile) does not hold the others up,
 * and is tried again by the next run. Throws Fault.
 */
export async function writeAdvocateLinks(context: Context, { shopId }: { shopId: string }): Promise<void> {
  const { prisma } = context.db;
  const shop = await prisma.shop.findUnique({ where: { id: shopId } });
  if (shop?.state !== 'installed') return;
  const client = await context.shopify(shop.domain, 'background');
  let last: DueLink | null = null;
  do {
    const due: DueLink[] = await listDueLinks(prisma, shopId, last, LINKS_PER_CALL);
    await describe(context, client, shop, due);
    const linkOf = ({ code }: DueLink) => referralLink(shop.storefrontUrl, signedRef(context.env, shopId, code, 'metafield'));
    const written = await write(client, linkOf, due);
    await markLinksWritten(prisma, shopId, written, context.now());
    await payGuests(
      context,
      shopId,
      due.filter(({ byEmail, advocateId }) => byEmail && written.includes(advocateId)),
    );
    if (written.length < due.length) context.log.warn({ shopId, refused: due.length - written.length }, 'links refused');
    last = due.length === LINKS_PER_CALL ? (due.at(-1) ?? null) : null;
  } while (last !== null);
}

/** Who joined by e-mail has an account now: rewards that need one were waiting for it. */
async function payGuests(context: Context, shopId: string, guests: readonly DueLink[]): Promise<void> {
  const { prisma } = context.db;
  for (const { advocateId, customerId } of guests) {
    const rows = await findRowsOfPerson(prisma, shopId, advocateId);
    await enqueueGrants(context, prisma, shopId, await rewardsWaitingFor(prisma, shopId, customerId, rows));
  }
}

/** Shopify writes all or none, so what it refuses is left out and the rest sent again. Returns the advocates whose link is written. */
async function write(client: AdminClient, linkOf: (due: DueLink) => string, due: DueLink[]): Promise<string[]> {
  let rest = due;
  while (rest.length > 0) {
    const links = rest.map((each) => ({ customerId: each.customerId, link: linkOf(each) }));
    const answer = await setReferralLinks(client, links);
    if ('written' in answer) break;
    const refused = new Set(answer.rejected.map((problem) => problem.customerId));
    const accepted = rest.filter(({ customerId }) => !refused.has(customerId));
    rest = accepted.length < rest.length ? accepted : []; // a refusal that names nobody concerns them all
  }
  return rest.map(({ advocateId }) => advocateId);
}

/** Who joins on the storefront is known by the customer's id only. */
async function describe(
  context: Context,
  client: AdminClient,
  shop: { id: string; personalKey: Uint8Array },
  due: DueLink[],
): Promise<void> {
  const nameless = due.filter(({ named }) => !named).map(({ customerId }) => customerId);
  if (nameless.length === 0) return;
  const { vault } = context;
  const hasher = vault.forShop(shop.personalKey);
  const people = (await readCustomers(client, nameless)).map(({ firstName, lastName, ...customer }) =>
    sealAdvocate({ ...customer, name: [firstName, lastName].filter(Boolean).join(' ') }, vault, hasher),
  );
  await describeAdvocates(context.db.prisma, shop, people);
}
