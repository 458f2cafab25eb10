/** A member of staff saves the filters of a list under a name, changes such a view, or deletes it. */
import type { Context } from '../context.server.ts';
import { changeView, deleteView, insertView, type ViewChange } from '../data/saved-views.server.ts';
import { type ViewList, viewQuery } from '../domain/saved-view.ts';

export type ViewWish =
  | { wish: 'save'; list: ViewList; name: string; query: string }
  | ({ wish: 'change'; id: string; list: ViewList } & ViewChange)
  | { wish: 'delete'; id: string };

/** `empty`: no filter is set. */
export type ViewProblem = 'name-taken' | 'too-many' | 'unknown' | 'empty';
export type ViewOutcome = { done: ViewWish['wish']; id: string } | { problem: ViewProblem };

export async function saveView(
  context: Pick<Context, 'db' | 'now' | 'newId'>,
  shopId: string,
  by: string,
  wish: ViewWish,
): Promise<ViewOutcome> {
  return context.db.prisma.$transaction(async (tx) => {
    if (wish.wish === 'delete') {
      return (await deleteView(tx, shopId, { id: wish.id, by })) ? { done: 'delete', id: wish.id } : { problem: 'unknown' };
    }
    const query = wish.query === undefined ? undefined : viewQuery(wish.list, wish.query);
    if (query === '') return { problem: 'empty' };
    if (wish.wish === 'save') {
      const view = { id: context.newId(), list: wish.list, owner: by, name: wish.name, query: query ?? '', at: context.now() };
      const saved = await insertView(tx, shopId, view);
      return saved === 'saved' ? { done: 'save', id: view.id } : { problem: saved };
    }
    const { name, isShared, opensFirst } = wish;
    const change = {
      ...(name === undefined ? {} : { name }),
      ...(query === undefined ? {} : { query }),
      ...(isShared === undefined ? {} : { isShared }),
      ...(opensFirst === undefined ? {} : { opensFirst }),
    };
    const changed = await changeView(tx, shopId, { id: wish.id, by, change });
    return changed === 'saved' ? { done: 'change', id: wish.id } : { problem: changed };
  });
}
