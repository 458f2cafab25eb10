/** Markets: the language and currency that a path prefix ("/fr-ca") stands for. */
import { convert, currencyDigits, toMinor } from '#devstore/pricing/minor-units.ts';
import type { ShopState } from '#devstore/state.ts';

export type Market = {
  /** '' for the primary market, else "/fr-ca". */
  prefix: string;
  /** "en", "fr-CA". */
  locale: string;
  currency: string;
  /** Units of the market's currency for one of the shop's. */
  rate: number;
  country: string;
};

/** The market that a path belongs to, and the path without its prefix. */
export function marketOf(shop: ShopState, pathname: string): { market: Market; rest: string } {
  for (const market of otherMarkets(shop)) {
    const lower = pathname.toLowerCase();
    if (lower === market.prefix) return { market, rest: '/' };
    if (lower.startsWith(`${market.prefix}/`)) return { market, rest: pathname.slice(market.prefix.length) };
  }
  return { market: primaryMarket(shop), rest: pathname };
}

export function primaryMarket(shop: ShopState): Market {
  return { prefix: '', locale: shop.locale, currency: shop.currency, rate: 1, country: countryOf(shop.locale, shop.currency) };
}

export function otherMarkets(shop: ShopState): Market[] {
  return shop.markets.map((market) => ({
    ...market,
    prefix: `/${market.prefix.replace(/^\/|\/$/g, '').toLowerCase()}`,
    country: countryOf(market.locale, market.currency),
  }));
}

/** Liquid and the AJAX API count hundredths of every currency, also of those that have none: 1000 JPY is 100000. */
export function toCents(decimal: string, currency: string): number {
  return minorToCents(toMinor(decimal, currency), currency);
}

export function minorToCents(minor: number, currency: string): number {
  return currencyDigits(currency) === 0 ? minor * 100 : minor;
}

/** A price of the shop in the market's cents. */
export function marketCents(shop: ShopState, market: Market, decimal: string): number {
  return minorToCents(convert(toMinor(decimal, shop.currency), shop.currency, market.currency, market.rate), market.currency);
}

/** "$24.00", "24,00 $" */
export function formatCents(cents: number, market: Pick<Market, 'locale' | 'currency'>): string {
  const unit = currencyDigits(market.currency) === 3 ? 1000 : 100;
  return new Intl.NumberFormat(market.locale, {
    style: 'currency',
    currency: market.currency,
    currencyDisplay: 'narrowSymbol',
  }).format(cents / unit);
}

/** The region of the locale; else the country that the currency is named after (USD → US, JPY → JP). */
function countryOf(locale: string, currency: string): string {
  return new Intl.Locale(locale).region ?? (currency === 'EUR' ? 'DE' : currency.slice(0, 2));
}
