/** The checkout: /checkout and "Buy it now" open one at /checkouts/cn/TOKEN, paying ends on its thank-you page. */
import express, { type Request, type Response } from 'express';
import { findGiftCard, isRedeemable } from '#devstore/credit/gift-cards.ts';
import { findDiscountCode } from '#devstore/pricing/find-discount.ts';
import { answer } from '#devstore/storefront/answer.ts';
import { CartError, soldOut } from '#devstore/storefront/cart/cart-error.ts';
import { readAdd } from '#devstore/storefront/cart/cart-input.ts';
import { findCart, lineTitle } from '#devstore/storefront/cart/change-cart.ts';
import { checkoutPage, thankYouPage } from '#devstore/storefront/checkout/checkout-page.ts';
import {
  checkoutFieldNames,
  findCheckout,
  openCheckout,
  priceCheckout,
  type CheckoutState,
} from '#devstore/storefront/checkout/open-checkout.ts';
import { noProblems, pay, type Problems } from '#devstore/storefront/checkout/pay.ts';
import { readFields, type Fields } from '#devstore/storefront/form-fields.ts';
import { notFoundPage } from '#devstore/storefront/pages.ts';
import { sendPage } from '#devstore/storefront/page-routes.ts';
import { clientAddress, pathIn, visitOf, type Visit } from '#devstore/storefront/visit.ts';

export function checkoutRoutes(): express.Router {
  const router = express.Router();
  router.all('/checkout', answer(leaveCartForCheckout));
  router.post('/checkouts/buy-it-now', answer(buyItNow));
  router.get('/checkouts/cn/:token', answer(showCheckout));
  router.post('/checkouts/cn/:token', answer(changeCheckout));
  router.get(['/checkouts/:token/thank-you', '/checkouts/cn/:token/thank-you'], answer(showThankYou));
  return router;
}

async function leaveCartForCheckout(request: Request, response: Response): Promise<void> {
  const visit = visitOf(request);
  const cart = findCart(visit);
  if (cart === null || cart.lines.length === 0) return response.redirect(302, pathIn(visit, '/cart'));
  const { lines, attributes, note, discountCodes, token } = cart;
  return enter(visit, response, openCheckout(visit, { lines, attributes, note, discountCodes, cartToken: token }));
}

/** A checkout of its own: the product form's line and its properties, but neither the cart's attributes nor its discount codes. */
async function buyItNow(request: Request, response: Response): Promise<void> {
  const visit = visitOf(request);
  try {
    const { items } = readAdd(await readFields(request));
    const lines = items.map((item, index) => {
      const product = [...visit.shop.products.values()].find((each) => each.variants.some((variant) => variant.id === item.id));
      const variant = product?.variants.find((each) => each.id === item.id);
      if (product === undefined || variant === undefined) throw new CartError(404, 'Cart Error', 'Cannot find variant');
      if (variant.inventory < item.quantity) throw soldOut(lineTitle(product.title, variant.title));
      return { key: `${item.id}:${index}`, variantId: item.id, quantity: item.quantity, properties: item.properties };
    });
    return enter(visit, response, openCheckout(visit, { lines, attributes: {}, note: '', discountCodes: [], cartToken: null }));
  } catch (error) {
    if (!(error instanceof CartError)) throw error;
    return response.redirect(302, pathIn(visit, `/cart?error=${encodeURIComponent(error.body.description)}`));
  }
}

async function showCheckout(request: Request, response: Response): Promise<void> {
  const { visit, checkout } = checkoutOf(request);
  if (checkout === null) return sendPage(response, notFoundPage(visit));
  if (checkout.orderId !== null) return response.redirect(302, thankYouPath(visit, checkout));
  return show(visit, checkout, response, noProblems);
}

async function changeCheckout(request: Request, response: Response): Promise<void> {
  const { visit, checkout } = checkoutOf(request);
  if (checkout === null) return sendPage(response, notFoundPage(visit));
  if (checkout.orderId !== null) return response.redirect(303, thankYouPath(visit, checkout));
  const fields = await readFields(request);
  takeFields(checkout, fields);
  const [intent, code] = text(fields['intent']).split(':', 2);
  const entered = text(fields['discount']);
  if (intent === 'refresh') return response.redirect(303, pathIn(visit, visit.path));
  if (intent === 'remove-gift-card') {
    checkout.giftCardIds = checkout.giftCardIds.filter((id) => id !== code);
    return response.redirect(303, pathIn(visit, visit.path));
  }
  if (intent === 'remove') {
    checkout.discountCodes = checkout.discountCodes.filter((each) => each !== code);
    if (visit.session.pendingDiscount?.toUpperCase() === code?.toUpperCase()) visit.session.pendingDiscount = null;
    return response.redirect(303, pathIn(visit, visit.path));
  }
  // A code that was typed but not applied comes first: nobody pays a price they did not see.
  if (intent === 'apply' || entered !== '') {
    const message = applyCode(visit, checkout, entered);
    if (message === null) return response.redirect(303, pathIn(visit, visit.path));
    return show(visit, checkout, response, { ...noProblems, discount: message }, entered);
  }
  const problems = pay(visit, checkout, {
    address: clientAddress(request),
    userAgent: request.get('user-agent') ?? null,
    shownTotal: typeof fields['shown_total'] === 'string' ? fields['shown_total'] : null,
    shownDue: typeof fields['shown_due'] === 'string' ? fields['shown_due'] : null,
  });
  if (problems === null) return response.redirect(303, thankYouPath(visit, checkout));
  return show(visit, checkout, response, problems);
}

async function showThankYou(request: Request, response: Response): Promise<void> {
  const { visit, checkout } = checkoutOf(request);
  const order = visit.shop.orders.get(checkout?.orderId ?? '');
  if (checkout === null || order === undefined) return sendPage(response, notFoundPage(visit));
  response
    .set('Cache-Control', 'private, no-store')
    .type('html')
    .send(await thankYouPage(visit, checkout, order));
}

/** One field takes discount codes and gift cards. Returns why the code does not apply, or null. */
function applyCode(visit: Visit, checkout: CheckoutState, entered: string): string | null {
  if (entered === '') return 'Enter a discount code or gift card';
  if (findDiscountCode(visit.shop, entered) !== null) return applyDiscount(visit, checkout, entered);
  const card = findGiftCard(visit.shop, entered);
  if (card === null || !isRedeemable(visit.store, visit.shop, card)) return 'Enter a valid discount code or gift card';
  if (Number(card.balance) === 0) return 'This gift card has no funds left';
  if (checkout.giftCardIds.includes(card.id)) return 'This gift card is already applied';
  checkout.giftCardIds.push(card.id);
  return null;
}

/** Adds the code and leaves out those that it replaces. */
function applyDiscount(visit: Visit, checkout: CheckoutState, entered: string): string | null {
  const codes = [...checkout.discountCodes.filter((code) => code.toUpperCase() !== entered.toUpperCase()), entered];
  const { refusedCodes } = priceCheckout(visit, checkout, codes);
  const refused = refusedCodes.find((each) => each.code === entered);
  // A code for certain customers can only be judged when the e-mail address is known: it is judged again on paying.
  if (refused !== undefined && refused.reason !== 'eligible-customer-missing') return refused.message;
  const replaced = refusedCodes.filter((each) => each.reason === 'not-combinable').map((each) => each.code);
  checkout.discountCodes = codes.filter((code) => !replaced.includes(code));
  return null;
}

async function show(visit: Visit, checkout: CheckoutState, response: Response, problems: Problems, entered = ''): Promise<void> {
  const fine = problems === noProblems;
  const html = await checkoutPage(visit, checkout, problems, entered);
  response
    .status(fine ? 200 : 422)
    .set('Cache-Control', 'private, no-store')
    .type('html')
    .send(html);
}

function checkoutOf(request: Request): { visit: Visit; checkout: CheckoutState | null } {
  const visit = visitOf(request);
  const checkout = findCheckout(visit.shop, request.params['token'] ?? '');
  return { visit: checkout === null ? visit : { ...visit, market: checkout.market }, checkout };
}

function takeFields(checkout: CheckoutState, fields: Fields): void {
  for (const name of checkoutFieldNames) {
    const isFixed = name === 'contact' && checkout.customerId !== null && checkout.fields.contact !== '';
    if (typeof fields[name] === 'string' && !isFixed) checkout.fields[name] = fields[name].trim().slice(0, 255);
  }
  // A box that is not ticked sends nothing; the field beside it says that there was one.
  if (fields['store_credit_offered'] !== undefined) checkout.useStoreCredit = fields['store_credit'] !== undefined;
}

function enter(visit: Visit, response: Response, checkout: CheckoutState): void {
  response.redirect(302, pathIn(visit, `/checkouts/cn/${checkout.token}`));
}

function thankYouPath(visit: Visit, checkout: CheckoutState): string {
  return pathIn(visit, `/checkouts/${checkout.token}/thank-you`);
}

function text(value: unknown): string {
  return typeof value === 'string' ? value.trim() : '';
}
