/** The link of whoever looks at their order or account on Shopify's own pages: POST with a UI extension's session token. */
import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { type ShareRequest, shareRequestSchema } from '../domain/extension-contract.ts';
import { answerExtension, answerPreflight } from '../extension-door.server.ts';
import { inviteToShare } from '../services/invite-to-share.server.ts';

/** Per process: a page may be opened again and again; nobody tries confirmation numbers or codes in a row. */
const people = new RateLimiterMemory({ keyPrefix: 'share-person', points: 20, duration: 3600 });
const networks = new RateLimiterMemory({ keyPrefix: 'share-network', points: 60, duration: 3600 });

export async function loader({ request }: LoaderFunctionArgs) {
  return answerPreflight(request);
}

export async function action({ request }: ActionFunctionArgs) {
  const limits = [
    {
      limiter: people,
      key: (body: ShareRequest, network: string, customer: string | null) => customer ?? body.orderId ?? network,
    },
    { limiter: networks, key: (_: ShareRequest, network: string) => network },
  ];
  return answerExtension(request, shareRequestSchema, limits, async ({ context, shop, customerId, locale, body }) => ({
    status: 200,
    body: await inviteToShare(context, shop, customerId, body, locale),
  }));
}
