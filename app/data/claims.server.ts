/** Claims: friends asking for the offer, one single-use discount code each. The only writer of the table, apart from redaction. */
import { Prisma } from '@prisma/client';
import type { Transaction } from '../db.server.ts';
import type { Channel } from '../domain/channel.ts';
import type { PersonalHash } from '../domain/facts.ts';

/** `minting`: the code is written down, Shopify is being asked. `used`: an order carried it. `void`: it will never work. */
export type ClaimState = 'minting' | 'ready' | 'used' | 'failed' | 'void';

export type Claim = {
  claimId: string;
  advocateId: string;
  programVersion: number;
  offerCode: string;
  state: ClaimState;
  /** epoch milliseconds */
  claimedAt: number;
  expiresAt: number | null;
};

export type NewClaim = Omit<Claim, 'state'> & {
  networkHash: PersonalHash | null;
  deviceHash: PersonalHash | null;
  customerId: string | null;
  /** Of the address that the friend gave. */
  emailHash: PersonalHash | null;
  channel: Channel | null;
};

type ClaimRow = Omit<Claim, 'claimedAt' | 'expiresAt'> & { claimedAt: Date; expiresAt: Date | null };

const DAY = 86_400_000;

/**
 * Writes a claim down, unless the advocate's link has had `budget` claims in the last 24 hours. Claims of one link wait for each other,
 * so the budget holds under any number of requests at once. Needs a transaction.
 */
export async function openClaim(
  tx: Transaction,
  shopId: string,
  claim: NewClaim,
  budget: number,
): Promise<'opened' | 'repeated' | 'spent'> {
  await tx.$queryRaw`
    SELECT 1 FROM advocate WHERE shop_id = ${shopId}::uuid AND id = ${claim.advocateId}::uuid FOR NO KEY UPDATE`;
  // A second statement, because the first one's snapshot is older than the claims it waited for.
  const inserted = await tx.$executeRaw`
    INSERT INTO claim (shop_id, id, advocate_id, program_version, offer_code, network_hash, device_hash, customer_id, email_hash, channel,
      claimed_at, expires_at)
    SELECT ${shopId}::uuid, ${claim.claimId}::uuid, ${claim.advocateId}::uuid, ${claim.programVersion}, ${claim.offerCode},
      decode(${claim.networkHash}, 'hex'), decode(${claim.deviceHash}, 'hex'), ${claim.customerId}, decode(${claim.emailHash}, 'hex'),
      ${claim.channel}, ${new Date(claim.claimedAt)}, ${claim.expiresAt === null ? null : new Date(claim.expiresAt)}
    WHERE (SELECT count(*) FROM claim WHERE shop_id = ${shopId}::uuid AND advocate_id = ${claim.advocateId}::uuid
        AND claimed_at > ${new Date(claim.claimedAt - DAY)}) < ${budget}
    ON CONFLICT DO NOTHING`;
  if (inserted > 0) return 'opened';
  return (await findClaim(tx, shopId, claim.claimId)) === null ? 'spent' : 'repeated';
}

const selectClaim = Prisma.sql`
  SELECT id AS "claimId", advocate_id AS "advocateId", program_version AS "programVersion", offer_code AS "offerCode", state,
    claimed_at AS "claimedAt", expires_at AS "expiresAt"
  FROM claim`;

export async function findClaim(tx: Transaction, shopId: string, claimId: string): Promise<Claim | null> {
  const rows = await tx.$queryRaw<ClaimRow[]>`
    ${selectClaim} WHERE shop_id = ${shopId}::uuid AND id = ${claimId}::uuid`;
  return rows[0] === undefined ? null : readClaim(rows[0]);
}

/** The claims behind discount codes. @param offerCodes canonical (domain/discount-code.ts) */
export async function findClaimsByOfferCode(tx: Transaction, shopId: string, offerCodes: readonly string[]): Promise<Claim[]> {
  if (offerCodes.length === 0) return [];
  const rows = await tx.$queryRaw<ClaimRow[]>`
    ${selectClaim} WHERE shop_id = ${shopId}::uuid AND offer_code = ANY(${offerCodes})`;
  return rows.map(readClaim);
}

/** Asking again tells more of the friend: the address given last counts; the account is the first one's for good. Whether that was news. */
export async function noteClaimant(
  tx: Transaction,
  shopId: string,
  claimId: string,
  { emailHash, customerId }: { emailHash: PersonalHash | null; customerId: string | null },
): Promise<boolean> {
  const changed = await tx.$executeRaw`
    UPDATE claim SET email_hash = coalesce(decode(${emailHash}, 'hex'), email_hash), customer_id = coalesce(customer_id, ${customerId})
    WHERE shop_id = ${shopId}::uuid AND id = ${claimId}::uuid
      AND (email_hash IS DISTINCT FROM coalesce(decode(${emailHash}, 'hex'), email_hash)
        OR customer_id IS NULL AND ${customerId}::text IS NOT NULL)`;
  return changed > 0;
}

/** The discount exists in Shopify. A claim that was used meanwhile stays so. */
export async function markClaimReady(tx: Transaction, shopId: string, claimId: string, discountId: string): Promise<void> {
  await tx.$executeRaw`
    UPDATE claim SET discount_id = ${discountId}, last_error = NULL, state = CASE WHEN state IN ('minting', 'failed') THEN 'ready' ELSE state END
    WHERE shop_id = ${shopId}::uuid AND id = ${claimId}::uuid`;
}

/** The discount could not be made; asking again may help. @param error for the merchant, without personal data */
export async function markClaimFailed(tx: Transaction, shopId: string, claimId: string, error: string): Promise<void> {
  await tx.$executeRaw`
    UPDATE claim SET state = 'failed', last_error = ${error}
    WHERE shop_id = ${shopId}::uuid AND id = ${claimId}::uuid AND state IN ('minting', 'failed')`;
}

/** Orders carried these codes. @param offerCodes canonical */
export async function markClaimsUsed(tx: Transaction, shopId: string, offerCodes: readonly string[]): Promise<void> {
  if (offerCodes.length === 0) return;
  await tx.$executeRaw`
    UPDATE claim SET state = 'used' WHERE shop_id = ${shopId}::uuid AND offer_code = ANY(${offerCodes}) AND state <> 'used'`;
}

function readClaim(row: ClaimRow): Claim {
  return { ...row, claimedAt: row.claimedAt.getTime(), expiresAt: row.expiresAt?.getTime() ?? null };
}
