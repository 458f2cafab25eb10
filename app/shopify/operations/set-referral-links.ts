import { z } from 'zod';
import { type AccountStanding, STANDING_METAFIELD_KEY } from '../../domain/extension-contract.ts';
import { LINK_METAFIELD_KEY } from '../../domain/storefront-contract.ts';
import type { AdminClient, Operation } from '../client.server.ts';
import { gidOf } from '../gid.ts';

const result = z.object({
  metafieldsSet: z.object({
    metafields: z.array(z.object({ id: z.string() })).nullable(),
    userErrors: z.array(
      z.object({ elementIndex: z.number().int().nullable(), message: z.string(), code: z.string().nullable() }),
    ),
  }),
});

export const setMetafields: Operation<{ metafields: Record<string, string>[] }, z.infer<typeof result>> = {
  name: 'SetReferralLinks',
  document: `#graphql
    mutation SetReferralLinks($metafields: [MetafieldsSetInput!]!) {
      metafieldsSet(metafields: $metafields) {
        metafields { id }
        userErrors { elementIndex message code }
      }
    }`,
  result,
};

/** Shopify takes so many metafields a call, all or none. */
export const LINKS_PER_CALL = 25;

export type ReferralLink = { customerId: string; link: string };

/**
 * Writes advocates' links to their customer metafields, where the storefront and the customer account read them. At most `LINKS_PER_CALL`.
 * All or none are written: `rejected` names those (by customer id) for which Shopify refuses, with its message.
 */
export async function setReferralLinks(
  client: AdminClient,
  links: ReferralLink[],
): Promise<{ written: true } | { rejected: { customerId: string | null; message: string }[] }> {
  const { metafieldsSet: answer } = await client.run(setMetafields, {
    metafields: links.map(({ customerId, link }) => ({
      ownerId: gidOf('Customer', customerId),
      namespace: '$app',
      key: LINK_METAFIELD_KEY,
      type: 'url',
      value: link,
    })),
  });
  if (answer.userErrors.length === 0) return { written: true };
  return {
    rejected: answer.userErrors.map((error) => ({
      customerId: error.elementIndex === null ? null : (links[error.elementIndex]?.customerId ?? null),
      message: error.message,
    })),
  };
}

/**
 * Writes what advocates' accounts show of their sharing. At most `LINKS_PER_CALL`; all or none are written: `rejected` has the customers
 * for whom Shopify refuses, null for a refusal that concerns them all.
 */
export async function setStandings(
  client: AdminClient,
  standings: readonly { customerId: string; standing: AccountStanding }[],
): Promise<{ rejected: (string | null)[] }> {
  const { metafieldsSet: answer } = await client.run(setMetafields, {
    metafields: standings.map(({ customerId, standing }) => ({
      ownerId: gidOf('Customer', customerId),
      namespace: '$app',
      key: STANDING_METAFIELD_KEY,
      type: 'json',
      value: JSON.stringify(standing),
    })),
  });
  return {
    rejected: answer.userErrors.map(({ elementIndex }) =>
      elementIndex === null ? null : (standings[elementIndex]?.customerId ?? null),
    ),
  };
}
