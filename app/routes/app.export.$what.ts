import type { LoaderFunctionArgs } from '@remix-run/node';
import { openAdmin, orNotFound } from '../admin-request.server.ts';
import { exportList } from '../list-exports.server.ts';
import { dayAt } from '../queries/period.server.ts';

/** A list as a file, under the same filters as the list itself. Fetched by the page, with the session token. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const admin = await openAdmin(request);
  const what = params['what'] ?? '';
  const file = orNotFound(await exportList(what, admin));
  const day = dayAt(admin.context.now(), admin.shop.timeZone);
  return new Response(file.body, {
    headers: {
      'Content-Type': file.type,
      'Content-Disposition': `attachment; filename="vouchsafe-${what}-${day}.${file.extension}"`,
      'Cache-Control': 'no-store',
    },
  });
}
