/** One HTTP POST of a delivery, signed as Shopify signs it. */
import { createHmac } from 'node:crypto';
import http from 'node:http';
import type { AppState, DeliveryState } from '#devstore/state.ts';

const timeLimit = 5_000;

export type Answer = { status: number | null; ms: number; error: string | null };

/** Resolves with what came back; a broken connection or more than 5 seconds give a null status and the error. */
export function postDelivery(app: AppState, agent: http.Agent, delivery: DeliveryState): Promise<Answer> {
  const body = Buffer.from(delivery.body);
  const started = performance.now();
  return new Promise((resolve) => {
    const finish = (status: number | null, error: string | null) => {
      clearTimeout(limit);
      resolve({ status, ms: Math.round(performance.now() - started), error });
    };
    const request = http.request(
      targetOf(app, delivery.uri),
      { method: 'POST', agent, headers: headersOf(app, delivery, body) },
      (response) => {
        response.on('error', (error) => finish(null, error.message));
        response.on('end', () => {
          const status = response.statusCode ?? null;
          finish(status, status !== null && status >= 200 && status < 300 ? null : `answered ${status}`);
        });
        response.resume();
      },
    );
    const limit = setTimeout(() => request.destroy(new Error('no answer within 5 seconds')), timeLimit);
    request.on('error', (error) => finish(null, error.message));
    request.end(body);
  });
}

/** @throws for an address that the dev store does not deliver to */
export function targetOf(app: AppState, uri: string): URL {
  if (uri.startsWith('/')) return new URL(`${new URL(app.url).pathname.replace(/\/$/, '')}${uri}`, app.origin);
  const url = URL.canParse(uri) ? new URL(uri) : null;
  if (url !== null && url.host === new URL(app.url).host) return new URL(`${url.pathname}${url.search}`, app.origin);
  if (url !== null && url.protocol === 'http:' && ['127.0.0.1', 'localhost'].includes(url.hostname)) return url;
  throw new Error(`dev store: webhooks to ${uri} are not imitated, only those to the app's own address`);
}

function headersOf(app: AppState, delivery: DeliveryState, body: Buffer): Record<string, string> {
  return {
    Host: new URL(app.url).host,
    'User-Agent': 'Shopify-Captain-Hook',
    Accept: '*/*',
    'Content-Type': 'application/json',
    'Content-Length': String(body.length),
    'X-Forwarded-Proto': 'https',
    'X-Shopify-Topic': delivery.topic,
    'X-Shopify-Hmac-Sha256': createHmac('sha256', app.apiSecret).update(body).digest('base64'),
    'X-Shopify-Shop-Domain': delivery.shop,
    'X-Shopify-API-Version': app.webhookApiVersion,
    'X-Shopify-Webhook-Id': delivery.webhookId,
    'X-Shopify-Triggered-At': delivery.triggeredAt,
    'X-Shopify-Event-Id': delivery.eventId,
    ...(delivery.name === null ? {} : { 'X-Shopify-Name': delivery.name }),
  };
}
