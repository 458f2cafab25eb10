/** The shop's pages, its files, and what belongs to every page: section rendering, products as JSON, consent. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import express, { type Request, type Response } from 'express';
import { z } from 'zod';
import { answer } from '#devstore/storefront/answer.ts';
import { consentApiPath, privacyBannerPath } from '#devstore/storefront/content-for-header.ts';
import { noteLanding } from '#devstore/storefront/landing.ts';
import type { Page } from '#devstore/storefront/page.ts';
import { notFoundPage, productByHandle, resolvePage } from '#devstore/storefront/pages.ts';
import { productJson } from '#devstore/storefront/product-json.ts';
import { renderPage } from '#devstore/storefront/render-page.ts';
import { BadSectionsUrl, readIds, sectionsOf } from '#devstore/storefront/section-rendering.ts';
import { themeAssets } from '#devstore/storefront/theme.ts';
import { visitOf } from '#devstore/storefront/visit.ts';

/** Files that need no session: theme assets, pictures, robots.txt. */
export function fileRoutes(): express.Router {
  const router = express.Router();
  const assets = express.static(themeAssets, { maxAge: '1h', index: false, fallthrough: false });
  router.use('/cdn/shop/t/1/assets', assets);
  router.use('/cdn/shop/files', assets);
  router.get('/favicon.ico', (_, response) => response.redirect(302, '/cdn/shop/t/1/assets/favicon.svg'));
  router.get('/robots.txt', (_, response) =>
    response.type('text').send('User-agent: *\nDisallow: /checkouts/\nDisallow: /cart\n'),
  );
  return router;
}

/** Everything that is a page; mounted last. */
export function pageRoutes(): express.Router {
  const router = express.Router();
  router.get(consentApiPath, (request, response) => {
    const { shop, session } = visitOf(request);
    const state = JSON.stringify({ required: shop.consent.required, state: session.consent });
    sendScript(response, `var visitorConsent = ${state};\n${clientScript('consent-tracking-api')}`);
  });
  router.get(privacyBannerPath, (_, response) => sendScript(response, clientScript('privacy-banner')));
  router.post('/api/tracking-consent', (request, response) => {
    const consent = consentSchema.safeParse(parseJson(request.body));
    if (!consent.success) return response.status(400).json({ error: 'consent must be granted or declined' });
    visitOf(request).session.consent = consent.data.consent;
    return response.status(204).end();
  });
  router.get('/products/:handle.js', (request, response, next) => {
    const product = productByHandle(visitOf(request), request.params.handle);
    if (product === null) return next();
    const json = productJson(visitOf(request), product);
    return response.json({ ...json, variants: json.variants.map(({ inventory_quantity: _, ...variant }) => variant) });
  });
  router.get('*', answer(showPage));
  router.use(answer(async (request, response) => sendPage(response, notFoundPage(visitOf(request)))));
  return router;
}

/** Renders a page and sends it. */
export async function sendPage(response: Response, page: Page): Promise<void> {
  const html = await renderPage(page);
  response.status(page.status).set('Cache-Control', 'private, no-store').type('html').send(html);
}

async function showPage(request: Request, response: Response): Promise<void> {
  const visit = visitOf(request);
  const alone = visit.query.get('section_id');
  const ids = alone === null ? readIds(visit.query.get('sections')) : readIds(alone);
  if (ids.length === 0) {
    noteLanding(visit, request);
    return sendPage(response, resolvePage(visit));
  }
  try {
    const sections = await sectionsOf(visit, ids, request.originalUrl);
    if (alone === null) response.json(sections);
    else
      response
        .status(sections[alone] === null ? 404 : 200)
        .type('html')
        .send(sections[alone] ?? '');
  } catch (error) {
    if (!(error instanceof BadSectionsUrl)) throw error;
    response.status(400).json({ status: 400, message: 'Parameter Invalid', description: error.message });
  }
}

const consentSchema = z.object({ consent: z.enum(['granted', 'declined']) });

function parseJson(body: unknown): unknown {
  try {
    return Buffer.isBuffer(body) ? JSON.parse(body.toString('utf8')) : null;
  } catch {
    return null;
  }
}

function sendScript(response: Response, source: string): void {
  response.set('Cache-Control', 'private, no-store').type('application/javascript').send(source);
}

function clientScript(name: string): string {
  return readFileSync(path.join(import.meta.dirname, `${name}.client.js`), 'utf8');
}
