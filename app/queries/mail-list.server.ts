/** What became of the app's e-mails to customers. */
import { Prisma } from '@prisma/client';
import { z } from 'zod';
import { MAIL_KINDS, MAIL_STATES, UNSENT_REASONS } from '../domain/mail.ts';
import { count, isoTime, type Reader, readRow, readRows } from './read-rows.server.ts';

const row = z.object({
  id: z.string(),
  kind: z.enum(MAIL_KINDS),
  rewardId: z.string(),
  state: z.enum(MAIL_STATES),
  /** Why it was not sent. */
  reason: z.enum(UNSENT_REASONS).nullable(),
  /** The mail server's last words, in its language. */
  answer: z.string().nullable(),
  attempts: z.number(),
  createdAt: isoTime,
  /** When it is tried (again), while it waits. */
  dueAt: isoTime,
  endedAt: isoTime.nullable(),
});
export type MailRow = z.infer<typeof row>;

const columns = Prisma.sql`m.id, m.kind, m.reward_id AS "rewardId", m.state, m.reason, m.answer, m.attempts, m.created_at AS "createdAt",
  m.due_at AS "dueAt", m.ended_at AS "endedAt"`;

/** Of one reward, oldest first. */
export async function listRewardMails(prisma: Reader, shopId: string, rewardId: string): Promise<MailRow[]> {
  return readRows(
    prisma,
    row,
    Prisma.sql`
      SELECT ${columns} FROM mail m WHERE m.shop_id = ${shopId}::uuid AND m.reward_id = ${rewardId}::uuid ORDER BY m.created_at, m.id`,
  );
}

/** A person did not get it, or may not have: somebody should know. */
const troubled = Prisma.sql`(m.state IN ('refused', 'failed', 'in-doubt') OR (m.state = 'not-sent' AND m.reason = 'no-address'))`;

const summary = z.object({ sent: count, waiting: count, troubled: count });
export type MailSummary = z.infer<typeof summary>;

/** About rewards: whoever asks to join can ask again. */
const month = (now: number) =>
  Prisma.sql`m.reward_id IS NOT NULL AND m.created_at >= ${new Date(now - 30 * 86_400_000).toISOString()}::timestamptz`;

/** Of the last 30 days. @param now epoch milliseconds */
export async function readMailSummary(prisma: Reader, shopId: string, now: number): Promise<MailSummary> {
  return readRow(
    prisma,
    summary,
    Prisma.sql`
      SELECT count(*) FILTER (WHERE m.state = 'sent') AS sent, count(*) FILTER (WHERE m.state IN ('waiting', 'sending')) AS waiting,
        count(*) FILTER (WHERE ${troubled}) AS troubled
      FROM mail m WHERE m.shop_id = ${shopId}::uuid AND ${month(now)}`,
  );
}

/** Those of the last 30 days that did not arrive, or may not have, newest first. @param now epoch milliseconds */
export async function listTroubledMails(prisma: Reader, shopId: string, now: number, limit: number): Promise<MailRow[]> {
  return readRows(
    prisma,
    row,
    Prisma.sql`
      SELECT ${columns} FROM mail m WHERE m.shop_id = ${shopId}::uuid AND ${month(now)} AND ${troubled}
      ORDER BY m.created_at DESC, m.id LIMIT ${limit}`,
  );
}
