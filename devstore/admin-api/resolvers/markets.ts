/** The shop's languages and markets: one for each path prefix of the storefront, and the primary one. */
import { notImitated, type Answer, type ApiContext, type Fields } from '#devstore/admin-api/answers.ts';
import { connection, type PageArgs } from '#devstore/admin-api/connections.ts';
import { gid } from '#devstore/store.ts';

export function marketQueries(context: ApiContext): Fields {
  const { shop } = context;
  const markets = [
    { index: 0, prefix: '', locale: shop.locale, currency: shop.currency, rate: 1 },
    ...shop.markets.map((market, index) => ({ ...market, index: index + 1 })),
  ];
  return {
    shopLocales: () =>
      [...new Set(markets.map(({ locale }) => locale))].map((locale) => ({
        __typename: 'ShopLocale',
        locale,
        name: new Intl.DisplayNames('en', { type: 'language' }).of(locale) ?? locale,
        primary: locale === shop.locale,
        published: true,
      })),
    markets: (args: PageArgs & { query?: string | null; sortKey?: string | null }) => {
      if (args.query) throw notImitated('searching markets');
      return connection(markets, args, {
        type: 'Market',
        id: ({ index }) => `${shop.id}${index}`,
        node: ({ index, prefix, currency, rate }): Answer => ({
          __typename: 'Market',
          id: gid('Market', `${shop.id}${index}`),
          name: index === 0 ? 'Primary' : prefix.toUpperCase(),
          handle: index === 0 ? 'primary' : prefix,
          status: 'ACTIVE',
          enabled: true,
          primary: index === 0,
          type: 'REGION',
          currencySettings: {
            __typename: 'MarketCurrencySettings',
            localCurrencies: false,
            roundingEnabled: false,
            baseCurrency: {
              __typename: 'CurrencySetting',
              currencyCode: currency,
              currencyName: new Intl.DisplayNames('en', { type: 'currency' }).of(currency) ?? currency,
              enabled: true,
              manualRate: rate === 1 ? null : String(rate),
              rateUpdatedAt: null,
            },
          },
        }),
      });
    },
  };
}
