import { z } from 'zod';
import type { AdminClient, Operation } from '../client.server.ts';

const result = z.object({
  codeDiscountNodeByCode: z
    .object({
      id: z.string(),
      codeDiscount: z.object({
        __typename: z.string(),
        title: z.string().optional(),
        tags: z.array(z.string()).optional(),
        status: z.enum(['ACTIVE', 'EXPIRED', 'SCHEDULED']).optional(),
        asyncUsageCount: z.number().optional(),
        endsAt: z.string().nullish(),
      }),
    })
    .nullable(),
});

export const discountByCode: Operation<{ code: string }, z.infer<typeof result>> = {
  name: 'DiscountByCode',
  document: `#graphql
    query DiscountByCode($code: String!) {
      codeDiscountNodeByCode(code: $code) {
        id
        codeDiscount {
          __typename
          ... on DiscountCodeBasic { title tags status asyncUsageCount endsAt }
          ... on DiscountCodeFreeShipping { title tags status asyncUsageCount endsAt }
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
  /** How often the code was used, as far as Shopify has counted (its count lags a little). */
  uses: number;
  /** epoch milliseconds; null = never */
  endsAt: number | null;
};

/** The discount that a code belongs to, whoever made it; null when no discount has the code. Letter case does not matter. */
export async function findDiscountByCode(client: AdminClient, code: string): Promise<FoundDiscount | null> {
  const { codeDiscountNodeByCode: node } = await client.run(discountByCode, { code });
  if (!node) return null;
  const { title, tags, status, asyncUsageCount, endsAt } = node.codeDiscount;
  return {
    discountId: node.id,
    title: title ?? '',
    tags: tags ?? [],
    usable: status === 'ACTIVE' || status === 'SCHEDULED',
    uses: asyncUsageCount ?? 0,
    endsAt: endsAt ? Date.parse(endsAt) : null,
  };
}
