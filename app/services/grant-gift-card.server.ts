/** Pays a reward as a gift card, once: its code is derived from the reward, so Shopify makes it once, and a later try finds it. */
import type { Context } from '../context.server.ts';
import { failPayout } from '../data/payouts.server.ts';
import type { Grant } from '../data/reward-grants.server.ts';
import { discountCodeBytes } from '../discount-code-bytes.server.ts';
import { giftCardCode } from '../domain/discount-code.ts';
import type { Money } from '../domain/money.ts';
import type { AdminClient } from '../shopify/client.server.ts';
import { Fault } from '../shopify/faults.ts';
import { createGiftCard } from '../shopify/operations/create-gift-card.ts';
import { findGiftCards } from '../shopify/operations/find-gift-cards.ts';
import { beginPayout } from './begin-payout.server.ts';
import { refusedPayout } from './payout-problems.ts';
import { recordPayout } from './record-payout.server.ts';

/** How many codes are tried when strangers' cards have the first ones; each is one of 2^72. */
const VARIANTS = 3;

/** @throws Fault; the card may exist then, and the next try finds it */
export async function grantGiftCard(context: Context, grant: Grant, customerId: string): Promise<void> {
  const { rewardId, shop } = grant;
  const client = await context.shopify(shop.domain);
  const begun = await beginPayout(context, grant, false);
  if (begun === null) return undefined;
  const { amount } = begun;
  if (amount.minor === 0n) return recordPayout(context, grant, null);
  const made = await findCardOf(client, grant, formerGiftCardCodes(context, grant));
  if (made !== null) return recordPayout(context, grant, made);
  for (const code of giftCardCodes(context, grant)) {
    const answer = await createGiftCard(client, { code, amount, customerId, note: noteOf(grant) });
    if ('created' in answer) return recordPayout(context, grant, answer.created);
    if ('rejected' in answer) return failPayout(context.db.prisma, shop.id, rewardId, refusedPayout(answer.rejected));
    const own = await findOwnCard(client, grant, { code, amount, customerId });
    if (own !== null) return recordPayout(context, grant, own);
  }
  throw new Fault('refused', 'every gift card code of this reward is taken by other cards');
}

/** The codes that a reward's card may have, in the order in which they are tried: the same at every try, and kept nowhere. */
export function giftCardCodes({ env }: Context, { rewardId, turn, shop }: Grant): string[] {
  const name = `gift card ${rewardId}:turn ${turn}`;
  return Array.from({ length: VARIANTS }, (_, variant) =>
    giftCardCode(discountCodeBytes(env, 'reward', shop.id, variant === 0 ? name : `${name}:${variant}`)),
  );
}

/** Those it may have from before the key was exchanged. */
export function formerGiftCardCodes(context: Context, grant: Grant): string[] {
  const { APP_ENCRYPTION_KEY_FORMER: former } = context.env;
  return former === undefined ? [] : giftCardCodes({ ...context, env: { ...context.env, APP_ENCRYPTION_KEY: former } }, grant);
}

/**
 * The card of this code, if it is the reward's: by its note, which staff may edit, or by whose it is and its worth.
 * @throws Fault `unreachable` when no card ends in these characters: it exists, but Shopify does not show it yet
 */
async function findOwnCard(
  client: AdminClient,
  grant: Grant,
  wanted: { code: string; amount: Money; customerId: string },
): Promise<string | null> {
  const cards = await findGiftCards(client, wanted.code);
  if (cards.length === 0) throw new Fault('unreachable', 'the gift card exists, but Shopify does not show it yet');
  const isWorth = (initial: Money) => initial.minor === wanted.amount.minor && initial.currency === wanted.amount.currency;
  const own =
    cards.find(({ note }) => note === noteOf(grant)) ??
    cards.find(({ customerId, initial }) => customerId === wanted.customerId && isWorth(initial));
  return own?.cardId ?? null;
}

/** The reward's card that an earlier try made, under any of its codes; null when there is none. Throws Fault. */
export async function findMadeCard(context: Context, client: AdminClient, grant: Grant): Promise<string | null> {
  return findCardOf(client, grant, [...giftCardCodes(context, grant), ...formerGiftCardCodes(context, grant)]);
}

async function findCardOf(client: AdminClient, grant: Grant, codes: readonly string[]): Promise<string | null> {
  for (const code of codes) {
    const own = (await findGiftCards(client, code)).find(({ note }) => note === noteOf(grant));
    if (own) return own.cardId;
  }
  return null;
}

function noteOf({ rewardId, turn }: Grant): string {
  return turn === 0 ? `Vouchsafe referral reward ${rewardId}` : `Vouchsafe referral reward ${rewardId} (${turn + 1})`;
}
