/** The app proxy: requests under /{prefix}/{subpath} go to the app's server, signed with the app's secret, without cookies. */
import { createHmac } from 'node:crypto';
import express, { type Request, type Response } from 'express';
import { appTime } from '#devstore/clock.ts';
import { answer } from '#devstore/storefront/answer.ts';
import { sendPage } from '#devstore/storefront/page-routes.ts';
import { notFoundPage } from '#devstore/storefront/pages.ts';
import { renderPage } from '#devstore/storefront/render-page.ts';
import { clientAddress, visitOf, type Visit } from '#devstore/storefront/visit.ts';

/** Kept from the app, and what belongs to one connection only. */
const notForwarded = new Set([
  'host', 'cookie', 'connection', 'content-length', 'transfer-encoding', 'keep-alive', 'upgrade', 'expect', 'te', 'trailer',
  'proxy-authorization', 'proxy-connection', 'authorization', 'accept-encoding', 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto',
]); // prettier-ignore
const notReturned = new Set([
  'set-cookie',
  'connection',
  'content-length',
  'content-encoding',
  'transfer-encoding',
  'keep-alive',
]);
const answerWithin = 10_000;

export function appProxyRoutes(): express.Router {
  const router = express.Router();
  router.use(
    answer(async (request, response, next) => {
      const visit = visitOf(request);
      const { prefix, subpath } = visit.store.app.proxy;
      const pathPrefix = `/${prefix}/${subpath}`;
      if (visit.path !== pathPrefix && !visit.path.startsWith(`${pathPrefix}/`)) return next();
      if (!visit.shop.installed) return sendPage(response, notFoundPage(visit));
      return forward(visit, request, response, pathPrefix);
    }),
  );
  return router;
}

async function forward(visit: Visit, request: Request, response: Response, pathPrefix: string): Promise<void> {
  const { app } = visit.store;
  const target = new URL(app.proxy.url.replace(/\/$/, '') + visit.path.slice(pathPrefix.length), app.origin);
  const parameters = signedParameters(visit, pathPrefix);
  const origin = new URL(app.origin).origin;
  // A URL in `proxy.url` names the public host of the app; it is reached at its origin.
  const url = `${origin}${target.pathname}?${parameters.toString()}`;
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) {
    if (!notForwarded.has(name) && value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  headers.set('X-Forwarded-For', clientAddress(request));
  headers.set('X-Forwarded-Host', new URL(app.url).host);
  headers.set('X-Forwarded-Proto', 'https');
  const body: unknown = request.body;
  const hasBody = Buffer.isBuffer(body) && body.length > 0 && request.method !== 'GET' && request.method !== 'HEAD';
  let reply: globalThis.Response;
  try {
    reply = await fetch(url, {
      method: request.method,
      headers,
      redirect: 'follow',
      signal: AbortSignal.timeout(answerWithin),
      ...(hasBody ? { body: new Uint8Array(body) } : {}),
    });
  } catch (error) {
    console.error(`dev store: the app did not answer ${request.method} ${target.pathname}: ${String(error)}`);
    response.status(502).type('text').send('dev store: the app did not answer\n');
    return;
  }
  await pass(visit, reply, response);
}

/** Hands the app's answer on; a body of type application/liquid is rendered in the theme's layout first. */
async function pass(visit: Visit, reply: globalThis.Response, response: Response): Promise<void> {
  response.status(reply.status);
  for (const [name, value] of reply.headers) if (!notReturned.has(name)) response.set(name, value);
  if ((reply.headers.get('content-type') ?? '').startsWith('application/liquid')) {
    const page = { visit, template: 'page', status: reply.status, title: visit.store.app.name, objects: {} };
    response.type('html').send(await renderPage(page, await reply.text()));
    return;
  }
  response.send(Buffer.from(await reply.arrayBuffer()));
}

/** The shopper's own parameters with those of Shopify. The signature covers all of them, sorted, lists joined by commas. */
function signedParameters(visit: Visit, pathPrefix: string): URLSearchParams {
  const parameters = new URLSearchParams(visit.query);
  const ours = {
    shop: visit.shop.domain,
    logged_in_customer_id: visit.session.customerId ?? '',
    path_prefix: pathPrefix,
    timestamp: String(Math.floor(appTime(visit.store) / 1000)),
  };
  parameters.delete('signature');
  for (const [name, value] of Object.entries(ours)) parameters.set(name, value);
  const message = [...new Set(parameters.keys())]
    .map((name) => `${name}=${parameters.getAll(name).join(',')}`)
    .sort()
    .join('');
  parameters.set('signature', createHmac('sha256', visit.store.app.apiSecret).update(message).digest('hex'));
  return parameters;
}
