/** What a language needs to speak to shoppers. Amounts and percentages come formatted. */
import type { ProgramRules } from '../domain/program.ts';

export type StorefrontMessage =
  | 'unavailable'
  | 'own-link'
  | 'not-new'
  | 'email'
  | 'too-many'
  | 'too-fast'
  | 'try-later'
  | 'answer-noted'
  | 'answer-later'
  | 'unknown-shop'
  | 'not-found'
  | 'method'
  | 'signature'
  | 'body'
  | 'busy';

type Discounted = 'order' | 'products' | 'collections';
type Payout = 'store-credit' | 'gift-card';

export type StorefrontTable = {
  /** One benefit by itself: "10% off", "free shipping", "2 free products", "$10.00 store credit". */
  worth: {
    off: (value: string, on: Discounted) => string;
    shipping: string;
    product: (quantity: number) => string;
    payout: Record<Payout, (value: string) => string>;
  };
  /** The friend's offer as a headline. `worth` as above; `first`: for a friend who has not bought before. */
  offer: {
    off: (value: string, on: Discounted, first: boolean) => string;
    shipping: (first: boolean) => string;
    product: (quantity: number, first: boolean) => string;
    payout: (worth: string, first: boolean) => string;
    share: Record<Payout, (percent: string, most: string | null, first: boolean) => string>;
  };
  terms: {
    code: (validDays: number, minimum: string | null) => string;
    shared: (oncePerCustomer: boolean, minimum: string | null) => string;
    /** When a payout comes: `days` after what it waits for; `returnable` counts from the arrival, too. */
    payout: (waitsFrom: ProgramRules['reward']['waitsFrom'], days: number, minimum: string | null) => string;
    /** How a free product is got: by spending so much on more of it, or on what the shop has chosen. */
    product: (spend: string, on: 'same' | 'products' | 'collections') => string;
    subscriptions: string;
    newCustomers: string;
  };
  /** How a payout finds the friend. */
  payoutPath: Record<Payout, string>;
  /** A reward for every friend: a discount on the next order, its shipping, products, or money. */
  reward: {
    off: (value: string, on: Discounted) => string;
    shipping: string;
    product: (quantity: number) => string;
    payout: (worth: string) => string;
    share: Record<Payout, (percent: string, most: string | null) => string>;
  };
  /** How the reward grows. `worth`: one benefit by itself; a share of the order is `share`. */
  growth: {
    share: Record<Payout, (percent: string) => string>;
    byReferrals: (from: number, worth: string, days: number | null) => string;
    byRevenue: (from: string, worth: string, days: number | null) => string;
    bonus: (at: number, worth: string) => string;
    signUp: (worth: string) => string;
  };
  /** The page that an advocate's link leads to in chats, and what it says when there is no offer. */
  landing: {
    from: (name: string | null) => string;
    claim: string;
    next: string;
    gone: string;
    goneWhy: string;
    visitShop: string;
  };
  messages: Record<StorefrontMessage, string>;
  betweenSentences: ' ' | '';
};
