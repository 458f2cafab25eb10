/** Shopify's signatures: timing-safe, without session and network. */
import { createHmac, timingSafeEqual } from 'node:crypto';

/** A request that came through the shop's app proxy. Nothing else in its query may be believed to come from Shopify. */
export type ProxyRequest = {
  /** xxx.myshopify.com */
  shopDomain: string;
  /** Where the merchant's storefront reaches the app, e.g. "/apps/vouchsafe"; null when it is no usable path. */
  proxyPath: string | null;
  /** Signed-in customer: numeric part of the gid; null when nobody is. */
  customerId: string | null;
  /** Every parameter, those of the storefront's own request included. */
  parameters: URLSearchParams;
};

/** Shopify's libraries allow clocks to differ by as much. */
const CLOCK_DIFFERENCE = 90_000;
const ONCE = ['shop', 'timestamp', 'signature', 'logged_in_customer_id', 'path_prefix'];

/**
 * Verifies the query of an app-proxy request: hex HMAC-SHA-256 over its sorted `key=value` pairs, repeated keys joined by commas, without separators.
 * https://shopify.dev/docs/apps/build/online-store/app-proxies/authenticate-app-proxies
 * @param query without the question mark
 * @param now epoch milliseconds
 */
export function verifyProxyQuery(
  query: string,
  secret: string,
  now: number,
): ProxyRequest | { refused: 'unsigned' | 'forged' | 'stale' } {
  const parameters = new URLSearchParams(query);
  const signature = parameters.get('signature');
  if (signature === null) return { refused: 'unsigned' };
  if (ONCE.some((name) => parameters.getAll(name).length > 1)) return { refused: 'forged' };

  const names = [...new Set(parameters.keys())].filter((name) => name !== 'signature');
  const signed = names.map((name) => `${name}=${parameters.getAll(name).join(',')}`).sort();
  if (signed.some(hidesParameter)) return { refused: 'forged' };
  const expected = createHmac('sha256', secret).update(signed.join('')).digest();
  const received = Buffer.from(/^[0-9a-f]{64}$/i.test(signature) ? signature : '', 'hex');
  if (received.length !== expected.length || !timingSafeEqual(received, expected)) return { refused: 'forged' };

  const time = Number(parameters.get('timestamp') ?? Number.NaN) * 1000;
  if (!(Math.abs(now - time) <= CLOCK_DIFFERENCE)) return { refused: 'stale' };
  const shopDomain = parameters.get('shop') ?? '';
  if (!/^[a-z0-9][a-z0-9-]*\.myshopify\.com$/.test(shopDomain)) return { refused: 'forged' };
  const customerId = parameters.get('logged_in_customer_id') ?? '';
  const proxyPath = parameters.get('path_prefix') ?? '';
  return {
    shopDomain,
    proxyPath: /^\/(a|apps|community|tools)\/[\w-]{1,30}$/.test(proxyPath) ? proxyPath : null,
    customerId: /^\d{1,20}$/.test(customerId) ? customerId : null,
    parameters,
  };
}

/**
 * Without separators, the text that Shopify signed for one shopper could be cut into the parameters of another; the true one would then be part of
 * a name or value. Nothing that we send has such a part.
 */
function hidesParameter(pair: string): boolean {
  return ONCE.some((name) => pair.includes(`${name}=`, 1));
}

/**
 * Verifies a webhook: base64 HMAC-SHA-256 over the raw body.
 * https://shopify.dev/docs/apps/build/webhooks/subscribe/https#step-2-validate-the-origin-of-your-webhook-to-ensure-its-coming-from-shopify
 * @returns the verified HMAC, which is the same for the same content; null when the signature is missing or wrong
 */
export function verifyWebhook(body: Uint8Array, signature: string | undefined, secret: string): Buffer | null {
  const expected = createHmac('sha256', secret).update(body).digest();
  const received = Buffer.from(signature ?? '', 'base64');
  return received.length === expected.length && timingSafeEqual(received, expected) ? expected : null;
}
