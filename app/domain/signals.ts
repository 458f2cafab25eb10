/**
 * From the raw evidence of an order to signals. Everything here was written by browsers, shoppers and other apps: any shape may come in,
 * nothing throws, and what leads to nobody is kept as a signal that says so.
 *
 * Two steps, so that a whole batch of orders needs one look-up: `readSignals`, then `resolveSignals` with what the codes lead to.
 */
import { readOfferCode } from './discount-code.ts';
import { readReferralCode } from './referral-code.ts';
import type { Signal, SignalKind } from './facts.ts';
import { readRef, type Seal } from './signed-ref.ts';
import { CART_ATTRIBUTE, REF_PARAMETER, type StoredReferral } from './storefront-contract.ts';
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
  code:
    | { referralCode: string }
    | { offerCode: string }
    | { sharedCode: string }
    | { answer: string }
    | { problem: 'malformed' | 'mistyped' };
  /** Of the link that the code came with. */
  seal: Seal | null;
};

/** What codes lead to, in one shop. */
export type CodeBook = {
  /** Canonical referral code → advocate id. */
  advocates: ReadonlyMap<string, string>;
  /** Shared discount code → the advocate it was minted for. Its text is a referral code. */
  sharers: ReadonlyMap<string, string>;
  /** Offer code → the claim it was minted for; `claimedAt` in epoch milliseconds. */
  claims: ReadonlyMap<string, { advocateId: string; claimedAt: number }>;
  /** What friends answered, as `codesToLookUp` gives it → whom it means. */
  answers: ReadonlyMap<string, { advocateId: string } | 'unknown' | 'ambiguous'>;
  /** Whether this app sealed the code for this channel. @param code canonical referral code */
  sealIsGenuine(code: string, seal: Seal): boolean;
};

/** More than this on one order is noise: an honest order carries four at most. */
const MOST_SIGNALS = 16;
/** An attribute may be 10 kB; ours has at most 430 characters. */
const LONGEST_ATTRIBUTE = 1_024;
const LONGEST_ANSWER = 128;

/** Every piece of evidence on an order, repeats removed. Discount codes that are not the app's are no evidence. Never throws. */
export function readSignals(order: RawEvidence): ReadSignal[] {
  const lines = listOf(order.lineItems).flatMap((line) => pairsIn(fieldOf(line, 'properties')));
  return mostTelling([
    ...discountCodesIn(order.discountCodes).flatMap(discountSignals),
    ...pairsIn(order.noteAttributes).flatMap((pair) => rememberedSignals('cart-attribute', pair)),
    ...lines.flatMap((pair) => rememberedSignals('line-item', pair)),
    ...landingRefsIn(order.landingSite).map((ref) => refSignal('landing-link', ref, null)),
  ]);
}

/** Shopify's own record of the visits that led to an order. @param visits [{ref, at}]: what followed `?ref=`; epoch milliseconds. Never throws. */
export function journeySignals(visits: unknown): ReadSignal[] {
  return mostTelling(
    listOf(visits).flatMap((visit) => {
      const ref = fieldOf(visit, 'ref');
      return typeof ref === 'string' && ref !== '' ? [refSignal('journey', ref, timeIn(fieldOf(visit, 'at')))] : [];
    }),
  );
}

/** Whose shared code the order used; null: none's. */
export function sharedCodeUsed(signals: readonly Signal[]): string | null {
  const used = signals.find(
    ({ kind, trust, resolution }) => kind === 'discount-code' && trust === 'hint' && 'advocateId' in resolution,
  );
  return used !== undefined && 'advocateId' in used.resolution ? used.resolution.advocateId : null;
}

/** What a friend answered to "who referred you?": a code, a link, or else words that only the shop can place. Never throws. */
export function answerSignals(text: unknown, at: unknown): ReadSignal[] {
  if (typeof text !== 'string') return [];
  const answer = fitText(text, LONGEST_ANSWER).trim();
  if (answer === '') return [];
  const [ref = answer] = landingRefsIn(answer);
  const signal = refSignal('friend-answer', ref, timeIn(at));
  const isWords = 'problem' in signal.code && signal.code.problem === 'malformed';
  return [isWords ? { ...signal, rawCode: fitText(answer, 64), code: { answer } } : signal];
}

/** What `resolveSignals` wants to find in its book; `answers` are texts that are no codes. */
export function codesToLookUp(signals: readonly ReadSignal[]): {
  referralCodes: string[];
  offerCodes: string[];
  sharedCodes: string[];
  answers: string[];
} {
  const set = () => new Set<string>();
  const wanted = { referralCodes: set(), offerCodes: set(), sharedCodes: set(), answers: set() };
  for (const { code } of signals) {
    if ('referralCode' in code) wanted.referralCodes.add(code.referralCode);
    if ('offerCode' in code) wanted.offerCodes.add(code.offerCode);
    if ('sharedCode' in code) wanted.sharedCodes.add(code.sharedCode);
    if ('answer' in code) wanted.answers.add(code.answer);
  }
  return {
    referralCodes: [...wanted.referralCodes],
    offerCodes: [...wanted.offerCodes],
    sharedCodes: [...wanted.sharedCodes],
    answers: [...wanted.answers],
  };
}

/**
 * Joins each signal with the advocate its code leads to. A friend's offer code is verified: the app made it, and knows when it was claimed. A shared
 * code is a hint: whoever reads it somewhere can use it.
 * A seal that is not genuine makes its link `forged`; the code still counts, like one without a seal, but how it was shared is not believed.
 */
export function resolveSignals(signals: readonly ReadSignal[], book: CodeBook): Signal[] {
  return signals.map(({ kind, rawCode, at, code, seal }): Signal => {
    const hint = { kind, rawCode, at, trust: 'hint', channel: null } as const;
    if ('problem' in code) return { ...hint, resolution: { unresolved: code.problem } };
    if ('answer' in code) {
      const meant = book.answers.get(code.answer) ?? 'unknown';
      return { ...hint, resolution: typeof meant === 'string' ? { unresolved: meant } : { advocateId: meant.advocateId } };
    }
    if ('offerCode' in code) {
      const claim = book.claims.get(code.offerCode);
      if (claim === undefined) return { ...hint, resolution: { unresolved: 'unknown' } };
      return { ...hint, at: claim.claimedAt, trust: 'verified', resolution: { advocateId: claim.advocateId } };
    }
    const advocateId = 'sharedCode' in code ? book.sharers.get(code.sharedCode) : book.advocates.get(code.referralCode);
    const resolution = advocateId === undefined ? { unresolved: 'unknown' as const } : { advocateId };
    if (seal === null || 'sharedCode' in code) return { ...hint, resolution };
    const genuine = book.sealIsGenuine(code.referralCode, seal);
    return { ...hint, trust: genuine ? 'signed' : 'forged', channel: genuine ? seal.channel : null, resolution };
  });
}

/** Without repeats, and at most so many: codes before what is none, so that noise crowds nothing out. */
function mostTelling(signals: readonly ReadSignal[]): ReadSignal[] {
  const different = [...new Map(signals.map((signal) => [JSON.stringify(signal), signal])).values()];
  const isNoise = ({ code }: ReadSignal) => 'problem' in code;
  return [...different.filter((signal) => !isNoise(signal)), ...different.filter(isNoise)].slice(0, MOST_SIGNALS);
}

function refSignal(kind: SignalKind, ref: string, at: number | null): ReadSignal {
  const read = readRef(ref);
  const code = 'code' in read ? { referralCode: read.code } : read;
  return { kind, rawCode: fitText(ref, 64), at, code, seal: 'code' in read ? read.seal : null };
}

/** What looks like a code of the app's: a friend's own, or an advocate's shared one, which no buyer can misspell (the shop would not take it). */
function discountSignals(raw: string): ReadSignal[] {
  const signal = { kind: 'discount-code', rawCode: fitText(raw, 64), at: null, seal: null } as const;
  const offer = readOfferCode(raw);
  if (offer !== null) return [{ ...signal, code: { offerCode: offer } }];
  const shared = readReferralCode(raw);
  const isExact = 'code' in shared && shared.code === raw.trim().toUpperCase();
  return isExact ? [{ ...signal, code: { sharedCode: shared.code } }] : [];
}

/**
 * Our attribute holds first and last touch and the friend's answer (`StoredReferral`); what is broken in it does not harm the rest. Anything
 * else under its name, such as a bare code written by a theme, is taken as one touch of unknown time.
 */
function rememberedSignals(kind: 'cart-attribute' | 'line-item', [name, value]: readonly [string, string]): ReadSignal[] {
  if (name !== CART_ATTRIBUTE || value === '') return [];
  const stored = value.length > LONGEST_ATTRIBUTE ? null : parseJson(value);
  const part = (key: keyof Pick<StoredReferral, 'f' | 'l' | 'w'>) => listOf(fieldOf(stored, key));
  const [answer, answeredAt] = part('w');
  const touches = [part('f'), part('l')].flatMap(([ref, at]) =>
    typeof ref === 'string' ? [refSignal(kind, ref, timeIn(at))] : [],
  );
  const signals = [...touches, ...answerSignals(answer, answeredAt)];
  return signals.length > 0 ? signals : [refSignal(kind, value, null)];
}

/** A time that a calendar can hold, else null. Clocks of browsers say anything. */
function timeIn(value: unknown): number | null {
  const time = typeof value === 'number' ? Math.trunc(value) : 0;
  return time > 0 && time <= 8.64e15 ? time : null;
}

function landingRefsIn(landingSite: unknown): string[] {
  if (typeof landingSite !== 'string' || landingSite.length > 8_192) return [];
  try {
    const refs = new URL(landingSite, 'https://shop.invalid').searchParams.getAll(REF_PARAMETER);
    return refs.filter((ref) => ref !== '');
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
