/** A signed-in customer joins: they get a code and a link. Name and address are fetched later by the job that writes the link. */
import { randomBytes } from 'node:crypto';
import type { Context } from '../context.server.ts';
import { enrolAdvocates } from '../data/advocates.server.ts';
import type { Storefront } from '../data/storefronts.server.ts';
import { makeReferralCode } from '../domain/referral-code.ts';
import type { StandingAnswer } from '../domain/storefront-contract.ts';
import { showStanding } from './show-standing.server.ts';

/** Joining again changes nothing; a program that is not live takes nobody in. Answers the customer's standing. */
export async function joinProgram(
  context: Context,
  shop: Storefront,
  customerId: string | null,
  locale: string,
): Promise<StandingAnswer> {
  if (customerId !== null && shop.program.rules.live) {
    await context.db.prisma.$transaction(async (tx) => {
      const nameless = { customerId, emailHash: null, phoneHash: null, nameSealed: null, emailSealed: null, nameSearch: [] };
      const newCode = () => makeReferralCode(randomBytes(16));
      const [advocate] = await enrolAdvocates(tx, shop, [nameless], 'storefront', context.now(), newCode, () => context.newId());
      if (advocate?.isNew === true) {
        await context.queue.enqueue(tx, 'write-advocate-links', { shopId: shop.id }, { once: shop.id });
      }
    });
  }
  return showStanding(context, shop, customerId, locale);
}
