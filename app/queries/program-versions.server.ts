/** The rules of a shop, newest version first. */
import { Prisma } from '@prisma/client';
import { z } from 'zod';
import { programRulesSchema } from '../domain/program.ts';
import { isoTime, type Reader, readRows } from './read-rows.server.ts';

const row = z.object({
  version: z.number(),
  rules: programRulesSchema,
  createdAt: isoTime,
  /** "install" or the staff member's Shopify user id. */
  createdBy: z.string(),
});
export type ProgramVersion = z.infer<typeof row>;

/** The first of the answer is in force. */
export async function listProgramVersions(prisma: Reader, shopId: string, limit: number): Promise<ProgramVersion[]> {
  return readRows(
    prisma,
    row,
    Prisma.sql`
      SELECT p.version, p.rules, p.created_at AS "createdAt", p.created_by AS "createdBy" FROM program p
      WHERE p.shop_id = ${shopId}::uuid ORDER BY p.version DESC LIMIT ${limit}`,
  );
}

export async function findProgramVersion(prisma: Reader, shopId: string, version: number): Promise<ProgramVersion | null> {
  const rows = await readRows(
    prisma,
    row,
    Prisma.sql`
      SELECT p.version, p.rules, p.created_at AS "createdAt", p.created_by AS "createdBy" FROM program p
      WHERE p.shop_id = ${shopId}::uuid AND p.version = ${version}`,
  );
  return rows[0] ?? null;
}
