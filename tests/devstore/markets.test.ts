import { expect, test } from 'vitest';
import { useDevstore } from '#tests/support/devstore.ts';

const used = useDevstore();

test('currencies of the markets are told to everybody, the markets and languages themselves to who has the scope', async () => {
  const token = await used().accessToken();
  const { shop } = used();
  const ask = (query: string) => used().graphql(token, query);
  const currencies = await ask('{ shop { currencyCode enabledPresentmentCurrencies features { giftCards } } }');
  expect(currencies.data).toEqual({
    shop: { currencyCode: 'USD', enabledPresentmentCurrencies: ['USD', 'CAD'], features: { giftCards: true } },
  });
  const query = `{ markets(first: 5) { nodes { handle status primary currencySettings { baseCurrency { currencyCode } } } }
    shopLocales { locale primary published } }`;
  expect((await ask(query)).errors?.map(({ extensions }) => extensions?.['code'])).toContain('ACCESS_DENIED');
  shop.grantedScopes.push('read_markets', 'read_locales');
  const currency = (currencyCode: string) => ({ baseCurrency: { currencyCode } });
  expect((await ask(query)).data).toEqual({
    markets: {
      nodes: [
        { handle: 'primary', status: 'ACTIVE', primary: true, currencySettings: currency('USD') },
        { handle: 'fr-ca', status: 'ACTIVE', primary: false, currencySettings: currency('CAD') },
      ],
    },
    shopLocales: [
      { locale: 'en', primary: true, published: true },
      { locale: 'fr-CA', primary: false, published: true },
    ],
  });
});
