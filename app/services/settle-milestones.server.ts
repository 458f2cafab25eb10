/** Bonuses for an advocate's nth credited order: given when the number is reached, taken back when it falls below, given back when it is reached again. */
import type { Context } from '../context.server.ts';
import { appendEntries } from '../data/ledger.server.ts';
import { findKeptRows } from '../data/customer-merges.server.ts';
import { type BonusAccount, readBonusAccounts, setBonusStanding } from '../data/milestones.server.ts';
import type { ProgramVersion } from '../data/programs.server.ts';
import { lockPromises } from '../data/reward-caps.server.ts';
import { changeRewards, insertRewards, type NewReward } from '../data/rewards.server.ts';
import type { Sql } from '../db.server.ts';
import { DAY } from '../domain/attribution.ts';
import { entriesForAccrual, entriesForMove } from '../domain/ledger.ts';
import {
  bonusChanges,
  MILESTONE_LOST,
  MILESTONE_OVER_MONTH,
  milestonesReached,
  type ReachedMilestone,
} from '../domain/milestones.ts';
import type { Caps } from '../domain/reward-limits.ts';
import { planOrderless } from '../domain/rewards.ts';
import type { CreditChanges } from './change-rewards.server.ts';
import type { OrderOutcome } from './decide-orders.server.ts';
import { limitRewards } from './limit-rewards.server.ts';

/** The versions of the rules of each advocate's orders that this batch credits, oldest order first; empty where it only takes credits back. */
export type CreditsToCount = ReadonlyMap<string, readonly ProgramVersion[]>;

/** Nothing where the shop never had a bonus: then nobody's orders need to be counted. @param versions every version of the program */
export function creditsToCount(outcomes: readonly OrderOutcome[], versions: readonly ProgramVersion[]): CreditsToCount {
  const counted = new Map<string, ProgramVersion[]>();
  if (!versions.some(({ rules }) => rules.reward.milestones.length > 0)) return counted;
  for (const { order, credit, change, stored } of outcomes) {
    const advocateId = credit?.advocateId ?? (change === null ? null : (stored.referral?.advocateId ?? null));
    if (advocateId === null || order.facts.kind === 'sign-up') continue;
    const state = (credit?.stands ?? change?.to)?.state;
    const isNew = state === 'credited' && stored.referral?.state !== 'credited';
    const version = versions.find((candidate) => candidate.version === order.decision.programVersion);
    counted.set(advocateId, [...(counted.get(advocateId) ?? []), ...(isNew && version !== undefined ? [version] : [])]);
  }
  return counted;
}

/** Credits of an advocate who became part of another count for that one. */
async function countForKept(tx: Sql, shop: { id: string }, credits: CreditsToCount): Promise<CreditsToCount> {
  const keptRows = await findKeptRows(tx, shop.id, [...credits.keys()]);
  const counted = new Map<string, readonly ProgramVersion[]>();
  for (const [advocateId, versions] of credits) {
    const keptId = keptRows.get(advocateId) ?? advocateId;
    counted.set(keptId, [...(counted.get(keptId) ?? []), ...versions]);
  }
  return counted;
}

/** Locks everything that the batch promises by, before its credits are counted: afterwards nobody has to wait in a circle (reward-caps.server.ts). */
export async function lockMilestones(
  tx: Sql,
  shop: { id: string },
  credits: CreditsToCount,
  versions: readonly ProgramVersion[],
): Promise<void> {
  if (credits.size === 0) return;
  const month = versions.some(({ rules }) => rules.reward.caps.programMonthMinor !== null);
  const keptRows = await findKeptRows(tx, shop.id, [...credits.keys()]);
  await lockPromises(tx, shop.id, { month, advocateIds: [...new Set([...credits.keys(), ...keptRows.values()])] });
}

/**
 * Gives new bonuses and writes down which stand, once the batch's credits are stored; what rewards that exist are to follow is for `settleRewards`.
 * Locked by `lockMilestones`.
 */
export async function settleMilestones(
  context: Context,
  tx: Sql,
  shop: { id: string },
  earned: CreditsToCount,
): Promise<CreditChanges & { given: NewReward[] }> {
  if (earned.size === 0) return { reversed: new Map(), standing: new Map(), given: [] };
  const credits = await countForKept(tx, shop, earned);
  const accounts = await readBonusAccounts(tx, shop.id, [...credits.keys()]);
  const changes = accounts.map(({ credited, bonuses }) => bonusChanges(credited, bonuses));
  const lost = changes.flatMap((change) => change.lost);
  const regained = changes.flatMap((change) => change.regained);
  await setBonusStanding(tx, shop.id, { lost, regained });
  return {
    reversed: new Map(lost.map((id) => [id, MILESTONE_LOST])),
    standing: new Map(regained.map((id) => [id, 'credited'])),
    given: await giveBonuses(
      context,
      tx,
      shop,
      accounts.flatMap((account) => newBonuses(context, account, credits.get(account.advocateId) ?? [])),
    ),
  };
}

type Bonus = { reward: NewReward; caps: Caps; currency: string };

function newBonuses(
  context: Context,
  { advocateId, currency, credited, bonuses }: BonusAccount,
  versions: readonly ProgramVersion[],
): Bonus[] {
  const before = credited - versions.length;
  const orders = versions.map(({ version, rules }) => ({ version, milestones: rules.reward.milestones }));
  const known = new Set(bonuses.map(({ milestone }) => milestone));
  const rulesOf = new Map(versions.map(({ version, rules }) => [version, rules]));
  const createdAt = context.now();
  const bonusFor = ({ version, milestone: { at, value } }: ReachedMilestone): Bonus[] => {
    const rules = rulesOf.get(version);
    if (rules === undefined || known.has(at)) return [];
    const plan = planOrderless(value, rules, currency, createdAt + rules.reward.waitingDays * DAY);
    const reward: NewReward = {
      ...{ ...plan, id: context.newId(), purpose: 'milestone', milestone: at },
      ...{ advocateId, programVersion: version, createdAt },
    };
    return [{ reward, caps: { ...rules.reward.caps, perAdvocate: null }, currency: rules.currency }];
  };
  return milestonesReached(before, orders).flatMap(bonusFor);
}

/** The program's month has the last word, the number of an advocate's rewards has none: the bonus is for that number (docs/decisions/0008). */
async function giveBonuses(context: Context, tx: Sql, shop: { id: string }, bonuses: readonly Bonus[]): Promise<NewReward[]> {
  if (bonuses.length === 0) return [];
  const refused = await limitRewards(
    context,
    tx,
    shop,
    bonuses.map((bonus) => ({ ...bonus, stands: true })),
  );
  const rewards = bonuses.map(({ reward }) => reward);
  const beyond = rewards.filter(({ id }) => refused.has(id));
  const at = context.now();
  await insertRewards(tx, shop.id, rewards);
  await changeRewards(
    tx,
    shop.id,
    beyond.map(({ id: rewardId }) => ({ rewardId, to: 'revoked', reason: MILESTONE_OVER_MONTH, at })),
  );
  await appendEntries(tx, shop.id, [
    ...rewards.flatMap(({ id: rewardId, ledgerAmount: amount }) => entriesForAccrual({ rewardId, amount, at })),
    ...beyond.flatMap(({ id: rewardId, ledgerAmount: amount }) => entriesForMove({ rewardId, amount, at }, 'pending', 'revoked')),
  ]);
  return rewards.filter(({ id }) => !refused.has(id));
}
