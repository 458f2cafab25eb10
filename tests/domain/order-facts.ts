import type { AdvocateFacts, BuyerFacts, OrderFacts, OrderLine, PersonalHash, Signal, Unresolved } from '#app/domain/facts.ts';
import { defaultRules, type ProgramRules } from '#app/domain/program.ts';
import type { Grading, RiskCheckCode } from '#app/domain/risk/codes.ts';

export const DAY = 86_400_000;
export const PLACED = Date.UTC(2026, 9, 1, 12);

export const hash = (text: string) => text as PersonalHash;

/** A paid first order of 100.00 USD by a stranger; a test changes what it is about. */
export function order(changes: Partial<OrderFacts> = {}): OrderFacts {
  return {
    kind: 'order',
    orderId: '1001',
    placedAt: PLACED,
    paidAt: PLACED,
    fulfilledAt: null,
    deliveredAt: null,
    cancelledAt: null,
    test: false,
    sourceName: 'web',
    country: 'US',
    buyer: buyer(),
    subtotal: { minor: 10_000n, currency: 'USD' },
    total: { minor: 11_500n, currency: 'USD' },
    paidIn: 'USD',
    refunded: { minor: 0n, currency: 'USD' },
    taxesIncluded: false,
    lines: [],
    renewal: null,
    signals: [],
    advocates: [advocate('anna'), advocate('ben')],
    earlierOrders: 0,
    phoneKnownFrom: null,
    friendCreditedOn: null,
    friendCreditedTo: null,
    networkCreditsLastWeek: 0,
    referrerHost: null,
    shopifyRisk: null,
    dispute: null,
    blocked: [],
    verdict: null,
    ...changes,
  };
}

/** A sign-up by a stranger: an order of nothing. */
export function signUp(changes: Partial<OrderFacts> = {}): OrderFacts {
  const nothing = { minor: 0n, currency: 'USD' };
  return order({
    kind: 'sign-up',
    orderId: 'signup-900',
    paidAt: null,
    sourceName: null,
    subtotal: nothing,
    total: nothing,
    ...changes,
  });
}

/** A stranger about whom nothing speaks. */
export function buyer(changes: Partial<BuyerFacts> = {}): BuyerFacts {
  return {
    customerId: '900',
    emailHash: hash('friend'),
    phoneHash: null,
    advocateId: null,
    addressHashes: [],
    networkHash: null,
    deviceHash: null,
    disposableEmail: false,
    ...changes,
  };
}

/** An active advocate whose link the buyer has visited, and about whom nothing speaks. */
export function advocate(advocateId: string, changes: Partial<AdvocateFacts> = {}): AdvocateFacts {
  return {
    advocateId,
    state: 'active',
    customerId: `c-${advocateId}`,
    emailHash: hash(advocateId),
    phoneHash: null,
    addressHashes: [],
    networkHashes: [],
    deviceHashes: [],
    creditsLastDay: 0,
    creditsLast30Days: 0,
    claimsLastHour: 0,
    buyerVisits: 1,
    buyerClaims: 0,
    referrerHosts: [],
    referredBy: [],
    currency: null,
    tally: null,
    ...changes,
  };
}

/** One piece of 100.00 USD without discount or tax. */
export function line(changes: Partial<OrderLine> = {}): OrderLine {
  return {
    productId: '1',
    collections: [],
    tags: [],
    giftCard: false,
    quantity: 1,
    currentQuantity: 1,
    fullMinor: 10_000n,
    discountedMinor: 10_000n,
    taxMinor: 0n,
    ...changes,
  };
}

/** A signal that leads to an advocate, days before the order. */
export function signal(
  kind: Signal['kind'],
  advocateId: string,
  daysBefore: number | null = 1,
  changes: Partial<Signal> = {},
): Signal {
  const at = daysBefore === null ? null : PLACED - daysBefore * DAY;
  return { kind, rawCode: `code-of-${advocateId}`, at, trust: 'hint', channel: null, resolution: { advocateId }, ...changes };
}

export function unresolved(why: Unresolved, kind: Signal['kind'] = 'cart-attribute'): Signal {
  return { kind, rawCode: 'NOBODYS', at: PLACED - DAY, trust: 'hint', channel: null, resolution: { unresolved: why } };
}

/** Default rules, live, in US dollars. */
export function rules(attribution: Partial<ProgramRules['attribution']> = {}, others: Partial<ProgramRules> = {}): ProgramRules {
  const base = defaultRules('USD');
  return { ...base, live: true, ...others, attribution: { ...base.attribution, ...attribution } };
}

/** The given rules with other fraud rules. */
export function withRisk(base: ProgramRules, risk: Partial<ProgramRules['risk']>): ProgramRules {
  return { ...base, risk: { ...base.risk, ...risk } };
}

/** The given rules with one check graded otherwise. */
export function graded(base: ProgramRules, check: RiskCheckCode, grading: Partial<Grading>): ProgramRules {
  const { checks } = base.risk;
  return withRisk(base, { checks: { ...checks, [check]: { ...checks[check], ...grading } } });
}
