/** What staff can do about one advocate: keep them out, choose their code, take the choice back, merge them with another one. */
import { json } from '@remix-run/node';
import { z } from 'zod';
import { type AdminRequest, orNotFound } from './admin-request.server.ts';
import type { MergeAnswer } from './components/advocate/merge-dialog.tsx';
import { findKeptRows } from './data/customer-merges.server.ts';
import { fitNote, LONGEST_NOTE } from './domain/staff-note.ts';
import { resetCode, setCode } from './services/choose-code.server.ts';
import { mergeAdvocates } from './services/merge-advocates.server.ts';
import { setAdvocateState } from './services/set-advocate-state.server.ts';
import { acting } from './staff-acts.server.ts';

const text = z.string().max(64);
/** `keep`: who stays of the two. `undoTo`: the chosen code that is to be shown again, empty for the app's; `release`: a code that was set by mistake. */
const wishSchema = z.union([
  z.object({ state: z.enum(['active', 'blocked']), reason: z.string().max(LONGEST_NOTE).optional() }),
  z.object({ code: text }),
  z.object({ undoTo: text, release: text }),
  z.object({ mergeWith: z.guid(), keep: z.enum(['this', 'other']) }),
]);

/** @param id as the address has it @throws Response 400 or 404 */
export async function changeAdvocate(admin: AdminRequest, form: FormData, id: string): Promise<Response> {
  const { context, shop, userId } = admin;
  const wish = wishSchema.safeParse(Object.fromEntries(form));
  if (!wish.success) throw new Response('Unknown state', { status: 400 });
  const asked = orNotFound(z.guid().safeParse(id).data ?? null);
  const advocateId = (await findKeptRows(context.db.prisma, shop.id, [asked])).get(asked) ?? asked;
  const subjects = [advocateId];
  if ('code' in wish.data) {
    const { code } = wish.data;
    return acting(admin, { act: 'advocate-code-chosen', subjects }, async (refused) => {
      const answer = await setCode(context, shop, advocateId, code);
      if ('problem' in answer) await refused(subjects);
      return json(answer);
    });
  }
  if ('undoTo' in wish.data) {
    const { undoTo, release } = wish.data;
    return acting(admin, { act: 'advocate-code-reset', subjects }, async () => {
      const { before } = orNotFound(await resetCode(context, shop, advocateId, { to: undoTo || null, release: release || null }));
      return json(undoTo === '' && release === '' ? { reset: true, before } : { undone: true });
    });
  }
  if ('mergeWith' in wish.data) {
    const { mergeWith, keep } = wish.data;
    const [keptId, goneId] = keep === 'this' ? [advocateId, mergeWith] : [mergeWith, advocateId];
    return acting(admin, { act: 'advocate-merged', subjects: [keptId], value: goneId }, async () => {
      const answer = await mergeAdvocates(context, { ...shop, state: 'installed' }, { goneId, keptId });
      return json<MergeAnswer>(answer, 'refused' in answer ? { status: answer.refused === 'not-found' ? 404 : 409 } : {});
    });
  }
  const { state } = wish.data;
  const reason = fitNote(wish.data.reason ?? '');
  const because = state === 'blocked' && reason !== '' ? { reason, by: userId ?? 'staff' } : null;
  return acting(admin, { act: state === 'blocked' ? 'advocate-blocked' : 'advocate-unblocked', subjects }, async () => {
    orNotFound((await setAdvocateState(context, shop, advocateId, state, because)) ? advocateId : null);
    return json({ ok: true });
  });
}
