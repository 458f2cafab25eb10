/** Writes what a batch of orders came to: decisions, credits, rewards, ledger, advocates and jobs, all or nothing. */
import type { Context } from '../context.server.ts';
import { saveBuyerOrders } from '../data/buyer-orders.server.ts';
import { markClaimsUsed } from '../data/claims.server.ts';
import { type DeletedOrder, noteDeletedOrders } from '../data/deleted-orders.server.ts';
import { type KnownBuyer, noteKnownBuyers } from '../data/known-buyers.server.ts';
import { appendEntries } from '../data/ledger.server.ts';
import { saveOrderNotes } from '../data/order-notes.server.ts';
import { noteOrderRefunds, type OrderRefund } from '../data/order-refunds.server.ts';
import {
  insertReferrals,
  type Reinstatement,
  reinstateReferrals,
  type Reversal,
  reverseReferrals,
} from '../data/referrals.server.ts';
import { noteSeenOrders, noteSeenRefunds, type SeenOrder } from '../data/seen-orders.server.ts';
import { insertRewards, moveDueDates, setFriendAccounts } from '../data/rewards.server.ts';
import { noteSignUps } from '../data/sign-ups.server.ts';
import type { ProgramVersion } from '../data/programs.server.ts';
import type { Sql } from '../db.server.ts';
import { readOfferCode } from '../domain/discount-code.ts';
import { entriesForAccrual } from '../domain/ledger.ts';
import { type CodeUse, settleRewards } from './change-rewards.server.ts';
import type { OrderOutcome } from './decide-orders.server.ts';
import { newCredits } from './new-credits.server.ts';
import { type BuyersToEnrol, enrolBuyers } from './enrol-buyers.server.ts';
import type { OrderNews } from './merge-order-news.server.ts';
import { type OrderNow, reduceRewards } from './reduce-rewards.server.ts';
import { signUpsAmong } from './read-sign-up-payload.server.ts';
import { creditsToCount, lockMilestones, settleMilestones } from './settle-milestones.server.ts';

export type BatchOutcome = {
  news: readonly OrderNews[];
  outcomes: readonly OrderOutcome[];
  buyers: readonly KnownBuyer[];
  people: BuyersToEnrol;
  seen: readonly SeenOrder[];
  /** Every refund of orders that the batch tells nothing else about. */
  refunded: readonly OrderRefund[];
  /** Every version of the program. */
  versions: readonly ProgramVersion[];
};

/** Needs a transaction. Saving the same batch again changes nothing. */
export async function saveOrderOutcomes(
  context: Context,
  tx: Sql,
  shop: { id: string },
  { news, outcomes, buyers, people, seen, refunded, versions }: BatchOutcome,
): Promise<void> {
  await noteKnownBuyers(tx, shop.id, buyers);
  await noteOrderRefunds(
    tx,
    shop.id,
    news.flatMap(({ refunds }) => refunds),
  );
  await saveOrderNotes(
    tx,
    shop.id,
    news.flatMap(({ notes }) => notes),
  );
  await noteSignUps(tx, shop.id, signUpsAmong(news));
  await noteSeenOrders(tx, shop.id, seen);
  await noteSeenRefunds(tx, shop.id, refunded);
  await noteDeletedOrders(tx, shop.id, news.flatMap(deletion));
  await saveBuyerOrders(
    tx,
    shop.id,
    outcomes.map(({ order }) => order),
  );

  const counted = creditsToCount(outcomes, versions);
  await lockMilestones(tx, shop, counted, versions);
  const taken = outcomes.flatMap(takenBack);
  const leaving = taken.flatMap(({ rewardIds }) => rewardIds);
  const credits = await newCredits(context, tx, shop, outcomes, leaving);
  const standing = outcomes.flatMap(standingAgain);
  await reverseReferrals(
    tx,
    shop.id,
    taken.map(({ reversal }) => reversal),
  ); // before new credits: a friend's key becomes free
  await reinstateReferrals(
    tx,
    shop.id,
    standing.map(({ referral }) => referral),
  );
  await insertReferrals(
    tx,
    shop.id,
    credits.map(({ referral }) => referral),
  );
  const rewards = credits.flatMap((credit) => credit.rewards);
  await insertRewards(tx, shop.id, rewards);
  await appendEntries(
    tx,
    shop.id,
    rewards.flatMap(({ id, ledgerAmount, createdAt }) =>
      entriesForAccrual({ rewardId: id, amount: ledgerAmount, at: createdAt }),
    ),
  );
  await reverseReferrals(
    tx,
    shop.id,
    credits.flatMap(({ reversal }) => reversal ?? []),
  );
  await moveDueDates(
    tx,
    shop.id,
    outcomes.flatMap(({ due, stored }) =>
      due === null ? [] : stored.rewards.map(({ id }) => ({ rewardId: id, dueAt: due.at })),
    ),
  );

  await setFriendAccounts(tx, shop.id, outcomes.flatMap(friendAccounts));

  const bonuses = await settleMilestones(context, tx, shop, counted);
  const reversed = new Map(bonuses.reversed);
  for (const { rewardIds, reversal } of taken) for (const rewardId of rewardIds) reversed.set(rewardId, reversal.reason);
  for (const credit of credits)
    if (credit.reversal !== null) for (const { id } of credit.rewards) reversed.set(id, credit.reversal.reason);
  const stands = new Map(bonuses.standing);
  for (const { rewardIds, referral } of standing) for (const rewardId of rewardIds) stands.set(rewardId, referral.state);
  const uses = news.flatMap(codeUses);
  await settleRewards(context, tx, shop, { reversed, standing: stands }, uses);
  await reduceRewards(context, tx, shop, outcomes.flatMap(withRewards));
  await markClaimsUsed(tx, shop.id, [...new Set(uses.flatMap(({ code }) => readOfferCode(code) ?? []))]);
  await enrolBuyers(context, tx, shop, people);
  if (stands.size > 0 || [...rewards, ...bonuses.given].some(({ dueAt }) => dueAt !== null && dueAt <= context.now())) {
    await context.queue.enqueue(tx, 'release-due-rewards', {}, { once: 'now' });
  }
}

/** Stored credits that do not stand any more. Their rewards only when this is news: a reversed one has lost them already. */
function takenBack({ stored, change }: OrderOutcome): { reversal: Reversal; rewardIds: string[] }[] {
  const { referral, rewards } = stored;
  if (referral === null || change?.to.state !== 'reversed') return [];
  return [
    {
      reversal: { referralId: referral.id, reason: change.to.reason.code, at: change.to.at },
      rewardIds: referral.state === 'reversed' ? [] : rewards.map(({ id }) => id),
    },
  ];
}

/** Stored credits that stand from now on, held or not: again, or in another way than before. */
function standingAgain({ stored, change }: OrderOutcome): { referral: Reinstatement; rewardIds: string[] }[] {
  const { referral, rewards } = stored;
  if (referral === null || change === null || change.to.state === 'reversed') return [];
  return [
    {
      referral: { referralId: referral.id, state: change.to.state, friendKey: change.friendKey },
      rewardIds: rewards.map(({ id }) => id),
    },
  ];
}

/** Orders whose rewards may have to follow them; what is new and whole has its reward as it was promised. */
function withRewards({ order, credit, stored }: OrderOutcome): OrderNow[] {
  const { placedMinor, currentMinor } = order.standing;
  return stored.referral !== null || (credit !== null && placedMinor !== currentMinor) ? [order] : [];
}

/** Cancelled, by a deletion that came without the order. */
function deletion({ orderId, snapshot, cancelledAt }: OrderNews): DeletedOrder[] {
  return snapshot === null && cancelledAt !== null ? [{ orderId, at: cancelledAt }] : [];
}

function codeUses({ snapshot }: OrderNews): CodeUse[] {
  if (snapshot === null) return [];
  const { orderId, placedAt, discounts } = snapshot;
  return discounts.map(({ code, amount }) => ({ code, orderId, at: placedAt, amount }));
}

function friendAccounts({ stored, friendAccount: customerId }: OrderOutcome): { rewardId: string; customerId: string }[] {
  if (customerId === null) return [];
  return stored.rewards.flatMap(({ id, recipient }) => (recipient === 'friend' ? [{ rewardId: id, customerId }] : []));
}
