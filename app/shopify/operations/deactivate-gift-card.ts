import { z } from 'zod';
import type { AdminClient, Operation } from '../client.server.ts';

const result = z.object({
  giftCardDeactivate: z.object({
    giftCard: z.object({ id: z.string() }).nullable(),
    userErrors: z.array(z.object({ message: z.string(), code: z.string().nullable() })),
  }),
});

export const deactivateCard: Operation<{ id: string }, z.infer<typeof result>> = {
  name: 'DeactivateGiftCard',
  document: `#graphql
    mutation DeactivateGiftCard($id: ID!) {
      giftCardDeactivate(id: $id) {
        giftCard { id }
        userErrors { message code }
      }
    }`,
  result,
};

/** Ends a gift card for good: Shopify cannot turn it on again. Doing it twice is harmless. @param cardId gid. Throws Fault. */
export async function deactivateGiftCard(client: AdminClient, cardId: string): Promise<{ ended: true } | { rejected: string }> {
  const { giftCardDeactivate: answer } = await client.run(deactivateCard, { id: cardId });
  if (answer.giftCard) return { ended: true };
  return { rejected: answer.userErrors.map((error) => error.message).join(' ') || 'Shopify gave no reason.' };
}
