/**
 * The advocate's code stands on the order, but this buyer was never seen to come by the link or to claim the offer: it was typed in, copied
 * from a coupon site, or written into the cart by a browser extension.
 *
 * Clear when something that this app or Shopify saw itself leads to the advocate (`detail.evidence`, a signal kind): evidence that is verified
 * or sealed, or a link that a visit began with. Otherwise the buyer's visits and claims decide (`detail.visits`, `detail.claims`); not
 * checked when they were not counted. Honest people trip it: who declines to be remembered leaves no visit, and links are also read aloud.
 */
import type { OrderFacts, Signal } from '../facts.ts';
import type { RiskCheck } from './check.ts';

export const unseenCode: RiskCheck = {
  code: 'unseen-code',
  look({ signals }, { advocateId, buyerVisits: visits, buyerClaims: claims }) {
    const evidence = firstSeen(signals, advocateId);
    if (evidence !== null) return { seen: 'clear', detail: { evidence: evidence.kind } };
    const detail = { visits, claims };
    if ((visits ?? 0) + (claims ?? 0) > 0) return { seen: 'clear', detail };
    return { seen: visits === null || claims === null ? 'not-checked' : 'hit', detail };
  },
};

function firstSeen(signals: OrderFacts['signals'], advocateId: string): Signal | null {
  const own = signals.filter(({ resolution }) => 'advocateId' in resolution && resolution.advocateId === advocateId);
  return own.find(({ trust }) => trust === 'verified' || trust === 'signed') ?? own.find(isSeenVisit) ?? null;
}

/** Shopify wrote the address of the visit down; a link with a wrong seal was tampered with. */
function isSeenVisit({ kind, trust }: Signal): boolean {
  return (kind === 'landing-link' || kind === 'journey') && trust !== 'forged';
}
