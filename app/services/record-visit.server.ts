/** A landing with `?ref=`, reported by the storefront script. */
import type { Context } from '../context.server.ts';
import { findAdvocatesByCode } from '../data/advocates.server.ts';
import { noteEmbedSeen, type Storefront } from '../data/storefronts.server.ts';
import { insertVisit, shareVisit } from '../data/visits.server.ts';
import { CHOSEN_MARK } from '../domain/chosen-code.ts';
import type { VisitRequest } from '../domain/storefront-contract.ts';
import { fitText } from '../domain/untrusted-text.ts';
import { readLink } from '../link-signer.server.ts';
import { remindOfSignUp } from './remind-of-sign-up.server.ts';

/** Who asks, as far as Shopify's signed request tells. */
export type Visitor = {
  /** Signed-in customer: numeric part of the gid. */
  customerId: string | null;
  networkAddress: string | null;
  userAgent: string | null;
};

/**
 * Stores the visit; a repeat of the same id changes nothing, unless it says who the visitor is: a browser reports its visit again when somebody
 * has signed in. A code that leads to nobody is stored as it was received.
 */
export async function recordVisit(context: Context, shop: Storefront, visit: VisitRequest, visitor: Visitor): Promise<void> {
  const { prisma } = context.db;
  const now = context.now();
  const hashes = context.vault.forShop(shop.personalKey);
  const link = readLink(context.env, shop.id, visit.code);
  const [advocate] = 'code' in link ? await findAdvocatesByCode(prisma, shop.id, [link.code]) : [];
  const { customerId } = visitor;
  const landing = {
    id: visit.id,
    advocateId: advocate?.advocateId ?? null,
    ...('code' in link ? link : { code: fitText(visit.code, 64), trust: 'hint' as const, channel: null }),
    // A chosen code may be a name.
    ...(advocate?.code.startsWith(CHOSEN_MARK) === true ? { code: advocate.madeCode } : {}),
    at: now,
    landingPath: pathOf(visit.path),
    referrerHost: hostOf(visit.referrer ?? null),
    networkHash: hashes.network(visitor.networkAddress),
    deviceHash: hashes.device(visitor.userAgent),
    customerId,
  };
  const isNews =
    (await insertVisit(prisma, shop.id, landing)) ||
    (customerId !== null && (await shareVisit(prisma, shop.id, { ...landing, customerId }, context.newId())));
  if (isNews && advocate !== undefined && customerId !== null) await remindOfSignUp(context, shop, customerId);
  await noteEmbedSeen(prisma, shop, now);
}

/** Path only: queries of landing pages may hold personal data. */
function pathOf(text: string): string {
  const path = URL.parse(text, 'https://shop.invalid')?.pathname ?? '/';
  return fitText(path, 512);
}

function hostOf(referrer: string | null): string | null {
  const url = referrer === null ? null : URL.parse(referrer);
  return url === null || !/^https?:$/.test(url.protocol) || url.hostname === '' ? null : fitText(url.hostname, 255);
}
