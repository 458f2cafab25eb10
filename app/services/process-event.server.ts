/** Webhooks that are not about orders: each topic has its service. */
import { z } from 'zod';
import type { Context } from '../context.server.ts';
import type { Delivery } from '../data/deliveries.server.ts';
import type { ShopRecord } from '../data/shops.server.ts';
import { noteDeletedCustomer } from './note-deleted-customer.server.ts';
import { noteChangedDiscount, noteRemovedCode } from './note-discount-news.server.ts';
import { mergeCustomers } from './merge-customers.server.ts';
import { noteScopes } from './note-scopes.server.ts';
import { readPayload, Unreadable } from './read-payload.server.ts';
import { recordDataRequest } from './record-data-request.server.ts';
import { redactCustomer } from './redact-customer.server.ts';
import { redactShop } from './redact-shop.server.ts';
import { refreshShop } from './refresh-shop.server.ts';
import { uninstallShop } from './uninstall-shop.server.ts';

export type EventResult = 'done' | { ignored: string };

type Handler = (context: Context, shop: ShopRecord, payload: unknown) => Promise<void>;

/** Shopify's duties to people hold for uninstalled shops, too. */
const FOR_EVERY_SHOP: Readonly<Record<string, Handler>> = {
  'customers/data_request': recordDataRequest,
  'customers/redact': redactCustomer,
};
const FOR_INSTALLED_SHOPS: Readonly<Record<string, Handler>> = {
  'shop/update': (context, shop, payload) => refreshShop(context, shop, shopSchema.parse(payload).primary_locale ?? null),
  'customers/merge': mergeCustomers,
  'customers/delete': noteDeletedCustomer,
  'discounts/update': noteChangedDiscount,
  'discounts/delete': noteChangedDiscount,
  'discounts/redeemcode_removed': noteRemovedCode,
  'app/scopes_update': async (context, shop, payload) => {
    const { current } = scopesSchema.parse(payload);
    await noteScopes(context, shop, current);
  },
};

const shopSchema = z.object({ primary_locale: z.string().min(2).max(35).nullish() });
const scopesSchema = z.object({ current: z.array(z.string()) });

/** Throws what the service throws; a payload that the service cannot read is `Unreadable`. */
export async function processEvent(
  context: Context,
  shop: ShopRecord | null,
  shopDomain: string,
  { topic, body, triggeredAt, receivedAt }: Delivery,
): Promise<EventResult> {
  if (topic === 'app/uninstalled') return done(uninstallShop(context, shopDomain, (triggeredAt ?? receivedAt).getTime()));
  if (topic === 'shop/redact') return done(redactShop(context, shopDomain));

  const duty = ownHandler(FOR_EVERY_SHOP, topic);
  const handler = duty ?? ownHandler(FOR_INSTALLED_SHOPS, topic);
  if (handler === undefined) return { ignored: 'unknown-topic' };
  if (shop === null) return { ignored: 'unknown-shop' };
  if (duty === undefined && shop.state !== 'installed') return { ignored: 'shop-uninstalled' };
  if (body === null) throw new Unreadable('the body was erased');
  const payload = readPayload(body);
  try {
    return await done(handler(context, shop, payload));
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error;
    throw new Unreadable(
      `missing or of another kind: ${error.issues.map((issue) => issue.path.join('.') || 'the whole').join(', ')}`,
    );
  }
}

async function done(work: Promise<void>): Promise<'done'> {
  await work;
  return 'done';
}

function ownHandler(handlers: Readonly<Record<string, Handler>>, topic: string): Handler | undefined {
  return Object.hasOwn(handlers, topic) ? handlers[topic] : undefined;
}
