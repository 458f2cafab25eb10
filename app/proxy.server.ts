/**
 * The app-proxy door: what the storefront script asks, signed by Shopify on its way. Answers JSON, and Liquid where a shopper opens a page; mounted ahead of
 * Remix.
 */
import express from 'express';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { advocateEndpoints } from './proxy-advocates.server.ts';
import { type Endpoint, parseBody, Refusal } from './proxy-endpoint.server.ts';
import type { Context } from './context.server.ts';
import { findStorefront, learnProxyPath } from './data/storefronts.server.ts';
import { claimRequestSchema, visitRequestSchema } from './domain/storefront-contract.ts';
import { storefrontLocale, storefrontMessage } from './i18n/storefront-words.ts';
import { networkOf } from './personal-data.server.ts';
import { landingPageOf } from './landing-page.server.ts';
import { referPage } from './refer-page.server.ts';
import { claimOffer } from './services/claim-offer.server.ts';
import { quoteOffer } from './services/quote-offer.server.ts';
import { LONGEST_USER_AGENT } from './services/read-order-buyer.ts';
import { recordVisit, type Visitor } from './services/record-visit.server.ts';
import { showLanding } from './services/show-landing.server.ts';
import { type ProxyRequest, verifyProxyQuery } from './signatures.server.ts';

const LARGEST_BODY = 4_096;

/** What one visitor's network, and all visitors of a shop, may spend in a minute; what a request costs. Per process. */
const NETWORK_BUDGET = 60;
const SHOP_BUDGET = 6_000;

const ENDPOINTS: Readonly<Record<string, Endpoint>> = {
  ...advocateEndpoints,
  '/visit': {
    method: 'POST',
    cost: 1,
    async answer(context, { shop, visitor, body }) {
      await recordVisit(context, shop, parseBody(visitRequestSchema, body), visitor);
      return { status: 204, body: null };
    },
  },
  '/offer': {
    method: 'GET',
    cost: 1,
    async answer(context, { shop, parameters, locale }) {
      return { status: 200, body: await quoteOffer(context, shop, parameters.get('code') ?? '', locale) };
    },
  },
  '/claim': {
    method: 'POST',
    cost: 5,
    async answer(context, { shop, visitor, body, locale }) {
      const answer = await claimOffer(context, shop, parseBody(claimRequestSchema, body), visitor, locale);
      return { status: !answer.ok && answer.reason === 'too-many' ? 429 : 200, body: answer };
    },
  },
};

/** Pages: `{first part}/{name}`, or `{first part}` alone. Their refusals are pages, too. */
const PAGES: Readonly<Record<string, Endpoint>> = {
  '/r': {
    method: 'GET',
    cost: 1,
    async answer(context, { shop, name, proxyPath }) {
      return { page: await showLanding(context, shop, name, proxyPath) };
    },
  },
  '/refer': {
    method: 'GET',
    cost: 1,
    answer: (_context, { proxyPath }) => Promise.resolve({ page: referPage(proxyPath) }),
  },
};

/** Mount at `/proxy`, before anything that parses bodies. */
export function createProxyDoor(context: Context): express.Router {
  const networks = new RateLimiterMemory({ keyPrefix: 'network', points: NETWORK_BUDGET, duration: 60 });
  const shops = new RateLimiterMemory({ keyPrefix: 'shop', points: SHOP_BUDGET, duration: 60 });

  async function admit(req: express.Request): Promise<ProxyRequest & { visitor: Visitor; endpoint: Endpoint }> {
    const query = req.originalUrl.split('?').slice(1).join('?');
    const signed = verifyProxyQuery(query, context.env.SHOPIFY_API_SECRET, context.now());
    if ('refused' in signed) throw new Refusal(401, 'signature');
    const endpoint = pageAt(req.path)?.endpoint ?? (Object.hasOwn(ENDPOINTS, req.path) ? ENDPOINTS[req.path] : undefined);
    if (endpoint === undefined) throw new Refusal(404, 'not-found');
    if (endpoint.method !== (req.method === 'HEAD' ? 'GET' : req.method)) throw new Refusal(405, 'method');
    const networkAddress = clientAddress(req);
    await networks.consume(`${signed.shopDomain} ${networkOf(networkAddress) ?? 'unknown'}`, endpoint.cost);
    await shops.consume(signed.shopDomain, endpoint.cost);
    const userAgent = req.get('user-agent')?.slice(0, LONGEST_USER_AGENT) ?? null;
    return { ...signed, endpoint, visitor: { customerId: signed.customerId, networkAddress, userAgent } };
  }

  async function serve(req: express.Request, res: express.Response): Promise<void> {
    const { shopDomain, proxyPath, parameters, visitor, endpoint } = await admit(req);
    const shop = await findStorefront(context.db.prisma, shopDomain);
    if (shop === null) throw new Refusal(404, 'unknown-shop');
    if (proxyPath !== null) await learnProxyPath(context.db.prisma, shop, proxyPath);
    const body = endpoint.method === 'POST' ? await readBody(req, res) : '';
    const name = pageAt(req.path)?.name ?? '';
    const request = {
      shop,
      visitor,
      locale: localeOf(req),
      parameters,
      body,
      name,
      proxyPath: proxyPath ?? shop.proxyPath ?? '',
    };
    const answer = await endpoint.answer(context, request);
    if ('page' in answer) sendLiquid(res, answer.page);
    else if ('file' in answer) {
      if (answer.cached === true) res.set('Cache-Control', 'public, max-age=31536000, immutable');
      res.type(answer.type).send(answer.file);
    } else if (answer.body === null) res.status(answer.status).end();
    else res.status(answer.status).json(answer.body);
  }

  const door = express.Router();
  door.use((req, res) => {
    res.set({ 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff' });
    serve(req, res).catch((error: unknown) => {
      const refusal = refusalFor(error);
      if (refusal.status >= 500) context.log.error({ error, path: req.path }, 'storefront request failed');
      if (error instanceof RateLimiterRes) res.set('Retry-After', String(Math.ceil(error.msBeforeNext / 1000)));
      const { status, code } = refusal;
      // Of other answers than 200, a storefront may show a page of its own. Without Shopify's signature nobody would render Liquid.
      if (code !== 'signature' && pageAt(req.path) !== null) sendLiquid(res, landingPageOf(code));
      else res.status(status).json({ ok: false, reason: code, message: storefrontMessage(code, localeOf(req)) });
    });
  });
  return door;
}

/** The greeting sees by the referrer that its button was pressed on our page; other sites are told nothing. A page may ask for less in its head. */
function sendLiquid(res: express.Response, page: string): void {
  const headers = { 'X-Robots-Tag': 'noindex', 'Referrer-Policy': 'same-origin' };
  res.set({ 'Content-Type': 'application/liquid; charset=utf-8', ...headers }).send(page);
}

function pageAt(path: string): { endpoint: Endpoint; name: string } | null {
  const [, first = '', name = ''] = /^(\/[a-z]+)(?:\/([^/]*))?\/?$/.exec(path) ?? [];
  const endpoint = Object.hasOwn(PAGES, first) ? PAGES[first] : undefined;
  if (endpoint === undefined) return null;
  try {
    return { endpoint, name: decodeURIComponent(name) };
  } catch {
    return { endpoint, name: '' };
  }
}

const parser = express.text({ type: () => true, limit: LARGEST_BODY });

function readBody(req: express.Request, res: express.Response): Promise<string> {
  return new Promise((resolve, reject) => {
    parser(req, res, (error?: unknown) => {
      if (error instanceof Error) reject(error);
      else resolve(typeof req.body === 'string' ? req.body : '');
    });
  });
}

function refusalFor(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  if (error instanceof RateLimiterRes) return new Refusal(429, 'too-fast');
  // The body parser's own refusals: too large, unknown encoding, broken off.
  const status = error instanceof Error && 'status' in error && typeof error.status === 'number' ? error.status : 500;
  return status >= 400 && status < 500 ? new Refusal(status, 'body') : new Refusal(500, 'busy');
}

function localeOf(req: express.Request): string {
  return storefrontLocale(req.get('accept-language'));
}

/** Shopify puts the shopper's address first; proxies of ours come after it. */
function clientAddress(req: express.Request): string | null {
  return req.get('x-forwarded-for')?.split(',')[0] ?? req.socket.remoteAddress ?? null;
}
