/** What an e-mail about a reward needs to know: when it becomes necessary, and when it is sent. */
import { z } from 'zod';
import type { Transaction } from '../db.server.ts';
import { type ProgramRules, programRulesSchema } from '../domain/program.ts';
import { REWARD_STATES, type RewardState } from '../domain/reward-state.ts';
import { REWARD_KINDS, type PlannedValue } from '../domain/rewards.ts';
import { creditOfRow } from '../reward-standing.server.ts';
import { plannedValueOf } from './reward-value.server.ts';
import { settingsOf } from './settings.server.ts';

/** What decides whether its recipient is told. */
export type ToldReward = {
  kind: (typeof REWARD_KINDS)[number];
  state: RewardState;
  /** gid; null when nothing was paid: the whole of it settled a debt, or it is a code. */
  payoutId: string | null;
  /** Whether it could ever be used in this turn. */
  wasIssued: boolean;
  returnedMinor: bigint;
  /** Why it was taken back: a reason code, or why the app did it. */
  reason: string | null;
  /** Who tells the recipient, by the rules that promised it. */
  notify: ProgramRules['reward']['notify'];
};

const toldRow = z.object({
  kind: z.enum(REWARD_KINDS),
  state: z.enum(REWARD_STATES),
  payoutId: z.string().nullable(),
  wasIssued: z.boolean(),
  returnedMinor: z.bigint(),
  reason: z.string().nullable(),
  notify: z.enum(['shopify', 'app', 'none']),
});

/** null when the reward is gone. */
export async function findToldReward(tx: Transaction, shopId: string, rewardId: string): Promise<ToldReward | null> {
  const rows = await tx.$queryRaw`
    SELECT w.kind, w.state, w.payout_id AS "payoutId", w.issued_at IS NOT NULL AS "wasIssued", coalesce(w.return_minor, 0)::bigint AS "returnedMinor",
      coalesce(w.revoked_reason, r.reversed_reason) AS reason, coalesce(p.rules->'reward'->>'notify', 'shopify') AS notify
    FROM reward w
    LEFT JOIN referral r ON r.shop_id = w.shop_id AND r.id = w.referral_id
    JOIN program p ON p.shop_id = w.shop_id AND p.version = w.program_version
    WHERE w.shop_id = ${shopId}::uuid AND w.id = ${rewardId}::uuid`;
  return z.array(toldRow).parse(rows)[0] ?? null;
}

/** A reward, the shop that gives it and the person it is for, as they are when the e-mail is sent. */
export type MailedReward = {
  state: RewardState;
  turn: number;
  credit: 'credited' | 'held' | 'reversed';
  purpose: 'referral' | 'milestone' | 'manual';
  recipient: 'advocate' | 'friend';
  milestone: number | null;
  /** What the referral is for; null without one. */
  referred: 'order' | 'sign-up' | null;
  value: PlannedValue;
  currency: string;
  code: string | null;
  payoutId: string | null;
  expiresAt: number | null;
  /** When its waiting time is over; null while nobody knows. */
  dueAt: number | null;
  rules: ProgramRules;
  person: { nameSealed: Uint8Array | null; emailSealed: Uint8Array | null; erased: boolean };
  shop: {
    domain: string;
    installed: boolean;
    name: string;
    url: string;
    locale: string;
    timeZone: string;
    contactEmail: string | null;
    /** Beside the sender's address. */
    senderName: string;
  };
};

/** null when the reward is gone. A friend's name and address are known when the friend has bought with an account: every such buyer is an advocate. */
export async function loadMailedReward(tx: Transaction, shopId: string, rewardId: string): Promise<MailedReward | null> {
  const known = { nameSealed: true, emailSealed: true, state: true } as const;
  const person = { select: { ...known, keptRow: { select: known } } } as const;
  const reward = await tx.reward.findUnique({
    where: { shopId_id: { shopId, id: rewardId } },
    include: { advocate: person, referral: { select: { state: true, order: { select: { kind: true } } } } },
  });
  if (reward === null) return null;
  const { customerId } = reward;
  const friend =
    customerId === null
      ? null
      : await tx.advocate.findUnique({ where: { shopId_customerId: { shopId, customerId } }, ...person });
  const [shop, program] = [
    await tx.shop.findUniqueOrThrow({ where: { id: shopId } }),
    await tx.program.findUniqueOrThrow({ where: { shopId_version: { shopId, version: reward.programVersion } } }),
  ];
  const settings = await settingsOf(tx, shopId);
  const who = reward.recipient === 'friend' ? friend : (reward.advocate.keptRow ?? reward.advocate);
  const { turn, milestone, currency, code, payoutId } = reward;
  return {
    ...{ turn, milestone, currency, code, payoutId },
    state: z.enum(REWARD_STATES).parse(reward.state),
    credit: creditOfRow(reward),
    purpose: z.enum(['referral', 'milestone', 'manual']).parse(reward.purpose),
    recipient: reward.recipient === 'friend' ? 'friend' : 'advocate',
    referred: reward.referral === null ? null : reward.referral.order.kind === 'sign-up' ? 'sign-up' : 'order',
    value: plannedValueOf(reward),
    expiresAt: reward.expiresAt && reward.expiresAt.getTime(),
    dueAt: reward.dueAt && reward.dueAt.getTime(),
    rules: programRulesSchema.parse(program.rules),
    person: {
      nameSealed: who?.nameSealed ?? null,
      emailSealed: who?.emailSealed ?? null,
      // Whoever's account is not known any more was erased: redaction takes it off the reward.
      erased: who?.state === 'redacted',
    },
    shop: {
      domain: shop.domain,
      installed: shop.state === 'installed',
      ...{
        name: shop.name,
        url: shop.storefrontUrl,
        locale: settings.language ?? shop.locale,
        timeZone: shop.timeZone,
        contactEmail: settings.replyTo ?? shop.contactEmail,
        senderName: settings.senderName ?? shop.name,
      },
    },
  };
}
