/** A member of staff writes a note about an advocate or an order, changes their own, or deletes one. */
import type { Context } from '../context.server.ts';
import { deleteNote, insertNote, rewriteNote } from '../data/staff-notes.server.ts';
import type { NoteAbout } from '../domain/staff-note.ts';

/** `id`: of a note that is changed. */
export type NoteWish = { about: NoteAbout; by: string } & (
  { wish: 'add'; text: string } | { wish: 'change'; id: string; text: string } | { wish: 'delete'; id: string }
);

/** `not-yours`: only who wrote a note can change it; or it was deleted meanwhile. */
export type NoteAnswer = 'done' | 'unknown' | 'too-many' | 'not-yours';

/** Texts are sealed at rest: they may say anything about a person. */
export async function writeStaffNote(
  context: Pick<Context, 'db' | 'vault' | 'now' | 'newId'>,
  shopId: string,
  wish: NoteWish,
): Promise<NoteAnswer> {
  const { about, by } = wish;
  const at = context.now();
  return context.db.prisma.$transaction(async (tx) => {
    switch (wish.wish) {
      case 'add': {
        const note = { id: context.newId(), kind: 'note' as const, textSealed: context.vault.seal(wish.text), by, at };
        const added = await insertNote(tx, shopId, about, note);
        return added === 'added' ? 'done' : added;
      }
      case 'change': {
        const changed = { id: wish.id, textSealed: context.vault.seal(wish.text), by, at };
        return (await rewriteNote(tx, shopId, about, changed)) ? 'done' : 'not-yours';
      }
      case 'delete':
        return (await deleteNote(tx, shopId, about, wish.id)) ? 'done' : 'unknown';
    }
  });
}
