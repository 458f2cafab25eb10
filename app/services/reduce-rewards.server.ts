/** A part of an order was given back, or counts again: the rewards that follow the order are worth their part of it. */
import type { Context } from '../context.server.ts';
import type { BuyerOrder } from '../data/buyer-orders.server.ts';
import { appendEntries, readRewardBalances } from '../data/ledger.server.ts';
import { listProgramVersions } from '../data/programs.server.ts';
import { lockRewardAmounts, type RewardAmount, setRewardAmounts } from '../data/reward-amounts.server.ts';
import { noteRewardEvents, type RewardEvent } from '../data/reward-events.server.ts';
import type { Sql } from '../db.server.ts';
import {
  ACCOUNT_OF,
  entriesForReduction,
  type LedgerPosting,
  type Reduction,
  reductionTo,
  type RewardBalance,
  rewardBalance,
  standingWorth,
} from '../domain/ledger.ts';
import type { ProgramRules } from '../domain/program.ts';
import { amountLeft, followsOrder, type OrderPart, partOf, promisedValue } from '../domain/refunds.ts';
import type { KeyedJob } from '../jobs/queue.server.ts';
import { asPlaced } from './judge-order.ts';

/** An order with its facts as they were when it was decided, and how it stands. */
export type OrderNow = Pick<BuyerOrder, 'orderId' | 'facts' | 'standing'>;

/**
 * Brings the rewards of these orders to what is left of them, which how the order stands says alone: repeats change nothing, and any sequence of
 * refunds ends equal. What is not issued shrinks, and grows again; of what was paid out the difference is taken back by a job; a code that exists
 * stays. Locks the rewards until the transaction ends.
 */
export async function reduceRewards(context: Context, tx: Sql, shop: { id: string }, orders: readonly OrderNow[]): Promise<void> {
  const orderOf = new Map(orders.map((order) => [order.orderId, order]));
  const rewards = await lockRewardAmounts(tx, shop.id, { orderIds: [...orderOf.keys()] });
  if (rewards.length === 0) return;
  const versions = new Map((await listProgramVersions(tx, shop.id)).map(({ version, rules }) => [version, rules]));
  const balances = await readRewardBalances(
    tx,
    shop.id,
    rewards.map(({ rewardId }) => rewardId),
  );
  const at = context.now();
  const amounts: { rewardId: string; amount: bigint }[] = [];
  const entries: LedgerPosting[] = [];
  const events: RewardEvent[] = [];
  const jobs: KeyedJob<'revoke-reward-code'>[] = [];
  for (const reward of rewards) {
    const { rewardId, currency, parts: place } = reward;
    const order = orderOf.get(reward.orderId ?? '');
    const rules = versions.get(reward.programVersion);
    if (order === undefined || rules === undefined || reward.untouchable) continue;
    if (!followsOrder(promisedValue(rules, reward), rules)) continue;
    const balance = balances.get(rewardId) ?? rewardBalance([]);
    const target = amountLeft(reward.promised, leftOf(order, rules));
    const worth = standingWorth(balance);
    const amount = amountToBe(reward, target, worth);
    if (amount !== reward.amount) amounts.push({ rewardId, amount });
    const reduction = reductionOf(reward, amount, balance);
    if (reduction === 'by-shopify') jobs.push({ data: { shopId: shop.id, rewardId }, once: rewardId });
    else if (reduction !== null) {
      entries.push(...entriesForReduction({ rewardId, place, currency, at }, ACCOUNT_OF[reward.state], reduction));
      events.push(reducedEvent(context.newId(), reward, { from: worth, to: amount, at }, reduction, null));
    }
  }
  await setRewardAmounts(tx, shop.id, amounts);
  await appendEntries(tx, shop.id, entries);
  await noteRewardEvents(tx, shop.id, events);
  await context.queue.enqueueAll(tx, 'revoke-reward-code', jobs);
}

function leftOf({ facts, standing: { placedMinor, currentMinor, lines } }: OrderNow, rules: ProgramRules): OrderPart {
  const now = { ...facts, subtotal: { ...facts.subtotal, minor: currentMinor }, lines };
  return partOf(asPlaced(facts, placedMinor), now, rules);
}

/** What was given out does not grow again, and a code that exists, or may exist, stays as it is. */
function amountToBe({ state, kind, amount }: RewardAmount, target: bigint, worth: bigint): bigint {
  const least = (a: bigint, b: bigint) => (a < b ? a : b);
  switch (state) {
    case 'pending':
    case 'approved':
      return target;
    case 'issuing':
      return kind === 'fixed-amount' ? amount : least(target, worth);
    case 'issued':
    case 'redeemed':
      return kind === 'fixed-amount' ? amount : least(target, amount);
    case 'expired':
    case 'revoked':
      return amount;
  }
}

/** What the ledger has to say; `by-shopify`: what was paid is settled with Shopify first. A payout under way is settled when its outcome is known. */
function reductionOf({ state, kind }: RewardAmount, amount: bigint, balance: RewardBalance): Reduction | 'by-shopify' | null {
  const more = standingWorth(balance) - amount;
  if (state === 'pending' || state === 'approved') return more === 0n ? null : reductionTo(amount, balance, ACCOUNT_OF[state]);
  if (more <= 0n || kind === 'fixed-amount') return null;
  if (state === 'issued') return 'by-shopify';
  return state === 'redeemed' ? { released: 0n, carried: more } : null;
}

/** @param change minor units, epoch milliseconds @param returnId the transaction that took store credit back */
export function reducedEvent(
  id: string,
  { rewardId, currency }: { rewardId: string; currency: string },
  change: { from: bigint; to: bigint; at: number },
  { released, carried }: Reduction,
  returnId: string | null,
): RewardEvent {
  const [from, to] = [change.from.toString(), change.to.toString()];
  const detail = { from, to, currency, returned: released.toString(), carried: carried.toString(), returnId };
  return { id, rewardId, kind: 'reduced', at: change.at, by: null, note: null, detail };
}
