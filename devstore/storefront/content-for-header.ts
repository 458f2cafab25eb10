/** What Shopify writes into every page's head (`content_for_header`): the `Shopify` object and the ways to load more of it. */
import { browserClock } from '#devstore/clock.ts';
import type { Page } from '#devstore/storefront/page.ts';
import { rootOf } from '#devstore/storefront/visit.ts';

export const consentApiPath = '/cdn/shopifycloud/consent-tracking-api/v0.1/consent-tracking-api.js';
export const privacyBannerPath = '/cdn/shopifycloud/privacy-banner/storefront-banner.js';

export function contentForHeader(page: Page): string {
  const { visit } = page;
  const { market, shop } = visit;
  const facts = {
    shop: shop.domain,
    locale: market.locale,
    currency: { active: market.currency, rate: String(market.rate) },
    country: market.country,
    theme: { name: 'Hillside', id: 1, theme_store_id: null, role: 'main' },
    cdnHost: `${shop.domain}/cdn`,
  };
  const lines = [
    browserClock(visit.store),
    `window.Shopify = Object.assign(window.Shopify || {}, ${scriptJson(facts)});`,
    `Shopify.routes = Object.assign(Shopify.routes || {}, ${scriptJson({ root: rootOf(visit) })});`,
    visit.designMode ? 'Shopify.designMode = true;' : '',
    loadFeatures,
  ];
  const banner = shop.consent.required && !visit.designMode ? `<script src="${privacyBannerPath}" defer></script>` : '';
  return `<script id="shopify-features">${lines.filter((line) => line !== '').join('\n')}</script>\n${banner}`;
}

/** `Shopify.loadFeatures([{name, version}], callback)`: the callback gets an error, or nothing. */
const loadFeatures = `Shopify.loadFeatures = function (features, callback) {
  var known = { 'consent-tracking-api': ${JSON.stringify(consentApiPath)} };
  var left = features.length, failed;
  if (left === 0 && callback) callback();
  features.forEach(function (feature) {
    function done(error) {
      failed = failed || error;
      left -= 1;
      if (left === 0 && callback) callback(failed);
    }
    if (feature.name === 'consent-tracking-api' && Shopify.customerPrivacy) return setTimeout(done, 0);
    if (!known[feature.name]) return setTimeout(function () { done(new Error('Could not load ' + feature.name)); }, 0);
    var script = document.createElement('script');
    script.src = known[feature.name];
    script.async = true;
    script.onload = function () { done(); if (feature.onLoad) feature.onLoad(); };
    script.onerror = function () { done(new Error('Could not load ' + feature.name)); };
    document.head.appendChild(script);
  });
};`;

function scriptJson(value: unknown): string {
  return JSON.stringify(value).replace(/</g, '\\u003c');
}
