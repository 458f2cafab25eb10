/**
 * What the dev store knows: plain data, one object per process. Every part of the stand-in reads and writes this;
 * nothing here imitates an interface of Shopify (that is done by admin-api/, storefront/, orders/ …).
 * Money is decimal strings in the shop's currency ("24.00"), times are ISO strings of the virtual clock, ids are numbers as strings.
 */

import type { ReadMessage } from '#devstore/mail/read-message.ts';

export type Store = {
  /** Keyed by myshopify domain. */
  shops: Map<string, ShopState>;
  app: AppState;
  /** Milliseconds that the virtual clock is ahead of the real one. */
  clockOffset: number;
  /** Whether the app's process follows the virtual clock. Signatures and tokens use the app's clock, whichever that is. */
  appFollowsClock: boolean;
  injectors: Injectors;
  /** Requests to the Admin API that a fault keeps silent just now, oldest first. */
  held: HeldRequest[];
  /** What the app's mail server has taken, oldest first. */
  mails: MailState[];
  nextId: number;
  /** State of the pseudo-random generator behind the injectors' rates: the same seed gives the same faults. */
  randomState: number;
};

/** The app as registered in the Dev Dashboard: read from shopify.app.toml and the environment. */
export type AppState = {
  /** Numeric id of the app; `$app` metafields live in the namespace `app--ID`. */
  id: string;
  apiKey: string;
  apiSecret: string;
  handle: string;
  name: string;
  /** https://app.vouchsafe.test, answered by `origin`. */
  url: string;
  /** http://127.0.0.1:PORT of the running app. */
  origin: string;
  scopes: string[];
  optionalScopes: string[];
  proxy: { prefix: string; subpath: string; url: string };
  webhookApiVersion: string;
  subscriptions: { topic: string; uri: string; includeFields: string[]; filter: string | null; name: string | null }[];
  /** Folder of the theme app extension. */
  extensionDir: string;
  /** Declared in shopify.app.toml ([customer.metafields.app.KEY]); namespace already resolved. */
  metafieldDefinitions: MetafieldDefinitionState[];
};

export type MetafieldDefinitionState = {
  ownerType: 'CUSTOMER' | 'ORDER' | 'PRODUCT';
  namespace: string;
  key: string;
  type: string;
  name: string;
  description: string | null;
};

export type ShopState = {
  id: string;
  domain: string;
  handle: string;
  name: string;
  email: string;
  currency: string;
  /** Second currency for the market under /fr-ca, with its rate. */
  markets: { prefix: string; locale: string; currency: string; rate: number }[];
  timeZone: string;
  locale: string;
  plan: 'Basic' | 'Advanced' | 'Shopify Plus';
  createdAt: string;
  installed: boolean;
  /** Numeric part of gid://shopify/AppInstallation/…; a new one at every install. */
  installationId: string;
  grantedScopes: string[];
  /** `expiresAt` in real milliseconds, null = never. Scopes are read from `grantedScopes`, as they are when the token is used. */
  accessTokens: Map<string, AccessTokenState>;
  refreshTokens: Map<string, RefreshTokenState>;
  /** Off: the app is not approved for protected customer data; the fields are null and an error says so. */
  protectedDataApproved: boolean;
  staff: { id: string; firstName: string; lastName: string; email: string; locale: string };
  products: Map<string, ProductState>;
  collections: Map<string, { id: string; handle: string; title: string; productIds: string[] }>;
  customers: Map<string, CustomerState>;
  orders: Map<string, OrderState>;
  nextOrderNumber: number;
  discounts: Map<string, DiscountState>;
  bulkCreations: Map<string, BulkCreationState>;
  codeDeletions: Map<string, CodeDeletionState>;
  carts: Map<string, CartState>;
  /** Storefront sessions: cookie value → signed-in customer and pending discount code. */
  sessions: Map<string, SessionState>;
  /** Keyed by `metafieldKey` (metafields.ts). */
  metafields: Map<string, MetafieldState>;
  storeCreditAccounts: Map<string, StoreCreditAccountState>;
  giftCards: Map<string, GiftCardState>;
  /** Whether the shop sells and takes gift cards (Shop.features.giftCards). */
  giftCardsEnabled: boolean;
  storeCreditEnabled: boolean;
  /** What an account may hold at most, in its own currency; null for no limit. */
  storeCreditLimit: string | null;
  notifications: NotificationState[];
  /** Made through the Admin API; those of shopify.app.toml are in `AppState.subscriptions`. */
  webhookSubscriptions: Map<string, WebhookSubscriptionState>;
  deliveries: DeliveryState[];
  throttle: { available: number; at: number };
  /** Theme editor's switches of the app's embed and blocks. */
  theme: {
    embedEnabled: boolean;
    embedSettings: Record<string, unknown>;
    /** `on`: the templates it stands on; without, wherever the theme has room but on the cart. */
    blocks: Record<string, { enabled: boolean; settings: Record<string, unknown>; on?: string[] }>;
  };
  consent: { required: boolean };
  /** Pictures of the shop's brand, files of the theme's assets; null where the merchant has given none. */
  brand: { coverImage: string | null; logo: string | null };
  /** How long Shopify takes to know how a buyer came (customerJourneySummary.ready). */
  journeyReadyAfterMinutes: number;
  password: string | null;
};

export type AccessTokenState = { kind: 'offline' | 'online'; expiresAt: number | null; userId: string | null };
/** `replaces` is the token that was spent for this one; it dies when this one is first used. */
export type RefreshTokenState = { expiresAt: number; usedAt: number | null; replaces: string | null };

export type WebhookSubscriptionState = {
  id: string;
  topic: string;
  uri: string;
  includeFields: string[];
  filter: string | null;
  name: string | null;
  createdAt: string;
  updatedAt: string;
};

export type StoreCreditAccountState = {
  id: string;
  customerId: string;
  currency: string;
  balance: string;
  /** Oldest first. */
  transactions: StoreCreditTransactionState[];
};

export type StoreCreditTransactionState = {
  id: string;
  kind: 'credit' | 'debit' | 'debit-revert' | 'expiration';
  /** Below zero when it leaves the account. */
  amount: string;
  balanceAfter: string;
  at: string;
  event: 'ADJUSTMENT' | 'ORDER_PAYMENT' | 'ORDER_REFUND' | 'ORDER_CANCELLATION';
  /** The payment or refund of an order that caused it. */
  origin: { orderId: string; transactionId: string } | null;
  /** Of a credit. */
  expiresAt: string | null;
  /** Of a credit: what is not spent yet, and after its expiry what was lost. */
  remaining: string;
  isExpired: boolean;
  /** Of a debit: the credits it was taken from. */
  from: { creditId: string; amount: string }[];
  /** The credit that expired, the debit that was reverted. */
  ofId: string | null;
};

export type GiftCardState = {
  id: string;
  code: string;
  initialValue: string;
  balance: string;
  customerId: string | null;
  recipient: {
    customerId: string;
    preferredName: string | null;
    message: string | null;
    sendNotificationAt: string | null;
  } | null;
  note: string | null;
  /** "2027-11-22": good until the end of that day in the shop's time zone. */
  expiresOn: string | null;
  enabled: boolean;
  deactivatedAt: string | null;
  crossCurrencyRedemptionStrategy: 'MARKET_FX' | 'SPOT_FX' | 'NONE';
  templateSuffix: string | null;
  createdByApp: boolean;
  transactions: { id: string; kind: 'credit' | 'debit'; amount: string; at: string; note: string | null }[];
  createdAt: string;
  updatedAt: string;
};

/** A message that Shopify would send to a customer. No mail is sent. */
export type NotificationState = {
  id: string;
  kind: 'store-credit' | 'gift-card';
  customerId: string;
  email: string;
  text: string;
  /** ISO; in the future for a gift card that is to be announced later. */
  at: string;
};

export type ProductState = {
  id: string;
  handle: string;
  title: string;
  description: string;
  /** Path under devstore/theme/assets. */
  image: string;
  vendor: string;
  productType: string;
  tags: string[];
  /** No shipping, no tax, no discount, no stock. */
  giftCard: boolean;
  createdAt: string;
  variants: { id: string; title: string; price: string; sku: string; inventory: number; requiresShipping: boolean }[];
};

export type CustomerState = {
  id: string;
  firstName: string | null;
  lastName: string | null;
  email: string | null;
  phone: string | null;
  tags: string[];
  createdAt: string;
  updatedAt: string;
  state: 'enabled' | 'disabled' | 'invited';
  addresses: AddressState[];
  locale: string;
  note: string | null;
};

export type AddressState = {
  firstName: string;
  lastName: string;
  address1: string;
  /** Flat, floor, suite. */
  address2?: string | null | undefined;
  city: string;
  zip: string;
  provinceCode: string | null;
  countryCode: string;
  phone: string | null;
};

export type CartLine = { key: string; variantId: string; quantity: number; properties: Record<string, string> };
export type CartState = {
  token: string;
  lines: CartLine[];
  attributes: Record<string, string>;
  note: string;
  discountCodes: string[];
  createdAt: string;
  updatedAt: string;
  landing: { path: string; referrer: string | null; ref: string | null; at: string } | null;
};

export type SessionState = {
  customerId: string | null;
  cartToken: string | null;
  pendingDiscount: string | null;
  landing: CartState['landing'];
  firstLanding: CartState['landing'];
  consent: 'unset' | 'granted' | 'declined';
};

export type DiscountState = {
  /** Numeric part of gid://shopify/DiscountCodeNode/… */
  id: string;
  title: string;
  codes: { id: string; code: string; usageCount: number }[];
  kind: 'basic' | 'bxgy' | 'free-shipping';
  /** What is taken off `items`; with "buy X get Y" off each piece that is given. */
  value: { percentage: number } | { amount: string; appliesOnEachItem: boolean };
  /** What it is taken off; null = everything in the cart. */
  items: ItemSelection | null;
  /** Of "buy X get Y" only. */
  bxgy: BuyXGetY | null;
  /** Of free shipping only. `countries` null = every country; `maximumPrice` in the shop's currency. */
  destination: { countries: string[] | null; restOfWorld: boolean; maximumPrice: string | null } | null;
  appliesOnOneTimePurchase: boolean;
  appliesOnSubscription: boolean;
  /** For how many bills of a subscription; 0 = all. */
  recurringCycleLimit: number;
  minimumSubtotal: string | null;
  minimumQuantity: number | null;
  usageLimit: number | null;
  appliesOncePerCustomer: boolean;
  customerIds: string[] | null;
  combinesWith: { orderDiscounts: boolean; productDiscounts: boolean; shippingDiscounts: boolean };
  startsAt: string;
  endsAt: string | null;
  active: boolean;
  createdByApp: boolean;
  createdAt: string;
  updatedAt: string;
  usedByCustomer: Record<string, number>;
  tags: string[];
};

export type ItemSelection = { productIds: string[]; variantIds: string[]; collectionIds: string[] };

export type BuyXGetY = {
  buys: { items: ItemSelection; quantity: number | null; amount: string | null };
  /** How many pieces of the discount's `items` are given for each time that enough was bought. */
  getsQuantity: number;
  usesPerOrder: number | null;
};

export type BulkCreationState = {
  id: string;
  discountId: string;
  createdAt: string;
  /** Milliseconds of the virtual clock. */
  readyAt: number;
  /** How often it still has to be asked for before it is done. */
  pollsLeft: number;
  done: boolean;
  codes: { code: string; error: string | null; redeemCodeId: string | null }[];
};

/** A job of Shopify's that takes codes out of a discount. */
export type CodeDeletionState = {
  /** A UUID. */
  id: string;
  discountId: string;
  codeIds: string[];
  readyAt: number;
  pollsLeft: number;
  done: boolean;
};

export type MetafieldState = {
  id: string;
  /** gid of the owner. */
  ownerId: string;
  namespace: string;
  key: string;
  type: string;
  value: string;
  createdAt: string;
  updatedAt: string;
};

export type OrderLine = {
  id: string;
  productId: string | null;
  variantId: string | null;
  title: string;
  variantTitle: string | null;
  sku: string;
  vendor: string | null;
  requiresShipping: boolean;
  giftCard: boolean;
  /** As ordered; what is left is `quantity - refundedQuantity - removedQuantity`. */
  quantity: number;
  /** Of one piece, before discounts. */
  price: string;
  /** Of the whole line. */
  discounts: { code: string; amount: string }[];
  /** Of the whole line, after discounts. */
  tax: string;
  properties: Record<string, string>;
  refundedQuantity: number;
  /** Taken out by an edit. */
  removedQuantity: number;
  /** Put in by an edit: not part of the original totals. */
  addedByEdit: boolean;
};

/** Money that moved, or failed to. Amounts in the shop's currency. */
export type TransactionState = {
  id: string;
  kind: 'sale' | 'refund' | 'void';
  status: 'success' | 'pending' | 'failure';
  gateway: string;
  amount: string;
  at: string;
  parentId: string | null;
  /** What the shop itself holds for the customer and paid with, or gave back to; null for money from outside. */
  purse: { giftCardId: string } | { storeCreditAccountId: string; amount: string; debitId: string | null } | null;
};

export type RefundState = {
  id: string;
  at: string;
  /** What went back to the buyer in all. */
  amount: string;
  note: string | null;
  lines: {
    id: string;
    lineId: string;
    quantity: number;
    subtotal: string;
    tax: string;
    restock: 'no_restock' | 'cancel' | 'return';
  }[];
  /** Shipping that was given back. */
  shipping: string;
  /** What was due for the lines, tax and shipping, minus what was given: below zero for a refund of an amount only. */
  adjustment: string;
  transactionIds: string[];
};

export type DisputeState = {
  id: string;
  type: 'chargeback' | 'inquiry';
  amount: string;
  reason: string;
  status: 'needs_response' | 'under_review' | 'won' | 'lost' | 'accepted' | 'prevented' | 'charge_refunded';
  at: string;
  evidenceSentAt: string | null;
  finalizedAt: string | null;
};

/** Shopify's word on how likely an order is fraud; known from `at` on. */
export type RiskAssessmentState = {
  level: 'LOW' | 'MEDIUM' | 'HIGH' | 'NONE' | 'PENDING';
  recommendation: 'ACCEPT' | 'INVESTIGATE' | 'CANCEL' | 'NONE';
  facts: { description: string; sentiment: 'POSITIVE' | 'NEUTRAL' | 'NEGATIVE' }[];
  at: string;
};

export type OrderState = {
  id: string;
  number: number;
  name: string;
  customerId: string | null;
  email: string | null;
  phone: string | null;
  currency: string;
  presentmentCurrency: string;
  presentmentRate: number;
  lines: OrderLine[];
  /** `value` is the percentage ("10.0") or the amount that the code stands for; `amount` what it took off. */
  discountCodes: {
    code: string;
    amount: string;
    type: 'percentage' | 'fixed_amount' | 'shipping';
    value: string;
    method: 'across' | 'each';
    selection: 'all' | 'entitled';
  }[];
  /** As ordered: after discounts, before shipping and tax. */
  subtotal: string;
  /** After discounts. */
  shipping: string;
  shippingDiscounts: { code: string; amount: string }[];
  tax: string;
  total: string;
  transactions: TransactionState[];
  disputes: DisputeState[];
  /** Oldest first. */
  risks: RiskAssessmentState[];
  refunds: RefundState[];
  attributes: Record<string, string>;
  landingSite: string | null;
  referringSite: string | null;
  journey: { readyAt: string; first: OrderVisit | null; last: OrderVisit | null };
  sourceName: string;
  /** Id of the order that began the subscription. */
  subscriptionOf: string | null;
  browserIp: string | null;
  userAgent: string | null;
  cartToken: string | null;
  checkoutToken: string | null;
  shippingAddress: AddressState | null;
  billingAddress: AddressState | null;
  test: boolean;
  financialStatus: 'pending' | 'partially_paid' | 'paid' | 'partially_refunded' | 'refunded' | 'voided';
  /** What has left, oldest first. */
  parcels: ParcelState[];
  disputedAt: string | null;
  createdAt: string;
  processedAt: string;
  updatedAt: string;
  cancelledAt: string | null;
  cancelReason: string | null;
  customerLocale: string;
  acceptsMarketing: boolean;
  tags: string[];
  note: string | null;
};
export type ParcelState = {
  id: string;
  pieces: { lineId: string; quantity: number }[];
  status: 'success' | 'cancelled';
  /** What its carrier told last: `in_transit`, `delivered`, … */
  shipment: string | null;
  createdAt: string;
  updatedAt: string;
  deliveredAt: string | null;
};
export type OrderVisit = { landingPage: string; referralCode: string | null; referrerUrl: string | null; at: string };

/** One webhook on its way to the app. */
export type DeliveryState = {
  webhookId: string;
  eventId: string;
  topic: string;
  shop: string;
  uri: string;
  body: string;
  triggeredAt: string;
  /** Name of the subscription (X-Shopify-Name). */
  name: string | null;
  /** Of a subscription made through the Admin API, which repeated failure removes; null for those of shopify.app.toml. */
  subscriptionId: string | null;
  attempts: { at: string; status: number | null; ms: number; error: string | null }[];
  state: 'waiting' | 'delivered' | 'failed' | 'lost';
  /** Milliseconds of the virtual clock. */
  dueAt: number;
};

/** Faults that a person or a test switches on (control page, /__dev/injectors). */
export type Injectors = {
  /**
   * `duplicate`, `newIdDuplicate`, `lose`, `slow`: so many of the next deliveries are sent twice, sent again under a new id, never sent,
   * or answered too late (the app has handled it, the dev store counts a time-out and tries again).
   * `shuffle`: sent one by one, newest first. `delayMs`: sent so much later, on the virtual clock.
   */
  webhooks: { duplicate: number; newIdDuplicate: number; shuffle: boolean; delayMs: number; lose: number; slow: number };
  /** `bulkDelayMs`, `bulkPolls`: a bulk job on codes is done so much later, on the virtual clock, and when it was asked for so often. */
  adminApi: {
    throttle: boolean;
    failRate: number;
    loseAnswerRate: number;
    delayMs: number;
    refuse: boolean;
    bulkDelayMs: number;
    bulkPolls: number;
    faults: ApiFault[];
  };
  /**
   * Of so many of the next e-mails: the connection is closed at once (`hangUp`), the recipient or the text is refused for good or put off, or the
   * message is taken and the answer lost.
   */
  mail: { hangUp: number; refuse: number; defer: number; refuseText: number; deferText: number; loseAnswer: number };
};

/** One message that the app sent. */
export type MailState = ReadMessage & {
  id: string;
  /** ISO, of the virtual clock. */
  at: string;
  /** As the envelope says. */
  to: string[];
  /** As it came, one character per byte. */
  raw: string;
};

/** `carriedOut`: its work is done, only the answer is missing. */
export type HeldRequest = { operation: string; /** Handle. */ shop: string; carriedOut: boolean };

/** One kind of fault at one operation of the Admin API; `times` counts down as it happens. */
export type ApiFault = {
  /** Name of the GraphQL operation, or of a field at its root ("discountRedeemCodeBulkAdd"); "*" for every operation. */
  at: string;
  /**
   * `timeout-before`, `reset`, `429`, `throttled`, `userErrors`: it is not carried out. `timeout-after`, `reset-after`: it is, and the answer is lost.
   * `5xx`: as `applied` says. `partial`: a bulk addition in which every so many codes fail. `revoke-token`: 401, and the token is dead.
   */
  fault:
    | 'timeout-before'
    | 'timeout-after'
    | 'reset'
    | 'reset-after'
    | '429'
    | 'throttled'
    | '5xx'
    | 'userErrors'
    | 'partial'
    | 'revoke-token';
  /** It happens to so many matching requests, after the first `skip` of them, each with the chance `rate`. */
  times: number;
  skip: number;
  rate: number;
  /** Handle of a shop; null for all. */
  shop: string | null;
  /** Of a timeout: how long the connection is kept silent, in real time. */
  holdMs: number;
  /** Of a 5xx. */
  status: number;
  applied: boolean;
  /** Of a 429. */
  retryAfterSeconds: number;
  /** Of userErrors: `code` is one of the enum of the mutation's errors. */
  userError: { field: string[] | null; message: string; code: string | null };
  /** Of a partial addition: the second, fourth … code for 2. */
  every: number;
};
