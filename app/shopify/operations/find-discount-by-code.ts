import { z } from 'zod';
import type { AdminClient, Operation } from '../client.server.ts';

const redeemCode = z.object({ id: z.string(), code: z.string(), asyncUsageCount: z.number() });
const result = z.object({
  codeDiscountNodeByCode: z
    .object({
      id: z.string(),
      codeDiscount: z.object({
        __typename: z.string(),
        title: z.string().optional(),
        tags: z.array(z.string()).optional(),
        status: z.enum(['ACTIVE', 'EXPIRED', 'SCHEDULED']).optional(),
        endsAt: z.string().nullish(),
        codes: z.object({ nodes: z.array(redeemCode) }).optional(),
      }),
    })
    .nullable(),
});

export const discountByCode: Operation<{ code: string; search: string }, z.infer<typeof result>> = {
  name: 'DiscountByCode',
  document: `#graphql
    query DiscountByCode($code: String!, $search: String!) {
      codeDiscountNodeByCode(code: $code) {
        id
        codeDiscount {
          __typename
          ... on DiscountCodeBasic { title tags status endsAt codes(first: 5, query: $search) { nodes { id code asyncUsageCount } } }
          ... on DiscountCodeFreeShipping { title tags status endsAt codes(first: 5, query: $search) { nodes { id code asyncUsageCount } } }
          ... on DiscountCodeBxgy { title tags status endsAt codes(first: 5, query: $search) { nodes { id code asyncUsageCount } } }
        }
      }
    }`,
  result,
};

export type FoundDiscount = {
  /** gid of the DiscountCodeNode */
  discountId: string;
  title: string;
  tags: string[];
  /** False when deactivated or past its end. */
  usable: boolean;
  /** gid of the code in it; null when Shopify does not show it (yet). */
  redeemCodeId: string | null;
  /** How often this code was used, as far as Shopify has counted (its count lags a little). */
  uses: number;
  /** epoch milliseconds; null = never */
  endsAt: number | null;
};

/** The discount that a code belongs to, whoever made it; null when no discount has the code. Letter case does not matter. */
export async function findDiscountByCode(client: AdminClient, code: string): Promise<FoundDiscount | null> {
  const { codeDiscountNodeByCode: node } = await client.run(discountByCode, {
    code,
    search: `code:"${code.replaceAll('"', '')}"`,
  });
  if (!node) return null;
  const { title, tags, status, codes, endsAt } = node.codeDiscount;
  const own = codes?.nodes.find((one) => one.code.toUpperCase() === code.toUpperCase());
  return {
    discountId: node.id,
    title: title ?? '',
    tags: tags ?? [],
    usable: status === 'ACTIVE' || status === 'SCHEDULED',
    redeemCodeId: own?.id ?? null,
    uses: own?.asyncUsageCount ?? 0,
    endsAt: endsAt ? Date.parse(endsAt) : null,
  };
}
