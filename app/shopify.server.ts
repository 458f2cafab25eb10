/** Shopify's app library: who is asking, embedded in the admin. Nothing else; the context must have been started (server.ts). */
import '@shopify/shopify-app-remix/adapters/node';
import { ApiVersion, AppDistribution, LogSeverity, shopifyApp } from '@shopify/shopify-app-remix/server';
import { getContext } from './context.server.ts';
import { installShop } from './services/install-shop.server.ts';

const context = getContext();

export const shopify = shopifyApp({
  apiKey: context.env.SHOPIFY_API_KEY,
  apiSecretKey: context.env.SHOPIFY_API_SECRET,
  appUrl: context.env.SHOPIFY_APP_URL,
  scopes: context.env.SCOPES.split(','),
  apiVersion: ApiVersion.October26,
  distribution: AppDistribution.AppStore,
  sessionStorage: context.sessions,
  // Token exchange instead of redirects; Shopify wants expiring tokens of every app made after 2026-04-01.
  future: { unstable_newEmbeddedAuthStrategy: true, expiringOfflineAccessTokens: true },
  hooks: { afterAuth: ({ session }) => installShop(context, session) },
  logger: {
    level: LogSeverity.Warning,
    log: async (severity, message) => context.log[severity === LogSeverity.Error ? 'error' : 'warn']({ library: true }, message),
  },
});

export const { addDocumentResponseHeaders } = shopify;
