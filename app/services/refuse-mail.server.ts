/** Whoever gets an e-mail that they can do without ends such e-mails with one click, and may think again. */
import { z } from 'zod';
import type { Context } from '../context.server.ts';
import { refuseMail, refusesMail, wantMailAgain } from '../data/mail-refusals.server.ts';
import type { PersonalHash } from '../domain/facts.ts';

export const LEAVE_PATH = '/mail/leave';

/** Sealed in the link: nobody can read whose it is, or make one. */
const linkSchema = z.tuple([z.uuid(), z.string().regex(/^[0-9a-f]{64}$/), z.string().max(20)]);
export type LeaveLink = { shopId: string; emailHash: PersonalHash; locale: string };

/** The address to put into an e-mail; null: they want no more of them. @param to a bare e-mail address */
export async function unsubscribeUrlFor(context: Context, shopId: string, to: string, locale: string): Promise<string | null> {
  const { db, vault, env } = context;
  const { personalKey } = await db.prisma.shop.findUniqueOrThrow({ where: { id: shopId }, select: { personalKey: true } });
  const emailHash = vault.forShop(personalKey).email(to);
  if (emailHash === null) throw new Error('an address that can be sent to has a hash');
  if (await refusesMail(db.prisma, shopId, emailHash)) return null;
  const link = vault.seal(JSON.stringify([shopId, emailHash, locale]));
  return `${env.SHOPIFY_APP_URL}${LEAVE_PATH}/${Buffer.from(link).toString('base64url')}`;
}

/** Null: it is none of ours, or not whole. */
export function readLeaveLink({ vault }: Pick<Context, 'vault'>, text: string): LeaveLink | null {
  try {
    const read = linkSchema.parse(JSON.parse(vault.open(Buffer.from(text, 'base64url'))));
    return { shopId: read[0], emailHash: read[1] as PersonalHash, locale: read[2] };
  } catch {
    return null;
  }
}

/** @returns the shop's name; null: the shop is gone */
export async function changeRefusal(
  context: Context,
  { shopId, emailHash }: LeaveLink,
  wish: 'leave' | 'return' | 'look',
): Promise<string | null> {
  const { prisma } = context.db;
  const shop = await prisma.shop.findUnique({ where: { id: shopId }, select: { name: true } });
  if (shop === null) return null;
  if (wish === 'leave') await refuseMail(prisma, shopId, emailHash, context.now());
  if (wish === 'return') await wantMailAgain(prisma, shopId, emailHash);
  if (wish !== 'look') context.log.info({ shopId, wish }, 'e-mails refused or wanted again');
  return shop.name;
}
