/** The block on Shopify's page of a customer asks here, with its session token. */
import { json, type LoaderFunctionArgs } from '@remix-run/node';
import { customerBlock } from '../admin-blocks.server.ts';
import { openAdmin } from '../admin-request.server.ts';

export async function loader({ request, params }: LoaderFunctionArgs) {
  const admin = await openAdmin(request);
  const block = await customerBlock(admin, params['customerId'] ?? '');
  return admin.cors(json(block, { headers: { 'Cache-Control': 'no-store' } }));
}
