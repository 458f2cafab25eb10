/** Which of several signals comes first, and what the others lost by. */
import { type Signal, type SignalKind, TRUSTS } from './facts.ts';
import type { Judged } from './judge-signal.ts';
import type { ProgramRules } from './program.ts';
import type { Reason } from './reasons.ts';

type AttributionRules = ProgramRules['attribution'];

/** Best first: eligible, then known advocates, then stronger kinds, then more trust, then the touch rule; the rest only makes the sequence total. */
export function rankSignals(judged: readonly Judged[], rules: AttributionRules): Judged[] {
  const kinds: readonly SignalKind[] = ['merchant', 'renewal', ...rules.precedence];
  return judged.toSorted(
    (a, b) =>
      Number(a.stop !== null) - Number(b.stop !== null) ||
      Number(a.advocate === null) - Number(b.advocate === null) ||
      kinds.indexOf(a.signal.kind) - kinds.indexOf(b.signal.kind) ||
      TRUSTS.indexOf(a.signal.trust) - TRUSTS.indexOf(b.signal.trust) ||
      touchRank(a.signal, rules.touch) - touchRank(b.signal, rules.touch) ||
      compareText(textOf(a.signal), textOf(b.signal)),
  );
}

/** Why a signal that could have earned the credit did not, while `winner` did. */
export function whyOutranked(loser: Judged, winner: Judged, { touch }: AttributionRules): Reason {
  if (isSameAdvocate(loser, winner)) return { code: 'same-advocate' };
  if (loser.signal.kind !== winner.signal.kind) return { code: 'outranked-by-signal', by: winner.signal.kind };
  if (loser.signal.trust !== winner.signal.trust) return { code: 'outranked-by-trust' };
  return { code: touch === 'last' ? 'later-touch-won' : 'earlier-touch-won' };
}

export function isSameAdvocate(a: Judged, b: Judged): boolean {
  return a.advocate?.advocateId === b.advocate?.advocateId;
}

/** Smaller is better. Unknown times come last. */
function touchRank({ at }: Signal, touch: 'first' | 'last'): number {
  if (at === null) return Number.MAX_SAFE_INTEGER;
  return touch === 'last' ? -at : at;
}

function textOf({ rawCode, channel, resolution }: Signal): string {
  return JSON.stringify([rawCode, channel, resolution]);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
