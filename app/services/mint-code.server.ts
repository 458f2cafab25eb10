/** Makes a code exist in Shopify exactly once, however often it is tried. */
import type { Context } from '../context.server.ts';
import { retirePool } from '../data/discount-pools.server.ts';
import type { AdminClient } from '../shopify/client.server.ts';
import { Fault } from '../shopify/faults.ts';
import { addDiscountCodes } from '../shopify/operations/add-discount-codes.ts';
import type { FoundDiscount } from '../shopify/operations/find-discount-by-code.ts';
import { type CodeToMint, createCodeDiscount, discountOf, findTaken, isOurs } from './create-code-discount.server.ts';
import { type CodeShop, ensurePool, poolOf } from './open-pool.server.ts';

/** Where a code is. `endsAt` in epoch milliseconds is that of the discount that exists; null = never. `redeemCodeId`: null where it was not told. */
export type MintedCode = { discountId: string; endsAt: number | null; poolId: string | null; redeemCodeId: string | null };
export type Minted = { minted: MintedCode } | { taken: true } | { rejected: string };

/** How long a caller waits for Shopify's bulk job, milliseconds; then the next try finds what it made. */
const PATIENCE = { offer: 4_000, reward: 30_000 } as const;

/**
 * Creates the code, or finds the one that an earlier try created although its answer was lost. `taken`: somebody else's discount has this code.
 * `rejected`: Shopify refuses, in its own words. Throws Fault; after `unreachable` the code may exist, and the next try finds it.
 */
export async function mintCode(context: Context, shop: CodeShop, input: CodeToMint): Promise<Minted> {
  const client = await context.shopify(shop.domain, input.purpose === 'offer' ? 'person' : 'work');
  return input.mode.kind === 'pool' ? mintInPool(context, client, shop, input) : mintAlone(client, input);
}

async function mintAlone(client: AdminClient, input: CodeToMint): Promise<Minted> {
  const answer = await createCodeDiscount(client, discountOf(input, input.label, input.endsAt));
  if ('created' in answer) {
    return { minted: { discountId: answer.created, endsAt: input.endsAt, poolId: null, redeemCodeId: null } };
  }
  if ('rejected' in answer) return answer;
  const found = await findTaken(client, input.code);
  return isOurs(found, input.label) ? { minted: placeOf(found, null) } : { taken: true };
}

async function mintInPool(context: Context, client: AdminClient, shop: CodeShop, input: CodeToMint): Promise<Minted> {
  const { code } = input;
  // Twice more: once when a stranger has the pool's first code, once when the merchant has deleted its discount.
  for (let tries = 0; tries < 3; tries += 1) {
    const made = await ensurePool(context, client, shop, input);
    if (made === 'again') continue;
    if ('taken' in made) return whose(context, shop, input, made.taken);
    if ('rejected' in made) return made;
    const { isNew, ...pool } = made.ready;
    if (isNew?.seedCode === code) return { minted: { ...pool, redeemCodeId: isNew.redeemCodeId } };
    const answer = await addDiscountCodes(client, pool.discountId, [code], PATIENCE[input.purpose]);
    if ('rejected' in answer) return answer;
    if ('gone' in answer) {
      await retirePool(context.db.prisma, shop.id, pool.poolId, 'deleted');
      continue;
    }
    const outcome = answer.codes.get(code) ?? { failed: 'Shopify does not tell of the code.' };
    if ('added' in outcome) return { minted: { ...pool, redeemCodeId: outcome.added } };
    if ('failed' in outcome) throw new Fault('unreachable', outcome.failed);
    return whose(context, shop, input, await findTaken(client, code));
  }
  throw new Fault('unreachable', 'the discount for these codes is being changed');
}

/** A code that exists is ours in any of our pools (the last try may have been in another week), and in a discount that was made for it alone. */
async function whose(context: Context, shop: CodeShop, { label }: CodeToMint, found: FoundDiscount): Promise<Minted> {
  const poolId = await poolOf(context, shop, found);
  return poolId !== null || isOurs(found, label) ? { minted: placeOf(found, poolId) } : { taken: true };
}

function placeOf({ discountId, endsAt, redeemCodeId }: FoundDiscount, poolId: string | null): MintedCode {
  return { discountId, endsAt, poolId, redeemCodeId };
}
