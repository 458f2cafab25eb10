/** The webhook door: signature over the raw body, durable storage, answer. No session, no token, no network, no framework. */
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Context } from './context.server.ts';
import { OWN_TOPICS_BEGIN } from './data/own-deliveries.server.ts';
import { createReceiver, type ReceivedWebhook } from './services/receive-delivery.server.ts';
import { verifyWebhook } from './signatures.server.ts';

/** refunds/create comes whole and may be long; Shopify's own payloads stay far below. */
const LARGEST_BODY = 5 * 2 ** 20;
const LONGEST_HEADER = 255;

/** Whether the request is for the door. */
export function isForWebhookDoor({ url = '' }: IncomingMessage): boolean {
  return /^\/webhooks(?:[/?]|$)/.test(url);
}

/**
 * Answers 200 only to what is stored for good, 401 to a missing or wrong signature, 400 to signed nonsense, 503 when the database does not take it
 * in time (Shopify sends it again).
 * @param stored called after news was stored, to wake the worker
 */
export function createWebhookDoor(context: Context, stored: () => void): RequestListener {
  const { env, log, telemetry } = context;
  const receiver = createReceiver(context);

  function take(req: IncomingMessage, res: ServerResponse, body: Buffer): void {
    const bodyHash = verifyWebhook(body, header(req, 'x-shopify-hmac-sha256'), env.SHOPIFY_API_SECRET);
    if (bodyHash === null) {
      log.warn({ topic: header(req, 'x-shopify-topic') }, 'webhook with a wrong signature');
      return answer(res, 401);
    }
    const webhook = readWebhook(req, body, bodyHash);
    if (webhook === null) return answer(res, 400);
    if (webhook.topic.toLowerCase().startsWith(OWN_TOPICS_BEGIN)) {
      log.warn({ shop: webhook.shopDomain, topic: webhook.topic }, "webhook under one of the app's own topics");
      res.setHeader('Content-Type', 'text/plain; charset=utf-8');
      return answer(res, 400, `Topics that begin with ${OWN_TOPICS_BEGIN} are the app's own.\n`);
    }
    receiver.receive(webhook).then(
      (outcome) => {
        answer(res, 200);
        if (outcome === 'stored') stored();
      },
      (error: unknown) => {
        log.error({ error, shop: webhook.shopDomain, topic: webhook.topic }, 'webhook not stored');
        res.setHeader('Retry-After', '10');
        answer(res, 503);
      },
    );
  }

  return (req, res) => {
    const began = performance.now();
    res.once('finish', () => telemetry.webhookAnswered(res.statusCode, (performance.now() - began) / 1000));
    if (req.method !== 'POST') {
      res.setHeader('Allow', 'POST');
      return refuse(req, res, 405);
    }
    if ((req.headers['content-encoding'] ?? 'identity') !== 'identity') return refuse(req, res, 415);
    if (Number(req.headers['content-length']) > LARGEST_BODY) return refuse(req, res, 413);
    const chunks: Buffer[] = [];
    let length = 0;
    req.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length <= LARGEST_BODY) chunks.push(chunk);
      else refuse(req.removeAllListeners('data').removeAllListeners('end'), res, 413);
    });
    req.once('end', () => take(req, res, chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)));
    req.on('error', () => undefined); // broken off: nobody is there to be answered, and nothing was verified
  };
}

function answer(res: ServerResponse, status: number, text = ''): void {
  res.statusCode = status;
  res.setHeader('Content-Length', Buffer.byteLength(text));
  res.end(text);
}

/** Nothing of it was verified. What still comes is not kept, and the connection ends with it. */
function refuse(req: IncomingMessage, res: ServerResponse, status: number): void {
  res.setHeader('Connection', 'close');
  answer(res, status);
  let rest = 0;
  req.on('data', (chunk: Buffer) => {
    rest += chunk.length;
    if (rest > 4 * LARGEST_BODY) req.destroy();
  });
  req.on('error', () => undefined);
}

/** Null when the headers do not name shop, topic and id. */
function readWebhook(req: IncomingMessage, body: Buffer, bodyHash: Buffer): ReceivedWebhook | null {
  const shopDomain = header(req, 'x-shopify-shop-domain')?.toLowerCase();
  const topic = header(req, 'x-shopify-topic');
  const webhookId = header(req, 'x-shopify-webhook-id');
  if (!topic || !webhookId || !shopDomain || !/^[a-z0-9][a-z0-9-]*\.myshopify\.com$/.test(shopDomain)) return null;
  const triggeredAt = Date.parse(header(req, 'x-shopify-triggered-at') ?? '');
  return {
    shopDomain,
    topic,
    webhookId,
    eventId: header(req, 'x-shopify-event-id') ?? null,
    apiVersion: header(req, 'x-shopify-api-version') ?? '',
    triggeredAt: Number.isNaN(triggeredAt) ? null : triggeredAt,
    body,
    bodyHash,
  };
}

function header({ headers }: IncomingMessage, name: string): string | undefined {
  const value = headers[name];
  return typeof value !== 'string' || value.length > LONGEST_HEADER ? undefined : value;
}
