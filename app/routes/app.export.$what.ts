import type { LoaderFunctionArgs } from '@remix-run/node';
import { openAdmin, orNotFound } from '../admin-request.server.ts';
import { exportList } from '../list-exports.server.ts';
import { dayAt } from '../queries/period.server.ts';
import { acting } from '../staff-acts.server.ts';

/** A list as a file, under the same filters as the list itself. Fetched by the page, with the session token. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const admin = await openAdmin(request);
  const what = params['what'] ?? '';
  const file = orNotFound(await exportList(what, admin));
  const day = dayAt(admin.context.now(), admin.shop.timeZone);
  const headers = {
    'Content-Type': file.type,
    'Content-Disposition': `attachment; filename="vouchsafe-${what}-${day}.${file.extension}"`,
    'Cache-Control': 'no-store',
  };
  return acting(admin, { act: 'list-exported', value: what }, () => Promise.resolve(new Response(file.body, { headers })));
}
