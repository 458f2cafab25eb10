/** What the storefront's page offers to scripts, as far as ours use it, and what our scripts offer to each other. */
import type { StoredReferral } from '#app/domain/storefront-contract.ts';

type ShopifyStorefront = {
  designMode?: boolean;
  locale?: string;
  routes?: { root: string };
  customerPrivacy?: { marketingAllowed(): boolean };
  loadFeatures?(features: { name: string; version: string }[], callback: (error?: unknown) => void): void;
};

/** Left on `window` by embed.ts for keep.ts, offer.ts and who.ts. */
export type Embed = {
  /** The code in this page's address, with its seal if it has one, or null. */
  code: string | null;
  /** The page was made for a signed-in customer. */
  isSignedIn: boolean;
  stored(): StoredReferral | null;
  /** Shows the offer of a code that the visitor has typed in, where none is shown yet. */
  greet(code: string): void;
  /** Remembers news: a claim or a friend's name, which the visitor has asked for, so it may be stored and sent with the order. */
  keep(news: Partial<StoredReferral>): void;
  /** The app proxy's address of an endpoint. */
  address(endpoint: string): string;
  /** Headers that ask for JSON in the storefront's language (the browser's may be another). */
  headers: Record<string, string>;
  /** Changes the cart without counting as a change by others. Resolves with the answer's text; rejects when the network does. */
  cart(change: Record<string, unknown>): Promise<string>;
  /** Reports a visit; its id is made once. */
  report(id: string, code: string, referrer?: string): void;
  /** keep.ts, once it is there: brings the cart, forms and the app to what is remembered. */
  carry?: () => void;
};

declare global {
  // eslint-disable-next-line @typescript-eslint/consistent-type-definitions -- merges with the DOM's
  interface Window {
    Shopify?: ShopifyStorefront;
    vouchsafe?: Embed;
  }
}
