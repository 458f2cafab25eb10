/** What other systems of the merchant can be told, as they read it. */
import { z } from 'zod';
import { formatDecimal } from './money.ts';

export const EVENT_KINDS = [
  'referral.credited',
  'referral.held',
  'referral.reversed',
  'reward.promised',
  'reward.issued',
  'reward.redeemed',
  'reward.expired',
  'reward.revoked',
  'advocate.joined',
] as const;
export type EventKind = (typeof EVENT_KINDS)[number];

/** Sent by hand to see whether an endpoint listens. */
export const TEST_KIND = 'endpoint.test';

/** As the database's triggers write it (migration 20261125200000). */
const referralSchema = z.object({
  ...{ id: z.uuid(), state: z.string(), reason: z.string().nullable(), advocateId: z.uuid(), kind: z.enum(['order', 'sign-up']) },
  ...{ orderId: z.string().nullable(), orderName: z.string().nullable() },
  ...{ totalMinor: z.string(), refundedMinor: z.string(), currency: z.string() },
});
const rewardSchema = z.object({
  ...{ id: z.uuid(), state: z.string(), recipient: z.string(), purpose: z.string(), advocateId: z.uuid() },
  ...{ referralId: z.uuid().nullable(), kind: z.string(), basisPoints: z.int().nullable(), amountMinor: z.string().nullable() },
  ...{ currency: z.string(), expiresAt: z.string().nullable(), reason: z.string().nullable() },
});
const advocateSchema = z.object({ id: z.uuid(), code: z.string(), source: z.string() });

/**
 * The body of a message, the same at every try: https://github.com/standard-webhooks/standard-webhooks
 * Amounts are decimal texts with their currency; times are ISO 8601 in UTC.
 * @param data as it was written down @param at epoch milliseconds @throws ZodError when it is of another shape
 */
export function messageOf(kind: string, at: number, data: unknown): { type: string; timestamp: string; data: unknown } {
  return { type: kind, timestamp: new Date(at).toISOString(), data: dataOf(kind, data) };
}

function dataOf(kind: string, data: unknown): unknown {
  const [about] = kind.split('.');
  if (about === 'referral') {
    const { totalMinor, refundedMinor, currency, kind: caused, orderId, orderName, ...referral } = referralSchema.parse(data);
    const order = { id: orderId, name: orderName, total: money(totalMinor, currency), refunded: money(refundedMinor, currency) };
    return { referral: { ...referral, kind: caused, order: caused === 'order' ? order : null } };
  }
  if (about === 'reward') {
    const { amountMinor, currency, basisPoints, kind: worth, expiresAt, ...reward } = rewardSchema.parse(data);
    const value = {
      kind: worth,
      percentage: basisPoints === null ? null : basisPoints / 100,
      amount: amountMinor === null ? null : money(amountMinor, currency),
    };
    return { reward: { ...reward, value, expiresAt: expiresAt === null ? null : new Date(expiresAt).toISOString() } };
  }
  if (about === 'advocate') return { advocate: advocateSchema.parse(data) };
  return data;
}

function money(minor: string, currency: string): { amount: string; currency: string } {
  return { amount: formatDecimal({ minor: BigInt(minor), currency }), currency };
}

/** Pauses before the second try and those after it, milliseconds; then it has failed. About three days. */
const PAUSES = [5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400].map((seconds) => seconds * 1000);

/** When to try again after so many tries; null: not any more. Epoch milliseconds. */
export function nextTry(attempts: number, now: number): number | null {
  const pause = PAUSES[attempts - 1];
  return pause === undefined ? null : now + pause;
}

/** An endpoint at which nothing has arrived for so long is told no more. Milliseconds. */
export const BROKEN_AFTER = 5 * 86_400_000;
