/** The part of a shop's myshopify.com domain that apps call: the token endpoint and the GraphQL Admin API. */
import express, { type ErrorRequestHandler } from 'express';
import { adminGraphql } from '#devstore/admin-api/endpoint.ts';
import { tokenEndpoint } from '#devstore/auth/token-endpoint.ts';
import type { Store } from '#devstore/state.ts';

export function createAdminApi(store: Store): express.Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.use(express.json({ limit: '2mb' }), express.urlencoded({ extended: false }));
  app.post('/admin/oauth/access_token', tokenEndpoint(store));
  app.post('/admin/api/:version/graphql.json', adminGraphql(store));
  app.use((request, response) => {
    response.status(404).json({ errors: `dev store: ${request.method} ${request.path} is not imitated` });
  });
  app.use(unreadable);
  return app;
}

/** A body that is no JSON is the caller's fault; anything else is a bug of the dev store and is shown as one. */
const unreadable: ErrorRequestHandler = (error: Error & { status?: number }, _request, response, _next) => {
  const status = error.status ?? 500;
  if (status === 500) console.error(error);
  response.status(status).json({ errors: status === 500 ? `dev store failed: ${error.message}` : error.message });
};
