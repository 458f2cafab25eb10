import { z } from 'zod';
import { type Money, parseMoney } from '../../domain/money.ts';
import type { AdminClient, Operation } from '../client.server.ts';

const result = z.object({
  giftCardDeactivate: z.object({
    giftCard: z.object({ id: z.string(), balance: z.object({ amount: z.string(), currencyCode: z.string() }) }).nullable(),
    userErrors: z.array(z.object({ message: z.string(), code: z.string().nullable() })),
  }),
});

export const deactivateCard: Operation<{ id: string }, z.infer<typeof result>> = {
  name: 'DeactivateGiftCard',
  document: `#graphql
    mutation DeactivateGiftCard($id: ID!) {
      giftCardDeactivate(id: $id) {
        giftCard { id balance { amount currencyCode } }
        userErrors { message code }
      }
    }`,
  result,
};

/** Ends a gift card for good: Shopify cannot turn it on again. Doing it twice is harmless. `left`: what was not spent. @param cardId gid. Throws Fault. */
export async function deactivateGiftCard(
  client: AdminClient,
  cardId: string,
): Promise<{ left: Money } | { gone: true } | { rejected: string }> {
  const { giftCardDeactivate: answer } = await client.run(deactivateCard, { id: cardId });
  if (answer.giftCard) return { left: parseMoney(answer.giftCard.balance.amount, answer.giftCard.balance.currencyCode) };
  if (answer.userErrors.some(({ code }) => code === 'GIFT_CARD_NOT_FOUND')) return { gone: true };
  return { rejected: answer.userErrors.map((error) => error.message).join(' ') || 'Shopify gave no reason.' };
}
