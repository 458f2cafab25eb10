/** Where the buyer of an order lives, and how they came: parts of the payload that are protected, and may be missing or anything else. Nothing throws. */
import { z } from 'zod';
import { canonicalAddress } from '../domain/postal-address.ts';
import { fitText } from '../domain/untrusted-text.ts';

const text = z.string().nullish().catch(null);
const addressSchema = z.object({ address1: text, address2: text, city: text, zip: text, country_code: text });

/** ISO 3166 alpha-2 of a postal address, else null. */
export function countryOf(address: unknown): string | null {
  const code = addressSchema.safeParse(address).data?.country_code?.toUpperCase() ?? '';
  return /^[A-Z]{2}$/.test(code) ? code : null;
}

/** Canonical spellings (domain/postal-address.ts), repeats removed, sorted: equal addresses make equal lists. */
export function addressesOf(addresses: readonly unknown[]): string[] {
  const told = addresses.flatMap((address) => addressSchema.safeParse(address).data ?? []);
  const different = new Map(told.map((address) => [JSON.stringify(address), address])); // mostly one: spelling it takes its time
  const doors = [...different.values()].flatMap(({ address1, address2, city, zip, country_code: countryCode }) => {
    return canonicalAddress({ address1, address2, city, zip, countryCode }) ?? [];
  });
  return [...new Set(doors)].sort();
}

/** As the app proxy cuts it: both are compared. */
export const LONGEST_USER_AGENT = 512;

/** Tills and drafts are the shop's own devices: everybody who buys there would have one network. */
const OWN_DEVICES = new Set(['pos', 'shopify_draft_order']);

/** A browser tells something together with its network only: half of the world has the same. */
export function browserOf(order: { source_name?: string | null | undefined; browser_ip?: unknown; client_details?: unknown }): {
  networkAddress: string | null;
  userAgent: string | null;
} {
  if (OWN_DEVICES.has(order.source_name ?? '')) return { networkAddress: null, userAgent: null };
  if (typeof order.browser_ip !== 'string') return { networkAddress: null, userAgent: null };
  const details = z.object({ user_agent: text }).safeParse(order.client_details).data;
  return {
    networkAddress: order.browser_ip,
    userAgent: details?.user_agent?.slice(0, LONGEST_USER_AGENT) ?? null,
  };
}

/** Host of a web address, lower case, without port; Shopify's `referring_site` may also be empty, or no address at all. */
export function hostOf(site: unknown): string | null {
  const url = typeof site === 'string' && site.length <= 8_192 ? URL.parse(site) : null;
  return url === null || !/^https?:$/.test(url.protocol) || url.hostname === '' ? null : fitText(url.hostname, 255);
}
