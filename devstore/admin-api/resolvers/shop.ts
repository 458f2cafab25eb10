import type { Answer, ApiContext, Fields } from '#devstore/admin-api/answers.ts';
import { metafieldFields } from '#devstore/admin-api/resolvers/metafields.ts';
import { adminApiVersion } from '#devstore/admin-api/schema.ts';
import { gid } from '#devstore/store.ts';

export function shopQueries(context: ApiContext): Fields {
  return {
    shop: () => shopAnswer(context),
    publicApiVersions: () => [
      { __typename: 'ApiVersion', handle: adminApiVersion, displayName: `${adminApiVersion} (Latest)`, supported: true },
    ],
  };
}

export function shopAnswer(context: ApiContext): Answer {
  const { shop } = context;
  const id = gid('Shop', shop.id);
  const url = `https://${shop.domain}`;
  const money = new Intl.NumberFormat('en', { style: 'currency', currency: shop.currency, currencyDisplay: 'narrowSymbol' });
  const symbol = money.formatToParts(0).find((part) => part.type === 'currency')?.value ?? '';
  const domain = { __typename: 'Domain', id: gid('Domain', shop.id), host: shop.domain, url, sslEnabled: true };
  const plus = shop.plan === 'Shopify Plus';
  return {
    __typename: 'Shop',
    id,
    name: shop.name,
    description: null,
    email: shop.email,
    contactEmail: shop.email,
    shopOwnerName: `${shop.staff.firstName} ${shop.staff.lastName}`,
    myshopifyDomain: shop.domain,
    primaryDomain: domain,
    url,
    createdAt: shop.createdAt,
    updatedAt: shop.createdAt,
    currencyCode: shop.currency,
    enabledPresentmentCurrencies: [...new Set([shop.currency, ...shop.markets.map((market) => market.currency)])],
    currencyFormats: {
      __typename: 'CurrencyFormats',
      moneyFormat: `${symbol}{{amount}}`,
      moneyInEmailsFormat: `${symbol}{{amount}}`,
      moneyWithCurrencyFormat: `${symbol}{{amount}} ${shop.currency}`,
      moneyWithCurrencyInEmailsFormat: `${symbol}{{amount}} ${shop.currency}`,
    },
    ianaTimezone: shop.timeZone,
    taxesIncluded: false,
    setupRequired: false,
    orderNumberFormatPrefix: '#',
    orderNumberFormatSuffix: '',
    plan: {
      __typename: 'ShopPlan',
      displayName: shop.plan,
      publicDisplayName: shop.plan,
      partnerDevelopment: false,
      shopifyPlus: plus,
    },
    features: {
      __typename: 'ShopFeatures',
      giftCards: shop.giftCardsEnabled,
      storefront: true,
      shopifyPlus: plus,
      sellsSubscriptions: false,
    },
    ...metafieldFields(context, id),
  };
}
