/** What members of staff do that the log of their acts tells. */

/** What an entry's subjects are ids of. */
export type Subject = 'advocate' | 'claim' | 'delivery' | 'block-entry' | 'order' | 'reward' | 'data-request' | null;

export const STAFF_ACTS = {
  'program-saved': null,
  'program-restored': null,
  'settings-saved': null,
  'guide-hidden': null,
  'guide-shown': null,
  'list-exported': null,
  'view-saved': null,
  'view-changed': null,
  'view-deleted': null,
  'endpoint-added': null,
  'endpoint-changed': null,
  'endpoint-deleted': null,
  'endpoint-secret-renewed': null,
  'event-sent-again': null,
  'api-key-made': null,
  'api-key-revoked': null,
  'data-request-answered': 'data-request',
  'advocate-added': null,
  'advocate-blocked': 'advocate',
  'advocate-unblocked': 'advocate',
  'advocate-code-chosen': 'advocate',
  'advocate-code-reset': 'advocate',
  'advocate-merged': 'advocate',
  'advocate-note-added': 'advocate',
  'advocate-note-changed': 'advocate',
  'advocate-note-deleted': 'advocate',
  'order-note-added': 'order',
  'order-note-changed': 'order',
  'order-note-deleted': 'order',
  'import-started': null,
  'import-discarded': null,
  'import-undone': null,
  'delivery-retried': 'delivery',
  'deliveries-retried': null,
  'task-cancelled': null,
  'task-forgotten': null,
  'order-assigned': 'order',
  'credit-approved': 'order',
  'credit-refused': 'order',
  'block-added': null,
  'block-removed': 'block-entry',
  'claim-repaired': 'claim',
  'reward-approved': 'reward',
  'reward-revoked': 'reward',
  'reward-kept': 'reward',
  'reward-given-again': 'reward',
  'reward-told': 'reward',
  'reward-given': 'reward',
  'reward-repaired': 'reward',
  'reward-retried': 'reward',
} as const satisfies Record<string, Subject>;
export type StaffAct = keyof typeof STAFF_ACTS;
export const STAFF_ACT_NAMES = Object.keys(STAFF_ACTS) as StaffAct[];

/** The app's pages, by the first part of their address. */
export const SCREENS = [
  'home',
  'program',
  'referrals',
  'review',
  'advocates',
  'rewards',
  'reports',
  'health',
  'settings',
  'other',
] as const;
export type Screen = (typeof SCREENS)[number];

/** The page that a request was made from. @param address of the page, as browsers name it to their own site */
export function screenOf(address: string | null): Screen {
  const path = URL.canParse(address ?? '') ? new URL(address ?? '').pathname : '';
  if (path === '/app' || path === '/app/') return 'home';
  return SCREENS.find((screen) => path === `/app/${screen}` || path.startsWith(`/app/${screen}/`)) ?? 'other';
}

/** The id of a sign-up's row is made of the customer's, and who types an order's name may type anything; the log never forgets, so it does not learn it. */
export function loggedOrder(orderId: string): string {
  return orderId.startsWith('signup-') || !/^#?[\w-]{1,32}$/.test(orderId) ? 'not-an-order' : orderId;
}
