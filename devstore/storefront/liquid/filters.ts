/** Shopify's filters that liquidjs does not have. A filter that is missing here stops the page with its name: add it, with its source. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Liquid } from 'liquidjs';
import type { Translate } from '#devstore/storefront/liquid/translations.ts';
import { formatCents, type Market } from '#devstore/storefront/market.ts';
import { escapeHtml } from '#devstore/storefront/product-json.ts';

export type FilterSources = {
  assetUrl(file: string): string;
  assetFolder: string;
  translate: Translate;
};

/** The words of Shopify's own button. */
const BUY_NOW: Readonly<Record<string, string>> = {
  ar: 'اشترِ الآن',
  de: 'Jetzt kaufen',
  es: 'Comprar ahora',
  fr: 'Acheter maintenant',
  ja: '今すぐ購入',
};

type FilterThis = { context: { getSync(path: string[]): unknown } };

export function registerFilters(engine: Liquid, sources: FilterSources): void {
  const { assetUrl, assetFolder, translate } = sources;
  const money = (currency: boolean) =>
    function (this: FilterThis, cents: unknown): string {
      const market = marketOf(this);
      const text = formatCents(Number(cents) || 0, market);
      return currency ? `${text} ${market.currency}` : text;
    };
  engine.registerFilter('money', money(false));
  engine.registerFilter('money_with_currency', money(true));
  engine.registerFilter('money_without_trailing_zeros', function (this: FilterThis, cents: unknown) {
    return formatCents(Number(cents) || 0, marketOf(this)).replace(/[.,]0+(?=\D*$)/, '');
  });
  engine.registerFilter('money_without_currency', function (this: FilterThis, cents: unknown) {
    return formatCents(Number(cents) || 0, marketOf(this)).replace(/[^\d.,-]/g, '');
  });

  const translated = function (this: FilterThis, key: unknown, ...pairs: unknown[]): string {
    return translate(String(key), named(pairs), localeOf(this));
  };
  engine.registerFilter('t', translated);
  engine.registerFilter('translate', translated);

  engine.registerFilter('asset_url', (file: string) => assetUrl(file));
  engine.registerFilter('inline_asset_content', (file: string) =>
    readFileSync(path.join(assetFolder, path.basename(file)), 'utf8'),
  );
  engine.registerFilter(
    'stylesheet_tag',
    (url: string) => `<link href="${attribute(url)}" rel="stylesheet" type="text/css" media="all">`,
  );
  engine.registerFilter('script_tag', (url: string) => `<script src="${attribute(url)}"></script>`);
  engine.registerFilter('preload_tag', (url: string, ...pairs: unknown[]) => {
    return `<link rel="preload" href="${attribute(url)}"${attributes(named(pairs))}>`;
  });

  engine.registerFilter('image_url', (image: unknown, ...pairs: unknown[]) => imageUrl(image, named(pairs)['width']));
  engine.registerFilter('img_url', (image: unknown) => imageUrl(image, undefined));
  engine.registerFilter('image_tag', (url: unknown, ...pairs: unknown[]) => {
    const { preload: _, widths: __, ...rest } = named(pairs);
    return `<img src="${attribute(String(url))}"${attributes({ alt: '', loading: 'lazy', ...rest })}>`;
  });

  engine.registerFilter('handle', handleize);
  engine.registerFilter('handleize', handleize);
  engine.registerFilter('link_to', (label: string, url: string, title?: string) => {
    return `<a href="${attribute(url)}"${attributes(title === undefined ? {} : { title })}>${label}</a>`;
  });
  engine.registerFilter('pluralize', (count: number, one: string, many: string) => (count === 1 ? one : many));
  engine.registerFilter('within', (url: string) => url);
  engine.registerFilter('md5', (text: string) => createHash('md5').update(String(text)).digest('hex'));
  engine.registerFilter('sha256', (text: string) => createHash('sha256').update(String(text)).digest('hex'));
  engine.registerFilter('time_tag', function (this: FilterThis, time: string) {
    const date = new Date(time);
    const text = new Intl.DateTimeFormat(localeOf(this), { dateStyle: 'long', timeZone: timeZoneOf(this) }).format(date);
    return `<time datetime="${attribute(date.toISOString())}">${text}</time>`;
  });
  engine.registerFilter('metafield_text', (metafield: unknown) => String((metafield as { value?: unknown } | null)?.value ?? ''));
  engine.registerFilter(
    'item_count_for_variant',
    (cart: { items?: { variant_id: number; quantity: number }[] } | null, id: number) => {
      return (cart?.items ?? []).filter((item) => item.variant_id === id).reduce((sum, item) => sum + item.quantity, 0);
    },
  );
  engine.registerFilter('payment_button', function (this: FilterThis) {
    const root = String(this.context.getSync(['routes', 'root_url'])).replace(/\/$/, '');
    const label = escapeHtml(BUY_NOW[localeOf(this).slice(0, 2)] ?? 'Buy it now');
    return (
      '<div data-shopify="payment-button" class="shopify-payment-button">' +
      `<button type="submit" formaction="${attribute(`${root}/checkouts/buy-it-now`)}" ` +
      `class="shopify-payment-button__button shopify-payment-button__button--unbranded">${label}</button></div>`
    );
  });
}

/** liquidjs hands named arguments over as [name, value] pairs. */
function named(pairs: readonly unknown[]): Record<string, unknown> {
  return Object.fromEntries(pairs.filter((pair): pair is [string, unknown] => Array.isArray(pair) && pair.length === 2));
}

function marketOf(filter: FilterThis): Market {
  return filter.context.getSync(['__market']) as Market;
}

function localeOf(filter: FilterThis): string {
  return marketOf(filter).locale;
}

function timeZoneOf(filter: FilterThis): string {
  return String(filter.context.getSync(['shop', 'timezone']) ?? 'UTC');
}

function imageUrl(image: unknown, width: unknown): string {
  const object = image as { src?: unknown; featured_image?: unknown } | null;
  const url = typeof image === 'string' ? image : String(object?.src ?? object?.featured_image ?? '');
  return width === undefined ? url : `${url}${url.includes('?') ? '&' : '?'}width=${String(width)}`;
}

function handleize(text: string): string {
  return String(text)
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '');
}

function attributes(all: Record<string, unknown>): string {
  return Object.entries(all)
    .filter(([, value]) => value !== null && value !== undefined && value !== false)
    .map(([name, value]) => ` ${name}="${attribute(String(value))}"`)
    .join('');
}

function attribute(text: string): string {
  return escapeHtml(text);
}
