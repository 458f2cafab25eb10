/** Visits: landings with `?ref=`. The only writer of the table, apart from redaction. */
import type pg from 'pg';
import type { Transaction } from '../db.server.ts';
import { CHOSEN_MARK } from '../domain/chosen-code.ts';
import type { Channel } from '../domain/channel.ts';
import type { PersonalHash, Trust } from '../domain/facts.ts';

export type NewVisit = {
  shopId: string;
  /** Made by the browser. */
  id: string;
  /** As `readLink` reads it: canonical, or a chosen one as it is looked up; else what was received. */
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

/** What became of a visit: whether it was news, the code that it is stored under, and whom it leads to (null: nobody). */
export type StoredVisit = { isNews: boolean; code: string; advocateId: string | null };

/**
 * Stores visits with one statement; a repeat of the same id changes nothing, unless the visitor has signed in meanwhile: then the visit is theirs, since it
 * began. Finds out whose the codes are now: a merged customer's is the kept one's; of a chosen code, which may be a name, the made one is stored instead.
 * @param visits no id twice in a shop
 */
export async function insertVisits(pool: pg.Pool, visits: readonly NewVisit[]): Promise<StoredVisit[]> {
  const rows = visits.map((visit, place) => ({
    ...{
      n: place,
      s: visit.shopId,
      i: visit.id,
      c: visit.code,
      a: new Date(visit.at),
      l: visit.landingPath,
      r: visit.referrerHost,
    },
    ...{ w: visit.networkHash, d: visit.deviceHash, u: visit.customerId, h: visit.channel, t: visit.trust },
    k: visit.code.startsWith(CHOSEN_MARK) ? visit.code.slice(CHOSEN_MARK.length) : null,
  }));
  const { rows: stored } = await pool.query<StoredVisit>({
    name: 'insert-visits',
    text: `WITH told AS MATERIALIZED (
        SELECT v.*, owner.id AS advocate_id, CASE WHEN v.k IS NULL THEN v.c ELSE coalesce(owner.code, v.c) END AS shown
        FROM json_to_recordset($1::json) AS v(n int, s uuid, i uuid, c text, k text, a timestamptz, l text, r text, w text, d text, u text, h text, t text)
        LEFT JOIN LATERAL (
          SELECT coalesce(made.merged_into, made.id) AS id FROM advocate made WHERE made.shop_id = v.s AND made.code = v.c AND v.k IS NULL
          UNION ALL
          SELECT coalesce(a.merged_into, a.id) FROM chosen_code named JOIN advocate a ON a.shop_id = named.shop_id AND a.id = named.advocate_id
          WHERE named.shop_id = v.s AND named.skeleton = v.k
        ) found ON true
        LEFT JOIN advocate owner ON owner.shop_id = v.s AND owner.id = found.id
      ), stored AS (
        INSERT INTO visit (shop_id, id, advocate_id, code, at, landing_path, referrer_host, network_hash, device_hash, customer_id, channel, trust)
        SELECT s, i, advocate_id, shown, a, l, r, decode(w, 'hex'), decode(d, 'hex'), u, h, t FROM told ORDER BY s, i
        ON CONFLICT (shop_id, id) DO UPDATE SET customer_id = EXCLUDED.customer_id
          WHERE visit.customer_id IS NULL AND EXCLUDED.customer_id IS NOT NULL AND visit.code = EXCLUDED.code
        RETURNING shop_id, id
      )
      SELECT told.shown AS code, told.advocate_id AS "advocateId", stored.id IS NOT NULL AS "isNews"
      FROM told LEFT JOIN stored ON stored.shop_id = told.s AND stored.id = told.i ORDER BY told.n`,
    values: [JSON.stringify(rows)],
  });
  return stored;
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
