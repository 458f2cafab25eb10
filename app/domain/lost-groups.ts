/** What loses a credit, in the few groups that the report of lost credit tells about. */
import type { ReasonCode } from './reasons.ts';

export const LOST_GROUPS = ['nobody', 'window', 'rules', 'checks', 'order'] as const;
export type LostGroup = (typeof LOST_GROUPS)[number];

/** Null: reasons of single candidates, of orders without evidence, and of orders that the report leaves out. */
const GROUPS = {
  credited: null,
  'in-review': null,
  'code-malformed': 'nobody',
  'code-mistyped': 'nobody',
  'code-unknown': 'nobody',
  'code-ambiguous': 'nobody',
  'advocate-blocked': 'nobody',
  'advocate-redacted': 'nobody',
  'outside-window': 'window',
  'after-order': 'window',
  'self-referral': 'checks',
  'check-refused': 'checks',
  'score-refused': 'checks',
  'refused-by-staff': 'checks',
  'refused-unlooked': 'checks',
  'outranked-by-signal': null,
  'outranked-by-trust': null,
  'later-touch-won': null,
  'earlier-touch-won': null,
  'same-advocate': null,
  'no-evidence': null,
  'program-paused': 'rules',
  'draft-order': 'rules',
  'point-of-sale': 'rules',
  'channel-not-eligible': 'rules',
  'country-not-eligible': 'rules',
  'country-unknown': 'rules',
  'no-eligible-product': 'rules',
  'renewal-not-credited': 'rules',
  'renewal-limit': 'rules',
  'returning-customer': 'rules',
  'new-customer-unknown': 'rules',
  'friend-already-credited': 'rules',
  'below-minimum': 'rules',
  'currency-mismatch': 'rules',
  'sign-ups-not-credited': null,
  'order-cancelled': 'order',
  'order-refunded': 'order',
  'dispute-lost': 'order',
  'test-order': null,
  'order-not-paid': null,
} as const satisfies Record<ReasonCode, LostGroup | null>;

/** The reasons that lose a credit. */
export type LostReason = { [Code in ReasonCode]: (typeof GROUPS)[Code] extends null ? never : Code }[ReasonCode];

/** The reasons of one group. */
export function reasonsOf(group: LostGroup): LostReason[] {
  return (Object.keys(GROUPS) as LostReason[]).filter((code) => GROUPS[code] === group);
}
