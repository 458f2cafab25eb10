/** What became of an order or a sign-up with evidence: all but `not-credited` are states of its referral. */
export const STANDINGS = ['credited', 'held', 'not-credited', 'reversed'] as const;
export type Standing = (typeof STANDINGS)[number];

export const ORDER_KINDS = ['order', 'sign-up'] as const;
export type OrderKind = (typeof ORDER_KINDS)[number];
