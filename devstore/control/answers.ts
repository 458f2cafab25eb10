/** How the control API reads and answers: JSON in, JSON out, every refusal with a reason. */
import type { Request, RequestHandler, Response } from 'express';
import type { z } from 'zod';
import type { CustomerState, OrderState, ShopState, Store } from '#devstore/state.ts';

/** An answer other than 200. */
export class Refusal extends Error {
  readonly status: number;
  readonly details: unknown;
  constructor(status: number, message: string, details: unknown = null) {
    super(message);
    this.status = status;
    this.details = details;
  }
}

/** Runs `work` and sends what it returns as JSON. A refused body is 400, an unknown thing 404, what the shop refuses 422. */
export function answering(work: (request: Request) => unknown): RequestHandler {
  return (request, response) => {
    void Promise.resolve()
      .then(() => work(request))
      .then(
        (result) => response.json(result ?? { ok: true }),
        (error: unknown) => refuse(response, error),
      );
  };
}

/** The request's JSON body, checked. Cross-site forms cannot send application/json, so a web page elsewhere cannot play here. */
export function bodyOf<Schema extends z.ZodType>(schema: Schema, request: Request): z.infer<Schema> {
  if (request.is('application/json') !== 'application/json') throw new Refusal(415, 'send JSON (Content-Type: application/json)');
  const parsed = schema.safeParse(request.body ?? {});
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => ({ at: issue.path.join('.'), message: issue.message }));
  throw new Refusal(400, 'the body is not what this address takes', problems);
}

/** By handle or domain. */
export function shopOf(store: Store, request: Request): ShopState {
  const name = request.params['shop'] ?? '';
  const shop = store.shops.get(name) ?? store.shops.get(`${name}.myshopify.com`);
  if (shop === undefined) throw new Refusal(404, `there is no shop ${name}`);
  return shop;
}

/** By id, or by name without its # ("1001"). */
export function orderOf(shop: ShopState, request: Request): OrderState {
  const wanted = request.params['order'] ?? '';
  const order = shop.orders.get(wanted) ?? [...shop.orders.values()].find(({ name }) => name === `#${wanted}`);
  if (order === undefined) throw new Refusal(404, `${shop.name} has no order ${wanted}`);
  return order;
}

export function customerOf(shop: ShopState, request: Request): CustomerState {
  const customer = shop.customers.get(request.params['customer'] ?? '');
  if (customer === undefined) throw new Refusal(404, `${shop.name} has no customer ${request.params['customer']}`);
  return customer;
}

function refuse(response: Response, error: unknown): void {
  if (error instanceof Refusal) {
    response.status(error.status).json({ error: error.message, details: error.details });
    return;
  }
  const message = error instanceof Error ? error.message : String(error);
  const isExpected = message.startsWith('dev store:');
  if (!isExpected) console.error(error);
  response.status(isExpected ? 422 : 500).json({ error: message.replace(/^dev store: /, '') });
}
