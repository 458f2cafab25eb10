/** Whoever has the e-mail confirms that they want to join: the address is theirs, and becomes an advocate. */
import { randomBytes } from 'node:crypto';
import type { Context } from '../context.server.ts';
import { confirmJoinOf, lockOpenJoin, type OpenJoin } from '../data/email-joins.server.ts';
import { adoptGuest, advocateOfEmail, insertGuest } from '../data/guest-advocates.server.ts';
import { insertJoinMail } from '../data/mails.server.ts';
import type { Storefront } from '../data/storefronts.server.ts';
import type { Transaction } from '../db.server.ts';
import { makeReferralCode } from '../domain/referral-code.ts';
import type { ConfirmAnswer } from '../domain/storefront-contract.ts';
import { joinMessage } from '../i18n/standing-words.ts';
import { hashOfSecret, joinSecret } from '../join-links.server.ts';

/** Two new codes collide once in 10^12. */
const ROUNDS = 5;

/**
 * Works once for each link. An address that is an advocate's already leads to that advocate. Answers the key of the personal link, which goes out by
 * e-mail, too. @param customerId signed in while confirming: the account that the advocate gets, when neither has another
 */
export async function confirmJoin(
  context: Context,
  shop: Storefront,
  { token }: { token: string },
  customerId: string | null,
  locale: string,
): Promise<ConfirmAnswer> {
  const now = context.now();
  if (!shop.program.rules.live) return { ok: false, message: joinMessage('unavailable', locale) };
  const joinId = await context.db.prisma.$transaction(async (tx) => {
    const join = await lockOpenJoin(tx, shop.id, hashOfSecret(token), now);
    if (join === null) return null;
    const advocateId = await advocateFor(context, tx, shop, join);
    if (customerId !== null && (await adoptGuest(tx, shop.id, customerId, { advocateId }))) {
      await context.queue.enqueue(tx, 'write-advocate-links', { shopId: shop.id }, { once: shop.id });
    }
    await confirmJoinOf(tx, shop.id, join.id, advocateId, now);
    const mailId = context.newId();
    await insertJoinMail(tx, shop.id, { id: mailId, kind: 'join-welcome', joinId: join.id, at: now });
    await context.queue.enqueue(tx, 'send-mail', { shopId: shop.id, mailId }, { once: mailId });
    return join.id;
  });
  if (joinId === null) return { ok: false, message: joinMessage('bad-link', locale) };
  return { ok: true, key: joinSecret(context.env, shop.id, joinId, 'key') };
}

async function advocateFor(context: Context, tx: Transaction, shop: Storefront, join: OpenJoin): Promise<string> {
  const { emailHash, emailSealed } = join;
  const nameSearch = context.vault.forShop(shop.personalKey).words(context.vault.open(emailSealed));
  for (let round = 0; round < ROUNDS; round += 1) {
    const known = await advocateOfEmail(tx, shop.id, emailHash);
    if (known !== null) return known;
    const id = context.newId();
    const guest = { id, code: makeReferralCode(randomBytes(16)), at: context.now(), emailHash, emailSealed, nameSearch };
    if (await insertGuest(tx, shop.id, guest)) return id;
  }
  throw new Error('no free referral code for somebody who joins by e-mail');
}
