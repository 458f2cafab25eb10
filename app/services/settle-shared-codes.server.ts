/** Brings the shared codes of advocates in Shopify to what the rules want: made, replaced, ended. */
import type { Context } from '../context.server.ts';
import {
  changeSharedCodes,
  listUnsettledCodes,
  noteSharedCodeTried,
  openSharedCode,
  settleSharedCode,
  type SharedCode,
} from '../data/shared-codes.server.ts';
import { currentProgram } from '../data/programs.server.ts';
import { findStorefront, rulesOfVersion, type Storefront } from '../data/storefronts.server.ts';
import type { Transaction } from '../db.server.ts';
import { codeOfferOf, sharedCodeWanted } from '../domain/offer.ts';
import { writeProblem } from '../domain/problem.ts';
import type { AdminClient } from '../shopify/client.server.ts';
import { Fault } from '../shopify/faults.ts';
import { nextStep } from '../shopify/next-step.ts';
import { sharedCodeFamily, sharedCodeLabel } from './shared-code-label.ts';
import { deleteDiscount } from '../shopify/operations/delete-discount.ts';
import { findDiscountByCode } from '../shopify/operations/find-discount-by-code.ts';
import { mintCode } from './mint-code.server.ts';

/** Codes of one run: a job must end in time. */
const MANY = 200;
/** A call to Shopify that was under way when a code was ended has come to its end by then. */
const CALL_IS_OVER = 120_000;
const CLOCK_DIFFERENCE = 60_000;

type Shop = Pick<Storefront, 'id' | 'domain' | 'timeZone'>;
/** `later` and `refused` say why, to the merchant. */
type Settled = 'ready' | 'ended' | { later: string } | { refused: string };

const CHANGED = { later: writeProblem('changed-meanwhile') };

/** To be called in the transaction that changed the rules, or who is active: what is wanted changes at once, Shopify follows in a job. */
export async function wantSharedCodes(context: Pick<Context, 'queue'>, tx: Transaction, shopId: string): Promise<void> {
  const program = await currentProgram(tx, shopId);
  const wish = { wanted: sharedCodeWanted(program.rules), programVersion: program.version };
  if ((await changeSharedCodes(tx, shopId, wish)) === 0) return;
  await context.queue.enqueue(tx, 'settle-shared-codes', { shopId }, { once: shopId });
}

/** The code of one advocate for everybody: made with the first claim, exactly once, however many friends ask at once. */
export async function ensureSharedCode(
  context: Context,
  shop: Storefront,
  advocateId: string,
): Promise<Exclude<Settled, 'ended'>> {
  const wanted = sharedCodeWanted(shop.program.rules);
  if (wanted === null) return { refused: writeProblem('no-shared-codes') };
  const wish = { wanted, programVersion: shop.program.version };
  const shared = await context.db.prisma.$transaction((tx) => openSharedCode(tx, shop.id, advocateId, wish, context.now()));
  if (shared === null) return CHANGED;
  const settled = shared.state === 'ready' ? 'ready' : await settle(context, shop, shared);
  return settled === 'ended' ? CHANGED : settled;
}

/** Job. What Shopify refuses is shown to the merchant and tried again with the next claim. Throws Fault when asking again can help. */
export async function settleSharedCodes(context: Context, { shopId }: { shopId: string }): Promise<void> {
  const { prisma } = context.db;
  const row = await prisma.shop.findUnique({ where: { id: shopId }, select: { domain: true } });
  const shop = row && (await findStorefront(prisma, row.domain));
  if (!shop) return;
  const codes = await listUnsettledCodes(prisma, shopId, MANY);
  const outcomes: Settled[] = [];
  for (const shared of codes) outcomes.push(await settle(context, shop, shared));
  if (outcomes.some((outcome) => typeof outcome === 'object' && 'later' in outcome))
    throw new Fault('unreachable', 'Shopify did not take every shared code');
  const isMore = codes.length === MANY;
  const lookAgain = codes.some((shared) => shared.wanted === null && mayBeUnderWay(shared, context.now()));
  if (!isMore && !lookAgain) return;
  const when = isMore ? {} : { runAt: context.now() + CALL_IS_OVER };
  await context.queue.enqueue(prisma, 'settle-shared-codes', { shopId }, { once: shopId, ...when });
}

async function settle(context: Context, shop: Shop, shared: SharedCode): Promise<Settled> {
  const { prisma } = context.db;
  try {
    const client = await context.shopify(shop.domain);
    if (shared.turn > 1) await removeEarlier(client, shared);
    if (shared.wanted !== null) return await make(context, shop, shared);
    // Until then a try of before may still make the discount: it is looked for once more.
    if (!mayBeUnderWay(shared, context.now())) await settleSharedCode(prisma, shop.id, shared, 'ended');
    return 'ended';
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    context.log.warn({ shopId: shop.id, advocateId: shared.advocateId, fault: error.kind }, 'shared code not settled');
    const problem = nextStep(error);
    if (error.retry) return { later: problem };
    await settleSharedCode(prisma, shop.id, shared, { failed: problem });
    return { refused: problem };
  }
}

async function make(context: Context, shop: Shop, shared: SharedCode): Promise<Settled> {
  const { prisma } = context.db;
  const { offer, currency } = await rulesOfVersion(prisma, shop.id, shared.programVersion);
  const value = codeOfferOf(offer.value);
  if (value === null) throw new Error('a shared code is wanted of a program whose offer has no code');
  const now = context.now();
  await noteSharedCodeTried(prisma, shop.id, shared, now);
  const answer = await mintCode(context, shop, {
    ...{ purpose: 'offer', mode: { kind: 'shared' }, code: shared.code, label: sharedCodeLabel(shared) },
    ...{ value, terms: offer.terms, currency, minimumSubtotalMinor: offer.minimumSubtotalMinor },
    ...{ startsAt: now - CLOCK_DIFFERENCE, endsAt: null },
  });
  if ('minted' in answer) {
    if (await settleSharedCode(prisma, shop.id, shared, { ready: answer.minted.discountId })) return 'ready';
    await remove(await context.shopify(shop.domain), answer.minted.discountId); // something else is wanted by now
    return CHANGED;
  }
  const problem =
    'rejected' in answer ? writeProblem('shared-refused', answer.rejected) : writeProblem('shared-taken', shared.code);
  await settleSharedCode(prisma, shop.id, shared, { failed: problem });
  context.log.warn({ shopId: shop.id, advocateId: shared.advocateId }, 'shared code refused by Shopify');
  return { refused: problem };
}

/** What was made for an earlier turn gives its code back; what a stranger made stays. */
async function removeEarlier(client: AdminClient, shared: SharedCode): Promise<void> {
  const found = await findDiscountByCode(client, shared.code);
  if (found === null) return;
  const { title, tag } = sharedCodeLabel(shared);
  const isOfThisTurn = found.tags.includes(tag) || found.title === title;
  const isOurs =
    found.tags.some((each) => each.startsWith(sharedCodeFamily(shared))) ||
    found.title.startsWith(sharedCodeLabel(shared, 1).title);
  if (isOurs && (!isOfThisTurn || shared.wanted === null || !found.usable)) await remove(client, found.discountId);
}

async function remove(client: AdminClient, discountId: string): Promise<void> {
  const answer = await deleteDiscount(client, discountId);
  if ('rejected' in answer) throw new Fault('refused', answer.rejected);
}

function mayBeUnderWay({ triedAt }: SharedCode, now: number): boolean {
  return triedAt !== null && triedAt > now - CALL_IS_OVER;
}
