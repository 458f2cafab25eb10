/** What the UI extensions on Shopify's own pages and the app agree on. Their requests carry a session token: the shop and the customer are the token's. */
import { z } from 'zod';
import { answerRequestSchema } from './storefront-contract.ts';

/** Metafield on the customer (namespace `$app`) with what they may see of their own sharing; declared in shopify.app.toml. */
export const STANDING_METAFIELD_KEY = 'referral_standing';

/** An advocate's link, sealed for each way of sharing it. */
export type ShareLinks = { copy: string; qr: string; email: string; whatsapp: string; sms: string };

/** The metafield's JSON. Words and values in every language of the storefront: the writer does not know who will read. */
export type AccountStanding = {
  /** Whether the program is live. */
  live: boolean;
  links: ShareLinks;
  /** Friends who have bought. */
  friends: number;
  /** Rewards that are on their way. */
  pending: number;
  /** Rewards that can be used; `code` null: it is in the customer's account. `expiresAt`: epoch milliseconds, null: it has no end. */
  rewards: { value: Record<string, string>; code: string | null; expiresAt: number | null }[];
  words: Record<string, { offer: string; reward: string }>;
};

/**
 * POST {app}/extension/share → 200 ShareAnswer, 429 when too many. Somebody is the signed-in customer of the token or, after a purchase without
 * signing in, the buyer who shows the order's confirmation number.
 */
export const shareRequestSchema = answerRequestSchema
  .pick({ orderId: true, confirmationNumber: true })
  .partial()
  .extend({
    /** The order's, to tell whether a friend's code is among them. */
    discountCodes: z.array(z.string().max(255)).max(10),
    /** Makes an advocate of who is none yet. */
    join: z.boolean(),
  });
export type ShareRequest = z.infer<typeof shareRequestSchema>;

export type ShareAnswer = {
  /** Null: nobody to share for, or the program rests. */
  share: { links: ShareLinks; offer: string; reward: string } | null;
  /** What joining would bring; null while the program rests. */
  invitation: { offer: string; reward: string } | null;
  /** Whether one of the discount codes came from an advocate. */
  knowsFriend: boolean;
};
