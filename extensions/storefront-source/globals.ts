/** What the storefront's page offers to scripts, as far as ours use it, and what our scripts offer to each other. */
import type { StoredReferral } from '#app/domain/storefront-contract.ts';

type ShopifyStorefront = {
  designMode?: boolean;
  locale?: string;
  routes?: { root: string };
  customerPrivacy?: { marketingAllowed(): boolean };
  loadFeatures?(features: { name: string; version: string }[], callback: (error?: unknown) => void): void;
};

/** Left on `window` by embed.ts for offer.ts. */
export type Embed = {
  /** The code in this page's address, or null. */
  code: string | null;
  stored(): StoredReferral | null;
  /** Remembers a claim: the visitor has asked for it, so it may be stored and sent with the order. */
  keep(claim: Pick<StoredReferral, 'i' | 'o'>): void;
  /** The app proxy's address of an endpoint. */
  address(endpoint: string): string;
  /** Headers that ask for JSON in the storefront's language (the browser's may be another). */
  headers: Record<string, string>;
  /** Changes the cart without counting as a change by others. Resolves with the answer's text; rejects when the network does. */
  cart(change: Record<string, unknown>): Promise<string>;
};

declare global {
  // eslint-disable-next-line @typescript-eslint/consistent-type-definitions -- merges with the DOM's
  interface Window {
    Shopify?: ShopifyStorefront;
    vouchsafe?: Embed;
  }
}
