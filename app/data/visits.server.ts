/** Visits: landings with `?ref=`. The only writer of the table, apart from redaction. */
import type { Transaction } from '../db.server.ts';
import type { Channel } from '../domain/channel.ts';
import type { PersonalHash, Trust } from '../domain/facts.ts';

export type NewVisit = {
  /** Made by the browser. */
  id: string;
  /** null when the code leads to nobody. */
  advocateId: string | null;
  code: string;
  /** epoch milliseconds */
  at: number;
  landingPath: string;
  referrerHost: string | null;
  networkHash: PersonalHash | null;
  deviceHash: PersonalHash | null;
  /** Signed in, by Shopify's signature. */
  customerId: string | null;
  channel: Channel | null;
  trust: Trust;
};

/**
 * Stores a visit; a repeat of the same id changes nothing, unless the visitor has signed in meanwhile: then the visit is theirs, since it
 * began. Returns whether that was news.
 */
export async function insertVisit(tx: Transaction, shopId: string, visit: NewVisit): Promise<boolean> {
  const changed = await tx.$executeRaw`
    INSERT INTO visit (shop_id, id, advocate_id, code, at, landing_path, referrer_host, network_hash, device_hash, customer_id, channel, trust)
    VALUES (${shopId}::uuid, ${visit.id}::uuid, ${visit.advocateId}::uuid, ${visit.code}, ${new Date(visit.at)}, ${visit.landingPath},
      ${visit.referrerHost}, decode(${visit.networkHash}, 'hex'), decode(${visit.deviceHash}, 'hex'), ${visit.customerId},
      ${visit.channel}, ${visit.trust})
    ON CONFLICT (shop_id, id) DO UPDATE SET customer_id = EXCLUDED.customer_id
      WHERE visit.customer_id IS NULL AND EXCLUDED.customer_id IS NOT NULL AND visit.code = EXCLUDED.code`;
  return changed > 0;
}

/** A browser that two people use: the visit of the first is the second one's, too. Returns whether that was news. @param newId of the copy */
export async function shareVisit(
  tx: Transaction,
  shopId: string,
  visit: { id: string; code: string; customerId: string },
  newId: string,
): Promise<boolean> {
  const copied = await tx.$executeRaw`
    INSERT INTO visit (shop_id, id, advocate_id, code, at, landing_path, referrer_host, network_hash, device_hash, customer_id, channel, trust)
    SELECT first.shop_id, ${newId}::uuid, first.advocate_id, first.code, first.at, first.landing_path, first.referrer_host,
      first.network_hash, first.device_hash, ${visit.customerId}, first.channel, first.trust
    FROM visit first
    WHERE first.shop_id = ${shopId}::uuid AND first.id = ${visit.id}::uuid AND first.code = ${visit.code}
      AND first.advocate_id IS NOT NULL AND first.customer_id <> ${visit.customerId}
      AND NOT EXISTS (SELECT 1 FROM visit known WHERE known.shop_id = first.shop_id AND known.advocate_id = first.advocate_id
        AND known.at = first.at AND known.customer_id = ${visit.customerId})`;
  return copied > 0;
}

/** Deletes at most `limit` visits of one shop that are older than `before`; returns how many. */
export async function pruneVisits(tx: Transaction, shopId: string, before: number, limit: number): Promise<number> {
  return tx.$executeRaw`
    DELETE FROM visit WHERE shop_id = ${shopId}::uuid AND id IN (
      SELECT id FROM visit WHERE shop_id = ${shopId}::uuid AND at < ${new Date(before)} ORDER BY at LIMIT ${limit})`;
}
