/** Requests of the API that change something, by their idempotency keys. */
import type { Transaction } from '../db.server.ts';

export type ApiRequestKey = { shopId: string; keyId: string; idempotencyKey: string };

export type Begun =
  /** Nobody has asked so, or who did was cut off: it is to be done. */
  | 'begun'
  /** Somebody is doing it at this moment. */
  | 'busy'
  /** The same key was used for something else. */
  | 'other-input'
  | { status: number; answer: unknown };

/**
 * @param inputHash of method, address and body
 * @param cutOffBefore who began before then and has not ended is not at it any more; epoch milliseconds
 */
export async function beginApiRequest(
  tx: Transaction,
  { shopId, keyId, idempotencyKey }: ApiRequestKey,
  { inputHash, at, cutOffBefore }: { inputHash: Uint8Array<ArrayBuffer>; at: number; cutOffBefore: number },
): Promise<Begun> {
  const taken = await tx.$executeRaw`
    INSERT INTO api_request (shop_id, key_id, idempotency_key, input_hash, at)
    VALUES (${shopId}::uuid, ${keyId}::uuid, ${idempotencyKey}, ${inputHash}, ${new Date(at)})
    ON CONFLICT (shop_id, key_id, idempotency_key) DO UPDATE SET at = excluded.at
      WHERE api_request.shop_id = ${shopId}::uuid AND api_request.status IS NULL AND api_request.input_hash = excluded.input_hash
        AND api_request.at < ${new Date(cutOffBefore)}`;
  if (taken === 1) return 'begun';
  const row = await tx.apiRequest.findUnique({ where: { shopId_keyId_idempotencyKey: { shopId, keyId, idempotencyKey } } });
  if (row === null) return 'busy'; // ended badly between the two statements: they ask again
  if (Buffer.compare(row.inputHash, inputHash) !== 0) return 'other-input';
  return row.status === null ? 'busy' : { status: row.status, answer: row.answer };
}

export async function endApiRequest(
  tx: Transaction,
  key: ApiRequestKey,
  answer: { status: number; body: object },
): Promise<void> {
  await tx.apiRequest.updateMany({ where: key, data: { status: answer.status, answer: answer.body } });
}

/** It came to nothing through a fault of ours: it may be tried again at once. */
export async function forgetApiRequest(tx: Transaction, key: ApiRequestKey): Promise<void> {
  await tx.apiRequest.deleteMany({ where: { ...key, status: null } });
}

/** @returns how many went */
export async function pruneApiRequests(tx: Transaction, shopId: string, before: number): Promise<number> {
  const { count } = await tx.apiRequest.deleteMany({ where: { shopId, at: { lt: new Date(before) } } });
  return count;
}
