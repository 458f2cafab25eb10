/** Which verdicts would change something about an order: what the buttons offer and the service accepts. */

export type OrderStandingForVerdict = {
  outcome: string;
  /** The deciding reason's code. */
  reason: string;
  /** Null: the order never earned a credit. */
  referralState: string | null;
  reversedReason: string | null;
};

/** What a verdict can overrule: a refusal by fraud checks or by an earlier verdict. */
const OVERRULED: ReadonlySet<string> = new Set([
  'check-refused',
  'score-refused',
  'self-referral',
  'refused-by-staff',
  'refused-unlooked',
]);

/** An approval makes a held credit or one that was refused stand, never one that the order itself undid. */
export function openVerdicts({
  outcome,
  reason,
  referralState,
  reversedReason,
}: OrderStandingForVerdict): ('approve' | 'refuse')[] {
  switch (referralState) {
    case 'held':
      return ['approve', 'refuse'];
    case 'credited':
      return ['refuse'];
    case 'reversed':
      return OVERRULED.has(reversedReason ?? '') ? ['approve'] : [];
    default:
      return outcome === 'not-credited' && OVERRULED.has(reason) ? ['approve'] : [];
  }
}
