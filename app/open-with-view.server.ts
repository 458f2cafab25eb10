/** Which filters a list opens with: the person's own view, else the shop's. */
import { redirect } from '@remix-run/node';
import type { AdminRequest } from './admin-request.server.ts';
import { type ViewList, viewQuery } from './domain/saved-view.ts';
import { listSavedViews, type SavedViewRow } from './queries/saved-views.server.ts';

/**
 * The views of a list. Who comes to it from elsewhere and asks for nothing in particular is sent to the view that it opens with.
 * @throws Response a redirect
 */
export async function viewsOf(admin: AdminRequest, request: Request, list: ViewList): Promise<SavedViewRow[]> {
  const { context, shop, search, userId, referrer } = admin;
  const views = await listSavedViews(context.db.prisma, shop.id, list, userId ?? 'staff');
  const first = views.find((view) => view.opensFirst && !view.isShared) ?? views.find((view) => view.opensFirst);
  const asks = viewQuery(list, search) !== '' || ['q', 'view', 'cursor'].some((name) => search.has(name));
  const url = new URL(request.url);
  const isHere = URL.canParse(referrer ?? '') && new URL(referrer ?? '').pathname === url.pathname;
  if (first === undefined || asks || isHere) return views;
  for (const [name, value] of new URLSearchParams(viewQuery(list, first.query))) url.searchParams.set(name, value);
  url.searchParams.set('view', first.id);
  throw redirect(`${url.pathname}${url.search}`);
}
