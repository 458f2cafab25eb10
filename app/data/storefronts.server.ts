/** What a request from the storefront needs to know of its shop, and the two things it learns from it. */
import { z } from 'zod';
import type { Sql, Transaction } from '../db.server.ts';
import { type ProgramRules, programRulesSchema } from '../domain/program.ts';

export type Storefront = {
  id: string;
  domain: string;
  name: string;
  storefrontUrl: string;
  currency: string;
  /** IANA name. */
  timeZone: string;
  /** Sealed per-shop key, for `vault.forShop`. */
  personalKey: Uint8Array;
  proxyPath: string;
  embedSeenAt: Date | null;
  /** The rules in force. */
  program: { version: number; rules: ProgramRules };
};

const hour = 3_600_000;

/** An installed shop with the current version of its program; null when there is none. One statement. */
export async function findStorefront(tx: Sql, shopDomain: string): Promise<Storefront | null> {
  const [row] = await tx.$queryRaw<(Omit<Storefront, 'program'> & { version: number; rules: unknown })[]>`
    SELECT shop.id, shop.domain, shop.name, shop.storefront_url AS "storefrontUrl", shop.currency, shop.time_zone AS "timeZone", shop.personal_key AS "personalKey",
      shop.proxy_path AS "proxyPath", shop.embed_seen_at AS "embedSeenAt", program.version, program.rules
    FROM shop JOIN LATERAL (
      SELECT version, rules FROM program WHERE program.shop_id = shop.id ORDER BY version DESC LIMIT 1
    ) program ON true
    WHERE shop.domain = ${shopDomain} AND shop.state = 'installed'`;
  if (row === undefined) return null;
  const { version, rules, ...shop } = row;
  return { ...shop, program: { version, rules: programRulesSchema.parse(rules) } };
}

/** The rules that a claim was opened under. @throws when the version does not exist */
export async function rulesOfVersion(tx: Transaction, shopId: string, version: number): Promise<ProgramRules> {
  const rows = await tx.$queryRaw`SELECT rules FROM program WHERE shop_id = ${shopId}::uuid AND version = ${version}`;
  return z.tuple([z.object({ rules: programRulesSchema })]).parse(rows)[0].rules;
}

/** The app embed is on: its script has reported. Written at most once an hour; who keeps `shop` for a while finds it noted there, too. */
export async function noteEmbedSeen(tx: Sql, shop: Storefront, now: number): Promise<void> {
  if (shop.embedSeenAt !== null && now - shop.embedSeenAt.getTime() < hour) return;
  await tx.$executeRaw`
    UPDATE shop SET embed_seen_at = ${new Date(now)}
    WHERE id = ${shop.id}::uuid AND (embed_seen_at IS NULL OR embed_seen_at <= ${new Date(now - hour)})`;
  shop.embedSeenAt = new Date(now);
}

/** Merchants may move the app proxy; Shopify signs where it is. */
export async function learnProxyPath(tx: Transaction, shop: Storefront, proxyPath: string): Promise<void> {
  if (proxyPath === shop.proxyPath) return;
  await tx.$executeRaw`UPDATE shop SET proxy_path = ${proxyPath} WHERE id = ${shop.id}::uuid`;
}
