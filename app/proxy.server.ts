/**
 * The app-proxy door: what the storefront script asks, signed by Shopify on its way. Answers JSON, and Liquid where a shopper opens a page; mounted ahead of
 * Remix.
 */
import express from 'express';
import { RateLimiterRes } from 'rate-limiter-flexible';
import { advocateEndpoints } from './proxy-advocates.server.ts';
import { type Endpoint, parseBody, Refusal, refusalFor } from './proxy-endpoint.server.ts';
import type { Context } from './context.server.ts';
import { keptCustomer } from './data/customer-merges.server.ts';
import { findStorefront, learnProxyPath } from './data/storefronts.server.ts';
import { claimRequestSchema } from './domain/storefront-contract.ts';
import { storefrontLocale, storefrontMessage } from './i18n/storefront-words.ts';
import type { Admission } from './proxy-admission.server.ts';
import { landingPageOf } from './landing-page.server.ts';
import { referPage } from './refer-page.server.ts';
import { claimOffer } from './services/claim-offer.server.ts';
import { quoteOffer } from './services/quote-offer.server.ts';
import type { Visitor } from './services/record-visit.server.ts';
import { showLanding } from './services/show-landing.server.ts';
import { INERT } from './security-headers.server.ts';
import type { ProxyRequest } from './signatures.server.ts';

const LARGEST_BODY = 4_096;

const ENDPOINTS: Readonly<Record<string, Endpoint>> = {
  ...advocateEndpoints,
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
export function createProxyDoor(context: Context, admission: Admission): express.Router {
  async function admit(req: express.Request): Promise<ProxyRequest & { visitor: Visitor; endpoint: Endpoint }> {
    const signed = admission.verify(req);
    const endpoint = pageAt(req.path)?.endpoint ?? (Object.hasOwn(ENDPOINTS, req.path) ? ENDPOINTS[req.path] : undefined);
    if (endpoint === undefined) throw new Refusal(404, 'not-found');
    if (endpoint.method !== (req.method === 'HEAD' ? 'GET' : req.method)) throw new Refusal(405, 'method');
    return { ...signed, endpoint, visitor: await admission.charge(req, signed, endpoint.cost) };
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
      visitor: { ...visitor, customerId: await keptCustomer(context.db.sql, shop.id, visitor.customerId) },
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
    res.set({ 'Cache-Control': 'no-store', 'Content-Security-Policy': INERT });
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
  res.removeHeader('Content-Security-Policy'); // it becomes a page of the theme, whose policy is the store's
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

function localeOf(req: express.Request): string {
  return storefrontLocale(req.get('accept-language'));
}
