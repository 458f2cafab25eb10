/** One credit per friend: who has it, and by what key it is held. Pure. */
import type { StoredOrder } from '../data/buyer-orders.server.ts';
import type { FriendCredit } from '../data/referrals.server.ts';
import type { OrderFacts, PersonalHash } from '../domain/facts.ts';
import type { GatheredOrder } from './gather-order-facts.server.ts';
import type { CreditStanding } from './judge-order.ts';

/** The key by which "one credit per friend" holds; null where it does not: the rule is off, a sign-up, a renewal, staff's own assignment. */
export function friendKeyFor({ program, buyerKeys }: GatheredOrder, facts: OrderFacts): PersonalHash | null {
  const once = program.rules.attribution.oneCreditPerFriend && facts.kind === 'order' && facts.renewal === null;
  return once && facts.friendCreditedOn === null ? (buyerKeys[0]?.hash ?? null) : null;
}

/** A credit that was taken back cannot come back when the friend is credited elsewhere by now. */
export function friendTaken(
  standing: CreditStanding,
  facts: OrderFacts,
  { program: { rules } }: GatheredOrder,
  stored: StoredOrder,
): CreditStanding {
  const { friendCreditedOn: orderId } = facts;
  const exempt = !rules.attribution.oneCreditPerFriend || facts.kind === 'sign-up' || facts.renewal !== null;
  if (stored.referral?.state !== 'reversed' || standing.state === 'reversed' || exempt || orderId === null) return standing;
  return { state: 'reversed', reason: { code: 'friend-already-credited', orderId } };
}

/** The credit that another order of the same friend holds. */
export function friendCredit(
  { buyerKeys, buyer, news }: GatheredOrder,
  credits: readonly FriendCredit[],
): Pick<OrderFacts, 'friendCreditedOn' | 'friendCreditedTo'> {
  const held = credits
    .filter(
      (credit) =>
        credit.orderId !== news.orderId &&
        (buyerKeys.some(({ hash }) => hash === credit.friendKey) ||
          (buyer.customerId !== null && credit.customerId === buyer.customerId)),
    )
    .sort((a, b) => (a.orderId < b.orderId ? -1 : 1));
  return { friendCreditedOn: held[0]?.orderId ?? null, friendCreditedTo: held[0]?.advocateId ?? null };
}
