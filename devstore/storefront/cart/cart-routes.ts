/** The AJAX cart API, and the same changes as plain forms of a theme without scripts. */
import express, { type Request, type Response } from 'express';
import { CartError } from '#devstore/storefront/cart/cart-error.ts';
import { readAdd, readChange, readUpdate } from '#devstore/storefront/cart/cart-input.ts';
import { addedLinesJson, cartJson } from '#devstore/storefront/cart/cart-json.ts';
import { addItems, changeLine, clearCart, findCart, updateCart } from '#devstore/storefront/cart/change-cart.ts';
import { readFields, type Fields } from '#devstore/storefront/form-fields.ts';
import { answer } from '#devstore/storefront/answer.ts';
import { BadSectionsUrl, requestedSections } from '#devstore/storefront/section-rendering.ts';
import { pathIn, visitOf, type Visit } from '#devstore/storefront/visit.ts';

/** Changes the cart and returns what to answer in JSON. */
type Change = (visit: Visit, fields: Fields) => object;

export function cartRoutes(): express.Router {
  const router = express.Router();
  router.get(['/cart.js', '/cart.json'], (request, response) => {
    response.set('Cache-Control', 'private, no-store').json(cartJson(visitOf(request)));
  });
  router.post(['/cart/add', '/cart/add.js'], answer(changing(add)));
  router.all(['/cart/change', '/cart/change.js'], answer(changing(change)));
  router.all(['/cart/update', '/cart/update.js'], answer(changing(update)));
  router.all(['/cart/clear', '/cart/clear.js'], answer(changing(clear)));
  router.post('/cart', answer(changing(update)));
  return router;
}

function add(visit: Visit, fields: Fields): object {
  const { items, single, attributes } = readAdd(fields);
  const lines = addItems(visit, items);
  if (Object.keys(attributes).length > 0) updateCart(visit, { attributes });
  const added = addedLinesJson(visit, lines);
  return single ? (added[0] ?? {}) : { items: added };
}

function change(visit: Visit, fields: Fields): object {
  const { id, line, quantity, properties } = readChange(fields);
  const cart = findCart(visit);
  const current =
    line === undefined ? cart?.lines.find((each) => each.key === id || each.variantId === id) : cart?.lines[line - 1];
  changeLine(visit, { id, line }, quantity ?? current?.quantity ?? 0, properties);
  return cartJson(visit);
}

function update(visit: Visit, fields: Fields): object {
  updateCart(visit, readUpdate(fields));
  return cartJson(visit);
}

function clear(visit: Visit): object {
  clearCart(visit);
  return cartJson(visit);
}

/** Scripts get JSON, with the HTML of the sections they asked for; a plain form is sent on to a page. */
function changing(apply: Change) {
  return async (request: Request, response: Response): Promise<void> => {
    const visit = visitOf(request);
    const fields = await readFields(request);
    const script = wantsJson(request);
    try {
      const body = apply(visit, fields);
      if (!script) return sendOn(visit, fields, response);
      const sections = await requestedSections(visit, fields, request.get('referer'));
      response.set('Cache-Control', 'private, no-store').json(sections === null ? body : { ...body, sections });
    } catch (error) {
      if (error instanceof BadSectionsUrl) {
        response.status(400).json({ status: 400, message: 'Parameter Invalid', description: error.message });
      } else if (!(error instanceof CartError)) {
        throw error;
      } else if (script) {
        const sections = await requestedSections(visit, fields, request.get('referer')).catch(() => null);
        response.status(error.status).json(sections === null ? error.body : { ...error.body, sections });
      } else {
        response.redirect(302, pathIn(visit, `/cart?error=${encodeURIComponent(error.body.description)}`));
      }
    }
  };
}

function sendOn(visit: Visit, fields: Fields, response: Response): void {
  if (fields['checkout'] !== undefined) return response.redirect(302, pathIn(visit, '/checkout'));
  const wanted = fields['return_to'];
  const local = typeof wanted === 'string' && /^\/(?![/\\])/.test(wanted);
  return response.redirect(302, local ? wanted : pathIn(visit, '/cart'));
}

function wantsJson(request: Request): boolean {
  if (request.path.endsWith('.js')) return true;
  const accept = request.get('accept') ?? '';
  return /application\/(json|javascript)/.test(accept) || request.get('x-requested-with') === 'XMLHttpRequest';
}
