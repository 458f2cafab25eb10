/** What becomes of held credits that nobody has looked at: the rule of the version that holds them decides. */
import type { Context } from '../context.server.ts';
import { findUnlooked } from '../data/buyer-orders.server.ts';
import { insertOwnDeliveries } from '../data/own-deliveries.server.ts';
import { programRulesSchema } from '../domain/program.ts';

const BATCH = 500;

/** Puts the rule's verdict on each into the inbox, and is done before it takes effect: until then a repeat puts in the same, which is swallowed. */
export async function decideUnlooked(context: Context): Promise<void> {
  const { prisma } = context.db;
  const due = await findUnlooked(prisma, context.now(), BATCH);
  for (const shopId of new Set(due.map((order) => order.shopId))) {
    const orders = due.filter((order) => order.shopId === shopId);
    const versions = await prisma.program.findMany({
      where: { shopId, version: { in: orders.map(({ programVersion }) => programVersion) } },
    });
    const rules = new Map(versions.map((program) => [program.version, programRulesSchema.parse(program.rules)]));
    const deliveries = orders.flatMap(({ orderId, advocateId, programVersion, reviewDueAt }) => {
      const then = rules.get(programVersion)?.risk.unlooked.then ?? 'wait';
      if (then === 'wait') return [];
      const body = JSON.stringify({ orderId, kind: then, advocateId, by: 'rule', note: null, at: reviewDueAt.getTime() });
      return [{ topic: 'vouchsafe/verdict' as const, source: 'rule' as const, body }];
    });
    const shop = await prisma.shop.findUniqueOrThrow({ where: { id: shopId }, select: { domain: true } });
    await prisma.$transaction((tx) => insertOwnDeliveries(tx, shop, deliveries, context.now()));
    context.log.info({ shopId, orders: deliveries.length }, 'held credits decided by rule');
  }
}
