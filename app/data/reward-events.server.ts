/** What happened to rewards beside their states and the ledger: append-only. */
import { z } from 'zod';
import type { Sql, Transaction } from '../db.server.ts';
import { REWARD_EVENT_KINDS, type RewardEventKind } from '../domain/reward-event.ts';

/** `at` in epoch milliseconds; `by`: staff's user id at Shopify, null for the app and for Shopify; `detail`: what the kind needs to be told, as JSON. */
export type RewardEvent = {
  id: string;
  rewardId: string;
  kind: RewardEventKind;
  at: number;
  by: string | null;
  note: string | null;
  detail: Record<string, string | number | null> | null;
};

/** The same id again changes nothing. */
export async function noteRewardEvents(tx: Sql, shopId: string, events: readonly RewardEvent[]): Promise<void> {
  if (events.length === 0) return;
  const rows = events.map(({ at, ...event }) => ({ ...event, at: new Date(at) }));
  await tx.$executeRaw`
    INSERT INTO reward_event (shop_id, id, reward_id, kind, at, by, note, detail)
    SELECT ${shopId}::uuid, event.id, event."rewardId", event.kind, event.at, event.by, event.note, event.detail
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      AS event(id uuid, "rewardId" uuid, kind text, at timestamptz, by text, note text, detail jsonb)
    ON CONFLICT DO NOTHING`;
}

const detail = z.record(z.string(), z.union([z.string(), z.number(), z.null()]));

/** Of one reward, oldest first. */
export async function findRewardEvents(tx: Transaction, shopId: string, rewardId: string): Promise<RewardEvent[]> {
  const rows = await tx.rewardEvent.findMany({ where: { shopId, rewardId }, orderBy: [{ at: 'asc' }, { id: 'asc' }] });
  return rows.map(({ id, kind, at, by, note, detail: told }) => ({
    ...{ id, rewardId, by, note, at: at.getTime() },
    kind: z.enum(REWARD_EVENT_KINDS).parse(kind),
    detail: told === null ? null : detail.parse(told),
  }));
}
