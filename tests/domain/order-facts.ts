import type { AdvocateFacts, OrderFacts, PersonalHash, Signal } from '#app/domain/facts.ts';
import { defaultRules, type ProgramRules } from '#app/domain/program.ts';

export const DAY = 86_400_000;
export const PLACED = Date.UTC(2026, 9, 1, 12);

export const hash = (text: string) => text as PersonalHash;

/** A paid first order of 100.00 USD by a stranger; a test changes what it is about. */
export function order(changes: Partial<OrderFacts> = {}): OrderFacts {
  return {
    orderId: '1001',
    placedAt: PLACED,
    paidAt: PLACED,
    cancelledAt: null,
    test: false,
    sourceName: 'web',
    buyer: { customerId: '900', emailHash: hash('friend'), phoneHash: null },
    subtotal: { minor: 10_000n, currency: 'USD' },
    total: { minor: 11_500n, currency: 'USD' },
    refunded: { minor: 0n, currency: 'USD' },
    signals: [],
    advocates: [advocate('anna'), advocate('ben')],
    earlierOrders: 0,
    friendCreditedOn: null,
    ...changes,
  };
}

export function advocate(advocateId: string, changes: Partial<AdvocateFacts> = {}): AdvocateFacts {
  return { advocateId, state: 'active', customerId: `c-${advocateId}`, emailHash: hash(advocateId), phoneHash: null, ...changes };
}

/** A signal that leads to an advocate, days before the order. */
export function signal(kind: Signal['kind'], advocateId: string, daysBefore: number | null = 1): Signal {
  const at = daysBefore === null ? null : PLACED - daysBefore * DAY;
  return { kind, rawCode: `code-of-${advocateId}`, at, resolution: { advocateId } };
}

export function unresolved(why: 'malformed' | 'mistyped' | 'unknown', kind: Signal['kind'] = 'cart-attribute'): Signal {
  return { kind, rawCode: 'NOBODYS', at: PLACED - DAY, resolution: { unresolved: why } };
}

/** Default rules, live, in US dollars. */
export function rules(attribution: Partial<ProgramRules['attribution']> = {}, others: Partial<ProgramRules> = {}): ProgramRules {
  const base = defaultRules('USD');
  return { ...base, live: true, ...others, attribution: { ...base.attribution, ...attribution } };
}
