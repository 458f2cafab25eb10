/** The door of the UI extensions: they run on Shopify's own pages without an origin, and show a session token. */
import { json } from '@remix-run/node';
import { type RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { z } from 'zod';
import { type Context, getContext } from './context.server.ts';
import { keptCustomer } from './data/customer-merges.server.ts';
import { findStorefront, type Storefront } from './data/storefronts.server.ts';
import type { StorefrontMessage } from './i18n/storefront-table.ts';
import { storefrontLocale, storefrontMessage } from './i18n/storefront-words.ts';
import { networkOf } from './personal-data.server.ts';
import { shopify } from './shopify.server.ts';

const LONGEST_BODY = 4_096;

export type ExtensionRequest<Body> = {
  context: Context;
  /** The token's, never the request's. */
  shop: Storefront;
  /** Numeric part of the gid; null when nobody is signed in. */
  customerId: string | null;
  locale: string;
  body: Body;
};
type Limit<Body> = { limiter: RateLimiterMemory; key(body: Body, network: string, customerId: string | null): string };

/** Answers a browser's question before the real one; other methods than POST are refused. */
export async function answerPreflight(request: Request): Promise<Response> {
  const { cors } = await shopify.authenticate.public.checkout(request);
  return cors(json({ ok: false }, { status: 405 }));
}

/**
 * One POST of an extension: HS256 token of this app (signature, times and audience), an installed shop, a body of the schema, within the limits.
 * Whatever is refused is refused with a kind word; nothing of the request is logged.
 */
export async function answerExtension<Body>(
  request: Request,
  schema: z.ZodType<Body>,
  limits: readonly Limit<Body>[],
  answer: (asked: ExtensionRequest<Body>) => Promise<{ status: number; body: unknown }>,
): Promise<Response> {
  const { sessionToken, cors } = await shopify.authenticate.public.checkout(request);
  const context = getContext();
  const locale = storefrontLocale(request.headers.get('accept-language') ?? undefined);
  const refuse = (status: number, message: StorefrontMessage) =>
    cors(json({ ok: false, message: storefrontMessage(message, locale) }, { status }));

  // The library leaves the audience to its caller.
  if (sessionToken.aud !== context.env.SHOPIFY_API_KEY) return refuse(401, 'signature');
  const parsed = schema.safeParse(parse(await request.text()));
  if (!parsed.success) return refuse(400, 'body');
  // In some tokens it is a host, in others an address.
  const shopDomain = sessionToken.dest.replace(/^https:\/\//, '');
  const shop = await findStorefront(context.db.prisma, shopDomain);
  if (shop === null) return refuse(404, 'unknown-shop');
  const customerId = await keptCustomer(context.db.sql, shop.id, customerOf(sessionToken.sub));
  try {
    const network = networkOf(networkAddress(request)) ?? 'unknown';
    for (const { limiter, key } of limits) await limiter.consume(`${shopDomain} ${key(parsed.data, network, customerId)}`);
  } catch (error) {
    if (!(error instanceof RateLimiterRes)) throw error;
    return refuse(429, 'too-fast');
  }
  const { status, body } = await answer({ context, shop, customerId, locale, body: parsed.data });
  return cors(json(body, { status, headers: { 'Cache-Control': 'no-store' } }));
}

/** Tokens of the admin name a member of staff there. */
function customerOf(subject: unknown): string | null {
  return typeof subject === 'string' ? (/^gid:\/\/shopify\/Customer\/(\d{1,20})$/.exec(subject)?.[1] ?? null) : null;
}

function parse(text: string): unknown {
  try {
    return text.length > LONGEST_BODY ? null : JSON.parse(text);
  } catch {
    return null;
  }
}

/** The last address is the one that our own proxy saw; what stands before it, the browser may have made up. */
function networkAddress(request: Request): string | null {
  return request.headers.get('x-forwarded-for')?.split(',').at(-1)?.trim() ?? null;
}
