import { z } from 'zod';
import { Fault } from '../faults.ts';
import type { AdminClient, Operation } from '../client.server.ts';

/** Codes of one call. https://shopify.dev/docs/api/admin-graphql/2026-10/mutations/discountRedeemCodeBulkAdd */
export const MOST_CODES = 250;

const code = z.object({
  code: z.string(),
  discountRedeemCode: z.object({ id: z.string() }).nullable(),
  errors: z.array(z.object({ code: z.string().nullable(), message: z.string() })),
});
const started = z.object({
  discountRedeemCodeBulkAdd: z.object({
    bulkCreation: z.object({ id: z.string() }).nullable(),
    userErrors: z.array(z.object({ field: z.array(z.string()).nullable(), message: z.string(), code: z.string().nullable() })),
  }),
});
const progress = z.object({
  discountRedeemCodeBulkCreation: z.object({ done: z.boolean(), codes: z.object({ nodes: z.array(code) }) }).nullable(),
});

export const bulkAdd: Operation<{ id: string; codes: { code: string }[] }, z.infer<typeof started>> = {
  name: 'AddDiscountCodes',
  document: `#graphql
    mutation AddDiscountCodes($id: ID!, $codes: [DiscountRedeemCodeInput!]!) {
      discountRedeemCodeBulkAdd(discountId: $id, codes: $codes) {
        bulkCreation { id }
        userErrors { field message code }
      }
    }`,
  result: started,
};

export const bulkCreation: Operation<{ id: string; first: number }, z.infer<typeof progress>> = {
  name: 'AddedDiscountCodes',
  document: `#graphql
    query AddedDiscountCodes($id: ID!, $first: Int!) {
      discountRedeemCodeBulkCreation(id: $id) {
        done
        codes(first: $first) { nodes { code discountRedeemCode { id } errors { code message } } }
      }
    }`,
  result: progress,
};

/** `taken`: a discount has this code already, this one or another. `failed`: not added this time; asking again helps. */
export type AddedCode = { added: string } | { taken: true } | { failed: string };

const FIRST_PAUSE = 250;
const LONGEST_PAUSE = 2_000;

/**
 * Adds codes to a discount and waits until Shopify has gone through them. `gone`: the discount is not there any more.
 * Codes are unique in a shop whatever their case. Shopify has no idempotency key: codes that an earlier call added are `taken`.
 * @param patience milliseconds that Shopify may take
 * @throws Fault; `unreachable` also when it takes longer, and then the codes may be added later
 */
export async function addDiscountCodes(
  client: AdminClient,
  discountId: string,
  codes: readonly string[],
  patience: number,
): Promise<{ codes: Map<string, AddedCode> } | { gone: true } | { rejected: string }> {
  const { discountRedeemCodeBulkAdd: answer } = await client.run(bulkAdd, {
    id: discountId,
    codes: codes.map((text) => ({ code: text })),
  });
  if (answer.bulkCreation === null) {
    const message = answer.userErrors.map((error) => error.message).join(' ');
    const isGone = answer.userErrors.some(
      ({ field, code: error }) => error === 'INVALID' && field?.includes('discountId') === true,
    );
    return isGone ? { gone: true } : { rejected: message || 'Shopify gave no reason.' };
  }
  const { id } = answer.bulkCreation;
  for (let pause = FIRST_PAUSE, waited = 0; ; pause = Math.min(pause * 2, LONGEST_PAUSE)) {
    await new Promise((resolve) => setTimeout(resolve, pause));
    waited += pause;
    const { discountRedeemCodeBulkCreation: state } = await client.run(bulkCreation, { id, first: codes.length });
    if (state?.done === true) return { codes: new Map(state.codes.nodes.map((node) => [node.code, outcomeOf(node)])) };
    if (state === null || waited >= patience) throw new Fault('unreachable', 'Shopify is still adding the discount codes');
  }
}

function outcomeOf({ discountRedeemCode, errors }: z.infer<typeof code>): AddedCode {
  if (discountRedeemCode !== null) return { added: discountRedeemCode.id };
  if (errors.some((error) => error.code === 'TAKEN' || error.code === 'DUPLICATE')) return { taken: true };
  return { failed: errors.map(({ message }) => message).join(' ') || 'Shopify gave no reason.' };
}
