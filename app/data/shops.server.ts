/** Shops: the tenants. Details come from Shopify (services/refresh-shop), the state from installing and uninstalling. */
import type { Transaction } from '../db.server.ts';

export type ShopRecord = {
  id: string;
  domain: string;
  currency: string;
  state: 'installed' | 'uninstalled';
  /** Sealed per-shop key, for `vault.forShop`. */
  personalKey: Uint8Array;
};

/** @param domain xxx.myshopify.com */
export async function findShop(tx: Transaction, domain: string): Promise<ShopRecord | null> {
  const rows = await tx.$queryRaw<ShopRecord[]>`
    SELECT id, domain, currency, state, personal_key AS "personalKey" FROM shop WHERE domain = ${domain}`;
  return rows[0] ?? null;
}

/** Details that are known at installation. */
export type NewShop = {
  id: string;
  domain: string;
  personalKey: Uint8Array;
  shopifyId: string;
  name: string;
  contactEmail: string | null;
  currency: string;
  timeZone: string;
  storefrontUrl: string;
  plan: string;
  scopes: string;
};

/**
 * Records the installation; a shop that was installed before keeps its id, its key and everything that hangs on them.
 * `revived` says that it had been uninstalled. Concurrent calls agree on one row.
 */
export async function upsertInstalledShop(
  tx: Transaction,
  shop: NewShop,
  now: number,
): Promise<{ id: string; outcome: 'new' | 'revived' | 'unchanged' }> {
  const at = new Date(now);
  const inserted = await tx.$queryRaw<{ id: string }[]>`
    INSERT INTO shop (id, domain, shopify_id, name, contact_email, storefront_url, currency, time_zone, plan, scopes, personal_key, installed_at)
    VALUES (${shop.id}::uuid, ${shop.domain}, ${shop.shopifyId}, ${shop.name}, ${shop.contactEmail}, ${shop.storefrontUrl}, ${shop.currency},
      ${shop.timeZone}, ${shop.plan}, ${shop.scopes}, ${shop.personalKey}, ${at})
    ON CONFLICT (domain) DO NOTHING
    RETURNING id`;
  if (inserted[0] !== undefined) return { id: inserted[0].id, outcome: 'new' };
  const revived = await tx.$queryRaw<{ id: string }[]>`
    UPDATE shop SET state = 'installed', installed_at = ${at}, uninstalled_at = NULL
    WHERE domain = ${shop.domain} AND state = 'uninstalled' RETURNING id`;
  const [current] = await tx.$queryRaw<{ id: string }[]>`
    UPDATE shop SET scopes = ${shop.scopes}, shopify_id = ${shop.shopifyId}, name = ${shop.name},
      contact_email = ${shop.contactEmail}, currency = ${shop.currency},
      time_zone = ${shop.timeZone}, storefront_url = ${shop.storefrontUrl}, plan = ${shop.plan}
    WHERE domain = ${shop.domain} RETURNING id`;
  if (current === undefined) throw new Error('the shop was erased while it was being installed');
  return { id: current.id, outcome: revived.length > 0 ? 'revived' : 'unchanged' };
}

/** The merchant granted or withdrew optional scopes. */
export async function setScopes(tx: Transaction, shopId: string, scopes: readonly string[]): Promise<void> {
  await tx.$executeRaw`UPDATE shop SET scopes = ${scopes.join(',')} WHERE id = ${shopId}::uuid`;
}
