import { z } from 'zod';
import { type Money, parseMoney } from '../../domain/money.ts';
import type { AdminClient, Operation } from '../client.server.ts';
import { numericId } from '../gid.ts';

const money = z.object({ amount: z.string(), currencyCode: z.string() });
const card = z.object({
  id: z.string(),
  note: z.string().nullable(),
  customer: z.object({ id: z.string() }).nullable(),
  enabled: z.boolean(),
  initialValue: money,
  balance: money,
});
const result = z.object({
  giftCards: z.object({
    nodes: z.array(card),
    pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
  }),
});

export const cardsByCode: Operation<{ query: string; after: string | null }, z.infer<typeof result>> = {
  name: 'GiftCardsByCode',
  document: `#graphql
    query GiftCardsByCode($query: String!, $after: String) {
      giftCards(first: 50, after: $after, query: $query) {
        nodes { id note customer { id } enabled initialValue { amount currencyCode } balance { amount currencyCode } }
        pageInfo { hasNextPage endCursor }
      }
    }`,
  result,
};

export type FoundGiftCard = {
  cardId: string;
  note: string | null;
  customerId: string | null;
  enabled: boolean;
  initial: Money;
  balance: Money;
};

/** The cards whose codes end as this one does, whoever made them: Shopify shows no more of a code. Throws Fault. */
export async function findGiftCards(client: AdminClient, code: string): Promise<FoundGiftCard[]> {
  const found: FoundGiftCard[] = [];
  for (let after: string | null = null; ;) {
    const { giftCards }: z.infer<typeof result> = await client.run(cardsByCode, {
      query: code.slice(-4).toLowerCase(),
      after,
    });
    found.push(...giftCards.nodes.map(readCard));
    if (!giftCards.pageInfo.hasNextPage) return found;
    after = giftCards.pageInfo.endCursor;
  }
}

function readCard({ id, note, customer, enabled, initialValue, balance }: z.infer<typeof card>): FoundGiftCard {
  const read = ({ amount, currencyCode }: z.infer<typeof money>) => parseMoney(amount, currencyCode);
  return {
    cardId: id,
    note,
    customerId: customer && numericId(customer.id),
    enabled,
    initial: read(initialValue),
    balance: read(balance),
  };
}
