/** Somebody without an account asks to join by e-mail: a link to confirm it goes to the address, and the answer says nothing about whose it is. */
import type { Context } from '../context.server.ts';
import { countJoins, insertJoin, lockJoins } from '../data/email-joins.server.ts';
import { insertJoinMail } from '../data/mails.server.ts';
import type { Storefront } from '../data/storefronts.server.ts';
import type { JoinAnswer } from '../domain/storefront-contract.ts';
import { sendableAddress } from '../email/address.ts';
import { joinMessage } from '../i18n/standing-words.ts';
import { hashOfSecret, joinSecret } from '../join-links.server.ts';
import type { Visitor } from './record-visit.server.ts';

const HOUR = 3_600_000;
export const CONFIRM_WITHIN = 24 * HOUR;
/** An address gets so many e-mails a day, whoever asks; more are answered alike and not sent. */
const PER_ADDRESS_AND_DAY = 3;
const PER_NETWORK_AND_HOUR = 10;

export async function askToJoin(
  context: Context,
  shop: Storefront,
  { email }: { email: string },
  visitor: Visitor,
  locale: string,
): Promise<JoinAnswer> {
  const refuse = (reason: Exclude<JoinAnswer, { ok: true }>['reason']): JoinAnswer => ({
    ...{ ok: false, reason, message: joinMessage(reason, locale) },
  });
  if (!shop.program.rules.live || context.mailer === null) return refuse('unavailable');
  const hasher = context.vault.forShop(shop.personalKey);
  const address = sendableAddress(email);
  const emailHash = hasher.email(address);
  if (address === null || emailHash === null) return refuse('email');
  const networkHash = hasher.network(visitor.networkAddress);
  const now = context.now();
  const outcome = await context.db.prisma.$transaction(async (tx) => {
    await lockJoins(tx, shop.id, [emailHash, ...(networkHash === null ? [] : [networkHash])]);
    const since = { emailSince: now - 24 * HOUR, networkSince: now - HOUR };
    const { byEmail, byNetwork } = await countJoins(tx, shop.id, { emailHash, networkHash, ...since });
    if (byNetwork >= PER_NETWORK_AND_HOUR) return 'too-many';
    const isSent = byEmail < PER_ADDRESS_AND_DAY;
    const id = context.newId();
    const hashFor = (use: 'confirm' | 'key') => hashOfSecret(joinSecret(context.env, shop.id, id, use));
    await insertJoin(tx, shop.id, {
      ...{ id, emailHash, networkHash, locale, emailSealed: context.vault.seal(address) },
      ...{ tokenHash: hashFor('confirm'), keyHash: hashFor('key'), askedAt: now, expiresAt: now + CONFIRM_WITHIN },
    });
    if (!isSent) return 'asked';
    const mailId = context.newId();
    await insertJoinMail(tx, shop.id, { id: mailId, kind: 'join-confirm', joinId: id, at: now });
    await context.queue.enqueue(tx, 'send-mail', { shopId: shop.id, mailId }, { once: mailId });
    return 'asked';
  });
  if (outcome === 'too-many') return refuse('too-many');
  return { ok: true, message: joinMessage('asked', locale) };
}
