/** Makes a code exist in Shopify exactly once, however often it is tried. */
import { createHash } from 'node:crypto';
import type { Context } from '../context.server.ts';
import {
  type DiscountPool,
  openPool,
  type PoolPurpose,
  reseedPool,
  retirePool,
  settlePool,
} from '../data/discount-pools.server.ts';
import type { CodeTerms } from '../domain/benefit.ts';
import type { CodeValue } from '../domain/rewards.ts';
import { endOfWeek } from '../domain/week-end.ts';
import type { AdminClient } from '../shopify/client.server.ts';
import { Fault } from '../shopify/faults.ts';
import { addDiscountCodes } from '../shopify/operations/add-discount-codes.ts';
import type { DiscountAnswer, NewCodeDiscount } from '../shopify/code-discount-input.ts';
import { createDiscountCode } from '../shopify/operations/create-discount-code.ts';
import { createFreeProductCode } from '../shopify/operations/create-free-product-code.ts';
import { createFreeShippingCode } from '../shopify/operations/create-free-shipping-code.ts';
import { findDiscountByCode, type FoundDiscount } from '../shopify/operations/find-discount-by-code.ts';
import { poolTitle } from './pool-title.ts';

type Label = { title: string; tag: string };

export type CodeToMint = {
  purpose: PoolPurpose;
  code: string;
  /** Of a discount of its own. */
  label: Label;
  value: CodeValue;
  terms: CodeTerms;
  /** ISO 4217 of the amounts. */
  currency: string;
  /** Minor units; "0" for none. */
  minimumSubtotalMinor: string;
  /** epoch milliseconds */
  startsAt: number;
  /** epoch milliseconds; null = never. A code of a pool ends with its week, never earlier. */
  endsAt: number | null;
  /**
   * `pool`: works once; codes with the same value, terms and end share a discount. `locked`: works once, for this customer (numeric id) alone, in a
   * discount of its own. `shared`: works for everybody, any number of times, in a discount of its own.
   */
  mode: { kind: 'pool' } | { kind: 'locked'; customerId: string } | { kind: 'shared' };
};

/** Where a code is. `endsAt` in epoch milliseconds is that of the discount that exists; null = never. `redeemCodeId`: null where it was not told. */
export type MintedCode = { discountId: string; endsAt: number | null; poolId: string | null; redeemCodeId: string | null };
export type Minted = { minted: MintedCode } | { taken: true } | { rejected: string };

type Shop = { id: string; domain: string; timeZone: string };

/** How long a caller waits for Shopify's bulk job, milliseconds; then the next try finds what it made. */
const PATIENCE = { offer: 4_000, reward: 30_000 } as const;

/**
 * Creates the code, or finds the one that an earlier try created although its answer was lost. `taken`: somebody else's discount has this code.
 * `rejected`: Shopify refuses, in its own words. Throws Fault; after `unreachable` the code may exist, and the next try finds it.
 */
export async function mintCode(context: Context, shop: Shop, input: CodeToMint): Promise<Minted> {
  const client = await context.shopify(shop.domain, input.purpose === 'offer' ? 'person' : 'work');
  return input.mode.kind === 'pool' ? mintInPool(context, client, shop, input) : mintAlone(client, input);
}

async function mintAlone(client: AdminClient, input: CodeToMint): Promise<Minted> {
  const answer = await create(client, discountOf(input, input.label, input.endsAt));
  if ('created' in answer) {
    return { minted: { discountId: answer.created, endsAt: input.endsAt, poolId: null, redeemCodeId: null } };
  }
  if ('rejected' in answer) return answer;
  const found = await findOrThrow(client, input.code);
  if (!isOurs(found, input.label)) return { taken: true };
  const { discountId, endsAt, redeemCodeId } = found;
  return { minted: { discountId, endsAt, poolId: null, redeemCodeId } };
}

async function mintInPool(context: Context, client: AdminClient, shop: Shop, input: CodeToMint): Promise<Minted> {
  // Twice more: once when a stranger has the pool's first code, once when the merchant has deleted its discount.
  for (let tries = 0; tries < 3; tries += 1) {
    const made = await ensurePool(context, client, shop, input);
    if (made === 'again') continue;
    if (!('pool' in made)) return made;
    const { pool, discountId } = made;
    const minted = (redeemCodeId: string | null): Minted => ({
      minted: { discountId, endsAt: poolEnd(input, shop), poolId: pool.id, redeemCodeId },
    });
    if (pool.seedCode === input.code) {
      const found = await findDiscountByCode(client, input.code);
      if (found?.discountId === discountId) return minted(found.redeemCodeId);
    }
    const answer = await addDiscountCodes(client, discountId, [input.code], PATIENCE[input.purpose]);
    if ('gone' in answer) await retirePool(context.db.prisma, shop.id, pool.id);
    else if ('rejected' in answer) return answer;
    else {
      const outcome = answer.codes.get(input.code) ?? { failed: 'Shopify does not tell of the code.' };
      if ('added' in outcome) return minted(outcome.added);
      if ('failed' in outcome) throw new Fault('unreachable', outcome.failed);
      const found = await findOrThrow(client, input.code);
      return found.discountId === discountId ? minted(found.redeemCodeId) : { taken: true };
    }
  }
  throw new Fault('unreachable', 'the discount for these codes is being changed');
}

/** The discount that codes like this one share, made when there is none. Two callers at once make one. */
export async function ensurePool(
  context: Context,
  client: AdminClient,
  shop: Shop,
  input: CodeToMint,
): Promise<{ pool: DiscountPool; discountId: string } | Extract<Minted, { taken: true } | { rejected: string }> | 'again'> {
  const { prisma } = context.db;
  const endsAt = poolEnd(input, shop);
  const pool = await openPool(prisma, shop.id, {
    ...{ id: context.newId(), key: poolKey(input, endsAt), purpose: input.purpose, seedCode: input.code },
    ...{ endsAt, at: context.now() },
  });
  if (pool.discountId !== null) return { pool, discountId: pool.discountId };
  const label = { title: poolTitle(input, endsAt, shop.timeZone), tag: `vouchsafe-pool-${pool.id}` };
  const answer = await create(client, discountOf({ ...input, code: pool.seedCode }, label, endsAt));
  if ('rejected' in answer) return answer;
  const made = 'created' in answer ? { discountId: answer.created } : await findOrThrow(client, pool.seedCode);
  if ('tags' in made && !isOurs(made, label)) {
    if (pool.seedCode === input.code) return { taken: true };
    await reseedPool(prisma, shop.id, pool, input.code);
    return 'again';
  }
  await settlePool(prisma, shop.id, pool.id, made.discountId);
  return { pool, discountId: made.discountId };
}

/** When the codes of its pool end; never before the code was promised to. */
export function poolEnd({ endsAt }: Pick<CodeToMint, 'endsAt'>, { timeZone }: Pick<Shop, 'timeZone'>): number | null {
  return endsAt === null ? null : endOfWeek(endsAt, timeZone);
}

/** Codes with the same key can share a discount. @param endsAt that of the pool */
export function poolKey(
  input: Omit<CodeToMint, 'code' | 'label' | 'startsAt' | 'endsAt' | 'mode'>,
  endsAt: number | null,
): string {
  const { purpose, value, terms, currency, minimumSubtotalMinor } = input;
  const { on, combinesWith, oncePerCustomer, purchases, bills } = terms;
  const content = [
    ...[purpose, Object.entries(value).sort(), Object.entries(on).sort(), Object.entries(combinesWith).sort()],
    ...[oncePerCustomer, purchases, bills, currency, minimumSubtotalMinor, endsAt],
  ];
  return createHash('sha256').update(JSON.stringify(content)).digest('hex');
}

export function isOurs(found: FoundDiscount, label: Label): boolean {
  return found.tags.includes(label.tag) || found.title === label.title;
}

function discountOf({ mode, ...input }: CodeToMint, label: Label, endsAt: number | null): NewCodeDiscount {
  return {
    ...input,
    ...label,
    endsAt,
    // Of all codes that share a discount a customer could use one only, and an advocate may earn several.
    terms: mode.kind === 'pool' && input.purpose === 'reward' ? { ...input.terms, oncePerCustomer: false } : input.terms,
    usesPerCode: mode.kind === 'shared' ? null : 1,
    customerId: mode.kind === 'locked' ? mode.customerId : null,
  };
}

function create(client: AdminClient, input: NewCodeDiscount): Promise<DiscountAnswer> {
  const { value } = input;
  if (value.kind === 'free-shipping') return createFreeShippingCode(client, input);
  if (value.kind === 'free-product') return createFreeProductCode(client, { ...input, value });
  return createDiscountCode(client, { ...input, value });
}

/** Taken, but not to be seen (yet), or deleted this moment: only asking again tells whose it is. Another code might be the second one. */
async function findOrThrow(client: AdminClient, code: string): Promise<FoundDiscount> {
  const found = await findDiscountByCode(client, code);
  if (found === null) throw new Fault('unreachable', 'the discount code exists, but Shopify does not show it yet');
  return found;
}
