/** A customer asked the store for their data (customers/data_request): the store owner downloads the answer in the admin. */
import { z } from 'zod';
import type { Context } from '../context.server.ts';
import { insertDataRequest } from '../data/data-requests.server.ts';
import { customerOf, readPerson } from './compliance-payload.server.ts';

const identifier = z.union([z.number(), z.string()]);
const payloadSchema = z.object({
  ...customerOf,
  orders_requested: z.array(identifier).nullish(),
  data_request: z.object({ id: identifier }),
});

/** Shopify's terms: to be answered within 30 days. */
const THIRTY_DAYS = 30 * 86_400_000;

/** Notes the request; a repeat changes nothing. @throws ZodError when it is no such payload */
export async function recordDataRequest(
  context: Context,
  shop: { id: string; personalKey: Uint8Array },
  payload: unknown,
): Promise<void> {
  const { customer, orders_requested, data_request } = payloadSchema.parse(payload);
  const { customerId, emailHash } = readPerson(context.vault.forShop(shop.personalKey), customer);
  const receivedAt = context.now();
  await insertDataRequest(context.db.prisma, shop.id, {
    id: String(data_request.id),
    customerId,
    emailHash,
    orderIds: (orders_requested ?? []).map(String),
    receivedAt,
    dueAt: receivedAt + THIRTY_DAYS,
  });
}
