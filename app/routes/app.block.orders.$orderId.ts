/** The block on Shopify's page of an order asks here, with its session token. */
import { json, type LoaderFunctionArgs } from '@remix-run/node';
import { orderBlock } from '../admin-blocks.server.ts';
import { openAdmin } from '../admin-request.server.ts';

export async function loader({ request, params }: LoaderFunctionArgs) {
  const admin = await openAdmin(request);
  const block = await orderBlock(admin, params['orderId'] ?? '');
  return admin.cors(json(block, { headers: { 'Cache-Control': 'no-store' } }));
}
