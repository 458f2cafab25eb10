/** Who may ask the app through a shop's app proxy: Shopify's signature first, then how much a network and a shop have asked already. */
import type { IncomingMessage } from 'node:http';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import type { Context } from './context.server.ts';
import { networkOf } from './personal-data.server.ts';
import { Refusal } from './proxy-endpoint.server.ts';
import { LONGEST_USER_AGENT } from './services/read-order-buyer.ts';
import type { Visitor } from './services/record-visit.server.ts';
import { type ProxyRequest, verifyProxyQuery } from './signatures.server.ts';

/** What one visitor's network, and all visitors of a shop, may spend in a minute; what a request costs. Per process. */
const NETWORK_BUDGET = 60;
const SHOP_BUDGET = 6_000;

export type Admission = {
  /** What Shopify signed; nothing of the request was counted yet. @throws Refusal 401 */
  verify(req: IncomingMessage & { originalUrl?: string }): ProxyRequest;
  /** @throws RateLimiterRes when network or shop have spent their minute */
  charge(req: IncomingMessage, signed: ProxyRequest, cost: number): Promise<Visitor>;
};

/** One for all doors of a process: they share what may be spent. */
export function createAdmission({ env, now }: Pick<Context, 'env' | 'now'>): Admission {
  const networks = new RateLimiterMemory({ keyPrefix: 'network', points: NETWORK_BUDGET, duration: 60 });
  const shops = new RateLimiterMemory({ keyPrefix: 'shop', points: SHOP_BUDGET, duration: 60 });
  return {
    verify(req) {
      const [, ...query] = (req.originalUrl ?? req.url ?? '').split('?');
      const signed = verifyProxyQuery(query.join('?'), env.SHOPIFY_API_SECRET, now());
      if ('refused' in signed) throw new Refusal(401, 'signature');
      return signed;
    },
    async charge(req, { shopDomain, customerId }, cost) {
      const networkAddress = clientAddress(req);
      await networks.consume(`${shopDomain} ${networkOf(networkAddress) ?? 'unknown'}`, cost);
      await shops.consume(shopDomain, cost);
      const userAgent = req.headers['user-agent']?.slice(0, LONGEST_USER_AGENT) ?? null;
      return { customerId, networkAddress, userAgent };
    },
  };
}

/** Shopify puts the shopper's address first; proxies of ours come after it. */
function clientAddress(req: IncomingMessage): string | null {
  const forwarded = req.headers['x-forwarded-for'];
  const [first] = (Array.isArray(forwarded) ? forwarded.join(',') : (forwarded ?? '')).split(',');
  return first || (req.socket.remoteAddress ?? null);
}
