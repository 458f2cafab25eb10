/** An e-mail about joining, as it is when it is sent; or why there is nothing to send any more. */
import type { Context } from '../context.server.ts';
import { findMailedJoin } from '../data/email-joins.server.ts';
import type { JoinMail } from '../data/mails.server.ts';
import { settingsOf } from '../data/settings.server.ts';
import type { UnsentReason } from '../domain/mail.ts';
import { sendableAddress } from '../email/address.ts';
import { composeJoinMail } from '../email/join-mail.ts';
import type { PreparedMail } from '../email/lay-out-mail.ts';
import { joinLink, joinSecret } from '../join-links.server.ts';

export async function gatherJoinMail(
  context: Context,
  shopId: string,
  { kind, joinId }: JoinMail,
): Promise<PreparedMail | { unsent: UnsentReason }> {
  const join = await findMailedJoin(context.db.prisma, shopId, joinId);
  if (join === null) return { unsent: 'out-of-date' };
  const { shop, locale, confirmedAt, revokedAt, expiresAt } = join;
  if (shop.state !== 'installed') return { unsent: 'uninstalled' };
  const isTrue =
    kind === 'join-confirm'
      ? confirmedAt === null && expiresAt.getTime() > context.now()
      : confirmedAt !== null && revokedAt === null;
  if (!isTrue) return { unsent: 'out-of-date' };
  const to = sendableAddress(context.vault.open(join.emailSealed));
  if (to === null) return { unsent: 'no-address' };
  const use = kind === 'join-confirm' ? 'confirm' : 'key';
  const url = joinLink(shop, use, joinSecret(context.env, shopId, joinId, use));
  const settings = await settingsOf(context.db.prisma, shopId);
  const replyTo = sendableAddress(settings.replyTo ?? shop.contactEmail);
  const sent = { to, replyTo, senderName: settings.senderName ?? shop.name };
  return { ...sent, ...composeJoinMail({ kind, locale, url, shop: { name: shop.name, url: shop.storefrontUrl } }) };
}
