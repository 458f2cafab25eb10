/** Claims: friends asking for the offer. The only writer of the table, apart from redaction and pruning. */
import { Prisma } from '@prisma/client';
import type { Sql, Transaction } from '../db.server.ts';
import type { Channel } from '../domain/channel.ts';
import type { PersonalHash } from '../domain/facts.ts';
import type { OfferGift } from '../domain/offer.ts';

/** `minting`: it is written down, Shopify is being asked. `used`: an order carried its code. `void`: it will never work. */
export type ClaimState = 'minting' | 'ready' | 'used' | 'failed' | 'void';

export type Claim = {
  claimId: string;
  advocateId: string;
  programVersion: number;
  gives: OfferGift;
  /** Its own code; null when it gives none. */
  offerCode: string | null;
  state: ClaimState;
  /** epoch milliseconds */
  claimedAt: number;
  expiresAt: number | null;
  /** The merchant took its code, or the discount that the code is of, away in Shopify. */
  isBroken: boolean;
  /** How often it was given another code. */
  renewals: number;
};

export type NewClaim = Omit<Claim, 'state' | 'isBroken' | 'renewals'> & {
  networkHash: PersonalHash | null;
  deviceHash: PersonalHash | null;
  customerId: string | null;
  /** Of the address that the friend gave. */
  emailHash: PersonalHash | null;
  channel: Channel | null;
};

/** Where the code of a claim is in Shopify. */
export type MintedCode = { discountId: string; poolId: string | null; redeemCodeId: string | null };

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
  await lockLink(tx, shopId, claim.advocateId);
  const inserted = await tx.$executeRaw`
    INSERT INTO claim (shop_id, id, advocate_id, program_version, gives, offer_code, network_hash, device_hash, customer_id, email_hash, channel,
      claimed_at, expires_at)
    SELECT ${shopId}::uuid, ${claim.claimId}::uuid, ${claim.advocateId}::uuid, ${claim.programVersion}, ${claim.gives}, ${claim.offerCode},
      decode(${claim.networkHash}, 'hex'), decode(${claim.deviceHash}, 'hex'), ${claim.customerId}, decode(${claim.emailHash}, 'hex'),
      ${claim.channel}, ${new Date(claim.claimedAt)}, ${claim.expiresAt === null ? null : new Date(claim.expiresAt)}
    WHERE ${lately(shopId, claim.advocateId, claim.claimedAt)} < ${budget}
    ON CONFLICT DO NOTHING`;
  if (inserted > 0) return 'opened';
  return (await findClaim(tx, shopId, claim.claimId)) === null ? 'spent' : 'repeated';
}

/** What a claim gives from now on, instead of what the merchant took away. */
export type Renewal = Pick<Claim, 'programVersion' | 'gives' | 'offerCode' | 'expiresAt'> & { at: number };

/**
 * Gives a claim another code to be minted, within the same budget. `repeated`: somebody else has renewed it meanwhile. Orders with the code before
 * are still known by it. Needs a transaction.
 * @param claim as it was read
 */
export async function renewClaim(
  tx: Transaction,
  shopId: string,
  claim: Claim,
  renewal: Renewal,
  budget: number,
): Promise<'renewed' | 'repeated' | 'spent'> {
  const { claimId, advocateId, renewals } = claim;
  await lockLink(tx, shopId, advocateId);
  const renewed = await tx.$executeRaw`
    UPDATE claim SET state = 'minting', renewals = renewals + 1, renewed_at = ${new Date(renewal.at)},
      offer_code_before = coalesce(offer_code, offer_code_before), offer_code = ${renewal.offerCode}, gives = ${renewal.gives},
      program_version = ${renewal.programVersion}, expires_at = ${renewal.expiresAt === null ? null : new Date(renewal.expiresAt)},
      discount_id = NULL, pool_id = NULL, redeem_code_id = NULL, trouble = NULL, last_error = NULL
    WHERE shop_id = ${shopId}::uuid AND id = ${claimId}::uuid AND renewals = ${renewals} AND state IN ('minting', 'ready', 'failed')
      AND ${lately(shopId, advocateId, renewal.at)} < ${budget}`;
  if (renewed > 0) return 'renewed';
  return (await findClaim(tx, shopId, claimId))?.renewals === renewals ? 'spent' : 'repeated';
}

/** In a statement of its own: the snapshot of the next one is younger than the claims it waited for. */
async function lockLink(tx: Transaction, shopId: string, advocateId: string): Promise<void> {
  await tx.$queryRaw`
    SELECT 1 FROM advocate WHERE shop_id = ${shopId}::uuid AND id = ${advocateId}::uuid FOR NO KEY UPDATE`;
}

/** Codes that an advocate's link has given in 24 hours. */
function lately(shopId: string, advocateId: string, now: number): Prisma.Sql {
  const ofLink = Prisma.sql`SELECT count(*) FROM claim WHERE shop_id = ${shopId}::uuid AND advocate_id = ${advocateId}::uuid`;
  const since = new Date(now - DAY);
  return Prisma.sql`(${ofLink} AND claimed_at > ${since}) + (${ofLink} AND renewed_at > ${since})`;
}

const selectClaim = Prisma.sql`
  SELECT claim.id AS "claimId", advocate_id AS "advocateId", program_version AS "programVersion", gives, offer_code AS "offerCode", state,
    claimed_at AS "claimedAt", expires_at AS "expiresAt", renewals,
    coalesce(claim.trouble IN ('deactivated', 'deleted', 'code-removed') OR pool.trouble IN ('deactivated', 'deleted'), false) AS "isBroken"
  FROM claim LEFT JOIN discount_pool pool ON pool.shop_id = claim.shop_id AND pool.id = claim.pool_id`;

export async function findClaim(tx: Transaction, shopId: string, claimId: string): Promise<Claim | null> {
  const rows = await tx.$queryRaw<ClaimRow[]>`
    ${selectClaim} WHERE claim.shop_id = ${shopId}::uuid AND claim.id = ${claimId}::uuid`;
  return rows[0] === undefined ? null : readClaim(rows[0]);
}

/** Whose claims the discount codes are, also those that were replaced. @param codes canonical (domain/discount-code.ts) */
export async function findClaimsByOfferCode(
  tx: Sql,
  shopId: string,
  codes: readonly string[],
): Promise<{ code: string; advocateId: string; claimedAt: number }[]> {
  if (codes.length === 0) return [];
  const rows = await tx.$queryRaw<{ code: string; advocateId: string; claimedAt: Date }[]>`
    SELECT offer_code AS code, advocate_id AS "advocateId", claimed_at AS "claimedAt" FROM claim
    WHERE shop_id = ${shopId}::uuid AND offer_code = ANY(${codes})
    UNION ALL
    SELECT offer_code_before, advocate_id, claimed_at FROM claim
    WHERE shop_id = ${shopId}::uuid AND offer_code_before = ANY(${codes})`;
  return rows.map((row) => ({ ...row, claimedAt: row.claimedAt.getTime() }));
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

/**
 * What the claim gives is there: its code in Shopify, or nothing that has to be made (null). A claim that was used meanwhile stays so, and one that
 * was renewed meanwhile waits for its new code.
 */
export async function markClaimReady(
  tx: Transaction,
  shopId: string,
  { claimId, renewals }: Pick<Claim, 'claimId' | 'renewals'>,
  minted: MintedCode | null,
): Promise<void> {
  const { discountId = null, poolId = null, redeemCodeId = null } = minted ?? {};
  await tx.$executeRaw`
    UPDATE claim SET discount_id = ${discountId}, pool_id = ${poolId}::uuid, redeem_code_id = ${redeemCodeId}, last_error = NULL,
      state = CASE WHEN state IN ('minting', 'failed') THEN 'ready' ELSE state END
    WHERE shop_id = ${shopId}::uuid AND id = ${claimId}::uuid AND renewals = ${renewals}`;
}

/** The discount could not be made; asking again may help. @param error for the merchant, without personal data */
export async function markClaimFailed(tx: Transaction, shopId: string, claimId: string, error: string): Promise<void> {
  await tx.$executeRaw`
    UPDATE claim SET state = 'failed', last_error = ${error}
    WHERE shop_id = ${shopId}::uuid AND id = ${claimId}::uuid AND state IN ('minting', 'failed')`;
}

/** Orders carried these codes. @param offerCodes canonical */
export async function markClaimsUsed(tx: Sql, shopId: string, offerCodes: readonly string[]): Promise<void> {
  if (offerCodes.length === 0) return;
  await tx.$executeRaw`
    UPDATE claim SET state = 'used'
    WHERE shop_id = ${shopId}::uuid AND (offer_code = ANY(${offerCodes}) OR offer_code_before = ANY(${offerCodes})) AND state <> 'used'`;
}

/**
 * What the merchant did in Shopify to a discount of one claim alone, or to the codes of claims; null: it is as it was made. Used codes are past harm.
 * @param found.offerCodes canonical
 */
export async function noteClaimTrouble(
  tx: Transaction,
  shopId: string,
  found: { discountId: string } | { offerCodes: readonly string[] },
  trouble: 'edited' | 'deactivated' | 'deleted' | 'code-removed' | null,
): Promise<number> {
  const which =
    'discountId' in found
      ? Prisma.sql`discount_id = ${found.discountId} AND pool_id IS NULL`
      : Prisma.sql`offer_code = ANY(${found.offerCodes})`;
  return tx.$executeRaw`
    UPDATE claim SET trouble = ${trouble}
    WHERE shop_id = ${shopId}::uuid AND ${which} AND state IN ('minting', 'ready', 'failed') AND trouble IS DISTINCT FROM ${trouble}`;
}

/** The discount that a claim's code is in: its own, one with others, or its advocate's shared one. Null: the shop has no such claim. */
export async function discountOfClaim(
  tx: Transaction,
  shopId: string,
  claimId: string,
): Promise<{ discountId: string | null } | null> {
  const [found] = await tx.$queryRaw<{ discountId: string | null }[]>`
    SELECT coalesce(p.discount_id, s.discount_id, c.discount_id) AS "discountId" FROM claim c
    LEFT JOIN discount_pool p ON p.shop_id = c.shop_id AND p.id = c.pool_id
    LEFT JOIN shared_code s ON s.shop_id = c.shop_id AND s.advocate_id = c.advocate_id AND c.gives = 'shared'
    WHERE c.shop_id = ${shopId}::uuid AND c.id = ${claimId}::uuid`;
  return found ?? null;
}

function readClaim(row: ClaimRow): Claim {
  return { ...row, claimedAt: row.claimedAt.getTime(), expiresAt: row.expiresAt?.getTime() ?? null };
}
