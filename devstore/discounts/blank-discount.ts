/** What a discount is where nobody says otherwise: nothing off the whole order, for everybody, combined with nothing. */
import type { DiscountState } from '#devstore/state.ts';

export const blankDiscount = {
  title: '',
  kind: 'basic',
  value: { percentage: 0 },
  items: null,
  bxgy: null,
  destination: null,
  appliesOnOneTimePurchase: true,
  appliesOnSubscription: false,
  recurringCycleLimit: 1,
  minimumSubtotal: null,
  minimumQuantity: null,
  usageLimit: null,
  appliesOncePerCustomer: false,
  customerIds: null,
  combinesWith: { orderDiscounts: false, productDiscounts: false, shippingDiscounts: false },
  startsAt: '',
  endsAt: null,
  active: true,
  createdByApp: false,
  usedByCustomer: {},
  tags: [],
} satisfies Partial<DiscountState>;
