/** Versions of a shop's program: written once, never changed. */
import { z } from 'zod';
import type { Sql, Transaction } from '../db.server.ts';
import { type ProgramRules, programRulesSchema } from '../domain/program.ts';

export type ProgramVersion = { version: number; rules: ProgramRules; createdAt: number };

const rowSchema = z.object({
  version: z.number(),
  rules: programRulesSchema,
  createdAt: z.date().transform((date) => date.getTime()),
});

/** Every version, oldest first: an order is judged by the one in force when it was placed. */
export async function listProgramVersions(tx: Sql, shopId: string): Promise<ProgramVersion[]> {
  const rows = await tx.$queryRaw`
    SELECT version, rules, created_at AS "createdAt" FROM program WHERE shop_id = ${shopId}::uuid ORDER BY version`;
  return z.array(rowSchema).parse(rows);
}

/** Adds a version. False when that version exists: somebody else was faster. */
export async function insertProgramVersion(
  tx: Transaction,
  shopId: string,
  program: ProgramVersion & { createdBy: string },
): Promise<boolean> {
  const inserted = await tx.$executeRaw`
    INSERT INTO program (shop_id, version, rules, created_at, created_by)
    VALUES (${shopId}::uuid, ${program.version}, ${JSON.stringify(program.rules)}::jsonb, ${new Date(program.createdAt)}, ${program.createdBy})
    ON CONFLICT DO NOTHING`;
  return inserted > 0;
}

/** The number of the version in force; 0 when there is none. */
export async function currentVersion(tx: Transaction, shopId: string): Promise<number> {
  const rows = await tx.$queryRaw<{ version: number }[]>`
    SELECT coalesce(max(version), 0)::int AS version FROM program WHERE shop_id = ${shopId}::uuid`;
  return rows[0]?.version ?? 0;
}

/** The version in force. @throws when the shop has none */
export async function currentProgram(tx: Transaction, shopId: string): Promise<ProgramVersion> {
  const rows = await tx.$queryRaw`
    SELECT version, rules, created_at AS "createdAt" FROM program WHERE shop_id = ${shopId}::uuid ORDER BY version DESC LIMIT 1`;
  return z.tuple([rowSchema]).parse(rows)[0];
}
