/** Personal data inside the facts of stored orders: taken out without changing what they decide. */
import { z } from 'zod';
import type { Transaction } from '../db.server.ts';
import { CHOSEN_MARK } from '../domain/chosen-code.ts';

const hashes = z.array(z.string()).default([]);
/** Only what is changed here; everything else stays as it is stored. */
const factsSchema = z.looseObject({
  buyer: z.looseObject({ networkHash: z.string().nullish(), deviceHash: z.string().nullish() }),
  advocates: z.array(z.looseObject({ networkHashes: hashes, deviceHashes: hashes })),
});
type Facts = z.infer<typeof factsSchema>;

/**
 * Forgets network and browser of orders placed before `before`, at most `limit` of one shop; returns how many. In their place stand numbers that mean nothing
 * outside the order: what was equal stays equal, so the decision can still be replayed. Needs a transaction.
 */
export async function forgetOrderNetworks(tx: Transaction, shopId: string, before: number, limit: number): Promise<number> {
  const rows = await tx.$queryRaw<{ orderId: string; facts: unknown }[]>`
    SELECT order_id AS "orderId", facts FROM buyer_order
    WHERE shop_id = ${shopId}::uuid AND placed_at < ${new Date(before)} AND network_hash IS NOT NULL
    ORDER BY placed_at LIMIT ${limit} FOR UPDATE`;
  const forgotten = rows.map(({ orderId, facts }) => ({ orderId, facts: withoutNetworks(factsSchema.parse(facts)) }));
  if (forgotten.length > 0) {
    await tx.$executeRaw`
      UPDATE buyer_order o SET facts = f.facts, network_hash = NULL
      FROM jsonb_to_recordset(${JSON.stringify(forgotten)}::jsonb) AS f("orderId" text, facts jsonb)
      WHERE o.shop_id = ${shopId}::uuid AND o.order_id = f."orderId"`;
  }
  return forgotten.length;
}

function withoutNetworks(facts: Facts): Facts {
  const names = new Map<string, string>();
  const numbered = (hash: string) => {
    const name = names.get(hash) ?? names.size.toString(16).padStart(2, '0'); // hex, like a hash: the column takes nothing else
    names.set(hash, name);
    return name;
  };
  const orNull = (hash: string | null | undefined) => (hash ? numbered(hash) : null);
  const { networkHash, deviceHash } = facts.buyer;
  return {
    ...facts,
    buyer: { ...facts.buyer, networkHash: orNull(networkHash), deviceHash: orNull(deviceHash) },
    advocates: facts.advocates.map((advocate) => ({
      ...advocate,
      networkHashes: advocate.networkHashes.map(numbered),
      deviceHashes: advocate.deviceHashes.map(numbered),
    })),
  };
}

const answerSchema = z.looseObject({ kind: z.literal('friend-answer'), rawCode: z.string() });

/**
 * Takes out what friends typed as their answer: of the given orders, and wherever it meant one of these advocates. It may name somebody, in facts,
 * candidates and reasons alike. Needs a transaction.
 */
export async function blankAnswers(tx: Transaction, shopId: string, orderIds: string[], advocateIds: string[]): Promise<void> {
  const rows = await tx.$queryRaw<OrderTexts[]>`
    SELECT order_id AS "orderId", facts, decision FROM buyer_order
    WHERE shop_id = ${shopId}::uuid AND facts @> '{"signals": [{"kind": "friend-answer"}]}'::jsonb
      AND (order_id = ANY(${orderIds}) OR EXISTS (
        SELECT 1 FROM jsonb_array_elements(facts -> 'signals') AS signal
        WHERE signal ->> 'kind' = 'friend-answer' AND signal #>> '{resolution,advocateId}' = ANY(${advocateIds})))
    FOR UPDATE`;
  const blank = rows.map((row) => blankTexts(row, answerSchema));
  await writeBlank(tx, shopId, blank);
  const ids = [...orderIds, ...blank.map(({ orderId }) => orderId)];
  await tx.$executeRaw`
    UPDATE order_note SET detail = CASE kind WHEN 'answer' THEN detail || '{"text": ""}'::jsonb ELSE detail || '{"note": null}'::jsonb END
    WHERE shop_id = ${shopId}::uuid AND order_id = ANY(${ids}) AND kind IN ('answer', 'verdict', 'assignment')`;
}

const chosenSchema = z.looseObject({ rawCode: z.string().startsWith(CHOSEN_MARK) });

/** Takes out the codes that these advocates had chosen, which may name them, of the links that orders came by. Needs a transaction. */
export async function blankChosenCodes(tx: Transaction, shopId: string, advocateIds: readonly string[]): Promise<void> {
  for (const advocateId of advocateIds) {
    const led = JSON.stringify({ signals: [{ resolution: { advocateId } }] });
    const rows = await tx.$queryRaw<OrderTexts[]>`
      SELECT order_id AS "orderId", facts, decision FROM buyer_order
      WHERE shop_id = ${shopId}::uuid AND facts @> ${led}::jsonb AND facts::text LIKE '%"~%' FOR UPDATE`;
    await writeBlank(
      tx,
      shopId,
      rows.map((row) => blankTexts(row, chosenSchema)),
    );
  }
}

type OrderTexts = { orderId: string; facts: unknown; decision: unknown };

/** Empties what those signals were read from, wherever it stands. */
function blankTexts({ orderId, facts, decision }: OrderTexts, those: typeof answerSchema | typeof chosenSchema): OrderTexts {
  const { signals } = z.looseObject({ signals: z.array(z.unknown()) }).parse(facts);
  const texts = new Set(signals.flatMap((signal) => those.safeParse(signal).data?.rawCode ?? []));
  return { orderId, facts: without(facts, texts), decision: without(decision, texts) };
}

async function writeBlank(tx: Transaction, shopId: string, blank: readonly OrderTexts[]): Promise<void> {
  await tx.$executeRaw`
    UPDATE buyer_order o SET facts = b.facts, decision = b.decision
    FROM jsonb_to_recordset(${JSON.stringify(blank)}::jsonb) AS b("orderId" text, facts jsonb, decision jsonb)
    WHERE o.shop_id = ${shopId}::uuid AND o.order_id = b."orderId"`;
}

/** The value with these texts emptied, wherever they stand as a whole. */
function without(value: unknown, texts: ReadonlySet<string>): unknown {
  if (typeof value === 'string') return texts.has(value) ? '' : value;
  if (Array.isArray(value)) return value.map((inner) => without(inner, texts));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, without(inner, texts)]));
}
