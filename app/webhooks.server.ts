/** The webhook door: signature over the raw body, durable storage, answer. No session, no token, no network. Mounted ahead of Remix. */
import express from 'express';
import type { Context } from './context.server.ts';
import { OWN_TOPICS_BEGIN } from './data/own-deliveries.server.ts';
import { type ReceivedWebhook, receiveDelivery } from './services/receive-delivery.server.ts';
import { verifyWebhook } from './signatures.server.ts';

/** refunds/create comes whole and may be long; Shopify's own payloads stay far below. */
const LARGEST_BODY = '5mb';
const LONGEST_HEADER = 255;

/**
 * Mount at `/webhooks`, before anything that parses bodies. Answers 200 only to what is stored for good, 401 to a missing or wrong signature, 400
 * to signed nonsense, 503 when the database does not take it (Shopify sends it again).
 * @param stored called after news was stored, to wake the worker
 */
export function createWebhookDoor(context: Context, stored: () => void): express.Router {
  const { env, log } = context;
  const door = express.Router();

  door.use((req, res, next) => {
    if (req.method === 'POST') next();
    else res.status(405).set('Allow', 'POST').end();
  });
  door.use(express.raw({ type: () => true, limit: LARGEST_BODY, inflate: false }));
  door.use((req, res) => {
    // An empty body is not parsed and leaves `{}`.
    const body: unknown = req.body;
    const bytes = Buffer.isBuffer(body) ? body : Buffer.alloc(0);
    if (!verifyWebhook(bytes, req.get('x-shopify-hmac-sha256'), env.SHOPIFY_API_SECRET)) {
      log.warn({ topic: header(req, 'x-shopify-topic') }, 'webhook with a wrong signature');
      res.status(401).end();
      return;
    }
    const webhook = readWebhook(req, bytes);
    if (webhook?.topic.toLowerCase().startsWith(OWN_TOPICS_BEGIN) === true) {
      log.warn({ shop: webhook.shopDomain, topic: webhook.topic }, "webhook under one of the app's own topics");
      res.status(400).type('text/plain').send(`Topics that begin with ${OWN_TOPICS_BEGIN} are the app's own.\n`);
      return;
    }
    if (webhook === null) {
      res.status(400).end();
      return;
    }
    receiveDelivery(context, webhook).then(
      (outcome) => {
        res.status(200).end();
        if (outcome === 'stored') stored();
      },
      (error: unknown) => {
        log.error({ error, shop: webhook.shopDomain, topic: webhook.topic }, 'webhook not stored');
        res.status(503).set('Retry-After', '10').end();
      },
    );
  });
  door.use(((error: unknown, _req, res, _next) => {
    // The parser's own refusals: too large, compressed, broken off. Nothing of it was verified.
    const status = error instanceof Error && 'status' in error && typeof error.status === 'number' ? error.status : 400;
    res.status(status).end();
  }) satisfies express.ErrorRequestHandler);
  return door;
}

/** Null when the headers do not name shop, topic and id. */
function readWebhook(req: express.Request, body: Buffer): ReceivedWebhook | null {
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
  };
}

function header(req: express.Request, name: string): string | undefined {
  const value = req.get(name);
  return value === undefined || value.length > LONGEST_HEADER ? undefined : value;
}
