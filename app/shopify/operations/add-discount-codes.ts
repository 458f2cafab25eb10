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
  discountRedeemCodeBulkCreation: z.object({ done: z.boolean(), failedCount: z.number() }).nullable(),
});
const results = z.object({
  discountRedeemCodeBulkCreation: z.object({ codes: z.object({ nodes: z.array(code) }) }).nullable(),
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

export const bulkProgress: Operation<{ id: string }, z.infer<typeof progress>> = {
  name: 'AddingDiscountCodes',
  document: `#graphql
    query AddingDiscountCodes($id: ID!) {
      discountRedeemCodeBulkCreation(id: $id) { done failedCount }
    }`,
  result: progress,
};

export const bulkResults: Operation<{ id: string; first: number }, z.infer<typeof results>> = {
  name: 'AddedDiscountCodes',
  document: `#graphql
    query AddedDiscountCodes($id: ID!, $first: Int!) {
      discountRedeemCodeBulkCreation(id: $id) {
        codes(first: $first) { nodes { code discountRedeemCode { id } errors { code message } } }
      }
    }`,
  result: results,
};

/** `added`: its gid, null where Shopify was not asked. `taken`: a discount has this code already, this one or another. `failed`: asking again helps. */
export type AddedCode = { added: string | null } | { taken: true } | { failed: string };

const FIRST_PAUSE = 100;
const LONGEST_PAUSE = 2_000;
/** Of so few codes the ids are asked for, too: every row of an answer has its price. */
const FEW = 10;

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
  const failed = await untilDone(client, id, patience);
  if (failed === 0 && codes.length > FEW) return { codes: new Map(codes.map((text) => [text, { added: null }])) };
  const { discountRedeemCodeBulkCreation: told } = await client.run(bulkResults, { id, first: codes.length });
  if (told === null) throw new Fault('unreachable', 'Shopify does not tell which discount codes it added');
  return { codes: new Map(told.codes.nodes.map((node) => [node.code, outcomeOf(node)])) };
}

/** How many codes were not added. */
async function untilDone(client: AdminClient, id: string, patience: number): Promise<number> {
  for (let pause = FIRST_PAUSE, waited = 0; ; pause = Math.min(pause * 2, LONGEST_PAUSE)) {
    await new Promise((resolve) => setTimeout(resolve, pause));
    waited += pause;
    const { discountRedeemCodeBulkCreation: state } = await client.run(bulkProgress, { id });
    if (state?.done === true) return state.failedCount;
    if (state === null || waited >= patience) throw new Fault('unreachable', 'Shopify is still adding the discount codes');
  }
}

function outcomeOf({ discountRedeemCode, errors }: z.infer<typeof code>): AddedCode {
  if (discountRedeemCode !== null) return { added: discountRedeemCode.id };
  if (errors.some((error) => error.code === 'TAKEN' || error.code === 'DUPLICATE')) return { taken: true };
  return { failed: errors.map(({ message }) => message).join(' ') || 'Shopify gave no reason.' };
}
