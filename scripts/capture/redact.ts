/**
 * Takes out of a document what could lead to a person, a shop or an order, and leaves its shape. Only what is listed here as harmless stays; everything
 * else, also what Shopify adds tomorrow, is replaced by something of the same kind.
 */
import { createHmac, randomBytes } from 'node:crypto';
import { CART_ATTRIBUTE, REF_PARAMETER } from '#app/domain/storefront-contract.ts';
import { readRef } from '#app/domain/signed-ref.ts';

/** Enumerations, currencies and the like: the same for thousands of shops. */
const HARMLESS = new Set(
  `allocation_method cancel_reason country_code currency currency_code customer_locale financial_status fulfillment_status fulfillable_quantity
  kind locale presentment_currency processing_method provider recommendation restock_type risk_level shipment_status source_name state status
  target_selection target_type type value_type quantity current_quantity grams total_weight taxes_included gift_card initiator_type topic
  cart_action evidence_type reason network_reason_code`.split(/\s+/),
);
/** Amounts and rates, as texts or numbers. */
const AMOUNT =
  /^(amount|rate|value|price|ratio)$|(^|_)(price|amount|tax|total|subtotal|discounts?|refunded|received|outstanding)(_|$)/;
const MOMENT = /^\d{4}-\d\d-\d\d(T[\d:.]+(Z|[+-]\d\d:\d\d)?)?$/;
/** One that the app made, sealed or not: random. A chosen one may be somebody's name. */
const MADE_CODE = /^[A-Z\d]{10}(\.[A-Z\d]{1,10})?$/;
const DECIMAL = /^-?\d+(\.\d+)?$/;

export type Redactor = {
  /** The same document without anybody in it. Equal values stay equal within one redactor, so that references can be followed. */
  document(value: unknown): unknown;
  /** Names of the parameters stay, and codes of links; other values go. @param query without its question mark */
  query(query: string): string;
  /** A text that stands for this one. */
  stand(text: string): string;
};

/** Forgets its key when the process ends: what was replaced cannot be found again by trying. */
export function createRedactor(key: Buffer = randomBytes(32)): Redactor {
  const digest = (text: string) => createHmac('sha256', key).update(text).digest();
  const stand = (text: string) => (text === '' ? '' : `text-${digest(text).toString('hex').slice(0, 8)}`);

  /** As many digits as there were; never a leading zero. */
  function digits(text: string): string {
    const many = BigInt(`0x${digest(text).toString('hex')}`).toString();
    return `1${many}`.slice(0, Math.max(1, text.length));
  }

  function query(text: string): string {
    const parameters = [...new URLSearchParams(text)].map(([name, value]) => {
      const isCode = name === REF_PARAMETER && MADE_CODE.test(value) && !('problem' in readRef(value));
      return `${encodeURIComponent(name)}=${isCode ? value : stand(value)}`;
    });
    return parameters.join('&');
  }

  function address(text: string): string {
    const { pathname, search } = new URL(text, 'https://shop.example');
    const parts = pathname.split('/').map((part, depth) => (depth === 1 && /^[a-z-]+$/.test(part) ? part : stand(part)));
    const origin = text.startsWith('/') ? '' : 'https://shop.example';
    return `${origin}${parts.join('/')}${search === '' ? '' : `?${query(search.slice(1))}`}`;
  }

  function text(name: string, value: string): string {
    if (HARMLESS.has(name) && /^[A-Za-z]{0,20}([_/-][A-Za-z]{1,20}){0,6}$/.test(value)) return value;
    if (MOMENT.test(value)) return value;
    if (DECIMAL.test(value)) return AMOUNT.test(name) ? value : digits(value);
    const gid = /^gid:\/\/shopify\/([A-Za-z]+)\/(\d+)$/.exec(value);
    if (gid !== null) return `gid://shopify/${gid[1]}/${digits(gid[2] ?? '')}`;
    if (/^[^@\s]+@[^@\s]+$/.test(value)) return `${stand(value)}@example.com`;
    if (/^\+?[\d ().-]{7,}$/.test(value)) return `+1555${digits(value).slice(0, 7)}`;
    if (/^(https?:\/)?\//.test(value) && URL.canParse(value, 'https://shop.example')) return address(value);
    return stand(value);
  }

  function number(name: string, value: number): number {
    if (HARMLESS.has(name) || AMOUNT.test(name)) return value;
    return /(^|_)(ids?|number)$/.test(name) ? Number(digits(String(Math.abs(value)))) : 0;
  }

  /** Codes and times stay: they are random, and show whether the attribute arrived whole. What a friend typed does not. */
  function ownAttribute(value: string): string {
    const codes = value.match(/"[A-Z\d.]{10,64}",\d{13}/g) ?? [];
    return `${codes.join(' ')} (${value.length} characters)`;
  }

  function walk(name: string, value: unknown): unknown {
    if (value === null || typeof value === 'boolean') return value;
    if (typeof value === 'string') return text(name, value);
    if (typeof value === 'number') return number(name, value);
    if (Array.isArray(value)) return value.map((each) => walk(name, each));
    const entries = Object.entries(value as Record<string, unknown>);
    const own = entries.find(([key, each]) => (key === 'name' || key === 'key') && each === CART_ATTRIBUTE);
    return Object.fromEntries(
      entries.map(([key, each]) => {
        if (own === undefined) return [key, walk(key, each)];
        return [key, key === 'value' ? ownAttribute(String(each)) : each];
      }),
    );
  }

  return { document: (value) => walk('', value), query, stand };
}
