/** Customers' requests for their data, and what there is about the person. */
import type { Transaction } from '../db.server.ts';
import type { PersonalHash } from '../domain/facts.ts';

export type NewDataRequest = {
  /** Shopify's data_request.id */
  id: string;
  customerId: string | null;
  emailHash: PersonalHash | null;
  orderIds: string[];
  /** epoch milliseconds */
  receivedAt: number;
  dueAt: number;
};

export async function insertDataRequest(tx: Transaction, shopId: string, request: NewDataRequest): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO data_request (shop_id, id, customer_id, email_hash, order_ids, received_at, due_at)
    VALUES (${shopId}::uuid, ${request.id}, ${request.customerId}, decode(${request.emailHash}, 'hex'), ${request.orderIds},
      ${new Date(request.receivedAt)}, ${new Date(request.dueAt)})
    ON CONFLICT DO NOTHING`;
}

/** The first download counts as the answer. */
export async function markAnswered(tx: Transaction, shopId: string, id: string, at: number): Promise<void> {
  await tx.dataRequest.updateMany({ where: { shopId, id, answeredAt: null }, data: { answeredAt: new Date(at) } });
}

/** Every row about the person of a request, as kept; null when there is no such request. */
export async function loadRequestedData(tx: Transaction, shopId: string, id: string) {
  const request = await tx.dataRequest.findUnique({ where: { shopId_id: { shopId, id } } });
  if (!request) return null;
  const { customerId, emailHash } = request;
  const someone = [...(customerId === null ? [] : [{ customerId }]), ...(emailHash === null ? [] : [{ emailHash }])];
  const byEither = { shopId, OR: someone };
  const advocates = await tx.advocate.findMany({
    where: { shopId, OR: [...someone, ...(customerId === null ? [] : [{ keptRow: { customerId } }])] },
    include: {
      referrals: true,
      chosenCodes: true,
      notes: { orderBy: { at: 'asc' } },
      rewards: { where: { recipient: 'advocate' } },
    },
  });
  const mine = customerId === null ? { shopId, id: { in: [] } } : { shopId, customerId };
  const joins =
    emailHash === null ? [] : await tx.emailJoin.findMany({ where: { shopId, emailHash }, orderBy: { askedAt: 'asc' } });
  const rewards = await tx.reward.findMany({ where: { ...mine, recipient: 'friend' }, orderBy: { createdAt: 'asc' } });
  const about = [...advocates.flatMap((advocate) => advocate.rewards), ...rewards].map((reward) => reward.id);
  const mails = await tx.mail.findMany({
    where: {
      shopId,
      sendingAt: { not: null },
      OR: [{ rewardId: { in: about } }, { joinId: { in: joins.map((join) => join.id) } }],
    },
    orderBy: { createdAt: 'asc' },
    select: { kind: true, state: true, sendingAt: true, joinId: true, reward: { select: { recipient: true, advocateId: true } } },
  });
  return {
    request,
    advocates,
    visits: await tx.visit.findMany({ where: mine, orderBy: { at: 'asc' } }),
    claims: await tx.claim.findMany({ where: byEither, orderBy: { claimedAt: 'asc' } }),
    joins,
    mails,
    signUps: await tx.signUp.findMany({ where: byEither, orderBy: { at: 'asc' } }),
    rewards,
    orders: await tx.buyerOrder.findMany({
      where: { shopId, OR: [{ orderId: { in: request.orderIds } }, ...(customerId === null ? [] : [{ customerId }])] },
      orderBy: { placedAt: 'asc' },
      include: { notes: { orderBy: { at: 'asc' } } },
    }),
  };
}
