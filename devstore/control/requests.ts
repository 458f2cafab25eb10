/** What the control API takes. Unknown fields are refused: a mistyped field would otherwise do nothing, silently. */
import { z } from 'zod';
import { apiFaultKinds } from '#devstore/admin-api/faults.ts';
import { isoSeconds } from '#devstore/clock.ts';
import { shipmentStatuses } from '#devstore/orders/deliver-order.ts';
import { disputeStatuses } from '#devstore/orders/dispute-order.ts';
import { evidenceKinds } from '#devstore/orders/referral-evidence.ts';

const money = z.string().regex(/^\d+(\.\d{1,4})?$/, 'an amount such as "12.50"');
const time = z.iso.datetime({ offset: true });
/** As the shop keeps times: UTC, whole seconds. */
const storedTime = time.transform((text) => isoSeconds(new Date(text)));
const count = z.int().min(0).max(1_000_000);
const pieces = z.int().min(1).max(1_000);

const address = z.strictObject({
  firstName: z.string(),
  lastName: z.string(),
  address1: z.string(),
  address2: z.string().nullable().optional(),
  city: z.string(),
  zip: z.string(),
  provinceCode: z.string().nullable(),
  countryCode: z.string().length(2),
  phone: z.string().nullable(),
});
const visit = z.strictObject({
  landingPage: z.string(),
  referralCode: z.string().nullable(),
  referrerUrl: z.string().nullable(),
  at: time,
});

export const riskRequest = z.strictObject({
  level: z.enum(['LOW', 'MEDIUM', 'HIGH', 'NONE', 'PENDING']),
  recommendation: z.enum(['ACCEPT', 'INVESTIGATE', 'CANCEL', 'NONE']).optional(),
  facts: z
    .array(z.strictObject({ description: z.string().min(1), sentiment: z.enum(['POSITIVE', 'NEUTRAL', 'NEGATIVE']) }))
    .optional(),
  afterMinutes: z.number().min(0).max(10_000).optional(),
  at: time.optional(),
});

/** A referral said the short way: the code, and by which evidence it travels. */
const referral = z.strictObject({
  /** What stands after `?ref=`: a code, or a code with its seal. */
  code: z.string().min(1).max(64),
  evidence: z.array(z.enum(evidenceKinds)).min(1),
  /** When the friend landed; ten minutes before the order by default. */
  landedDaysBefore: z.number().min(0).max(400).optional(),
});

export const orderRequest = z.strictObject({
  customerId: z.string().nullable().optional(),
  email: z.email().nullable().optional(),
  phone: z.string().nullable().optional(),
  firstName: z.string().optional(),
  lastName: z.string().optional(),
  withoutCustomer: z.boolean().optional(),
  lines: z
    .array(z.strictObject({ variantId: z.string(), quantity: pieces, properties: z.record(z.string(), z.string()).optional() }))
    .min(1)
    .optional(),
  subscriptionOf: z.string().optional(),
  payments: z.array(z.strictObject({ amount: money, gateway: z.string().min(1).optional() })).optional(),
  discountCodes: z.array(z.string()).optional(),
  attributes: z.record(z.string(), z.string()).optional(),
  referral: referral.optional(),
  note: z.string().nullable().optional(),
  tags: z.array(z.string()).optional(),
  landingSite: z.string().nullable().optional(),
  referringSite: z.string().nullable().optional(),
  journey: z.strictObject({ first: visit.nullable(), last: visit.nullable(), readyAt: time.optional() }).optional(),
  sourceName: z.string().optional(),
  browserIp: z.string().nullable().optional(),
  userAgent: z.string().nullable().optional(),
  cartToken: z.string().nullable().optional(),
  checkoutToken: z.string().nullable().optional(),
  shippingAddress: address.nullable().optional(),
  billingAddress: address.nullable().optional(),
  test: z.boolean().optional(),
  financialStatus: z.enum(['paid', 'pending']).optional(),
  createdAt: time.optional(),
  /** Instead of createdAt: so many days before the virtual now. */
  daysAgo: z.number().min(0).max(400).optional(),
  presentmentCurrency: z.string().length(3).optional(),
  presentmentRate: z.number().positive().optional(),
  locale: z.string().optional(),
  acceptsMarketing: z.boolean().optional(),
  risk: riskRequest.optional(),
  events: z.array(z.string()).optional(),
});

const linePieces = z.array(z.strictObject({ lineId: z.string(), quantity: pieces }));
export const refundRequest = z.strictObject({
  lines: linePieces.optional(),
  amount: money.optional(),
  note: z.string().optional(),
  restock: z.enum(['no_restock', 'cancel', 'return']).optional(),
  to: z.enum(['original', 'store-credit']).optional(),
  at: time.optional(),
});
export const cancelRequest = z.strictObject({
  reason: z.enum(['customer', 'declined', 'fraud', 'inventory', 'staff', 'other']).optional(),
  refund: z.boolean().optional(),
  note: z.string().optional(),
  at: time.optional(),
});
export const editRequest = z.strictObject({
  add: z.array(z.strictObject({ variantId: z.string(), quantity: pieces })).optional(),
  remove: linePieces.optional(),
  note: z.string().optional(),
  at: time.optional(),
});
export const disputeRequest = z.strictObject({
  type: z.enum(['chargeback', 'inquiry']).optional(),
  reason: z.enum(['fraudulent', 'product_not_received', 'product_unacceptable', 'unrecognized', 'general']).optional(),
  amount: money.optional(),
  at: time.optional(),
});
export const settleRequest = z.strictObject({ status: z.enum(disputeStatuses), at: time.optional() });
export const fulfillmentRequest = z.strictObject({ lines: linePieces.optional(), at: time.optional() });
export const parcelRequest = z.strictObject({ parcelId: z.string().optional(), at: time.optional() });
export const carrierRequest = parcelRequest.extend({ status: z.enum(shipmentStatuses).optional() });
export const timedRequest = z.strictObject({ at: time.optional() });
export const emptyRequest = z.strictObject({});

export const clockRequest = z.strictObject({
  hours: z
    .number()
    .min(0)
    .max(24 * 400)
    .optional(),
  days: z.number().min(0).max(400).optional(),
});

/** A fault that is told to happen; what is left out is of no matter to it, or the usual. */
export const apiFault = z.strictObject({
  at: z.string().min(1),
  fault: z.enum(apiFaultKinds),
  times: z.int().min(1).max(1_000_000).default(1),
  skip: count.default(0),
  rate: z.number().min(0).max(1).default(1),
  shop: z.string().nullable().default(null),
  holdMs: count.default(30_000),
  status: z.int().min(500).max(599).default(503),
  applied: z.boolean().default(false),
  retryAfterSeconds: z.number().min(0).max(3_600).default(2),
  userError: z
    .strictObject({
      field: z.array(z.string()).nullable().default(null),
      message: z.string(),
      code: z.string().nullable().default(null),
    })
    .default({ field: null, message: 'Something went wrong.', code: null }),
  every: z.int().min(1).max(250).default(2),
});

export const injectorsRequest = z.strictObject({
  webhooks: z
    .strictObject({ duplicate: count, newIdDuplicate: count, shuffle: z.boolean(), delayMs: count, lose: count, slow: count })
    .partial()
    .optional(),
  adminApi: z
    .strictObject({
      throttle: z.boolean(),
      failRate: z.number().min(0).max(1),
      loseAnswerRate: z.number().min(0).max(1),
      delayMs: count,
      refuse: z.boolean(),
      bulkDelayMs: count,
      bulkPolls: z.int().min(0).max(100),
      faults: z.array(apiFault).max(100),
    })
    .partial()
    .optional(),
  mail: z
    .strictObject({ hangUp: count, refuse: count, defer: count, refuseText: count, deferText: count, loseAnswer: count })
    .partial()
    .optional(),
});

export const switchesRequest = z.strictObject({
  embedEnabled: z.boolean().optional(),
  /** Block handle → on or off. */
  blocks: z.record(z.string(), z.boolean()).optional(),
  consentRequired: z.boolean().optional(),
  protectedDataApproved: z.boolean().optional(),
  journeyReadyAfterMinutes: z.number().min(0).max(100_000).optional(),
  plan: z.enum(['Basic', 'Advanced', 'Shopify Plus']).optional(),
  password: z.string().min(1).nullable().optional(),
  giftCards: z.boolean().optional(),
  storeCredit: z.boolean().optional(),
  storeCreditLimit: money.nullable().optional(),
});

export const shopRequest = z.strictObject({
  handle: z.string().regex(/^[a-z0-9][a-z0-9-]{1,60}$/),
  name: z.string().optional(),
  currency: z.string().length(3).optional(),
  timeZone: z.string().optional(),
  customers: z.int().min(0).max(5_000).optional(),
});

/** What a merchant changes about a discount in the admin. */
export const discountRequest = z.strictObject({
  title: z.string().min(1).optional(),
  /** 0.1 is 10 %. */
  percentage: z.number().gt(0).max(1).optional(),
  amount: money.optional(),
  startsAt: storedTime.optional(),
  endsAt: storedTime.nullable().optional(),
  usageLimit: z.int().min(1).nullable().optional(),
  minimumSubtotal: money.nullable().optional(),
  appliesOncePerCustomer: z.boolean().optional(),
});

/** Into whom: an id or an e-mail address. */
export const mergeRequest = z.strictObject({ into: z.string().optional(), intoEmail: z.string().optional() });

export const creditRequest = z.strictObject({
  credit: money.optional(),
  debit: money.optional(),
  currency: z.string().length(3).optional(),
  expiresAt: time.optional(),
});

export const scopesRequest = z.strictObject({ grant: z.array(z.string()).optional(), revoke: z.array(z.string()).optional() });

export const tokensRequest = z.strictObject({ refreshTokens: z.boolean().optional() });

export const customerRequest = z.strictObject({
  firstName: z.string(),
  lastName: z.string(),
  email: z.email(),
  phone: z.string().nullable().optional(),
  locale: z.string().optional(),
  createdAt: time.optional(),
  daysAgo: z.number().min(0).max(400).optional(),
});

/** `afterDays`: Shopify sends the erasure ten days after it was asked for. */
export const redactRequest = z.strictObject({ afterDays: z.number().min(0).max(400).optional() });

export const historyRequest = z.strictObject({
  days: z.int().min(20).max(365).optional(),
  seed: z.int().optional(),
  orders: z.int().min(20).max(2_000).optional(),
});
