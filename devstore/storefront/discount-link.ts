/** Links that fill the cart or give a discount: /discount/CODE and /cart/VARIANT:QUANTITY. */
import express, { type Request, type Response } from 'express';
import { answer } from '#devstore/storefront/answer.ts';
import { applyCode } from '#devstore/storefront/cart/change-cart.ts';
import { openCheckout } from '#devstore/storefront/checkout/open-checkout.ts';
import { nest, type Fields } from '#devstore/storefront/form-fields.ts';
import { noteLanding } from '#devstore/storefront/landing.ts';
import { notFoundPage } from '#devstore/storefront/pages.ts';
import { sendPage } from '#devstore/storefront/page-routes.ts';
import { setCookie } from '#devstore/storefront/session.ts';
import { pathIn, visitOf } from '#devstore/storefront/visit.ts';
import type { CartLine } from '#devstore/state.ts';

export function discountLinkRoutes(): express.Router {
  const router = express.Router();
  router.get('/discount/:code', followDiscountLink);
  router.get(/^\/cart\/(\d+:\d+(?:,\d+:\d+)*)$/, answer(followPermalink));
  return router;
}

/** Remembers the code, puts it on the cart that is there, and goes on to `redirect`, a path of this shop. A code that does not exist changes nothing. */
function followDiscountLink(request: Request<{ code: string }>, response: Response): void {
  const visit = visitOf(request);
  const code = request.params.code;
  applyCode(visit, code);
  setCookie(response, 'discount_code', code, { httpOnly: false });
  const target = new URL(localPath(visit.query.get('redirect')) ?? pathIn(visit, '/'), `https://${visit.shop.domain}`);
  for (const [name, value] of visit.query) if (name !== 'redirect') target.searchParams.append(name, value);
  response.redirect(302, target.pathname + target.search + target.hash);
}

/** Opens a checkout of its own with the lines of the address; the visitor's cart is left alone. */
async function followPermalink(request: Request, response: Response): Promise<void> {
  const visit = visitOf(request);
  noteLanding(visit, request);
  const known = new Set([...visit.shop.products.values()].flatMap((product) => product.variants.map((variant) => variant.id)));
  const properties = decodeProperties(visit.query.get('properties'));
  const lines = (request.params[0] ?? '').split(',').flatMap((part, index): CartLine[] => {
    const [variantId = '', quantity = ''] = part.split(':');
    if (!known.has(variantId) || Number(quantity) < 1) return [];
    return [{ key: `${variantId}:${index}`, variantId, quantity: Number(quantity), properties: index === 0 ? properties : {} }];
  });
  if (lines.length === 0) return sendPage(response, notFoundPage(visit));
  const attributes = asTexts(nest([...visit.query])['attributes']);
  const discount = visit.query.get('discount');
  const checkout = openCheckout(visit, {
    lines,
    attributes,
    note: visit.query.get('note') ?? '',
    discountCodes: discount === null ? [] : discount.split(',').map((code) => code.trim()),
    cartToken: null,
    email: visit.query.get('checkout[email]'),
  });
  return response.redirect(302, pathIn(visit, `/checkouts/cn/${checkout.token}`));
}

/** A path of this shop, or null. "//evil.example" and "/\evil.example" are addresses elsewhere. */
function localPath(text: string | null): string | null {
  return text !== null && /^\/(?![/\\])/.test(text) ? text : null;
}

/** Properties of a permalink are URL-safe base64 of JSON. */
function decodeProperties(text: string | null): Record<string, string> {
  if (text === null) return {};
  try {
    return asTexts(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')));
  } catch {
    return {};
  }
}

function asTexts(value: unknown): Record<string, string> {
  if (typeof value !== 'object' || value === null) return {};
  return Object.fromEntries(
    Object.entries(value as Fields).flatMap(([name, each]) => (typeof each === 'string' ? [[name, each]] : [])),
  );
}
