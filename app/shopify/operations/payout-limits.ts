import { z } from 'zod';
import { parseMoney } from '../../domain/money.ts';
import type { AdminClient, Operation } from '../client.server.ts';

const result = z.object({
  shop: z.object({ enabledPresentmentCurrencies: z.array(z.string()) }),
  giftCardConfiguration: z.object({ issueLimit: z.object({ amount: z.string(), currencyCode: z.string() }) }).optional(),
});

export const payoutLimits: Operation<{ giftCards: boolean }, z.infer<typeof result>> = {
  name: 'GiftCardPayoutLimits',
  document: `#graphql
    query GiftCardPayoutLimits($giftCards: Boolean!) {
      shop { enabledPresentmentCurrencies }
      giftCardConfiguration @include(if: $giftCards) { issueLimit { amount currencyCode } }
    }`,
  result,
};

export type PayoutLimits = {
  /** ISO 4217: what the shop's customers can pay in. */
  currencies: string[];
  /** What one gift card may be made with, minor units of its currency; null: not asked. */
  mostOnCard: { minor: bigint; currency: string } | null;
};

/** @param giftCards ask for their limit, too: that needs read_gift_cards */
export async function readPayoutLimits(client: AdminClient, giftCards: boolean): Promise<PayoutLimits> {
  const { shop, giftCardConfiguration } = await client.run(payoutLimits, { giftCards });
  const limit = giftCardConfiguration?.issueLimit;
  return {
    currencies: shop.enabledPresentmentCurrencies,
    mostOnCard: limit === undefined ? null : parseMoney(limit.amount, limit.currencyCode),
  };
}
