/** Erasure of personal data: of one person, or of everything a shop has. The only place besides pruning where rows are deleted. */
import { Prisma } from '@prisma/client';
import type { Transaction } from '../db.server.ts';
import type { PersonalHash } from '../domain/facts.ts';

/** The person whose data is erased; whatever of this Shopify told us. */
export type Person = {
  customerId: string | null;
  customerHash: PersonalHash | null;
  emailHash: PersonalHash | null;
  phoneHash: PersonalHash | null;
};

/** Empties the advocate's row, of an account that became part of another one those that lead there: the code keeps leading to a row, so that old links and decisions stay explicable. Returns the ids. */
export async function redactAdvocates(tx: Transaction, shopId: string, person: Person): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    UPDATE advocate
    SET state = 'redacted', customer_id = NULL, email_hash = NULL, phone_hash = NULL, name_sealed = NULL, email_sealed = NULL,
        name_search = '{}'
    WHERE shop_id = ${shopId}::uuid
      AND (customer_id = ${person.customerId} OR email_hash = decode(${person.emailHash}, 'hex')
        OR merged_into IN (SELECT id FROM advocate WHERE shop_id = ${shopId}::uuid AND customer_id IN (${person.customerId},
          (SELECT kept_id FROM customer_merge WHERE shop_id = ${shopId}::uuid AND gone_id = ${person.customerId}))))
    RETURNING id`;
  // A telephone may be shared: who is not the person keeps everything but the number.
  await tx.$executeRaw`
    UPDATE advocate SET phone_hash = NULL WHERE shop_id = ${shopId}::uuid AND phone_hash = decode(${person.phoneHash}, 'hex')`;
  return rows.map((row) => row.id);
}

/** What redacted advocates were seen with, and the accounts and claims of the person. Visits and claims stay as figures, without the person. */
export async function redactArrivals(tx: Transaction, shopId: string, person: Person, advocateIds: string[]): Promise<void> {
  const { customerId, emailHash } = person;
  await tx.$executeRaw`
    DELETE FROM advocate_trait WHERE shop_id = ${shopId}::uuid AND advocate_id = ANY(${advocateIds}::uuid[])`;
  await tx.$executeRaw`
    DELETE FROM customer_merge WHERE shop_id = ${shopId}::uuid AND ${customerId} IN (gone_id, kept_id)`;
  await tx.$executeRaw`
    DELETE FROM sign_up WHERE shop_id = ${shopId}::uuid AND (customer_id = ${customerId} OR email_hash = decode(${emailHash}, 'hex'))`;
  await tx.$executeRaw`
    UPDATE sign_up SET phone_hash = NULL WHERE shop_id = ${shopId}::uuid AND phone_hash = decode(${person.phoneHash}, 'hex')`;
  await tx.$executeRaw`
    UPDATE visit SET customer_id = NULL, network_hash = NULL, device_hash = NULL, referrer_host = NULL
    WHERE shop_id = ${shopId}::uuid AND customer_id = ${customerId}`;
  await tx.$executeRaw`
    UPDATE claim SET customer_id = NULL, email_hash = NULL, network_hash = NULL, device_hash = NULL
    WHERE shop_id = ${shopId}::uuid AND (customer_id = ${customerId} OR email_hash = decode(${emailHash}, 'hex'))`;
}

export async function forgetKnownBuyer(tx: Transaction, shopId: string, person: Person): Promise<void> {
  await tx.$executeRaw`
    DELETE FROM known_buyer WHERE shop_id = ${shopId}::uuid AND (
      (kind = 'customer' AND hash = decode(${person.customerHash}, 'hex'))
      OR (kind = 'email' AND hash = decode(${person.emailHash}, 'hex'))
      OR (kind = 'phone' AND hash = decode(${person.phoneHash}, 'hex')))`;
}

/**
 * Takes the buyer out of the facts of their orders, the friend's key off their referrals and the account off their rewards; amounts, outcome and
 * reasons stay.
 * @param orderIds orders that Shopify names, beside those found by the person's ids and hashes
 */
export async function redactOrders(tx: Transaction, shopId: string, person: Person, orderIds: string[]): Promise<string[]> {
  const rows = await tx.$queryRaw<{ orderId: string }[]>`
    UPDATE buyer_order
    SET customer_id = NULL, network_hash = NULL,
        facts = jsonb_set(facts, '{buyer}', '{"customerId": null, "emailHash": null, "phoneHash": null}'::jsonb)
    WHERE shop_id = ${shopId}::uuid
      AND (order_id = ANY(${orderIds}) OR customer_id = ${person.customerId} OR facts #>> '{buyer,emailHash}' = ${person.emailHash})
    RETURNING order_id AS "orderId"`;
  const redacted = rows.map((row) => row.orderId);
  await tx.$executeRaw`
    UPDATE referral SET friend_key = NULL WHERE shop_id = ${shopId}::uuid AND order_id = ANY(${redacted})`;
  await tx.$executeRaw`
    UPDATE reward SET customer_id = NULL WHERE shop_id = ${shopId}::uuid AND customer_id IS NOT NULL AND (customer_id = ${person.customerId}
      OR referral_id IN (SELECT id FROM referral WHERE shop_id = ${shopId}::uuid AND order_id = ANY(${redacted})))`;
  return [...redacted, ...(await renameSignUps(tx, shopId, redacted))];
}

/** The id of a sign-up's row is made of the customer's; its links to referral and findings follow by themselves. Returns the new ids. */
async function renameSignUps(tx: Transaction, shopId: string, orderIds: string[]): Promise<string[]> {
  const rows = await tx.$queryRaw<{ orderId: string }[]>`
    UPDATE buyer_order SET order_id = fresh.id, facts = jsonb_set(facts, '{orderId}', to_jsonb(fresh.id))
    FROM (SELECT order_id, 'signup-erased-' || gen_random_uuid() AS id FROM buyer_order
      WHERE shop_id = ${shopId}::uuid AND kind = 'sign-up' AND order_id = ANY(${orderIds}) AND order_id NOT LIKE 'signup-erased-%') fresh
    WHERE buyer_order.shop_id = ${shopId}::uuid AND buyer_order.order_id = fresh.order_id
    RETURNING fresh.id AS "orderId"`;
  await tx.$executeRaw`
    DELETE FROM order_note WHERE shop_id = ${shopId}::uuid AND order_id LIKE 'signup-%' AND order_id = ANY(${orderIds})`;
  return rows.map(({ orderId }) => orderId);
}

const ERASED_ADVOCATE = JSON.stringify({
  ...{ customerId: null, emailHash: null, phoneHash: null, state: 'redacted' },
  ...{ addressHashes: [], networkHashes: [], deviceHashes: [], referrerHosts: [] },
});

/** Takes advocates' ids and hashes out of the facts of every order that weighed them. */
export async function redactWeighedAdvocates(tx: Transaction, shopId: string, advocateIds: string[]): Promise<void> {
  for (const advocateId of advocateIds) {
    await tx.$executeRaw`
      UPDATE buyer_order
      SET facts = jsonb_set(facts, '{advocates}', (
        SELECT jsonb_agg(CASE WHEN weighed ->> 'advocateId' = ${advocateId}
          THEN weighed || ${ERASED_ADVOCATE}::jsonb ELSE weighed END)
        FROM jsonb_array_elements(facts -> 'advocates') AS weighed))
      WHERE shop_id = ${shopId}::uuid
        AND facts @> jsonb_build_object('advocates', jsonb_build_array(jsonb_build_object('advocateId', ${advocateId}::text)))`;
  }
}

/**
 * Empties raw deliveries that mention the person, the request for this redaction among them. Others that still wait are worked off first and
 * pruned later; a dead one is given up.
 * @param mentions texts that stand for the person in a payload: ids, addresses
 */
export async function redactDeliveries(tx: Transaction, shopDomain: string, mentions: string[]): Promise<void> {
  if (mentions.length === 0) return;
  await tx.$executeRaw`
    UPDATE delivery
    SET body = NULL, state = CASE state WHEN 'dead' THEN 'ignored' ELSE state END,
        reason = CASE state WHEN 'dead' THEN 'redacted' ELSE reason END
    WHERE shop_domain = ${shopDomain} AND (state <> 'waiting' OR topic IN ('customers/redact', 'customers/data_request'))
      AND EXISTS (SELECT FROM unnest(${mentions}::text[]) AS mention WHERE position(convert_to(mention, 'UTF8') IN body) > 0)`;
}

/** Nobody is written to any more who could refuse. */
export async function redactMailRefusal(tx: Transaction, shopId: string, { emailHash }: Person): Promise<void> {
  await tx.$executeRaw`DELETE FROM mail_refusal WHERE shop_id = ${shopId}::uuid AND email_hash = decode(${emailHash}, 'hex')`;
}

export async function redactDataRequests(tx: Transaction, shopId: string, person: Person): Promise<void> {
  await tx.$executeRaw`
    UPDATE data_request SET customer_id = NULL, email_hash = NULL, order_ids = '{}'
    WHERE shop_id = ${shopId}::uuid
      AND (customer_id = ${person.customerId} OR email_hash = decode(${person.emailHash}, 'hex'))`;
}

/** Every table that holds rows of a shop, children before their parents. */
const TENANT_TABLES = [
  'ledger_entry', 'reward_event', 'mail', 'email_join', 'reward', 'referral', 'finding', 'staff_note', 'buyer_order', 'order_refund', 'order_note', 'seen_order', 'deleted_order', 'known_buyer', 'sign_up', 'visit', 'claim', 'discount_pool', 'shared_code',
  'advocate_trait', 'chosen_code', 'advocate', 'customer_merge', 'block_entry', 'program', 'data_request', 'audit_entry', 'shop_settings', 'saved_view', 'order_count', 'api_budget', 'import_chunk', 'import_row', 'task',
  'outgoing_delivery', 'outgoing_event', 'webhook_endpoint', 'api_request', 'api_key', 'mail_refusal',
]; // prettier-ignore

/** Deletes everything of a shop. The delivery that asked for it stays until it is pruned: it names the shop and nothing else. Needs a transaction. */
export async function eraseShop(tx: Transaction, shop: { id: string; domain: string }): Promise<void> {
  await tx.$executeRaw`SELECT set_config('vouchsafe.erasing_shop', ${shop.id}, true)`; // lets the ledger go (its trigger)
  for (const table of TENANT_TABLES) await tx.$executeRaw`DELETE FROM ${Prisma.raw(table)} WHERE shop_id = ${shop.id}::uuid`;
  await tx.$executeRaw`DELETE FROM delivery WHERE shop_domain = ${shop.domain} AND topic <> 'shop/redact'`;
  await tx.session.deleteMany({ where: { shop: shop.domain } });
  await tx.shop.delete({ where: { id: shop.id } });
}
