/** What a webhook handler by the template does: look the code up, and create the rows of one order with Prisma, in a transaction. No checks, no history. */
import { randomUUID } from 'node:crypto';
import type { PrismaClient } from '@prisma/client';
import { z } from 'zod';
import { CART_ATTRIBUTE } from '#app/domain/storefront-contract.ts';

/** Of as many orders at a time as an event loop would have under way. */
const AT_ONCE = 8;

const orderSchema = z.object({
  id: z.number(),
  name: z.string(),
  created_at: z.string(),
  current_subtotal_price_set: z.object({ shop_money: z.object({ amount: z.string(), currency_code: z.string() }) }),
  note_attributes: z.array(z.object({ name: z.string(), value: z.string() })),
});
const attributeSchema = z.object({ f: z.tuple([z.string(), z.number()]) });

export async function decideRowAtATime(
  prisma: PrismaClient,
  shopId: string,
  bodies: readonly string[],
  now: number,
): Promise<void> {
  const left = bodies.values();
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (const body of left) await decideOne(prisma, shopId, body, new Date(now));
    }),
  );
}

async function decideOne(prisma: PrismaClient, shopId: string, body: string, at: Date): Promise<void> {
  const order = orderSchema.parse(JSON.parse(body));
  const orderId = String(order.id);
  const { amount, currency_code: currency } = order.current_subtotal_price_set.shop_money;
  const attribute = order.note_attributes.find(({ name }) => name === CART_ATTRIBUTE)?.value;
  if (attribute === undefined) return;
  const code = attributeSchema.parse(JSON.parse(attribute)).f[0];
  await prisma.$transaction(async (tx) => {
    const advocate = await tx.advocate.findFirst({ where: { shopId, code } });
    const known = await tx.buyerOrder.findUnique({ where: { shopId_orderId: { shopId, orderId } } });
    if (advocate === null || known !== null) return;
    const [referralId, rewardId] = [randomUUID(), randomUUID()];
    const about = { shopId, orderId, name: order.name, placedAt: order.created_at, sourceVersion: order.created_at, currency };
    const decision = { facts: {}, decision: {}, outcome: 'credited', reason: 'credited', programVersion: 1, decidedAt: at };
    await tx.buyerOrder.create({
      data: { ...about, ...decision, totalMinor: BigInt(Math.round(Number(amount) * 100)), advocateId: advocate.id },
    });
    await tx.referral.create({
      data: { shopId, id: referralId, orderId, advocateId: advocate.id, programVersion: 1, creditedAt: at },
    });
    await tx.reward.create({
      data: {
        ...{ shopId, id: rewardId, referralId, advocateId: advocate.id, programVersion: 1 },
        ...{ kind: 'fixed-amount', amountMinor: 1_000n, currency, createdAt: at },
      },
    });
    await tx.ledgerEntry.create({
      data: {
        ...{ shopId, key: `${rewardId}:accrued`, inputHash: Buffer.alloc(32), rewardId },
        ...{ fromAccount: 'program', toAccount: 'accrued', amountMinor: 1_000n, currency, at },
      },
    });
  });
}
