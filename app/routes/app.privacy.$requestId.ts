import type { LoaderFunctionArgs } from '@remix-run/node';
import { openAdmin, orNotFound } from '../admin-request.server.ts';
import { buildDataRequestFile } from '../services/build-data-request-file.server.ts';

/** The file that answers a customer's request for their data. Only fetched by the Health page, with the session token. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const { context, shop } = await openAdmin(request);
  const { fileName, content } = orNotFound(await buildDataRequestFile(context, shop, params['requestId'] ?? ''));
  return new Response(content, {
    headers: {
      'Content-Type': 'application/json; charset=utf-8',
      'Content-Disposition': `attachment; filename="${fileName}"`,
      'Cache-Control': 'no-store',
    },
  });
}
