/** Through which of Shopify's own channels an order came, as Shopify numbers and names them. */
type SalesChannel = {
  appId: number;
  name: string;
  /** Null for drafts, which are no channel. */
  handle: string | null;
};

const channels: Record<string, SalesChannel> = {
  web: { appId: 580_111, name: 'Online Store', handle: 'web' },
  pos: { appId: 129_785, name: 'Point of Sale', handle: 'pos' },
  shopify_draft_order: { appId: 1_354_745, name: 'Draft Orders', handle: null },
};

/** Null for a renewal and for an order of another app: whose it is, is not known here. */
export function salesChannel(sourceName: string): SalesChannel | null {
  return channels[sourceName] ?? null;
}
