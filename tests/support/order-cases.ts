/**
 * The labelled corpus: pretend orders as people would tell them, with what a fair judge decides. The cases are the JSON files in
 * tests/fixtures/orders; `factsOf` turns one into the engine's facts through the app's own readers and hashes, so that an alias, a spelling or a broken
 * attribute is read exactly as in production. What the database would count is given by the case (`seen`).
 */
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { isDisposable } from '#app/disposable-mail.server.ts';
import { CHANNEL_NAMES } from '#app/domain/channel.ts';
import { offerCode } from '#app/domain/discount-code.ts';
import type { AdvocateFacts, BuyerFacts, OrderFacts, OrderLine, PersonalHash, Signal } from '#app/domain/facts.ts';
import { digitsOf, parseMoney } from '#app/domain/money.ts';
import { canonicalAddress } from '#app/domain/postal-address.ts';
import { defaultRules, type ProgramRules, programRulesSchema } from '#app/domain/program.ts';
import { makeReferralCode } from '#app/domain/referral-code.ts';
import { macText, sealedRef, sealMessage } from '#app/domain/signed-ref.ts';
import { journeySignals, type RawEvidence, readSignals, resolveSignals } from '#app/domain/signals.ts';
import { internationalPhone } from '#app/international-phone.server.ts';
import { createVault } from '#app/personal-data.server.ts';

const DAY = 86_400_000;
const folder = path.resolve(import.meta.dirname, '../fixtures/orders');
/** When every pretend order is placed. */
export const PLACED = Date.UTC(2026, 9, 1, 12);

const address = z.object({
  address1: z.string(),
  address2: z.string().optional(),
  zip: z.string().optional(),
  city: z.string().optional(),
  countryCode: z.string().optional(),
});
const person = z.object({
  customerId: z.string().nullable().optional(),
  email: z.string().nullable().optional(),
  phone: z.string().nullable().optional(),
  /** Shipping, then billing. */
  addresses: z.array(address).optional(),
  networks: z.array(z.string()).optional(),
  devices: z.array(z.string()).optional(),
});
type PersonCase = z.infer<typeof person>;

const evidence = z.object({
  kind: z.enum([
    'offer-code',
    'shared-code',
    'claim',
    'signed-in-visit',
    'sign-up',
    'cart',
    'line',
    'landing',
    'journey',
    'answer',
    'merchant',
    'renewal',
  ]),
  of: z.string(),
  daysBefore: z.number().nullable().default(1),
  /** The channel of a sealed link, or a seal that nobody made. */
  seal: z.enum([...CHANNEL_NAMES, 'forged']).optional(),
  /** Typed differently: "lower", "spaced", "misread", "mistyped". */
  typed: z.enum(['lower', 'spaced', 'misread', 'mistyped']).optional(),
});

const line = z.object({
  price: z.string(),
  quantity: z.number().default(1),
  current: z.number().optional(),
  discount: z.string().default('0'),
  tax: z.string().default('0'),
  product: z.string().nullable().default('1'),
  collections: z.array(z.string()).default([]),
  tags: z.array(z.string()).default([]),
  giftCard: z.boolean().default(false),
});

const caseSchema = z.strictObject({
  name: z.string(),
  /** Whether a fair judge says that the advocate brought this order and has earned the credit; `unclear`: a person must look. */
  truth: z.enum(['earned', 'not-earned', 'unclear']),
  /** Two people who live, study or work under one roof. */
  household: z.boolean().default(false),
  /** Changes to the default rules (live, USD), merged deeply. */
  rules: z.record(z.string(), z.unknown()).default({}),
  advocates: z.record(z.string(), person.extend({ state: z.enum(['active', 'blocked', 'redacted']).optional() })).default({}),
  buyer: person.extend({ earlierOrders: z.number().nullable().optional(), advocate: z.string().optional() }).default({}),
  evidence: z.array(evidence).default([]),
  /** Evidence as an order carries it; `{anna}` stands for her code, `{offer:anna}` for a friend's code, `{A*9}` for nine letters. Read beside `evidence`. */
  raw: z.record(z.string(), z.unknown()).optional(),
  order: z
    .strictObject({
      currency: z.string().default('USD'),
      subtotal: z.string().default('100'),
      total: z.string().optional(),
      refunded: z.string().default('0'),
      lines: z.array(line).default([]),
      taxesIncluded: z.boolean().default(false),
      country: z.string().nullable().default('US'),
      source: z.string().nullable().default('web'),
      test: z.boolean().default(false),
      paid: z.boolean().default(true),
      cancelled: z.boolean().default(false),
      renewal: z.number().nullable().default(null),
      kind: z.enum(['order', 'sign-up']).default('order'),
    })
    .prefault({}),
  seen: z
    .strictObject({
      visits: z.number().nullable().default(1),
      claims: z.number().nullable().default(0),
      referrers: z.array(z.string()).default([]),
      referrer: z.string().nullable().default(null),
      creditsLastDay: z.number().nullable().default(0),
      creditsLast30Days: z.number().nullable().default(0),
      claimsLastHour: z.number().nullable().default(0),
      networkCredits: z.number().nullable().default(0),
      referredBy: z.array(z.string()).default([]),
      phoneKnownFrom: z.string().nullable().default(null),
      friendCreditedOn: z.string().nullable().default(null),
      friendCreditedTo: z.string().nullable().default(null),
      risk: z.enum(['none', 'pending', 'low', 'medium', 'high']).nullable().default('low'),
      dispute: z.enum(['open', 'won', 'lost']).nullable().default(null),
      blocked: z.array(z.enum(['email', 'domain', 'network', 'customer'])).default([]),
      verdict: z
        .object({ kind: z.enum(['approve', 'refuse']), of: z.string(), by: z.enum(['staff', 'rule']).default('staff') })
        .nullable()
        .default(null),
    })
    .prefault({}),
  expect: z.strictObject({
    outcome: z.enum(['credited', 'review', 'not-credited']),
    advocate: z.string().nullable(),
    reason: z.string(),
  }),
});
export type OrderCase = z.infer<typeof caseSchema>;

/** Everybody that a case does not describe. The addresses, numbers and networks are ones reserved for examples. */
const CAST: Record<string, PersonCase> = {
  anna: {
    customerId: '101',
    email: 'anna.berg@gmail.com',
    phone: '+1 202 555 0101',
    addresses: [{ address1: '12 Elm Street', zip: '02139', city: 'Cambridge', countryCode: 'US' }],
    networks: ['203.0.113.10'],
    devices: ['Mozilla/5.0 (Macintosh) Safari/605'],
  },
  ben: {
    customerId: '102',
    email: 'ben@example.org',
    phone: '+1 202 555 0102',
    addresses: [{ address1: '8 Harbour Road', zip: '94110', city: 'San Francisco', countryCode: 'US' }],
    networks: ['203.0.113.20'],
    devices: ['Mozilla/5.0 (Windows NT 10.0) Chrome/130'],
  },
  cleo: { customerId: '103', email: 'cleo@example.net', phone: null, addresses: [], networks: [], devices: [] },
  mia: {
    customerId: '900',
    email: 'mia.lund@example.com',
    phone: '+1 202 555 0199',
    addresses: [{ address1: '77 Lake View Drive', zip: '60601', city: 'Chicago', countryCode: 'US' }],
    networks: ['198.51.100.7'],
    devices: ['Mozilla/5.0 (iPhone) Safari/604'],
  },
};

const vault = createVault(Buffer.alloc(32, 7).toString('base64'));
const hasher = vault.forShop(vault.newShopKey());
const SHOP = 'corpus-shop';

/** Every case of every file, checked. @throws when a file is malformed or two cases have one name */
export function readCases(): OrderCase[] {
  const files = readdirSync(folder);
  const cases = files.sort().flatMap((file) => {
    const parsed: unknown = JSON.parse(readFileSync(path.join(folder, file), 'utf8'));
    return z.array(caseSchema).parse(parsed);
  });
  const names = new Set(cases.map(({ name }) => name));
  if (names.size !== cases.length) throw new Error('two cases have one name');
  return cases;
}

/** The rules of a case: the default ones of a live program, with the case's changes. */
export function rulesOf({ rules, order }: OrderCase): ProgramRules {
  return programRulesSchema.parse(merge({ ...defaultRules(order.currency), live: true }, rules));
}

/** What the engine is told. */
export function factsOf(order: OrderCase): OrderFacts {
  const told = order.order;
  const money = (text: string) => parseMoney(exact(text, told.currency), told.currency);
  const names = namesIn(order);
  const buyer = { ...CAST['mia'], ...order.buyer };
  return {
    kind: told.kind,
    orderId: told.kind === 'sign-up' ? `signup-${buyer.customerId ?? '0'}` : '5001',
    placedAt: PLACED,
    paidAt: told.paid ? PLACED : null,
    fulfilledAt: null,
    deliveredAt: null,
    cancelledAt: told.cancelled ? PLACED + DAY : null,
    test: told.test,
    sourceName: told.source,
    country: told.country,
    buyer: buyerFacts(buyer, order.buyer.advocate ?? null),
    subtotal: money(told.subtotal),
    total: money(told.total ?? told.subtotal),
    paidIn: told.currency,
    refunded: money(told.refunded),
    taxesIncluded: told.taxesIncluded,
    lines: told.lines.map((one) => lineFacts(one, money)),
    renewal: told.renewal,
    signals: signalsOf(order, names),
    advocates: names.map((name) => advocateFacts(name, order)),
    earlierOrders: order.buyer.earlierOrders === undefined ? 0 : order.buyer.earlierOrders,
    phoneKnownFrom: order.seen.phoneKnownFrom,
    friendCreditedOn: order.seen.friendCreditedOn,
    friendCreditedTo: order.seen.friendCreditedTo,
    networkCreditsLastWeek: order.seen.networkCredits,
    referrerHost: order.seen.referrer,
    shopifyRisk: order.seen.risk === null ? null : { level: order.seen.risk, at: PLACED },
    dispute: order.seen.dispute,
    blocked: order.seen.blocked,
    verdict: order.seen.verdict && {
      kind: order.seen.verdict.kind,
      advocateId: order.seen.verdict.of,
      by: order.seen.verdict.by,
      at: PLACED + DAY,
    },
  };
}

/** An advocate's code; a name stands for an advocate's id, too. */
function codeOf(name: string): string {
  return makeReferralCode(createHash('sha256').update(name).digest().subarray(0, 16));
}

function offerCodeOf(name: string): string {
  return offerCode(createHash('sha512').update(`offer ${name}`).digest());
}

function namesIn({ evidence: all, advocates, seen, raw }: OrderCase): string[] {
  const written = JSON.stringify(raw ?? {}).matchAll(/\{(?:offer:)?([a-z]+)\}/g);
  const names = [...all.map(({ of }) => of), ...Object.keys(advocates), ...[...written].map(([, name]) => name ?? '')];
  const known = names.filter((name) => name !== 'nobody');
  return [...new Set([...known, ...(seen.verdict === null ? [] : [seen.verdict.of])])].sort();
}

function signalsOf({ evidence: all, raw }: OrderCase, names: readonly string[]): Signal[] {
  const direct: Signal[] = [];
  const attributes: unknown[] = [];
  const properties: unknown[] = [];
  const discountCodes: unknown[] = [];
  const landings: string[] = [];
  const visits: { ref: string; at: number | null }[] = [];
  for (const one of all) {
    const at = one.daysBefore === null ? null : PLACED - one.daysBefore * DAY;
    const ref = refOf(one);
    const proven = (kind: Signal['kind'], trust: Signal['trust'] = 'verified') =>
      direct.push({ kind, rawCode: '', at, trust, channel: null, resolution: { advocateId: one.of } });
    const stored = at === null ? ref : JSON.stringify({ f: [ref, at] });
    if (one.kind === 'shared-code') discountCodes.push({ code: typedAs(codeOf(one.of), one.typed) });
    if (one.kind === 'offer-code') discountCodes.push({ code: typedAs(offerCodeOf(one.of), one.typed) });
    if (one.kind === 'cart') attributes.push({ name: '__vouchsafe', value: stored });
    if (one.kind === 'line') properties.push({ name: '__vouchsafe', value: stored });
    if (one.kind === 'landing') landings.push(ref);
    if (one.kind === 'journey') visits.push({ ref, at });
    if (one.kind === 'answer')
      attributes.push({ name: '__vouchsafe', value: JSON.stringify({ f: ['-', 1], w: [ref, at ?? PLACED] }) });
    if (one.kind === 'claim') proven('claim', 'hint');
    if (one.kind === 'merchant' || one.kind === 'renewal' || one.kind === 'signed-in-visit' || one.kind === 'sign-up')
      proven(one.kind);
  }
  const carried: RawEvidence = {
    noteAttributes: attributes,
    lineItems: [{ properties }],
    discountCodes,
    landingSite: landings.length === 0 ? undefined : `/?${landings.map((ref) => `ref=${encodeURIComponent(ref)}`).join('&')}`,
    ...filled(raw ?? {}),
  };
  const read = [...readSignals(carried), ...journeySignals(visits)].filter(({ rawCode }) => rawCode !== '-');
  const claimedAt = new Map(all.filter(({ kind }) => kind === 'offer-code').map((one) => [one.of, one.daysBefore ?? 1]));
  const book = {
    advocates: new Map(names.map((name) => [codeOf(name), name])),
    claims: new Map(
      names.map((name) => [offerCodeOf(name), { advocateId: name, claimedAt: PLACED - (claimedAt.get(name) ?? 1) * DAY }]),
    ),
    sharers: new Map(names.map((name) => [codeOf(name), name])),
    sealIsGenuine: (code: string, seal: { channel: string; mac: string }) => seal.mac === macOf(code, seal.channel),
    answers: new Map<string, { advocateId: string } | 'unknown' | 'ambiguous'>(),
  };
  return [...direct, ...resolveSignals(read, book)];
}

function refOf({ of, seal, typed }: z.infer<typeof evidence>): string {
  const code = codeOf(of);
  if (seal === undefined) return typedAs(code, typed);
  if (seal === 'forged') return sealedRef(code, 'copy', macOf('another code', 'copy'));
  return typedAs(sealedRef(code, seal, macOf(code, seal)), typed);
}

function macOf(code: string, channel: string): string {
  return macText(
    createHash('sha256')
      .update(sealMessage(SHOP, code, channel as 'copy'))
      .digest(),
  );
}

function typedAs(code: string, typed: z.infer<typeof evidence>['typed']): string {
  if (typed === 'lower') return code.toLowerCase();
  if (typed === 'spaced') return ` ${code.slice(0, 4)}-${code.slice(4, 7)} ${code.slice(7)} `;
  if (typed === 'misread')
    return code.replaceAll('2', 'Z').replaceAll('5', 'S').replaceAll('6', 'G').replaceAll('8', 'B').replaceAll('D', 'O');
  if (typed === 'mistyped') return (code.startsWith('2') ? '3' : '2') + code.slice(1);
  return code;
}

function filled(raw: Record<string, unknown>): RawEvidence {
  const text = JSON.stringify(raw)
    .replace(/\{offer:([a-z]+)\}/g, (_all, name: string) => offerCodeOf(name))
    .replace(/\{([a-z]+)\}/g, (_all, name: string) => codeOf(name))
    .replace(/\{A\*(\d+)\}/g, (_all, times: string) => 'A'.repeat(Number(times)));
  return JSON.parse(text) as RawEvidence;
}

function buyerFacts(buyer: PersonCase, advocateId: string | null): BuyerFacts {
  const { addressHashes, networkHashes, deviceHashes, ...known } = hashed(buyer);
  const disposableEmail = isDisposable(buyer.email ?? null);
  return {
    ...{ ...known, advocateId, addressHashes, disposableEmail },
    networkHash: networkHashes[0] ?? null,
    deviceHash: deviceHashes[0] ?? null,
  };
}

function advocateFacts(name: string, { advocates, seen }: OrderCase): AdvocateFacts {
  const { state = 'active', ...told } = advocates[name] ?? {};
  return {
    ...{ ...hashed({ ...CAST[name], ...told }), advocateId: name, state },
    creditsLastDay: seen.creditsLastDay,
    creditsLast30Days: seen.creditsLast30Days,
    claimsLastHour: seen.claimsLastHour,
    buyerVisits: seen.visits,
    buyerClaims: seen.claims,
    referrerHosts: seen.referrers,
    referredBy: seen.referredBy,
    currency: null,
    tally: null,
  };
}

function hashed({ customerId, email, phone, addresses, networks, devices }: PersonCase) {
  const all = <Text>(texts: readonly Text[] | undefined, hash: (text: Text) => PersonalHash | null) => [
    ...new Set((texts ?? []).flatMap((text) => hash(text) ?? [])),
  ];
  return {
    customerId: customerId ?? null,
    emailHash: hasher.email(email ?? null),
    phoneHash: hasher.phone(internationalPhone(phone ?? null, addresses?.[0]?.countryCode ?? null)),
    addressHashes: all(addresses, ({ address1, address2 = '', zip = '', city = '', countryCode = 'US' }) =>
      addressHash(canonicalAddress({ address1, address2, zip, city, countryCode })),
    ),
    networkHashes: all(networks, (text) => hasher.network(text)),
    deviceHashes: all(devices, (text) => hasher.device(text)),
  };
}

function addressHash(canonical: string | null): PersonalHash | null {
  return canonical === null ? null : hasher.address(canonical);
}

function lineFacts(told: z.infer<typeof line>, money: (text: string) => { minor: bigint }): OrderLine {
  const { product, collections, tags, giftCard, quantity, current } = told;
  const fullMinor = money(told.price).minor * BigInt(quantity);
  return {
    ...{ productId: product, collections, tags, giftCard, quantity, fullMinor },
    currentQuantity: current ?? quantity,
    discountedMinor: fullMinor - money(told.discount).minor,
    taxMinor: money(told.tax).minor,
  };
}

/** "100" → "100.00" where the currency has two digits. */
function exact(text: string, currency: string): string {
  const digits = digitsOf(currency);
  return digits > 0 && !text.includes('.') ? `${text}.${'0'.repeat(digits)}` : text;
}

function merge(base: unknown, changes: unknown): unknown {
  if (!isRecord(base) || !isRecord(changes)) return changes;
  const keys = new Set([...Object.keys(base), ...Object.keys(changes)]);
  return Object.fromEntries([...keys].map((key) => [key, key in changes ? merge(base[key], changes[key]) : base[key]]));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
