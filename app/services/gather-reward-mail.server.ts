/** Everything an e-mail about a reward tells, as it is when it is sent; or why there is nothing to send any more. */
import { z } from 'zod';
import type { Context } from '../context.server.ts';
import { readRewardBalances } from '../data/ledger.server.ts';
import { type RewardMail, wasToldReady } from '../data/mails.server.ts';
import { loadGrant } from '../data/reward-grants.server.ts';
import { loadMailedReward, type MailedReward } from '../data/reward-mails.server.ts';
import { isOptional, type UnsentReason } from '../domain/mail.ts';
import type { Money } from '../domain/money.ts';
import { isPayout } from '../domain/rewards.ts';
import { fitText } from '../domain/untrusted-text.ts';
import { sendableAddress } from '../email/address.ts';
import type { PreparedMail } from '../email/lay-out-mail.ts';
import { composeRewardMail, type RewardMailFacts } from '../email/reward-mail.ts';
import { findGiftCards } from '../shopify/operations/find-gift-cards.ts';
import { readProductTitles } from '../shopify/operations/product-titles.ts';
import { unsubscribeUrlFor } from './refuse-mail.server.ts';
import { formerGiftCardCodes, giftCardCodes } from './grant-gift-card.server.ts';

const LONGEST_FIRST_NAME = 40;

const takenBackDetail = z.object({ reason: z.string().nullable(), returnedMinor: z.string(), owedMinor: z.string() });

/** Asks Shopify for what only Shopify can say: which of the codes that a gift card may have is its own. Throws Fault. */
export async function gatherRewardMail(
  context: Context,
  shopId: string,
  mail: RewardMail,
): Promise<PreparedMail | { unsent: UnsentReason }> {
  const { prisma } = context.db;
  const reward = await loadMailedReward(prisma, shopId, mail.rewardId);
  if (reward === null) return { unsent: 'out-of-date' };
  if (!reward.shop.installed) return { unsent: 'uninstalled' };
  const { person, shop } = reward;
  if (person.erased) return { unsent: 'erased' };
  if (!(await isTrue(context, shopId, mail, reward))) return { unsent: 'out-of-date' };
  const to = sendableAddress(person.emailSealed && context.vault.open(person.emailSealed));
  if (to === null) return { unsent: 'no-address' };
  const unsubscribeUrl = isOptional(mail.kind) ? await unsubscribeUrlFor(context, shopId, to, shop.locale) : undefined;
  if (unsubscribeUrl === null) return { unsent: 'unsubscribed' };
  const replyTo = sendableAddress(shop.contactEmail);
  const { recipient, value, currency } = reward;
  const facts: RewardMailFacts = {
    ...{ shop, recipient, value, currency, canReply: replyTo !== null },
    firstName: firstNameOf(person.nameSealed && context.vault.open(person.nameSealed)),
    cause: causeOf(reward),
    code: await codeOf(context, shopId, mail, reward),
    news: await newsOf(context, shopId, mail, reward),
    ...(unsubscribeUrl === undefined ? {} : { leaveUrl: unsubscribeUrl }),
  };
  const letter = { to, replyTo, senderName: shop.senderName, ...composeRewardMail(facts) };
  return unsubscribeUrl === undefined ? letter : { ...letter, unsubscribeUrl };
}

function isTrue(context: Context, shopId: string, mail: RewardMail, reward: MailedReward): boolean | Promise<boolean> {
  const now = context.now();
  if (mail.kind === 'reward-taken-back') return isTakenBack(context, shopId, mail);
  if (mail.kind !== 'reward-promised') return isReady(reward, mail, now);
  return reward.state === 'pending' && reward.turn === mail.turn && reward.credit === 'credited';
}

async function newsOf(
  context: Context,
  shopId: string,
  mail: RewardMail,
  reward: MailedReward,
): Promise<RewardMailFacts['news']> {
  switch (mail.kind) {
    case 'reward-taken-back':
      return takenBackNews(mail);
    case 'reward-promised':
      return { tells: 'promised', readyFrom: reward.dueAt };
    case 'reward-ready':
      return readyNews(context, shopId, mail, reward);
    case 'reward-expiring':
      return { ...(await readyNews(context, shopId, mail, reward)), tells: 'expiring' };
  }
}

function isReady(reward: MailedReward, mail: RewardMail, now: number): boolean {
  const { state, turn, credit, expiresAt } = reward;
  return state === 'issued' && turn === mail.turn && credit !== 'reversed' && (expiresAt === null || expiresAt > now);
}

/** Whoever was never told of a reward need not hear that it is gone. */
async function isTakenBack(context: Context, shopId: string, mail: RewardMail): Promise<boolean> {
  return (await wasToldReady(context.db.prisma, shopId, mail)) !== false;
}

async function readyNews(
  context: Context,
  shopId: string,
  { rewardId }: RewardMail,
  { value, recipient, rules, expiresAt, shop }: MailedReward,
): Promise<Extract<RewardMailFacts['news'], { tells: 'ready' | 'expiring' }>> {
  const balance = (await readRewardBalances(context.db.prisma, shopId, [rewardId])).get(rewardId);
  const { minimumSubtotalMinor, terms } = recipient === 'friend' ? rules.offer : rules.reward;
  // Shopify has one minimum for what is to be bought: the larger counts (create-free-product-code.ts).
  const least = [BigInt(minimumSubtotalMinor), value.kind === 'free-product' ? BigInt(value.spendMinor) : 0n];
  const minor = least.reduce((a, b) => (a > b ? a : b));
  const minimum: Money | null = minor > 0n ? { minor, currency: rules.currency } : null;
  return {
    tells: 'ready',
    paidMinor: balance?.accounts.issued ?? 0n,
    setOffMinor: balance?.setOff ?? 0n,
    minimum,
    selected: (value.kind === 'percentage' || value.kind === 'fixed-amount') && terms.on.of !== 'order',
    products: value.kind === 'free-product' ? await readProductTitles(await context.shopify(shop.domain), value.productIds) : [],
    expiresAt,
  };
}

function takenBackNews({ detail }: RewardMail): RewardMailFacts['news'] {
  const { reason, returnedMinor, owedMinor } = takenBackDetail.parse(detail);
  return { tells: 'taken-back', reason, returnedMinor: BigInt(returnedMinor), owedMinor: BigInt(owedMinor) };
}

function causeOf({ recipient, purpose, referred, milestone }: MailedReward): RewardMailFacts['cause'] {
  if (recipient === 'friend') return { kind: 'friend' };
  if (purpose === 'milestone' && milestone !== null) return { kind: 'bonus', number: milestone };
  return { kind: referred ?? 'manual' };
}

/** Of a discount it is kept; of a gift card nowhere, but it can be worked out again. */
async function codeOf(context: Context, shopId: string, mail: RewardMail, reward: MailedReward): Promise<string | null> {
  if (!isPayout(reward.value)) return reward.turn === mail.turn ? reward.code : null;
  if (reward.value.kind !== 'gift-card' || mail.kind === 'reward-taken-back' || reward.payoutId === null) return null;
  const grant = await loadGrant(context.db.prisma, shopId, mail.rewardId);
  if (grant === null) return null;
  const client = await context.shopify(grant.shop.domain);
  for (const code of [...giftCardCodes(context, grant), ...formerGiftCardCodes(context, grant)]) {
    if ((await findGiftCards(client, code)).some(({ cardId }) => cardId === reward.payoutId)) return code;
  }
  return null;
}

/** What to call a person; null where the name is none that one would say. */
function firstNameOf(name: string | null): string | null {
  const [first = ''] = fitText(name ?? '', 120)
    .trim()
    .split(/\s+/);
  return /^[\p{L}\p{M}'’.-]+$/u.test(first) && first.length <= LONGEST_FIRST_NAME ? first : null;
}
