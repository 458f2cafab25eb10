/** Shared codes: one per advocate, as the rules want it. The only writer of the table, apart from erasure. */
import { Prisma } from '@prisma/client';
import type { Sql, Transaction } from '../db.server.ts';

export type SharedCode = {
  advocateId: string;
  code: string;
  /** Counts up with every change of what is wanted. */
  turn: number;
  /** domain/offer.ts `sharedCodeWanted`; null: there should be none. */
  wanted: string | null;
  /** `minting`, `ending`: Shopify is to be brought to it. `failed`: Shopify refused to make it. */
  state: 'minting' | 'ready' | 'failed' | 'ending' | 'ended';
  programVersion: number;
  /** When Shopify was last asked to make it, epoch milliseconds. */
  triedAt: number | null;
};

type SharedCodeRow = Omit<SharedCode, 'triedAt'> & { triedAt: Date | null };

/** A discount that nobody can use any more is made anew; one that was only edited is the merchant's wish. */
const BROKEN = Prisma.sql`coalesce(shared_code.trouble IN ('deactivated', 'deleted'), false)`;

const selectSharedCode = Prisma.sql`
  SELECT advocate_id AS "advocateId", code, turn, wanted, state, program_version AS "programVersion", tried_at AS "triedAt" FROM shared_code`;

/** What the rules want of the shop's shared codes now. */
export type Wish = { wanted: string | null; programVersion: number };

/**
 * The advocate's shared code, written down first when there is none yet, or changed to what is wanted. Null when the advocate is not active, or the
 * program has changed meanwhile. Needs a transaction.
 */
export async function openSharedCode(
  tx: Transaction,
  shopId: string,
  advocateId: string,
  { wanted, programVersion }: Wish & { wanted: string },
  now: number,
): Promise<SharedCode | null> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock_shared(${lockOf(shopId)})`;
  await tx.$executeRaw`
    INSERT INTO shared_code (shop_id, advocate_id, code, wanted, state, program_version, created_at)
    SELECT shop_id, id, code, ${wanted}, 'minting', ${programVersion}, ${new Date(now)} FROM advocate
    WHERE shop_id = ${shopId}::uuid AND id = ${advocateId}::uuid AND state = 'active'
      AND NOT EXISTS (SELECT FROM program WHERE shop_id = ${shopId}::uuid AND version > ${programVersion})
    ON CONFLICT (shop_id, advocate_id) DO UPDATE
    SET wanted = excluded.wanted, turn = shared_code.turn + 1, state = 'minting', program_version = excluded.program_version,
      discount_id = NULL, trouble = NULL, last_error = NULL
    WHERE shared_code.wanted IS DISTINCT FROM excluded.wanted OR ${BROKEN}`;
  const rows = await tx.$queryRaw<SharedCodeRow[]>`
    ${selectSharedCode} WHERE shop_id = ${shopId}::uuid AND advocate_id = ${advocateId}::uuid AND wanted = ${wanted}`;
  return rows.map(readRow)[0] ?? null;
}

/**
 * Changes every shared code that is not as wanted: who is not active has none. Returns how many Shopify has to be told of. To be called in the
 * transaction that changed rules or advocates, after the change.
 */
export async function changeSharedCodes(tx: Transaction, shopId: string, { wanted, programVersion }: Wish): Promise<number> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${lockOf(shopId)})`;
  return tx.$executeRaw`
    UPDATE shared_code SET wanted = wish.wanted, turn = turn + 1, state = CASE WHEN wish.wanted IS NULL THEN 'ending' ELSE 'minting' END,
      program_version = ${programVersion}, discount_id = NULL, trouble = NULL, last_error = NULL
    FROM (SELECT id, CASE WHEN state = 'active' THEN ${wanted}::text END AS wanted FROM advocate WHERE shop_id = ${shopId}::uuid) wish
    WHERE shared_code.shop_id = ${shopId}::uuid AND shared_code.advocate_id = wish.id
      AND shared_code.wanted IS DISTINCT FROM wish.wanted`;
}

/** Those that Shopify has yet to be brought to. */
export async function listUnsettledCodes(tx: Transaction, shopId: string, limit: number): Promise<SharedCode[]> {
  const rows = await tx.$queryRaw<SharedCodeRow[]>`
    ${selectSharedCode} WHERE shop_id = ${shopId}::uuid AND state IN ('minting', 'ending')
    ORDER BY tried_at NULLS FIRST, advocate_id LIMIT ${limit}`;
  return rows.map(readRow);
}

/** Written before Shopify is asked to make it. */
export async function noteSharedCodeTried(tx: Transaction, shopId: string, shared: SharedCode, now: number): Promise<void> {
  await tx.$executeRaw`UPDATE shared_code SET tried_at = ${new Date(now)} WHERE ${isTurn(shopId, shared)}`;
}

/** What became of it at Shopify. False: something else is wanted by now, and this changes nothing. */
export async function settleSharedCode(
  tx: Transaction,
  shopId: string,
  shared: SharedCode,
  outcome: { ready: string } | 'ended' | { failed: string },
): Promise<boolean> {
  const changed =
    outcome === 'ended'
      ? await tx.$executeRaw`UPDATE shared_code SET state = 'ended' WHERE ${isTurn(shopId, shared)} AND state = 'ending'`
      : 'ready' in outcome
        ? await tx.$executeRaw`
            UPDATE shared_code SET state = 'ready', discount_id = ${outcome.ready}, last_error = NULL
            WHERE ${isTurn(shopId, shared)} AND wanted IS NOT NULL`
        : await tx.$executeRaw`
            UPDATE shared_code SET state = 'failed', last_error = ${outcome.failed}
            WHERE ${isTurn(shopId, shared)} AND state IN ('minting', 'failed')`;
  return changed > 0;
}

/** What the merchant did to its discount in Shopify; null: it is as it was made. */
export async function noteSharedCodeTrouble(
  tx: Transaction,
  shopId: string,
  discountId: string,
  trouble: 'edited' | 'deactivated' | 'deleted' | null,
): Promise<number> {
  return tx.$executeRaw`
    UPDATE shared_code SET trouble = ${trouble}
    WHERE shop_id = ${shopId}::uuid AND discount_id = ${discountId} AND trouble IS DISTINCT FROM ${trouble}`;
}

/** Whose shared codes these are, ended ones too; that of a merged customer is the kept one's. @param codes as referral codes are written */
export async function findSharers(tx: Sql, shopId: string, codes: readonly string[]): Promise<Map<string, string>> {
  if (codes.length === 0) return new Map();
  const rows = await tx.$queryRaw<{ code: string; advocateId: string }[]>`
    SELECT shared_code.code, coalesce(a.merged_into, a.id) AS "advocateId"
    FROM shared_code JOIN advocate a ON a.shop_id = shared_code.shop_id AND a.id = shared_code.advocate_id
    WHERE shared_code.shop_id = ${shopId}::uuid AND shared_code.code = ANY(${codes})`;
  return new Map(rows.map(({ code, advocateId }) => [code, advocateId]));
}

/** A claim that is opening a code, and a change of what is wanted, wait for each other: neither overlooks the other. */
function lockOf(shopId: string): Prisma.Sql {
  return Prisma.sql`hashtextextended('shared codes ' || ${shopId}, 0)`;
}

function isTurn(shopId: string, { advocateId, turn }: SharedCode): Prisma.Sql {
  return Prisma.sql`shop_id = ${shopId}::uuid AND advocate_id = ${advocateId}::uuid AND turn = ${turn}`;
}

function readRow(row: SharedCodeRow): SharedCode {
  return { ...row, triedAt: row.triedAt?.getTime() ?? null };
}
