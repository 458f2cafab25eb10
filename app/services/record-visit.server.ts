/** Landings with `?ref=`, reported by the storefront script. */
import type { Context } from '../context.server.ts';
import { findKeptCustomers } from '../data/customer-merges.server.ts';
import { noteEmbedSeen, type Storefront } from '../data/storefronts.server.ts';
import { insertVisits, type NewVisit, shareVisit } from '../data/visits.server.ts';
import type { VisitRequest } from '../domain/storefront-contract.ts';
import { fitText } from '../domain/untrusted-text.ts';
import { readLink } from '../link-signer.server.ts';
import type { ShopHasher } from '../personal-data.server.ts';
import { remindOfSignUp } from './remind-of-sign-up.server.ts';

/** Who asks, as far as Shopify's signed request tells. */
export type Visitor = {
  /** Signed-in customer: numeric part of the gid. */
  customerId: string | null;
  networkAddress: string | null;
  userAgent: string | null;
};

/** One report. `hashes`: of its shop. */
export type VisitReport = { shop: Storefront; hashes: ShopHasher; visit: VisitRequest; visitor: Visitor };

/**
 * Stores the visits; a repeat of the same id changes nothing, unless it says who the visitor is: a browser reports its visit again when somebody
 * has signed in. A code that leads to nobody is stored as it was received.
 */
export async function recordVisits(context: Context, reports: readonly VisitReport[]): Promise<void> {
  const landings = await asKeptCustomers(
    context,
    reports.map((report) => landingOf(context, report)),
  );
  const first = withoutRepeats(landings);
  const stored = await insertVisits(context.db.pool, [...first.values()]);
  const outcomes = new Map([...first.keys()].map((key, place) => [key, stored[place]]));
  for (const [place, landing] of landings.entries()) {
    const { shop } = reports[place] ?? {};
    const outcome = outcomes.get(keyOf(landing));
    if (landing.customerId === null || shop === undefined || outcome === undefined) continue;
    const told = first.get(keyOf(landing));
    const code = told?.code === landing.code ? outcome.code : landing.code;
    const isNews = (told === landing && outcome.isNews) || (await shareVisitOf(context, landing, landing.customerId, code));
    if (isNews && outcome.advocateId !== null) await remindOfSignUp(context, shop, landing.customerId);
  }
  for (const shop of new Set(reports.map((report) => report.shop))) {
    await noteEmbedSeen(context.db.sql, shop, context.now());
  }
}

/** One of them. */
export function recordVisit(context: Context, shop: Storefront, visit: VisitRequest, visitor: Visitor): Promise<void> {
  return recordVisits(context, [{ shop, hashes: context.vault.forShop(shop.personalKey), visit, visitor }]);
}

function landingOf(context: Context, { shop, hashes, visit, visitor }: VisitReport): NewVisit {
  const link = readLink(context.env, shop.id, visit.code);
  return {
    shopId: shop.id,
    id: visit.id,
    ...('code' in link ? link : { code: fitText(visit.code, 64), trust: 'hint' as const, channel: null }),
    at: context.now(),
    landingPath: pathOf(visit.path),
    referrerHost: hostOf(visit.referrer ?? null),
    networkHash: hashes.network(visitor.networkAddress),
    deviceHash: hashes.device(visitor.userAgent),
    customerId: visitor.customerId,
  };
}

/** An account that staff merged with another one by hand still signs in. */
async function asKeptCustomers({ db }: Context, landings: readonly NewVisit[]): Promise<NewVisit[]> {
  const kept = new Map<string, ReadonlyMap<string, string>>();
  for (const shopId of new Set(landings.map((landing) => landing.shopId))) {
    const named = landings.flatMap((landing) => (landing.shopId === shopId ? (landing.customerId ?? []) : []));
    kept.set(shopId, await findKeptCustomers(db.sql, shopId, [...new Set(named)]));
  }
  return landings.map((landing) => {
    const { shopId, customerId } = landing;
    return customerId === null ? landing : { ...landing, customerId: kept.get(shopId)?.get(customerId) ?? customerId };
  });
}

const keyOf = ({ shopId, id }: NewVisit) => `${shopId} ${id}`;

/** Each visit as it is told first, or first with who the visitor is: one statement cannot store a row twice. */
function withoutRepeats(landings: readonly NewVisit[]): Map<string, NewVisit> {
  const first = new Map<string, NewVisit>();
  for (const landing of landings) {
    const known = first.get(keyOf(landing));
    if (known === undefined || (landing.customerId !== null && known.customerId === null)) first.set(keyOf(landing), landing);
  }
  return first;
}

function shareVisitOf(context: Context, { shopId, id }: NewVisit, customerId: string, code: string): Promise<boolean> {
  return shareVisit(context.db.prisma, shopId, { id, code, customerId }, context.newId());
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
