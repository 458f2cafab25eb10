import type { LoaderFunctionArgs } from '@remix-run/node';
import { type AdminRequest, openAdmin, orNotFound } from '../admin-request.server.ts';
import { buildDataRequestFile } from '../services/build-data-request-file.server.ts';
import { acting } from '../staff-acts.server.ts';

/** The file that answers a customer's request for their data. Only fetched by the Health page, with the session token. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const admin = await openAdmin(request);
  const requestId = orNotFound(/^\d{1,20}$/.test(params['requestId'] ?? '') ? (params['requestId'] ?? null) : null);
  return acting(admin, { act: 'data-request-answered', subjects: [requestId] }, () => answerWithFile(admin, requestId));
}

async function answerWithFile({ context, shop }: AdminRequest, requestId: string): Promise<Response> {
  const { fileName, content } = orNotFound(await buildDataRequestFile(context, shop, requestId));
  return new Response(content, {
    headers: {
      'Content-Type': 'application/json; charset=utf-8',
      'Content-Disposition': `attachment; filename="${fileName}"`,
      'Cache-Control': 'no-store',
    },
  });
}
