/** Saved views of lists: the only writer of their table. Names, and which one opens first, are unique per list and owner by indexes. */
import type { Transaction } from '../db.server.ts';
import { MOST_VIEWS, type ViewList } from '../domain/saved-view.ts';

/** `owner`: null: the whole shop. */
export type NewView = { id: string; list: ViewList; owner: string | null; name: string; query: string; at: number };

/** Until the transaction ends nobody else changes the shop's views. */
async function lockViews(tx: Transaction, shopId: string): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('views ' || ${shopId}, 0))`;
}

/** Needs a transaction. */
export async function insertView(tx: Transaction, shopId: string, view: NewView): Promise<'saved' | 'name-taken' | 'too-many'> {
  await lockViews(tx, shopId);
  const { list, owner } = view;
  if ((await tx.savedView.count({ where: { shopId, list, owner } })) >= MOST_VIEWS) return 'too-many';
  const saved = await tx.$executeRaw`
    INSERT INTO saved_view (shop_id, id, list, owner, name, query, saved_at)
    VALUES (${shopId}::uuid, ${view.id}::uuid, ${list}, ${owner}, ${view.name}, ${view.query}, ${new Date(view.at)})
    ON CONFLICT DO NOTHING`;
  return saved === 1 ? 'saved' : 'name-taken';
}

export type ViewChange = { name?: string; query?: string; isShared?: boolean; opensFirst?: boolean };

/** Changes a view of this person's, or of the shop's. A list opens with one view of the person, and one of the shop. Needs a transaction. */
export async function changeView(
  tx: Transaction,
  shopId: string,
  { id, by, change }: { id: string; by: string; change: ViewChange },
): Promise<'saved' | 'name-taken' | 'too-many' | 'unknown'> {
  await lockViews(tx, shopId);
  const view = await tx.savedView.findFirst({ where: { shopId, id, OR: [{ owner: by }, { owner: null }] } });
  if (view === null) return 'unknown';
  const { list } = view;
  const owner = change.isShared === undefined ? view.owner : change.isShared ? null : by;
  const name = change.name ?? view.name;
  const others = await tx.savedView.findMany({ where: { shopId, list, owner, NOT: { id } }, select: { id: true, name: true } });
  if (others.length >= MOST_VIEWS) return 'too-many';
  if (others.some((other) => other.name.toLowerCase() === name.toLowerCase())) return 'name-taken';
  const opensFirst = change.opensFirst ?? (owner === view.owner && view.opensFirst);
  if (opensFirst) await tx.savedView.updateMany({ where: { shopId, list, owner }, data: { opensFirst: false } });
  const query = change.query ?? view.query;
  await tx.savedView.update({ where: { shopId_id: { shopId, id } }, data: { owner, name, query, opensFirst } });
  return 'saved';
}

/** False when this person and the shop have no such view. */
export async function deleteView(tx: Transaction, shopId: string, { id, by }: { id: string; by: string }): Promise<boolean> {
  const { count } = await tx.savedView.deleteMany({ where: { shopId, id, OR: [{ owner: by }, { owner: null }] } });
  return count === 1;
}
