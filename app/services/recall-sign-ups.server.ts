/** Evidence about customers has come: who of them has signed up lately, and with what details. */
import type { Context } from '../context.server.ts';
import type { Delivery } from '../data/deliveries.server.ts';
import type { ShopRecord } from '../data/shops.server.ts';
import { findSignUps } from '../data/sign-ups.server.ts';
import { Fault } from '../shopify/faults.ts';
import { type CustomerDetails, readCustomers } from '../shopify/operations/customers-by-ids.ts';
import { readPayload, Unreadable } from './read-payload.server.ts';
import { readSignUpReminder, SIGN_UP_REMINDER, type SignUpDetails } from './read-sign-up-payload.server.ts';

/**
 * By customer id; who has not signed up lately is left out. Shopify is asked for their addresses, which are not kept here: some fraud checks
 * need more than a hash. When it does not answer, those checks say that they could not look.
 */
export async function recallSignUps(
  context: Context,
  shop: ShopRecord,
  deliveries: readonly Delivery[],
): Promise<ReadonlyMap<string, SignUpDetails>> {
  const customerIds = new Set(deliveries.flatMap(remindedOf));
  const signUps = await findSignUps(context.db.sql, shop.id, [...customerIds]);
  if (signUps.length === 0) return new Map();
  const asked = await askShopify(
    context,
    shop,
    signUps.map(({ customerId }) => customerId),
  );
  const details = new Map(asked.map((customer) => [customer.customerId, customer]));
  return new Map(
    signUps.map((signUp) => {
      const { email = null, phone = null } = details.get(signUp.customerId) ?? {};
      return [signUp.customerId, { ...signUp, email, phone }];
    }),
  );
}

async function askShopify(context: Context, shop: ShopRecord, customerIds: string[]): Promise<CustomerDetails[]> {
  try {
    return await readCustomers(await context.shopify(shop.domain), customerIds);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    context.log.warn({ shop: shop.domain, fault: error.kind, customers: customerIds.length }, 'sign-ups judged by hashes alone');
    return [];
  }
}

/** One that cannot be read is found out and said by the batch. */
function remindedOf({ topic, body }: Delivery): string[] {
  if (topic !== SIGN_UP_REMINDER || body === null) return [];
  try {
    return [readSignUpReminder(readPayload(body))];
  } catch (error) {
    if (error instanceof Unreadable) return [];
    throw error;
  }
}
