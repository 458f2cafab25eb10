/** Visits: landings with `?ref=`. The only writer of the table, apart from redaction. */
import type { Transaction } from '../db.server.ts';
import type { PersonalHash } from '../domain/facts.ts';

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
  customerId: string | null;
};

/** Stores a visit; a repeat of the same id changes nothing. Returns whether it was new. */
export async function insertVisit(tx: Transaction, shopId: string, visit: NewVisit): Promise<boolean> {
  const inserted = await tx.$executeRaw`
    INSERT INTO visit (shop_id, id, advocate_id, code, at, landing_path, referrer_host, network_hash, device_hash, customer_id)
    VALUES (${shopId}::uuid, ${visit.id}::uuid, ${visit.advocateId}::uuid, ${visit.code}, ${new Date(visit.at)}, ${visit.landingPath},
      ${visit.referrerHost}, decode(${visit.networkHash}, 'hex'), decode(${visit.deviceHash}, 'hex'), ${visit.customerId})
    ON CONFLICT DO NOTHING`;
  return inserted > 0;
}

/** Deletes at most `limit` visits of one shop that are older than `before`; returns how many. */
export async function pruneVisits(tx: Transaction, shopId: string, before: number, limit: number): Promise<number> {
  return tx.$executeRaw`
    DELETE FROM visit WHERE shop_id = ${shopId}::uuid AND id IN (
      SELECT id FROM visit WHERE shop_id = ${shopId}::uuid AND at < ${new Date(before)} ORDER BY at LIMIT ${limit})`;
}
