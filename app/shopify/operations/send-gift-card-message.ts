import { z } from 'zod';
import type { AdminClient, Operation } from '../client.server.ts';

const result = z.object({
  giftCardSendNotificationToCustomer: z.object({
    userErrors: z.array(z.object({ message: z.string() })),
  }),
});

export const sendGiftCardNotification: Operation<{ id: string }, z.infer<typeof result>> = {
  name: 'SendGiftCardNotification',
  document: `#graphql
    mutation SendGiftCardNotification($id: ID!) {
      giftCardSendNotificationToCustomer(id: $id) {
        userErrors { message }
      }
    }`,
  result,
};

/** Shopify sends the card's customer its message, with the code, once more. False when it refuses. @param cardId gid. Throws Fault. */
export async function sendGiftCardMessage(client: AdminClient, cardId: string): Promise<boolean> {
  const { giftCardSendNotificationToCustomer: answer } = await client.run(sendGiftCardNotification, { id: cardId });
  return answer.userErrors.length === 0;
}
