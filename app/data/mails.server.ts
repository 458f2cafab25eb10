/** The outbox: each e-mail is written down once for each fact, and every change of its state names the states that it may leave. */
import { z } from 'zod';
import type { Transaction } from '../db.server.ts';
import {
  JOIN_MAIL_KINDS,
  type JoinMailKind,
  MAIL_KINDS,
  MAIL_STATES,
  type MailKind,
  type MailState,
  type UnsentReason,
} from '../domain/mail.ts';

export type NewMail = {
  id: string;
  /** Unique in the shop: names the fact that it tells. */
  key: string;
  kind: MailKind;
  rewardId: string;
  turn: number;
  /** What the fact was like when it happened, as JSON. */
  detail: Record<string, string | null> | null;
  /** Epoch milliseconds. */
  at: number;
  /** Why it cannot be sent, when that is clear already. */
  unsent: UnsentReason | null;
};

/** `about`: the reward, or the request to join. */
export type StoredMail = MailProgress & { about: RewardMail | JoinMail };

export type RewardMail = { kind: MailKind; rewardId: string; turn: number; detail: unknown };
export type JoinMail = { kind: JoinMailKind; joinId: string };

type MailProgress = {
  id: string;
  state: MailState;
  attempts: number;
  /** Epoch milliseconds. */
  dueAt: number;
  sendingAt: number | null;
};

/** False when the fact has its e-mail already. */
export async function insertMail(tx: Transaction, shopId: string, mail: NewMail): Promise<boolean> {
  const { at, detail, unsent, ...rest } = mail;
  const when = new Date(at);
  const { count } = await tx.mail.createMany({
    data: {
      ...{ ...rest, shopId, createdAt: when, dueAt: when },
      ...(detail === null ? {} : { detail }),
      ...(unsent === null ? {} : { state: 'not-sent', reason: unsent, endedAt: when }),
    },
    skipDuplicates: true,
  });
  return count === 1;
}

/** null when it is gone (the shop was erased). */
export async function findMail(tx: Transaction, shopId: string, mailId: string): Promise<StoredMail | null> {
  const mail = await tx.mail.findUnique({ where: { shopId_id: { shopId, id: mailId } } });
  if (mail === null) return null;
  const { id, rewardId, joinId, turn, detail, attempts, dueAt, sendingAt } = mail;
  return {
    ...{ id, attempts, dueAt: dueAt.getTime(), sendingAt: sendingAt && sendingAt.getTime() },
    about:
      rewardId === null
        ? { kind: z.enum(JOIN_MAIL_KINDS).parse(mail.kind), joinId: z.string().parse(joinId) }
        : { kind: z.enum(MAIL_KINDS).parse(mail.kind), rewardId, turn, detail },
    state: z.enum(MAIL_STATES).parse(mail.state),
  };
}

/** About a request to join; it waits to be sent. False when it is there already. */
export async function insertJoinMail(
  tx: Transaction,
  shopId: string,
  { id, kind, joinId, at }: { id: string; kind: JoinMailKind; joinId: string; at: number },
): Promise<boolean> {
  const when = new Date(at);
  const { count } = await tx.mail.createMany({
    data: { shopId, id, key: `${kind}:${joinId}`, kind, joinId, turn: 0, createdAt: when, dueAt: when },
    skipDuplicates: true,
  });
  return count === 1;
}

/** Written before its text leaves. False when another worker was faster. */
export async function startSending(tx: Transaction, shopId: string, mailId: string, at: number): Promise<boolean> {
  const { count } = await tx.mail.updateMany({
    where: { shopId, id: mailId, state: 'waiting' },
    data: { state: 'sending', sendingAt: new Date(at) },
  });
  return count === 1;
}

/** What became of it. @param end.from the state it is thought to be in; nothing happens when it has left that. @returns whether it was */
export async function endMail(
  tx: Transaction,
  shopId: string,
  mailId: string,
  end: {
    from: 'waiting' | 'sending';
    to: 'sent' | 'refused' | 'in-doubt' | 'failed' | 'not-sent';
    at: number;
    reason?: UnsentReason;
    answer?: string | null;
  },
): Promise<boolean> {
  const { count } = await tx.mail.updateMany({
    where: { shopId, id: mailId, state: end.from },
    data: {
      ...{ state: end.to, endedAt: new Date(end.at), reason: end.reason ?? null },
      ...(end.answer === undefined ? {} : { answer: end.answer, attempts: { increment: 1 } }),
    },
  });
  return count === 1;
}

/** Nothing was sent; it is tried again. False when it has left the state `from`. */
export async function postponeMail(
  tx: Transaction,
  shopId: string,
  mailId: string,
  { from, dueAt, answer }: { from: 'waiting' | 'sending'; dueAt: number; answer: string },
): Promise<boolean> {
  const { count } = await tx.mail.updateMany({
    where: { shopId, id: mailId, state: from },
    data: { state: 'waiting', sendingAt: null, dueAt: new Date(dueAt), answer, attempts: { increment: 1 } },
  });
  return count === 1;
}

/** Whether the recipient was told, or may have been, that this turn of the reward is ready; null: no e-mail of ours was to tell. */
export async function wasToldReady(
  tx: Transaction,
  shopId: string,
  { rewardId, turn }: { rewardId: string; turn: number },
): Promise<boolean | null> {
  const mails = await tx.mail.findMany({ where: { shopId, rewardId, turn, kind: 'reward-ready' }, select: { state: true } });
  if (mails.length === 0) return null;
  return mails.some(({ state }) => state === 'sent' || state === 'sending' || state === 'in-doubt');
}

/** E-mails that should have been sent by now: their job was lost or gave up. */
export async function overdueMails(tx: Transaction, shopId: string, before: number, limit: number): Promise<string[]> {
  const mails = await tx.mail.findMany({
    where: { shopId, state: { in: ['waiting', 'sending'] }, dueAt: { lt: new Date(before) } },
    select: { id: true },
    orderBy: { dueAt: 'asc' },
    take: limit,
  });
  return mails.map(({ id }) => id);
}
