/** What visits and claims tell about the buyers of a batch: as evidence, and as traces of one advocate's link. Reads only; each function is one statement. */
import type { Sql } from '../db.server.ts';
import type { Channel } from '../domain/channel.ts';
import type { PersonalHash } from '../domain/facts.ts';

/** The buyer of an order, and when their visits and claims may have been; epoch milliseconds. */
export type ArrivingBuyer = {
  orderId: string;
  customerId: string | null;
  emailHash: PersonalHash | null;
  from: number;
  until: number;
};

export type FoundClaim = {
  orderId: string;
  advocateId: string;
  /** Null where the claim gave no code of its own. */
  offerCode: string | null;
  at: Date;
  channel: Channel | null;
  /** Claimed while signed in with the buyer's account; else the address is the buyer's. */
  byAccount: boolean;
};

export type FoundVisit = { orderId: string; advocateId: string; code: string; at: Date; channel: Channel | null };

/** Of one buyer, the latest: more would be one person clicking. */
const MOST = 20;
/** Visits of one network that are looked through for one buyer: a dormitory's have no end. */
const MOST_OF_NETWORK = 500;

/** Claims by the buyer's account or e-mail address. */
export async function findClaimsOfBuyers(tx: Sql, shopId: string, buyers: readonly ArrivingBuyer[]): Promise<FoundClaim[]> {
  const known = buyers.filter(({ customerId, emailHash }) => customerId !== null || emailHash !== null);
  if (known.length === 0) return [];
  return tx.$queryRaw<FoundClaim[]>`
    SELECT buyer."orderId", found.advocate_id AS "advocateId", found.offer_code AS "offerCode", found.claimed_at AS at, found.channel,
      coalesce(found.customer_id = buyer."customerId", false) AS "byAccount"
    FROM jsonb_to_recordset(${asJson(known)}::jsonb)
      AS buyer("orderId" text, "customerId" text, "emailHash" text, "from" timestamptz, "until" timestamptz)
    CROSS JOIN LATERAL (
      SELECT advocate_id, offer_code, claimed_at, channel, customer_id FROM claim
      WHERE shop_id = ${shopId}::uuid AND customer_id = buyer."customerId" AND claimed_at BETWEEN buyer."from" AND buyer."until"
      UNION
      SELECT advocate_id, offer_code, claimed_at, channel, customer_id FROM claim
      WHERE shop_id = ${shopId}::uuid AND email_hash = decode(buyer."emailHash", 'hex') AND claimed_at BETWEEN buyer."from" AND buyer."until"
      ORDER BY claimed_at DESC, offer_code LIMIT ${MOST}
    ) found`;
}

/** Visits by the signed-in buyer through links that are not their own. */
export async function findVisitsOfBuyers(tx: Sql, shopId: string, buyers: readonly ArrivingBuyer[]): Promise<FoundVisit[]> {
  const known = buyers.filter(({ customerId }) => customerId !== null);
  if (known.length === 0) return [];
  return tx.$queryRaw<FoundVisit[]>`
    SELECT buyer."orderId", found.advocate_id AS "advocateId", found.code, found.at, found.channel
    FROM jsonb_to_recordset(${asJson(known)}::jsonb)
      AS buyer("orderId" text, "customerId" text, "from" timestamptz, "until" timestamptz)
    CROSS JOIN LATERAL (
      SELECT visit.advocate_id, visit.code, visit.at, visit.channel FROM visit
      JOIN advocate ON advocate.shop_id = visit.shop_id AND advocate.id = visit.advocate_id
        AND advocate.customer_id IS DISTINCT FROM buyer."customerId"
      WHERE visit.shop_id = ${shopId}::uuid AND visit.customer_id = buyer."customerId" AND visit.at BETWEEN buyer."from" AND buyer."until"
      ORDER BY visit.at DESC, visit.code LIMIT ${MOST}
    ) found`;
}

/** A buyer and an advocate whose link they may have come by. */
export type TracedBuyer = ArrivingBuyer & {
  advocateId: string;
  networkHash: PersonalHash | null;
  deviceHash: PersonalHash | null;
};

export type VisitTrace = { orderId: string; advocateId: string; visits: number; referrerHosts: string[] };
/** `offerCodes`: of each claim, its code, or its id where it gave none of its own. */
export type ClaimTrace = { orderId: string; advocateId: string; offerCodes: string[] };

/** Visits through the advocate's link that are the buyer's by account, or by network and device together; who has none is not in the answer. */
export async function traceVisits(tx: Sql, shopId: string, buyers: readonly TracedBuyer[]): Promise<VisitTrace[]> {
  if (buyers.length === 0) return [];
  return tx.$queryRaw<VisitTrace[]>`
    SELECT buyer."orderId", buyer."advocateId", count(*)::int AS visits,
      coalesce(array_agg(DISTINCT lower(found.referrer_host)) FILTER (WHERE found.referrer_host IS NOT NULL), '{}') AS "referrerHosts"
    FROM jsonb_to_recordset(${asJson(buyers)}::jsonb) AS buyer("orderId" text, "advocateId" text, "customerId" text, "networkHash" text,
      "deviceHash" text, "from" timestamptz, "until" timestamptz)
    CROSS JOIN LATERAL (
      SELECT id, referrer_host FROM visit
      WHERE shop_id = ${shopId}::uuid AND customer_id = buyer."customerId" AND advocate_id = buyer."advocateId"::uuid
        AND at BETWEEN buyer."from" AND buyer."until"
      UNION
      SELECT near.id, near.referrer_host FROM (
        SELECT id, advocate_id, device_hash, referrer_host FROM visit
        WHERE shop_id = ${shopId}::uuid AND network_hash = decode(buyer."networkHash", 'hex') AND at BETWEEN buyer."from" AND buyer."until"
        ORDER BY at DESC LIMIT ${MOST_OF_NETWORK}) near
      WHERE near.advocate_id = buyer."advocateId"::uuid AND near.device_hash = decode(buyer."deviceHash", 'hex')
    ) found
    GROUP BY buyer."orderId", buyer."advocateId"`;
}

/** The same for claims, by e-mail address, too. */
export async function traceClaims(tx: Sql, shopId: string, buyers: readonly TracedBuyer[]): Promise<ClaimTrace[]> {
  if (buyers.length === 0) return [];
  return tx.$queryRaw<ClaimTrace[]>`
    SELECT buyer."orderId", buyer."advocateId", array_agg(coalesce(found.offer_code, found.id::text)) AS "offerCodes"
    FROM jsonb_to_recordset(${asJson(buyers)}::jsonb) AS buyer("orderId" text, "advocateId" text, "customerId" text, "emailHash" text,
      "networkHash" text, "deviceHash" text, "from" timestamptz, "until" timestamptz)
    CROSS JOIN LATERAL (
      SELECT id, offer_code FROM claim
      WHERE shop_id = ${shopId}::uuid AND customer_id = buyer."customerId" AND advocate_id = buyer."advocateId"::uuid
        AND claimed_at BETWEEN buyer."from" AND buyer."until"
      UNION
      SELECT id, offer_code FROM claim
      WHERE shop_id = ${shopId}::uuid AND email_hash = decode(buyer."emailHash", 'hex') AND advocate_id = buyer."advocateId"::uuid
        AND claimed_at BETWEEN buyer."from" AND buyer."until"
      UNION
      SELECT near.id, near.offer_code FROM (
        SELECT id, offer_code, advocate_id, device_hash FROM claim
        WHERE shop_id = ${shopId}::uuid AND network_hash = decode(buyer."networkHash", 'hex')
          AND claimed_at BETWEEN buyer."from" AND buyer."until"
        ORDER BY claimed_at DESC LIMIT ${MOST_OF_NETWORK}) near
      WHERE near.advocate_id = buyer."advocateId"::uuid AND near.device_hash = decode(buyer."deviceHash", 'hex')
    ) found
    GROUP BY buyer."orderId", buyer."advocateId"`;
}

function asJson(buyers: readonly ArrivingBuyer[]): string {
  return JSON.stringify(buyers.map((buyer) => ({ ...buyer, from: new Date(buyer.from), until: new Date(buyer.until) })));
}
