/** What a friend's link offers, before they claim it. */
import type { Context } from '../context.server.ts';
import { type AdvocateRecord, findAdvocatesByCode } from '../data/advocates.server.ts';
import type { Storefront } from '../data/storefronts.server.ts';
import { readRef } from '../domain/signed-ref.ts';
import type { OfferAnswer } from '../domain/storefront-contract.ts';
import { claimEndsAt, giftOf } from '../domain/offer.ts';
import { dayText } from '../i18n/figures.ts';
import { claimNote, offerHeadline, offerTerms } from '../i18n/storefront-words.ts';

type Offer = Extract<OfferAnswer, { available: true }>;

/** The answer is the same for every visitor: it tells nothing about who is a customer. */
export async function quoteOffer(context: Context, shop: Storefront, code: string, locale: string): Promise<OfferAnswer> {
  const advocate = shop.program.rules.live ? await findSharer(context, shop, code) : null;
  return advocate === null ? { available: false } : offerOf(context, shop, advocate, locale);
}

/** The offer that the advocate's link leads to, in words. */
export function offerOf(
  { vault, now }: Pick<Context, 'vault' | 'now'>,
  shop: Storefront,
  advocate: AdvocateRecord,
  locale: string,
): Offer {
  const { rules } = shop.program;
  return {
    available: true,
    advocateName: advocate.nameSealed === null ? null : firstName(vault.open(advocate.nameSealed)),
    headline: offerHeadline(rules, locale),
    terms: offerTerms(rules, locale),
    hasCode: giftOf(rules) !== 'payout',
    note: claimNote(rules, locale),
    until: dayText(claimEndsAt(rules, now()), locale, shop.timeZone),
  };
}

/** The active advocate a link leads to. @param ref the code alone, or sealed */
export async function findSharer(context: Context, shop: Storefront, ref: string): Promise<AdvocateRecord | null> {
  const read = readRef(ref);
  if ('problem' in read) return null;
  const [advocate] = await findAdvocatesByCode(context.db.prisma, shop.id, [read.code]);
  return advocate?.state === 'active' ? advocate : null;
}

/** Only the first word of a name is shown to strangers, and never an address typed in as a name. */
function firstName(name: string): string | null {
  const [first = ''] = name.trim().split(/\s+/);
  return first === '' || /[@\d/:]/.test(first) || first.length > 40 ? null : first;
}
