/** A signed-in customer joins: they get a code and a link. Name and address are fetched later by the job that writes the link. */
import { randomBytes } from 'node:crypto';
import type { Context } from '../context.server.ts';
import { enrolAdvocates, findAdvocateByCustomer } from '../data/advocates.server.ts';
import { adoptGuest, hasGuests } from '../data/guest-advocates.server.ts';
import type { Storefront } from '../data/storefronts.server.ts';
import { makeReferralCode } from '../domain/referral-code.ts';
import type { StandingAnswer } from '../domain/storefront-contract.ts';
import { readCustomers } from '../shopify/operations/customers-by-ids.ts';
import { showStanding } from './show-standing.server.ts';

/** Joining again changes nothing; a program that is not live takes nobody in. Answers the customer's standing. Throws Fault. */
export async function joinProgram(
  context: Context,
  shop: Storefront,
  customerId: string | null,
  locale: string,
): Promise<StandingAnswer> {
  if (customerId !== null && shop.program.rules.live && !(await isKnownGuest(context, shop, customerId))) {
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

/** They joined by e-mail before they had the account, which is theirs from now on. Shopify is asked for its address, where there are such advocates. */
async function isKnownGuest(context: Context, shop: Storefront, customerId: string): Promise<boolean> {
  const { prisma } = context.db;
  if ((await findAdvocateByCustomer(prisma, shop.id, customerId)) !== null || !(await hasGuests(prisma, shop.id))) return false;
  const [customer] = await readCustomers(await context.shopify(shop.domain), [customerId]);
  const emailHash = context.vault.forShop(shop.personalKey).email(customer?.email);
  if (emailHash === null) return false;
  return prisma.$transaction(async (tx) => {
    const adopted = await adoptGuest(tx, shop.id, customerId, { emailHash });
    if (adopted) await context.queue.enqueue(tx, 'write-advocate-links', { shopId: shop.id }, { once: shop.id });
    return adopted;
  });
}
