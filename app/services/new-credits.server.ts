/** The credits that a batch of orders earns for the first time, with what they promise. */
import type { Context } from '../context.server.ts';
import type { NewReferral, Reversal } from '../data/referrals.server.ts';
import type { NewReward } from '../data/rewards.server.ts';
import type { Sql } from '../db.server.ts';
import type { PlannedReward } from '../domain/rewards.ts';
import type { OrderOutcome } from './decide-orders.server.ts';
import { limitRewards } from './limit-rewards.server.ts';

type NewCredit = { referral: NewReferral; rewards: NewReward[]; reversal: Reversal | null };

/** New credits; a reward that would exceed a limit of the program is not promised. @param leaving rewards that the batch takes back */
export async function newCredits(
  context: Context,
  tx: Sql,
  shop: { id: string },
  outcomes: readonly OrderOutcome[],
  leaving: readonly string[],
): Promise<NewCredit[]> {
  const credits = outcomes.flatMap((outcome) => newCredit(context, outcome));
  const candidates = credits.flatMap(({ rewards, limits, reversal }) =>
    rewards.map((reward) => ({ reward, ...limits, stands: reversal === null })),
  );
  const refused = await limitRewards(context, tx, shop, candidates, leaving);
  return credits.map(({ referral, rewards, reversal }) => {
    const reasonOf = (wanted: 'advocate' | 'friend') =>
      refused.get(rewards.find((reward) => reward.recipient === wanted)?.id ?? '') ?? null;
    return {
      referral: {
        ...referral,
        unrewardedReason: reasonOf('advocate') ?? referral.unrewardedReason,
        friendUnrewardedReason: reasonOf('friend') ?? referral.friendUnrewardedReason,
      },
      rewards: rewards.filter(({ id }) => !refused.has(id)),
      reversal,
    };
  });
}

type PlannedCredit = Omit<NewCredit, 'rewards'> & {
  rewards: Extract<NewReward, { purpose: 'referral' }>[];
  limits: NonNullable<OrderOutcome['credit']>['limits'];
};

function newCredit(context: Context, { order, credit }: OrderOutcome): PlannedCredit[] {
  if (credit === null) return [];
  const { plans, stands, advocateId, programVersion, limits } = credit;
  const id = context.newId();
  const createdAt = context.now();
  const reversed = stands.state === 'reversed';
  const given = { purpose: 'referral' as const, referralId: id, advocateId, programVersion, createdAt };
  // A percentage is worth money of its order, whatever the program was saved in.
  const planned = (reward: PlannedReward) => ({
    ...{ ...reward, ...given, id: context.newId() },
    currency: reward.ledgerAmount.currency,
  });
  const { advocate, friend } = plans;
  const { customerId } = order.facts.buyer;
  return [
    {
      referral: {
        ...{ id, orderId: order.orderId, advocateId, programVersion, creditedAt: createdAt },
        unrewardedReason: advocate.unrewarded,
        friendUnrewardedReason: friend.unrewarded,
        state: reversed ? 'credited' : stands.state,
        friendKey: reversed ? null : credit.friendKey,
      },
      rewards: [
        ...(advocate.reward === null ? [] : [{ ...planned(advocate.reward), recipient: 'advocate' as const }]),
        ...(friend.reward === null ? [] : [{ ...planned(friend.reward), recipient: 'friend' as const, customerId }]),
      ],
      reversal: reversed ? { referralId: id, reason: stands.reason.code, at: stands.at } : null,
      limits,
    },
  ];
}
