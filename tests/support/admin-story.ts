/** One of everything that a merchant's screens show, without a name in any language. */
import { randomUUID } from 'node:crypto';
import type { PrismaClient } from '@prisma/client';
import { insertAdvocate, insertOrder, type TestShop } from '#tests/fixtures/referral-rows.ts';

/** Orders that are credited, passed over and held, a sign-up, and a reward with its ledger. */
export async function insertOneOfEach(prisma: PrismaClient, domain: string): Promise<{ advocateId: string; rewardId: string }> {
  const shop: TestShop = await prisma.shop.findUniqueOrThrow({ where: { domain } });
  const advocateId = await insertAdvocate(prisma, shop, { name: '', email: '', code: 'ANNA7K2Q' });
  await prisma.advocate.updateMany({ where: { id: advocateId }, data: { nameSealed: null, emailSealed: null } });
  const placedAt = new Date(Date.now() - 86_400_000).toISOString();
  await insertOrder(prisma, shop, { orderId: '1001', placedAt, advocateId });
  await insertOrder(prisma, shop, { orderId: '1002', placedAt, reason: { code: 'code-unknown', received: 'ANNA7K2X' } });
  await insertOrder(prisma, shop, {
    ...{ orderId: '1003', placedAt, advocateId, held: true },
    findings: [
      { check: 'disposable-email', grade: 'review', points: 40, detail: {} },
      { check: 'same-phone', grade: 'not-checked', points: 0, detail: { missing: 'both' } },
    ],
  });
  await insertOrder(prisma, shop, { orderId: 'signup-7', kind: 'sign-up', placedAt, advocateId });
  return { advocateId, rewardId: await insertIssuedReward(prisma, shop, advocateId) };
}

/** A reward that was issued, is carried by the ledger, and whose discount the merchant then changed in Shopify. */
async function insertIssuedReward(prisma: PrismaClient, shop: TestShop, advocateId: string): Promise<string> {
  const at = (daysAgo: number) => new Date(Date.now() - daysAgo * 86_400_000);
  const id = await insertOrder(prisma, shop, {
    ...{ orderId: '1004', placedAt: at(20).toISOString(), advocateId },
    reward: {
      ...{
        kind: 'fixed-amount',
        percentage: null,
        amountMinor: 1000n,
        state: 'issued',
        code: 'THANKS-AAAA-BBBB-CCCC',
        trouble: 'edited',
      },
      ...{ issuedAt: at(6), expiresAt: at(-300) },
    },
  });
  if (id === null) throw new Error('the order earned no reward');
  const moves = [
    { fromAccount: 'program-cost', toAccount: 'pending', at: at(20) },
    { fromAccount: 'pending', toAccount: 'payable', at: at(6) },
    { fromAccount: 'payable', toAccount: 'issued', at: at(6) },
  ];
  await prisma.ledgerEntry.createMany({
    data: moves.map((move) => ({
      ...{ shopId: shop.id, rewardId: id, amountMinor: 1000n, currency: shop.currency, inputHash: new Uint8Array(32) },
      ...{ key: `${move.toAccount}:${id}`, ...move },
    })),
  });
  await prisma.rewardEvent.create({
    data: { shopId: shop.id, id: randomUUID(), rewardId: id, kind: 'changed-in-shopify', at: at(1), detail: {} },
  });
  return id;
}
