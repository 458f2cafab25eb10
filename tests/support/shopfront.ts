/** A shop with a live program and an advocate, as the storefront's services meet them. */
import { randomBytes } from 'node:crypto';
import { type EnrolledAdvocate, enrolAdvocates } from '#app/data/advocates.server.ts';
import { findStorefront, type Storefront } from '#app/data/storefronts.server.ts';
import { defaultRules, type ProgramRules } from '#app/domain/program.ts';
import { makeReferralCode } from '#app/domain/referral-code.ts';
import type { TestContext } from './context.ts';

export const newCode = () => makeReferralCode(randomBytes(16));

export async function openShop(
  context: TestContext,
  shop: { domain: string; currency?: string; rules?: Partial<ProgramRules>; embedSeenAt?: Date },
): Promise<Storefront> {
  const { domain, currency = 'USD', rules = {}, embedSeenAt = null } = shop;
  await context.db.prisma.shop.create({
    data: {
      id: crypto.randomUUID(),
      domain,
      name: 'Tea',
      storefrontUrl: `https://${domain}`,
      currency,
      timeZone: 'Europe/Berlin',
      personalKey: context.vault.newShopKey(),
      installedAt: new Date(context.now()),
      embedSeenAt,
      programs: {
        create: { version: 1, rules: defaultRules(currency), createdAt: new Date(context.now()), createdBy: 'install' },
      },
    },
  });
  return saveRules(context, domain, 2, { ...defaultRules(currency), live: true, ...rules });
}

/** A new version of the program; answers the shop as the next request sees it. */
export async function saveRules(context: TestContext, domain: string, version: number, rules: ProgramRules): Promise<Storefront> {
  const { id } = await context.db.prisma.shop.findUniqueOrThrow({ where: { domain } });
  await context.db.prisma.program.create({
    data: { shopId: id, version, rules, createdAt: new Date(context.now()), createdBy: '1' },
  });
  const shop = await findStorefront(context.db.prisma, domain);
  if (shop === null) throw new Error('the shop is not installed');
  return shop;
}

export async function enrol(
  context: TestContext,
  shop: Storefront,
  person: { customerId: string; name?: string },
): Promise<EnrolledAdvocate> {
  const { customerId, name } = person;
  const newcomer = {
    customerId,
    emailHash: null,
    phoneHash: null,
    nameSealed: name === undefined ? null : context.vault.seal(name),
    emailSealed: null,
    nameSearch: [],
  };
  const [advocate] = await enrolAdvocates(context.db.prisma, shop, [newcomer], 'order', context.now(), newCode, () =>
    crypto.randomUUID(),
  );
  if (advocate === undefined) throw new Error('not enrolled');
  return advocate;
}
