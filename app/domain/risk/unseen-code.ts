/**
 * The advocate's code stands on the order, but this buyer was never seen to come by the link or to claim the offer: it was typed in, copied
 * from a coupon site, or written into the cart by a browser extension.
 *
 * Clear when something that this app or Shopify saw itself leads to the advocate (`detail.evidence`, a signal kind): evidence that is verified
 * or sealed, or a link that a visit began with. Otherwise the buyer's visits and claims decide (`detail.visits`, `detail.claims`); not
 * checked when they were not counted. Honest people trip it: who declines to be remembered leaves no visit, and links are also read aloud.
 */
import { type Signal, SIGNAL_KINDS, type SignalKind } from '../facts.ts';
import type { RiskCheck } from './check.ts';

export const unseenCode: RiskCheck = {
  code: 'unseen-code',
  look({ signals }, { advocateId, buyerVisits: visits, buyerClaims: claims }) {
    const evidence = kindSeen(signals, advocateId);
    if (evidence !== null) return { seen: 'clear', detail: { evidence } };
    const detail = { visits, claims };
    if ((visits ?? 0) + (claims ?? 0) > 0) return { seen: 'clear', detail };
    return { seen: visits === null || claims === null ? 'not-checked' : 'hit', detail };
  },
};

/** The strongest kind, whatever the sequence of the signals. */
function kindSeen(signals: readonly Signal[], advocateId: string): SignalKind | null {
  const seen = signals.filter(
    (signal) => 'advocateId' in signal.resolution && signal.resolution.advocateId === advocateId && isSeen(signal),
  );
  return SIGNAL_KINDS.find((kind) => seen.some((signal) => signal.kind === kind)) ?? null;
}

/** Of links, Shopify wrote the address of the visit down; one with a wrong seal was tampered with. */
function isSeen({ kind, trust }: Signal): boolean {
  if (trust === 'verified' || trust === 'signed') return true;
  return (kind === 'landing-link' || kind === 'journey') && trust !== 'forged';
}
