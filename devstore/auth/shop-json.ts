/** The shop as webhooks carry it (app/uninstalled, shop/update). Shape: shopify.dev, webhook topic `app/uninstalled`, 2026-07. */
import type { ShopState } from '#devstore/state.ts';

/** Fields that this shop has no value for are null, as Shopify sends them. */
export function shopJson(shop: ShopState, updatedAt: string): Record<string, unknown> {
  const money = new Intl.NumberFormat('en', { style: 'currency', currency: shop.currency, currencyDisplay: 'narrowSymbol' });
  const symbol = money.formatToParts(0).find((part) => part.type === 'currency')?.value ?? '';
  return {
    id: Number(shop.id),
    name: shop.name,
    email: shop.email,
    domain: shop.domain,
    province: null,
    country: 'US',
    address1: null,
    zip: null,
    city: null,
    source: null,
    phone: null,
    latitude: null,
    longitude: null,
    primary_locale: shop.locale,
    address2: null,
    created_at: shop.createdAt,
    updated_at: updatedAt,
    country_code: 'US',
    country_name: 'United States',
    currency: shop.currency,
    customer_email: shop.email,
    timezone: shop.timeZone,
    iana_timezone: shop.timeZone,
    shop_owner: `${shop.staff.firstName} ${shop.staff.lastName}`,
    money_format: `${symbol}{{amount}}`,
    money_with_currency_format: `${symbol}{{amount}} ${shop.currency}`,
    weight_unit: 'kg',
    province_code: null,
    taxes_included: false,
    plan_display_name: shop.plan,
    plan_name: { Basic: 'basic', Advanced: 'unlimited', 'Shopify Plus': 'shopify_plus' }[shop.plan],
    has_discounts: shop.discounts.size > 0,
    has_gift_cards: shop.giftCards.size > 0,
    myshopify_domain: shop.domain,
    password_enabled: shop.password !== null,
    has_storefront: true,
    enabled_presentment_currencies: [...new Set([shop.currency, ...shop.markets.map((market) => market.currency)])],
  };
}
