/** Whoever gets a reward is told: that it is ready, and that it was taken back. */
import type { Context } from '../context.server.ts';
import { readRewardBalances } from '../data/ledger.server.ts';
import { insertMail } from '../data/mails.server.ts';
import { findToldReward, type ToldReward } from '../data/reward-mails.server.ts';
import type { Transaction } from '../db.server.ts';
import type { MailKind } from '../domain/mail.ts';

export type RewardMail = {
  rewardId: string;
  /** Of the reward: each turn is told anew. */
  turn: number;
  kind: 'promised' | 'ready' | 'expiring' | 'taken-back';
  /** Names a wish of staff to have it sent once more: the same name sends it once. */
  again?: string;
};

const KINDS = {
  promised: 'reward-promised',
  ready: 'reward-ready',
  expiring: 'reward-expiring',
  'taken-back': 'reward-taken-back',
} as const satisfies Record<RewardMail['kind'], MailKind>;

/**
 * Writes the e-mail into the outbox, in the transaction that makes it necessary: once for each reward, turn, kind and wish of staff. The program may
 * leave it to Shopify, where Shopify has a message of its own, or want none; what staff wishes is sent always.
 * @returns whether there is an e-mail now that was not there before
 */
export async function queueRewardMail(
  tx: Transaction,
  context: Pick<Context, 'queue' | 'mailer' | 'now' | 'newId'>,
  shopId: string,
  { rewardId, turn, kind, again }: RewardMail,
): Promise<boolean> {
  const reward = await findToldReward(tx, shopId, rewardId);
  if (reward === null || !(again !== undefined || isOurs(kind, reward))) return false;
  const id = context.newId();
  const inserted = await insertMail(tx, shopId, {
    ...{ id, rewardId, turn, kind: KINDS[kind], at: context.now() },
    key: [KINDS[kind], rewardId, turn, ...(again === undefined ? [] : [again])].join(':'),
    detail: kind === 'taken-back' ? await takenBackDetail(tx, shopId, rewardId, reward) : null,
    unsent: context.mailer === null ? 'no-mail-server' : null,
  });
  if (inserted && context.mailer !== null) await context.queue.enqueue(tx, 'send-mail', { shopId, mailId: id }, { once: id });
  return inserted;
}

/** Shopify tells of money that it was asked to put down, and of nothing else. */
function isOurs(kind: RewardMail['kind'], { notify, payoutId, wasIssued }: ToldReward): boolean {
  if (notify === 'none') return false;
  if (kind === 'promised') return true;
  if (!wasIssued) return false;
  return kind !== 'ready' || notify === 'app' || payoutId === null;
}

/** As it is now: a reward that stands again later has forgotten it. */
async function takenBackDetail(
  tx: Transaction,
  shopId: string,
  rewardId: string,
  { reason, returnedMinor }: ToldReward,
): Promise<Record<string, string | null>> {
  const balance = (await readRewardBalances(tx, shopId, [rewardId])).get(rewardId);
  const owed = balance?.owed ?? 0n;
  return { reason, returnedMinor: returnedMinor.toString(), owedMinor: (owed > 0n ? owed : 0n).toString() };
}
