/** Where webhooks begin: something happened in the shop, and every subscription to the topic gets a delivery. */
import type { ShopState, Store } from '#devstore/state.ts';

export type EmitOptions = {
  /** Shared by everything that one action of the merchant or buyer caused; a fresh one by default. */
  eventId?: string | undefined;
  /** When it happened, ISO; now on the virtual clock by default. */
  at?: string | undefined;
  /** Sent so many milliseconds later, on the virtual clock. */
  delayMs?: number | undefined;
};

/**
 * Queues one delivery for each subscription to the topic. An app that is not installed gets nothing but app/uninstalled and the
 * compliance topics, as with Shopify. Returns at once; `whenIdle` (dispatch.ts) waits for the answers.
 */
export declare function emitWebhook(store: Store, shop: ShopState, topic: string, payload: unknown, options?: EmitOptions): void;
