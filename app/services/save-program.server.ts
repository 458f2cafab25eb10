/** The merchant changes the rules: a new version, in force from now on. */
import type { Context } from '../context.server.ts';
import { currentVersion, insertProgramVersion } from '../data/programs.server.ts';
import { noteAllStandings } from '../data/standing-changes.server.ts';
import { rulesOfVersion } from '../data/storefronts.server.ts';
import { type ProgramRules, programRulesSchema } from '../domain/program.ts';
import { programWords } from '../i18n/account-words.ts';
import { wantSharedCodes } from './settle-shared-codes.server.ts';

/**
 * Saves the rules as the next version, unless somebody else has saved since `expectedVersion`: then `conflict` is the version in force.
 * @param program.by Shopify user id of the staff member
 */
export async function saveProgram(
  context: Context,
  shop: { id: string },
  program: { rules: ProgramRules; expectedVersion: number; by: string },
): Promise<{ version: number } | { conflict: number }> {
  const rules = programRulesSchema.parse(program.rules);
  const version = program.expectedVersion + 1;
  const { prisma } = context.db;
  const inForce = await currentVersion(prisma, shop.id);
  if (inForce !== program.expectedVersion) return { conflict: inForce };
  const next = { version, rules, createdAt: context.now(), createdBy: program.by };
  const isSaved = await prisma.$transaction(async (tx) => {
    if (!(await insertProgramVersion(tx, shop.id, next))) return false;
    await wantSharedCodes(context, tx, shop.id);
    const before = inForce === 0 ? null : await rulesOfVersion(tx, shop.id, inForce);
    if (before === null || shown(before) !== shown(rules)) await noteAllStandings(tx, shop.id);
    return true;
  });
  if (!isSaved) return { conflict: await currentVersion(prisma, shop.id) };
  context.log.info({ shopId: shop.id, version, by: program.by }, 'program saved');
  return { version };
}

/** What advocates' accounts show of a program. */
function shown(rules: ProgramRules): string {
  return JSON.stringify([rules.live, programWords(rules)]);
}
