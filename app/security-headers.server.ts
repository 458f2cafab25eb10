/** What browsers are told to keep from doing with the app's answers. */
import type { RequestHandler } from 'express';

/** On every answer of the web server. Addresses of the admin carry session tokens: no other site is told them. */
export const setSecurityHeaders: RequestHandler = (_req, res, next) => {
  res.set({
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'same-origin',
    'Strict-Transport-Security': 'max-age=31536000',
    'Permissions-Policy': 'camera=(), geolocation=(), microphone=(), payment=()',
  });
  next();
};

/** For answers that are no document of a theme's: whatever is in them, nothing of it runs when it is opened by itself. */
export const INERT = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox";

const SHOPIFY = 'https://cdn.shopify.com';
const SHOP_DOMAIN = /^[a-z0-9][a-z0-9-]*\.myshopify\.com$/;

/**
 * The policy of one document of the admin. Scripts are the app's own files, App Bridge from Shopify's CDN, and what carries the nonce; `style-src` needs
 * `unsafe-inline` because Polaris writes style attributes. The shop may frame it that asks for it, nobody else's.
 * https://shopify.dev/docs/apps/build/security/set-up-iframe-protection
 * @param shop the address's `?shop=`, unverified
 * @param nonce of this answer alone
 */
export function documentPolicy(shop: string | null, nonce: string): string {
  const frames =
    shop !== null && SHOP_DOMAIN.test(shop) ? `https://${shop} https://admin.shopify.com` : 'https://admin.shopify.com';
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}' ${SHOPIFY}`,
    `style-src 'self' 'unsafe-inline' ${SHOPIFY}`,
    `img-src 'self' data: blob: ${SHOPIFY}`,
    `font-src 'self' ${SHOPIFY}`,
    // App Bridge measures the app's speed for Shopify.
    "connect-src 'self' https://*.shopify.com https://*.shopifysvc.com",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    `frame-ancestors ${frames}`,
  ].join('; ');
}
