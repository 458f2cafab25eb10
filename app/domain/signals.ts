/**
 * From the raw evidence of an order to signals. Everything here was written by browsers, shoppers and other apps: any shape may come in,
 * nothing throws, and what leads to nobody is kept as a signal that says so.
 *
 * Two steps, so that a whole batch of orders needs one look-up: `readSignals`, then `resolveSignals` with what the codes lead to.
 */
import { readOfferCode } from './discount-code.ts';
import type { Signal, SignalKind } from './facts.ts';
import { readReferralCode } from './referral-code.ts';
import { CART_ATTRIBUTE, REF_PARAMETER, storedReferralSchema } from './storefront-contract.ts';
import { fitText } from './untrusted-text.ts';

/** What an order carries, as received: webhook shapes and Admin API shapes are both understood. */
export type RawEvidence = {
  /** Webhook `note_attributes` [{name, value}] or Admin API `customAttributes` [{key, value}]. */
  noteAttributes?: unknown;
  /** Webhook `line_items` [{properties: [{name, value}]}]: "Buy it now" loses cart attributes, but not these. */
  lineItems?: unknown;
  /** Webhook `discount_codes` [{code}] or Admin API `discountCodes` [string]. */
  discountCodes?: unknown;
  /** Webhook `landing_site`: path with query, or a whole address. */
  landingSite?: unknown;
};

/** A signal before it is known whom its code leads to. */
export type ReadSignal = {
  kind: SignalKind;
  rawCode: string;
  at: number | null;
  code: { referralCode: string } | { offerCode: string } | { problem: 'malformed' | 'mistyped' };
};

/** What codes lead to, in one shop. */
export type CodeBook = {
  /** Canonical referral code → advocate id. */
  advocates: ReadonlyMap<string, string>;
  /** Offer code → the claim it was minted for; `claimedAt` in epoch milliseconds. */
  claims: ReadonlyMap<string, { advocateId: string; claimedAt: number }>;
};

/** More than this on one order is noise: an honest order carries four at most. */
const MOST_SIGNALS = 16;
/** An attribute may be 10 kB; ours has at most 190 characters. */
const LONGEST_ATTRIBUTE = 1_024;

/** Every piece of evidence on an order, repeats removed. Discount codes that are not the app's are no evidence. Never throws. */
export function readSignals(order: RawEvidence): ReadSignal[] {
  const found = new Map<string, ReadSignal>();
  const keep = (signal: ReadSignal) => {
    if (found.size < MOST_SIGNALS) found.set(JSON.stringify(signal), signal);
  };
  for (const raw of discountCodesIn(order.discountCodes)) {
    const offer = readOfferCode(raw);
    if (offer !== null) keep({ kind: 'discount-code', rawCode: fitText(raw, 64), at: null, code: { offerCode: offer } });
  }
  const attributes = [
    ...pairsIn(order.noteAttributes),
    ...listOf(order.lineItems).flatMap((line) => pairsIn(fieldOf(line, 'properties'))),
  ];
  for (const [name, value] of attributes) {
    if (name === CART_ATTRIBUTE && value !== '') for (const touch of touchesIn(value)) keep(touch);
  }
  for (const raw of landingCodesIn(order.landingSite)) keep(codeSignal('landing-link', raw, null));
  return [...found.values()];
}

/** The codes that `resolveSignals` wants to find in its book. */
export function codesToLookUp(signals: readonly ReadSignal[]): { referralCodes: string[]; offerCodes: string[] } {
  const codes = { referralCodes: new Set<string>(), offerCodes: new Set<string>() };
  for (const { code } of signals) {
    if ('referralCode' in code) codes.referralCodes.add(code.referralCode);
    if ('offerCode' in code) codes.offerCodes.add(code.offerCode);
  }
  return { referralCodes: [...codes.referralCodes], offerCodes: [...codes.offerCodes] };
}

/** Joins each signal with the advocate its code leads to. A friend's offer code was claimed at a time the app knows itself. */
export function resolveSignals(signals: readonly ReadSignal[], book: CodeBook): Signal[] {
  return signals.map(({ kind, rawCode, at, code }): Signal => {
    if ('problem' in code) return { kind, rawCode, at, resolution: { unresolved: code.problem } };
    if ('offerCode' in code) {
      const claim = book.claims.get(code.offerCode);
      if (claim === undefined) return { kind, rawCode, at, resolution: { unresolved: 'unknown' } };
      return { kind, rawCode, at: claim.claimedAt, resolution: { advocateId: claim.advocateId } };
    }
    const advocateId = book.advocates.get(code.referralCode);
    return { kind, rawCode, at, resolution: advocateId === undefined ? { unresolved: 'unknown' } : { advocateId } };
  });
}

function codeSignal(kind: SignalKind, raw: string, at: number | null): ReadSignal {
  const read = readReferralCode(raw);
  return { kind, rawCode: fitText(raw, 64), at, code: 'code' in read ? { referralCode: read.code } : read };
}

/** The cart attribute holds first and last touch; a bare code (written by a theme) is taken as one touch of unknown time. */
function touchesIn(value: string): ReadSignal[] {
  const stored = storedReferralSchema.safeParse(value.length > LONGEST_ATTRIBUTE ? null : parseJson(value));
  if (!stored.success) return [codeSignal('cart-attribute', value, null)];
  const touches = stored.data.l === undefined ? [stored.data.f] : [stored.data.f, stored.data.l];
  return touches.map(([code, at]) => codeSignal('cart-attribute', code, readTime(at)));
}

function readTime(value: number): number | null {
  const time = Math.trunc(value);
  return time > 0 && time <= 8.64e15 ? time : null;
}

function landingCodesIn(landingSite: unknown): string[] {
  if (typeof landingSite !== 'string' || landingSite.length > 8_192) return [];
  try {
    const codes = new URL(landingSite, 'https://shop.invalid').searchParams.getAll(REF_PARAMETER);
    return codes.filter((code) => code !== '');
  } catch {
    return [];
  }
}

function discountCodesIn(value: unknown): string[] {
  return listOf(value)
    .map((entry) => (typeof entry === 'string' ? entry : fieldOf(entry, 'code')))
    .filter((code) => typeof code === 'string');
}

/** Name and text of each attribute; values that are no text are no evidence. */
function pairsIn(value: unknown): [string, string][] {
  const pairs = listOf(value).map((entry) => [fieldOf(entry, 'name') ?? fieldOf(entry, 'key'), fieldOf(entry, 'value')]);
  return pairs.filter((pair): pair is [string, string] => typeof pair[0] === 'string' && typeof pair[1] === 'string');
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function fieldOf(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
  return (value as Record<string, unknown>)[name];
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
