/** "Who referred you?" on Shopify's own pages after a purchase: POST with a UI extension's session token. The words are the same for every answer. */
import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import type { z } from 'zod';
import { answerRequestSchema } from '../domain/storefront-contract.ts';
import { answerExtension, answerPreflight } from '../extension-door.server.ts';
import { storefrontMessage } from '../i18n/storefront-words.ts';
import { noteAnswer } from '../services/note-answer.server.ts';

type Answer = z.infer<typeof answerRequestSchema>;

/** Per process: an order's buyer may correct themselves, and a family orders at one address; nobody tries names in a row. */
const orders = new RateLimiterMemory({ keyPrefix: 'answer-order', points: 5, duration: 3600 });
const networks = new RateLimiterMemory({ keyPrefix: 'answer-network', points: 20, duration: 3600 });

export async function loader({ request }: LoaderFunctionArgs) {
  return answerPreflight(request);
}

export async function action({ request }: ActionFunctionArgs) {
  const limits = [
    { limiter: orders, key: ({ orderId }: Answer) => orderId },
    { limiter: networks, key: (_: Answer, network: string) => network },
  ];
  return answerExtension(request, answerRequestSchema, limits, async ({ context, shop, locale, body }) => {
    const noted = await noteAnswer(context, shop, { ...body, text: body.answer });
    const message = storefrontMessage(noted === 'noted' ? 'answer-noted' : 'answer-later', locale);
    return { status: noted === 'noted' ? 200 : 503, body: { ok: noted === 'noted', message } };
  });
}
