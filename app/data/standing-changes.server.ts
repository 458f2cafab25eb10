/** Whose standing is to be written to their customer's metafield, and what it shows. Triggers of the database add to the list. */
import type { Sql, Transaction } from '../db.server.ts';
import type { PlannedValue } from '../domain/rewards.ts';
import { sharedCodeOf } from './advocate-links.server.ts';
import { plannedValueOf } from './reward-value.server.ts';

export type StandingChange = {
  id: bigint;
  advocateId: string;
  /** The one who is kept of merged customers; null when they have no account (any more) to write to. */
  person: { advocateId: string; customerId: string; /** As links carry it. */ code: string; isActive: boolean } | null;
};

/** Installed shops with standings to write. One index probe per shop. */
export async function shopsWithChangedStandings(tx: Transaction): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT s.id FROM shop s WHERE s.state = 'installed' AND EXISTS (SELECT 1 FROM standing_change c WHERE c.shop_id = s.id)`;
  return rows.map(({ id }) => id);
}

/** The oldest. @param after the last id that this run has seen */
export async function listStandingChanges(
  tx: Transaction,
  shopId: string,
  after: bigint,
  limit: number,
): Promise<StandingChange[]> {
  const rows = await tx.$queryRaw<
    { id: bigint; advocateId: string; personId: string | null; customerId: string | null; code: string; state: string }[]
  >`
    SELECT c.id, c.advocate_id AS "advocateId", kept.id AS "personId", kept.customer_id AS "customerId", ${sharedCodeOf('kept')} AS code, kept.state
    FROM (
      SELECT id, advocate_id FROM standing_change WHERE shop_id = ${shopId}::uuid AND id > ${after} ORDER BY id LIMIT ${limit}
    ) c
    LEFT JOIN advocate a ON a.shop_id = ${shopId}::uuid AND a.id = c.advocate_id
    LEFT JOIN advocate kept ON kept.shop_id = a.shop_id AND kept.id = coalesce(a.merged_into, a.id)
      AND kept.state <> 'redacted' AND kept.customer_gone_at IS NULL
    ORDER BY c.id`;
  return rows.map(({ id, advocateId, personId, customerId, code, state }) => ({
    id,
    advocateId,
    person:
      personId === null || customerId === null ? null : { advocateId: personId, customerId, code, isActive: state === 'active' },
  }));
}

export async function forgetStandingChanges(tx: Transaction, shopId: string, ids: readonly bigint[]): Promise<void> {
  if (ids.length === 0) return;
  await tx.standingChange.deleteMany({ where: { shopId, id: { in: [...ids] } } });
}

/** Something that all standings show has changed. */
export async function noteAllStandings(tx: Sql, shopId: string): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO standing_change (shop_id, advocate_id)
    SELECT shop_id, id FROM advocate
    WHERE shop_id = ${shopId}::uuid AND customer_id IS NOT NULL AND merged_into IS NULL AND state <> 'redacted'`;
}

export type StandingFacts = {
  /** Friends whose orders count. */
  friends: number;
  pending: number;
  /** Newest first. */
  usable: { value: PlannedValue; currency: string; code: string | null; expiresAt: number | null }[];
};

const MOST_REWARDS = 20;

/** What has come of the sharing of each, rows of merged customers together. Two statements, however many. */
export async function standingFacts(tx: Transaction, shopId: string, advocateIds: string[]): Promise<Map<string, StandingFacts>> {
  const counts = await tx.$queryRaw<{ personId: string; friends: number; pending: number }[]>`
    SELECT person.id AS "personId",
      (SELECT count(*)::int FROM advocate a
        JOIN referral r ON r.shop_id = a.shop_id AND r.advocate_id = a.id AND r.state = 'credited'
        JOIN buyer_order o ON o.shop_id = r.shop_id AND o.order_id = r.order_id AND o.kind = 'order'
        WHERE a.shop_id = person.shop_id AND (a.id = person.id OR a.merged_into = person.id)) AS friends,
      (SELECT count(*)::int FROM advocate a JOIN reward w ON w.shop_id = a.shop_id AND w.advocate_id = a.id
        WHERE a.shop_id = person.shop_id AND (a.id = person.id OR a.merged_into = person.id)
          AND w.recipient = 'advocate' AND w.state IN ('pending', 'approved', 'issuing')) AS pending
    FROM advocate person WHERE person.shop_id = ${shopId}::uuid AND person.id = ANY(${advocateIds}::uuid[])`;
  const usable = await tx.reward.findMany({
    where: {
      ...{ shopId, recipient: 'advocate', state: 'issued' },
      advocate: { OR: [{ id: { in: advocateIds } }, { mergedInto: { in: advocateIds } }] },
    },
    include: { advocate: { select: { mergedInto: true } } },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
  });
  const facts = new Map<string, StandingFacts>();
  for (const { personId, friends, pending } of counts) facts.set(personId, { friends, pending, usable: [] });
  for (const row of usable) {
    const rewards = facts.get(row.advocate.mergedInto ?? row.advocateId)?.usable;
    if (rewards === undefined || rewards.length === MOST_REWARDS) continue;
    const { currency, code } = row;
    rewards.push({ value: plannedValueOf(row), currency, code, expiresAt: row.expiresAt?.getTime() ?? null });
  }
  return facts;
}
