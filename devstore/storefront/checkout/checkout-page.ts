/** The checkout's own pages. They are Shopify's, not the theme's: no app embed and no theme file reaches them. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Liquid } from 'liquidjs';
import { convert, fromMinor, toMinor } from '#devstore/pricing/minor-units.ts';
import { variantOf } from '#devstore/pricing/price-cart.ts';
import { priceCheckout, type CheckoutState } from '#devstore/storefront/checkout/open-checkout.ts';
import { ownMoney } from '#devstore/storefront/checkout/own-money.ts';
import type { Problems } from '#devstore/storefront/checkout/pay.ts';
import { formatCents, toCents } from '#devstore/storefront/market.ts';
import { productImage } from '#devstore/storefront/product-json.ts';
import { pathIn, type Visit } from '#devstore/storefront/visit.ts';
import type { OrderState } from '#devstore/state.ts';
import { targetsNotRendered } from '#devstore/ui-extensions/not-rendered.ts';

/** Everything that is put out is escaped. */
const engine = new Liquid({
  root: import.meta.dirname,
  extname: '.liquid',
  outputEscape: 'escape',
  strictFilters: true,
  jsTruthy: false,
});

const countries = ['US', 'CA', 'GB', 'IE', 'FR', 'DE', 'NL', 'ES', 'IT', 'SE', 'AU', 'NZ', 'JP', 'KW'];
const countryNames = new Intl.DisplayNames('en', { type: 'region' });

export async function checkoutPage(visit: Visit, checkout: CheckoutState, problems: Problems, entered: string): Promise<string> {
  const priced = priceCheckout(visit, checkout);
  const own = ownMoney(visit, checkout);
  const money = (decimal: string) => formatCents(toCents(decimal, priced.currency), checkout.market);
  return render('checkout', visit, checkout, {
    title: 'Checkout',
    fields: checkout.fields,
    problems,
    entered,
    signed_in: checkout.customerId !== null,
    countries: [...new Set([checkout.fields.countryCode, ...countries])]
      .filter((code) => /^[A-Z]{2}$/.test(code))
      .map((code) => ({ code, name: countryNames.of(code) ?? code })),
    requires_shipping: priced.requiresShipping,
    total_plain: priced.total,
    due_plain: own.due,
    nothing_due: toMinor(own.due, priced.currency) === 0,
    store_credit:
      own.storeCredit === null ? null : { available: money(own.storeCredit.available), used: checkout.useStoreCredit },
    gift_cards: own.giftCards.map(({ id, last }) => ({ id, last })),
    summary: {
      lines: checkout.lines.map((line, index) => {
        const price = priced.lines[index];
        return lineView(visit, line, money(price?.originalAmount ?? '0'));
      }),
      codes: checkout.discountCodes.map((code) => {
        const applied = priced.discountCodes.find((each) => each.code === code);
        return { code, amount: applied === undefined ? null : `−${money(applied.amount)}` };
      }),
      ...totals(priced, money),
      paid: [
        ...own.giftCards.map((card) => ({
          name: 'gift-card',
          label: `Gift card •••• ${card.last}`,
          amount: `−${money(card.shown)}`,
        })),
        ...(own.storeCredit?.shown
          ? [{ name: 'store-credit', label: 'Store credit', amount: `−${money(own.storeCredit.shown)}` }]
          : []),
      ],
      due: money(own.due),
      due_label: 'Amount due',
      discount: toMinor(priced.discountTotal, priced.currency) === 0 ? null : `−${money(priced.discountTotal)}`,
    },
  });
}

export async function thankYouPage(visit: Visit, checkout: CheckoutState, order: OrderState): Promise<string> {
  const money = (decimal: string) => {
    const minor = convert(toMinor(decimal, order.currency), order.currency, order.presentmentCurrency, order.presentmentRate);
    const local = fromMinor(minor, order.presentmentCurrency);
    return formatCents(toCents(local, order.presentmentCurrency), checkout.market);
  };
  return render('thank-you', visit, checkout, {
    title: 'Thank you for your purchase',
    not_rendered: targetsNotRendered('purchase.thank-you.').join(', '),
    order: { name: order.name, email: order.email, phone: order.phone, address: order.shippingAddress },
    country: order.shippingAddress === null ? null : countryNames.of(order.shippingAddress.countryCode),
    summary: {
      lines: order.lines.map((line) => {
        const gross = fromMinor(toMinor(line.price, order.currency) * line.quantity, order.currency);
        return lineView(
          visit,
          { variantId: line.variantId ?? '', quantity: line.quantity, properties: line.properties },
          money(gross),
        );
      }),
      codes: order.discountCodes.map((each) => ({ code: each.code, amount: `−${money(each.amount)}` })),
      ...totals({ ...order, requiresShipping: order.shippingAddress !== null }, money),
      paid: order.transactions.flatMap(({ gateway, amount, purse }) =>
        purse === null
          ? []
          : [
              {
                name: gateway.replace('shopify_', '').replace('_', '-'),
                label: purseLabel(gateway),
                amount: `−${money(amount)}`,
              },
            ],
      ),
      due: money(ownDue(order)),
      due_label: 'Paid by card',
      discount: null,
    },
  });
}

function purseLabel(gateway: string): string {
  return gateway === 'gift_card' ? 'Gift card' : 'Store credit';
}

/** What the order was paid with from outside. */
function ownDue(order: OrderState): string {
  const outside = order.transactions.filter(({ kind, purse }) => kind === 'sale' && purse === null);
  return fromMinor(
    outside.reduce((sum, { amount }) => sum + toMinor(amount, order.currency), 0),
    order.currency,
  );
}

function totals(
  amounts: { subtotal: string; shipping: string; tax: string; total: string; currency: string; requiresShipping: boolean },
  money: (decimal: string) => string,
) {
  const free = toMinor(amounts.shipping, amounts.currency) === 0;
  return {
    subtotal: money(amounts.subtotal),
    shipping: amounts.requiresShipping ? (free ? 'Free' : money(amounts.shipping)) : null,
    tax: money(amounts.tax),
    total: money(amounts.total),
  };
}

/** Properties that begin with an underscore are not shown. */
function lineView(
  visit: Visit,
  line: { variantId: string; quantity: number; properties: Record<string, string> },
  amount: string,
) {
  const { product, variant } = variantOf(visit.shop, line.variantId);
  return {
    title: product.title,
    variant: variant.title === 'Default Title' ? null : variant.title,
    image: productImage(visit, product),
    quantity: line.quantity,
    amount,
    properties: Object.entries(line.properties)
      .filter(([name]) => !name.startsWith('_'))
      .map(([name, value]) => ({ name, value })),
  };
}

async function render(template: string, visit: Visit, checkout: CheckoutState, view: Record<string, unknown>): Promise<string> {
  const scope = {
    ...view,
    shop_name: visit.shop.name,
    currency: checkout.market.currency,
    home_path: pathIn(visit, '/'),
    cart_path: pathIn(visit, '/cart'),
    css: readFileSync(path.join(import.meta.dirname, 'checkout.css'), 'utf8'),
  };
  return String(await engine.renderFile(template, scope));
}
