/** Sends one e-mail of the outbox, once as far as SMTP allows. */
import type { Context } from '../context.server.ts';
import { endMail, findMail, postponeMail, startSending, type StoredMail } from '../data/mails.server.ts';
import { LONGEST_SENDING, waitAfterTry } from '../domain/mail.ts';
import type { Posted } from '../email/mailer.server.ts';
import { gatherJoinMail } from './gather-join-mail.server.ts';
import { gatherRewardMail } from './gather-reward-mail.server.ts';

/**
 * Its state goes to `sending` when the server waits for its text, and not before: a crash up to then leaves it to be sent again, one after it leaves it in
 * doubt. Two workers send it once. Repeats are harmless. What the mail server cannot do now is tried again for two days. Throws Fault when Shopify has to
 * be asked for something and does not answer (the job is retried).
 */
export async function sendMail(context: Context, { shopId, mailId }: { shopId: string; mailId: string }): Promise<void> {
  const { prisma } = context.db;
  const mail = await findMail(prisma, shopId, mailId);
  if (mail?.state === 'sending') return settleCrash(context, shopId, mail);
  if (mail?.state !== 'waiting' || mail.dueAt > context.now()) return;
  const end = { from: 'waiting', to: 'not-sent', at: context.now() } as const;
  if (context.mailer === null) return void (await endMail(prisma, shopId, mailId, { ...end, reason: 'no-mail-server' }));
  const { about } = mail;
  const prepared =
    'joinId' in about ? await gatherJoinMail(context, shopId, about) : await gatherRewardMail(context, shopId, about);
  if ('unsent' in prepared) return void (await endMail(prisma, shopId, mailId, { ...end, reason: prepared.unsent }));
  const letter = { id: mailId, at: context.now(), ...prepared };
  const posted = await context.mailer.post(letter, () => startSending(prisma, shopId, mailId, context.now()));
  await record(context, shopId, mail, posted);
}

/** Another worker may still be at it; after the longest time that takes, nobody knows whether the server has it. */
async function settleCrash(context: Context, shopId: string, { id: mailId, sendingAt }: StoredMail): Promise<void> {
  const { prisma } = context.db;
  const over = (sendingAt ?? 0) + LONGEST_SENDING;
  const at = context.now();
  if (at >= over) await endMail(prisma, shopId, mailId, { from: 'sending', to: 'in-doubt', at });
  else
    await prisma.$transaction((tx) =>
      context.queue.enqueue(tx, 'send-mail', { shopId, mailId }, { once: `${mailId} later`, runAt: over }),
    );
}

async function record(context: Context, shopId: string, { id: mailId, attempts }: StoredMail, posted: Posted): Promise<void> {
  const { prisma } = context.db;
  const at = context.now();
  if (posted.outcome === 'overtaken') return;
  const { outcome, answer, textLeft } = posted;
  const from = textLeft ? 'sending' : 'waiting';
  context.log.info({ shopId, mailId, outcome }, 'e-mail tried');
  if (outcome !== 'postponed') return void (await endMail(prisma, shopId, mailId, { from, to: outcome, at, answer }));
  const wait = waitAfterTry(attempts + 1);
  if (wait === null) return void (await endMail(prisma, shopId, mailId, { from, to: 'failed', at, answer }));
  await prisma.$transaction(async (tx) => {
    const dueAt = at + wait;
    if (!(await postponeMail(tx, shopId, mailId, { from, dueAt, answer }))) return;
    await context.queue.enqueue(tx, 'send-mail', { shopId, mailId }, { once: mailId, runAt: dueAt });
  });
}
