/** What the app proxy's door and what is behind it agree on. */
import { RateLimiterRes } from 'rate-limiter-flexible';
import type { z } from 'zod';
import type { Context } from './context.server.ts';
import type { Storefront } from './data/storefronts.server.ts';
import type { StorefrontMessage } from './i18n/storefront-table.ts';
import type { Visitor } from './services/record-visit.server.ts';

export type Request = {
  shop: Storefront;
  visitor: Visitor;
  locale: string;
  parameters: URLSearchParams;
  body: string;
  /** Where the storefront reaches the app, as Shopify signed it. */
  proxyPath: string;
  /** Of a page: what stands in its address after the page's own part, decoded. */
  name: string;
};
export type Answer =
  | { status: number; body: unknown }
  | { page: string }
  /** `cached`: the same for everybody, under an address that changes with it. */
  | { file: string | Buffer; type: string; cached?: true };
export type Endpoint = { method: 'GET' | 'POST'; cost: number; answer(context: Context, request: Request): Promise<Answer> };

/** A refusal with a kind word for the shopper. */
export class Refusal extends Error {
  readonly status: number;
  readonly code: StorefrontMessage;
  constructor(status: number, code: StorefrontMessage) {
    super(code);
    this.status = status;
    this.code = code;
  }
}

/** @throws Refusal when the body is not what it should be */
export function parseBody<Parsed>(schema: z.ZodType<Parsed>, body: string): Parsed {
  try {
    return schema.parse(JSON.parse(body));
  } catch {
    throw new Refusal(400, 'body');
  }
}

/** What a request is told of an error: its own refusal, too many requests, or that we are at fault. */
export function refusalFor(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  if (error instanceof RateLimiterRes) return new Refusal(429, 'too-fast');
  // The body parser's own refusals: too large, unknown encoding, broken off.
  const status = error instanceof Error && 'status' in error && typeof error.status === 'number' ? error.status : 500;
  return status >= 400 && status < 500 ? new Refusal(status, 'body') : new Refusal(500, 'busy');
}
