/** How what is owed is told apart. */

/**
 * Where a promise that is still open stands: `held` waits for a verdict, `waiting` for its time, `payable` is due and not issued yet, `issued` can be
 * used. Store credit and gift cards that were paid are the customer's money at Shopify: they are not owed any more.
 */
export const OWED_PLACES = ['held', 'waiting', 'payable', 'issued'] as const;
export type OwedPlace = (typeof OWED_PLACES)[number];

/** Days since the promise; the last has no end. */
export const AGES = ['0-30', '31-60', '61-90', '91+'] as const;
export type Age = (typeof AGES)[number];
