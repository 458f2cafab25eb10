/** A friend who has bought says who referred them: the answer is placed on their order, like any other news of it. */
import type { Context } from '../context.server.ts';
import { findOrderByIdOrName } from '../data/buyer-orders.server.ts';
import { insertOwnDeliveries, type OwnDelivery } from '../data/own-deliveries.server.ts';
import { fitText } from '../domain/untrusted-text.ts';
import { type OrderProof, proveOrder } from './prove-order.server.ts';
import { stateOfOrder } from './state-of-order.ts';

export type FriendAnswer = OrderProof & {
  /** A code, a link, an e-mail address or a name. */
  text: string;
};

/** Whoever remembers only later was not sent. */
const ANSWERS_COUNT_FOR = 30 * 86_400_000;
const LONGEST_ANSWER = 128;

/**
 * Puts the answer into the inbox, after the order itself where it was never seen with evidence. `noted` says that the answer was taken, and nothing else: it
 * is the same for an order that is not theirs, and whether or not the answer means anybody. `later`: Shopify does not answer at the moment.
 */
export async function noteAnswer(
  context: Context,
  shop: { id: string; domain: string },
  answer: FriendAnswer,
): Promise<'noted' | 'later'> {
  const { prisma } = context.db;
  const text = fitText(answer.text, LONGEST_ANSWER).trim();
  if (text === '') return 'noted';
  const order = await proveOrder(context, shop, answer);
  if (order === 'later') return 'later';
  const at = context.now();
  if (order === null || at - Date.parse(order.createdAt) > ANSWERS_COUNT_FOR) return 'noted';

  const body = JSON.stringify({ orderId: answer.orderId, text, at });
  const note: OwnDelivery = { topic: 'vouchsafe/answer', source: 'storefront', body };
  const known = await findOrderByIdOrName(prisma, shop.id, answer.orderId);
  const deliveries = known === null ? [stateOfOrder(order), note] : [note];
  await prisma.$transaction((tx) => insertOwnDeliveries(tx, shop, deliveries, at));
  return 'noted';
}
