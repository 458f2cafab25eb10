import { z } from 'zod';
import { formatDecimal, type Money } from '../../domain/money.ts';
import type { AdminClient, Operation } from '../client.server.ts';
import { Fault } from '../faults.ts';
import { gidOf } from '../gid.ts';

const result = z.object({
  giftCardCreate: z
    .object({
      giftCard: z.object({ id: z.string() }).nullable(),
      userErrors: z.array(z.object({ message: z.string(), code: z.string().nullable() })),
    })
    .nullable(),
});

export const createCard: Operation<{ input: Record<string, unknown> }, z.infer<typeof result>> = {
  name: 'CreateGiftCard',
  document: `#graphql
    mutation CreateGiftCard($input: GiftCardCreateInput!) {
      giftCardCreate(input: $input) {
        giftCard { id }
        userErrors { message code }
      }
    }`,
  result,
  // The scope for reading the card is another than that for making it.
  toleratesDenial: true,
};

export type NewGiftCard = {
  /** 8 to 20 letters and digits; a secret, as good as money. */
  code: string;
  amount: Money;
  customerId: string;
  /** For staff; by it a repeated creation recognises its own card. */
  note: string;
};

/**
 * Makes a gift card for a customer, whom Shopify tells. `taken`: a card, ours or not, has this code. `rejected`: Shopify refuses, in its own words.
 * @throws Fault; after `unreachable` the card may exist
 */
export async function createGiftCard(
  client: AdminClient,
  { code, amount, customerId, note }: NewGiftCard,
): Promise<{ created: string } | { taken: true } | { rejected: { code: string | null; message: string } }> {
  const { giftCardCreate: answer } = await client.run(createCard, {
    input: {
      code,
      initialAmount: { amount: formatDecimal(amount), currencyCode: amount.currency },
      customerId: gidOf('Customer', customerId),
      note,
    },
  });
  if (answer === null) throw new Fault('forbidden', 'CreateGiftCard: the app may not make gift cards');
  if (answer.giftCard) return { created: answer.giftCard.id };
  const [error] = answer.userErrors;
  if (error === undefined) throw new Fault('unreachable', 'CreateGiftCard: Shopify did not say what it did');
  return error.code === 'TAKEN' ? { taken: true } : { rejected: error };
}
