/** Requests as Shopify's app proxy forwards them. */
import { createHmac } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import http from 'node:http';
import { createHttpApp } from '#app/http.server.ts';
import type { TestContext } from './context.ts';

/** The query that Shopify adds to a storefront's own, signed over everything. Parameters that are null are left out. */
export function signedQuery(context: TestContext, parameters: Record<string, string | null>): string {
  const query = new URLSearchParams();
  const shopifys = {
    logged_in_customer_id: '',
    path_prefix: '/apps/vouchsafe',
    timestamp: String(Math.floor(context.now() / 1000)),
  };
  for (const [name, value] of Object.entries({ ...shopifys, ...parameters })) if (value !== null) query.set(name, value);
  const message = [...query].map(([name, value]) => `${name}=${value}`).sort().join(''); // prettier-ignore
  query.set('signature', createHmac('sha256', context.env.SHOPIFY_API_SECRET).update(message).digest('hex'));
  return query.toString();
}

export type ProxyDoor = { url: string; close(): Promise<void> };

/** The app's doors on a port of their own. */
export async function openDoor(context: TestContext): Promise<ProxyDoor> {
  const server = http.createServer(createHttpApp(context, { wakeWorker: () => undefined })).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/proxy`,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
