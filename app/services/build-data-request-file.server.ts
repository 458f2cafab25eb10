/** The answer to a customer's request for their data: everything kept about the person, as JSON for the store owner to pass on. */
import type { Context } from '../context.server.ts';
import { loadRequestedData, markAnswered } from '../data/data-requests.server.ts';
import { formatDecimal } from '../domain/money.ts';

/**
 * Builds the file and notes that the request is answered. Null when there is no such request.
 * Hashes are left out: they say nothing to a person. Other people are not named.
 */
export async function buildDataRequestFile(
  context: Context,
  shop: { id: string; name: string },
  requestId: string,
): Promise<{ fileName: string; content: string } | null> {
  const { prisma } = context.db;
  const data = await loadRequestedData(prisma, shop.id, requestId);
  if (!data) return null;
  const open = (sealed: Uint8Array | null) => (sealed === null ? null : context.vault.open(sealed));
  const money = (minor: bigint, currency: string) => formatDecimal({ minor, currency });
  const notesOf = (notes: { at: Date; textSealed: Uint8Array }[]) =>
    notes.map(({ at, textSealed }) => ({ writtenAt: at, text: open(textSealed) }));
  const rewardOf = (reward: RequestedData['rewards'][number]) => ({
    kind: reward.kind,
    value: valueOf(reward),
    currency: reward.currency,
    state: reward.state,
    code: reward.code,
    promisedAt: reward.createdAt,
    issuedAt: reward.issuedAt,
    expiresAt: reward.expiresAt,
    redeemedAt: reward.redeemedAt,
  });
  const content = {
    store: shop.name,
    request: data.request.id,
    customerId: data.request.customerId,
    asAdvocate: data.advocates.map((advocate) => ({
      name: open(advocate.nameSealed),
      email: open(advocate.emailSealed),
      referralCode: advocate.code,
      chosenCodes: advocate.chosenCodes.flatMap(({ code }) => code ?? []),
      state: advocate.state,
      enrolledAt: advocate.enrolledAt,
      source: advocate.source,
      referrals: advocate.referrals.map(({ creditedAt, state, reversedAt }) => ({ creditedAt, state, reversedAt })),
      rewards: advocate.rewards.map(rewardOf),
      staffNotes: notesOf(advocate.notes),
    })),
    askedToJoinByEmail: data.joins.map(({ emailSealed, askedAt, confirmedAt }) => ({
      email: open(emailSealed),
      askedAt,
      confirmedAt,
    })),
    emailsSent: data.mails.map(({ kind, state, sendingAt, ...about }) => ({
      kind,
      state,
      sentAt: sendingAt,
      to: open(addressOf(about, data)),
    })),
    rewardsAsFriend: data.rewards.map(rewardOf),
    visits: data.visits.map(({ at, code, landingPath, referrerHost }) => ({ at, code, landingPath, referrerHost })),
    claimedOffers: data.claims.map(({ claimedAt, offerCode, state, expiresAt }) => ({ claimedAt, offerCode, state, expiresAt })),
    accountOpenedAt: data.signUps.map(({ at }) => at),
    orders: data.orders.map((order) => ({
      orderId: order.orderId,
      name: order.name,
      placedAt: order.placedAt,
      total: money(order.totalMinor, order.currency),
      currency: order.currency,
      refunded: money(order.refundedMinor, order.currency),
      outcome: order.outcome,
      reason: order.reason,
      staffNotes: notesOf(order.notes),
    })),
  };
  await markAnswered(prisma, shop.id, requestId, context.now());
  return { fileName: `vouchsafe-data-request-${requestId.replace(/\W/g, '')}.json`, content: JSON.stringify(content, null, 2) };
}

type RequestedData = NonNullable<Awaited<ReturnType<typeof loadRequestedData>>>;

/** Where it went, as the address is known now: the one that asked to join, or the advocate's own. */
function addressOf(
  { joinId, reward }: Pick<RequestedData['mails'][number], 'joinId' | 'reward'>,
  data: RequestedData,
): Uint8Array | null {
  if (joinId !== null) return data.joins.find(({ id }) => id === joinId)?.emailSealed ?? null;
  const { customerId } = data.request;
  const of = reward?.recipient === 'friend' ? { customerId } : { id: reward?.advocateId };
  const person = data.advocates.find((advocate) => ('id' in of ? advocate.id === of.id : advocate.customerId === of.customerId));
  return person?.emailSealed ?? null;
}

/** Null where the kind says everything. */
function valueOf({ percentage, amountMinor, currency }: RequestedData['rewards'][number]): string | null {
  if (percentage !== null) return `${percentage / 100} %`;
  return amountMinor === null ? null : formatDecimal({ minor: amountMinor, currency });
}
