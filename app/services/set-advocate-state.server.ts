/** A merchant blocks an advocate, or lets them earn again. */
import type { Context } from '../context.server.ts';
import { changeAdvocateState } from '../data/advocates.server.ts';
import { insertNote } from '../data/staff-notes.server.ts';
import { wantSharedCodes } from './settle-shared-codes.server.ts';

/**
 * What was credited before stays; only later orders are judged by the new state, and a shared code of theirs ends. False when the shop has no such advocate, or its data was erased.
 * @param because why, for those who look later
 */
export async function setAdvocateState(
  context: Context,
  shop: { id: string },
  advocateId: string,
  state: 'active' | 'blocked',
  because: { reason: string; by: string } | null = null,
): Promise<boolean> {
  const changed = await context.db.prisma.$transaction(async (tx) => {
    if (!(await changeAdvocateState(tx, shop.id, advocateId, state))) return false;
    if (because !== null) {
      const note = { id: context.newId(), textSealed: context.vault.seal(because.reason), by: because.by, at: context.now() };
      await insertNote(tx, shop.id, { advocateId }, { ...note, kind: 'blocked' });
    }
    await wantSharedCodes(context, tx, shop.id);
    return true;
  });
  if (changed) context.log.info({ shopId: shop.id, advocateId, state }, 'advocate state set');
  return changed;
}
