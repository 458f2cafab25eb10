/** What is kept for a while only. Everything here works in batches, so that no statement holds locks for long. */
import type { Transaction } from '../db.server.ts';

/** Deletes a shop's deliveries that were settled or ignored before `before`. */
export async function pruneDeliveries(tx: Transaction, shopDomain: string, before: number, limit: number): Promise<number> {
  return tx.$executeRaw`
    DELETE FROM delivery d USING (
      SELECT id FROM delivery WHERE shop_domain = ${shopDomain} AND settled_at < ${new Date(before)} AND state IN ('settled', 'ignored')
      ORDER BY settled_at LIMIT ${limit}) old
    WHERE d.shop_domain = ${shopDomain} AND d.id = old.id`;
}

/** Deletes a shop's dead deliveries that came before `before`; until then a person may retry them. */
export async function pruneDeadDeliveries(tx: Transaction, shopDomain: string, before: number, limit: number): Promise<number> {
  return tx.$executeRaw`
    DELETE FROM delivery d USING (
      SELECT id FROM delivery WHERE shop_domain = ${shopDomain} AND state = 'dead' AND received_at < ${new Date(before)} LIMIT ${limit}) old
    WHERE d.shop_domain = ${shopDomain} AND d.id = old.id`;
}

/** Deletes deliveries to shops that are not known, which came before `before`. */
export async function pruneStrayDeliveries(tx: Transaction, before: number, limit: number): Promise<number> {
  return tx.$executeRaw`
    DELETE FROM delivery d USING (
      SELECT shop_domain, id FROM delivery WHERE received_at < ${new Date(before)} AND state <> 'waiting'
        AND shop_domain NOT IN (SELECT domain FROM shop) LIMIT ${limit}) old
    WHERE d.shop_domain = old.shop_domain AND d.id = old.id`;
}

/** Deletes notes about orders that never got a row of their own. Those of stored orders are part of their decision. */
export async function pruneOrderNotes(tx: Transaction, shopId: string, before: number, limit: number): Promise<number> {
  return tx.$executeRaw`
    DELETE FROM order_note note USING (
      SELECT order_id, kind, key FROM order_note n
      WHERE shop_id = ${shopId}::uuid AND at < ${new Date(before)}
        AND NOT EXISTS (SELECT 1 FROM buyer_order o WHERE o.shop_id = n.shop_id AND o.order_id = n.order_id)
      ORDER BY at LIMIT ${limit}) old
    WHERE note.shop_id = ${shopId}::uuid AND note.order_id = old.order_id AND note.kind = old.kind AND note.key = old.key`;
}

/** Deletes accounts opened before `before`. */
export async function pruneSignUps(tx: Transaction, shopId: string, before: number, limit: number): Promise<number> {
  return tx.$executeRaw`
    DELETE FROM sign_up USING (
      SELECT customer_id FROM sign_up WHERE shop_id = ${shopId}::uuid AND at < ${new Date(before)} ORDER BY at LIMIT ${limit}) old
    WHERE sign_up.shop_id = ${shopId}::uuid AND sign_up.customer_id = old.customer_id`;
}

/** Claims stay as figures and evidence, without the network and the browser they came from. */
export async function forgetClaimNetworks(tx: Transaction, shopId: string, before: number): Promise<void> {
  await tx.$executeRaw`
    UPDATE claim SET network_hash = NULL, device_hash = NULL
    WHERE shop_id = ${shopId}::uuid AND claimed_at < ${new Date(before)} AND (network_hash IS NOT NULL OR device_hash IS NOT NULL)`;
}

/** Offers that were not used in time. */
export async function voidExpiredClaims(tx: Transaction, shopId: string, now: number): Promise<number> {
  return tx.$executeRaw`
    UPDATE claim SET state = 'void'
    WHERE shop_id = ${shopId}::uuid AND state IN ('minting', 'ready', 'failed') AND expires_at <= ${new Date(now)}`;
}
