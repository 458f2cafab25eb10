/** Codes that advocates chose. Each leads to its advocate for ever, one of them is shown. The only writer of the table. */
import type { Transaction } from '../db.server.ts';
import type { ChosenCode } from '../domain/chosen-code.ts';

export type ChosenBy = 'advocate' | 'merchant';

/** How many codes the advocate has chosen, not counting what the merchant set. */
export async function countOwnChoices(tx: Transaction, shopId: string, advocateId: string): Promise<number> {
  return tx.chosenCode.count({ where: { shopId, advocateId, chosenBy: 'advocate' } });
}

/** Choices of one advocate follow each other until the transaction ends. Answers the code that is shown now; undefined: there is no such advocate, or they were erased. */
export async function lockChoice(tx: Transaction, shopId: string, advocateId: string): Promise<string | null | undefined> {
  const rows = await tx.$queryRaw<{ code: string | null }[]>`
    SELECT (SELECT code FROM chosen_code c WHERE c.shop_id = a.shop_id AND c.advocate_id = a.id AND c.current) AS code
    FROM advocate a WHERE a.shop_id = ${shopId}::uuid AND a.id = ${advocateId}::uuid AND a.state <> 'redacted' FOR UPDATE`;
  return rows[0]?.code;
}

/** Which of these skeletons are somebody's. */
export async function takenSkeletons(tx: Transaction, shopId: string, skeletons: readonly string[]): Promise<string[]> {
  const rows = await tx.chosenCode.findMany({ where: { shopId, skeleton: { in: [...skeletons] } }, select: { skeleton: true } });
  return rows.map(({ skeleton }) => skeleton);
}

/** Whether the code is the advocate's own already, maybe of a customer who is part of them by now. */
export async function isOwnCode(tx: Transaction, shopId: string, advocateId: string, skeleton: string): Promise<boolean> {
  const rows = await tx.$queryRaw<{ own: boolean }[]>`
    SELECT ${advocateId}::uuid IN (a.id, a.merged_into) AS own FROM chosen_code c
    JOIN advocate a ON a.shop_id = c.shop_id AND a.id = c.advocate_id
    WHERE c.shop_id = ${shopId}::uuid AND c.skeleton = ${skeleton}`;
  return rows[0]?.own === true;
}

/** Shows the code from now on; false when it is somebody else's. Needs `lockChoice`. */
export async function showChosenCode(
  tx: Transaction,
  shopId: string,
  advocateId: string,
  { code, skeleton, by, at }: ChosenCode & { by: ChosenBy; at: number },
): Promise<boolean> {
  await tx.$executeRaw`
    INSERT INTO chosen_code (shop_id, skeleton, code, advocate_id, chosen_by, chosen_at, current)
    VALUES (${shopId}::uuid, ${skeleton}, ${code}, ${advocateId}::uuid, ${by}, ${new Date(at)}, false)
    ON CONFLICT DO NOTHING`;
  if (!(await isOwnCode(tx, shopId, advocateId, skeleton))) return false;
  await hideChosenCode(tx, shopId, advocateId);
  await tx.chosenCode.update({ where: { shopId_skeleton: { shopId, skeleton } }, data: { advocateId, code, current: true } });
  return true;
}

/** The code that the app made is shown again; all chosen ones lead on. */
export async function hideChosenCode(tx: Transaction, shopId: string, advocateId: string): Promise<void> {
  await tx.chosenCode.updateMany({ where: { shopId, advocateId, current: true }, data: { current: false } });
}

/** Gives back a code that the merchant set since `since` by mistake, so that another advocate can have it. */
export async function releaseCode(
  tx: Transaction,
  shopId: string,
  advocateId: string,
  { skeleton, since }: { skeleton: string; since: number },
): Promise<void> {
  await tx.chosenCode.deleteMany({
    where: { shopId, advocateId, skeleton, chosenBy: 'merchant', current: false, chosenAt: { gte: new Date(since) } },
  });
}

/**
 * Erased people's codes name them. What they are compared by becomes a keyed hash: nobody takes the code over, with the links that are still about, and nobody
 * can read it. Returns what was shown.
 */
export async function eraseChosenCodes(
  tx: Transaction,
  shopId: string,
  advocateIds: readonly string[],
  hashOf: (skeleton: string) => string,
): Promise<string[]> {
  const rows = await tx.chosenCode.findMany({ where: { shopId, advocateId: { in: [...advocateIds] }, code: { not: null } } });
  for (const { skeleton } of rows) {
    await tx.chosenCode.update({
      where: { shopId_skeleton: { shopId, skeleton } },
      data: { skeleton: hashOf(skeleton), code: null, current: false },
    });
  }
  return rows.flatMap(({ code }) => code ?? []);
}
