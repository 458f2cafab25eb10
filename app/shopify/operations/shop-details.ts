import { z } from 'zod';
import type { AdminClient, Operation } from '../client.server.ts';
import { numericId } from '../gid.ts';

const result = z.object({
  shop: z.object({
    id: z.string(),
    name: z.string(),
    contactEmail: z.string().nullish(),
    currencyCode: z.string().length(3),
    ianaTimezone: z.string(),
    primaryDomain: z.object({ url: z.url() }),
    plan: z.object({ publicDisplayName: z.string() }),
  }),
});

export const shopDetails: Operation<Record<string, never>, z.infer<typeof result>> = {
  name: 'ShopDetails',
  document: `#graphql
    query ShopDetails {
      shop { id name contactEmail currencyCode ianaTimezone primaryDomain { url } plan { publicDisplayName } }
    }`,
  result,
};

export type ShopDetails = {
  /** Numeric part of gid://shopify/Shop/… */
  shopifyId: string;
  name: string;
  /** Where customers reach it. */
  contactEmail: string | null;
  /** ISO 4217 */
  currency: string;
  /** IANA name */
  timeZone: string;
  /** https://host of the primary domain, no slash at the end */
  storefrontUrl: string;
  plan: string;
};

/** What the shop is called, sells in, and where its storefront is. */
export async function readShopDetails(client: AdminClient): Promise<ShopDetails> {
  const { shop } = await client.run(shopDetails, {});
  return {
    shopifyId: numericId(shop.id),
    name: shop.name,
    contactEmail: shop.contactEmail ?? null,
    currency: shop.currencyCode,
    timeZone: shop.ianaTimezone,
    storefrontUrl: new URL(shop.primaryDomain.url).origin,
    plan: shop.plan.publicDisplayName,
  };
}
