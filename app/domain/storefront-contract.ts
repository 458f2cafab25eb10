/**
 * What the storefront extension, the app proxy and the dev store agree on. The only app file that devstore/ and extension tests may import.
 *
 * All requests go to `{shop root}{proxy path}/{endpoint}` (app proxy, default `/apps/vouchsafe`), arrive at `{app}/proxy/{endpoint}` with
 * Shopify's signature, and answer JSON with `Cache-Control: no-store`. Bodies are JSON (`text/plain` allowed: sendBeacon), at most 4 KB.
 */
import { z } from 'zod';
import { SHARING_CHANNELS } from './channel.ts';

/** The query parameter Shopify itself also records in customerJourneySummary. */
export const REF_PARAMETER = 'ref';

/** Cart attribute: two underscores make it private (hidden at checkout and from Liquid), so the script keeps its own copy. */
export const CART_ATTRIBUTE = '__vouchsafe';

/** localStorage key of the remembered landing; holds `StoredReferral` as JSON. */
export const STORAGE_KEY = 'vouchsafe';

/** What the script remembers, and (as compact JSON) the value of the cart attribute: first and last touch, claim. */
export const storedReferralSchema = z.object({
  /** First touch: code and epoch milliseconds; absent when the visitor came by no link, but named a friend. */
  f: z.tuple([z.string().max(64), z.number()]).optional(),
  /** Last touch; absent when equal to the first. */
  l: z.tuple([z.string().max(64), z.number()]).optional(),
  /** The friend's own answer to "who referred you?": a code, a link or words, and epoch milliseconds. */
  w: z.tuple([z.string().max(128), z.number()]).optional(),
  /**
   * Claimed offer: its code (empty: it has none), when it expires (epoch milliseconds, null: never), its note, and the day it expires in words. Storage
   * only, not in the cart attribute.
   */
  o: z
    .tuple([z.string().max(64), z.number().nullable(), z.string().max(500).optional(), z.string().max(64).nullish()])
    .optional(),
  /** Claim: its id, made when the friend asks for the offer so that asking again gives the same code, and the link's code. Storage only. */
  i: z.tuple([z.uuid(), z.string().max(64)]).optional(),
  /** Ids of the visits that the first and the last touch were reported with. Storage only. */
  v: z.array(z.uuid().nullable()).max(2).optional(),
  /** 1 when they were reported by a signed-in customer, too. Storage only. */
  s: z.union([z.literal(0), z.literal(1)]).optional(),
});
export type StoredReferral = z.infer<typeof storedReferralSchema>;

/** POST visit → 204. A repeat of the same id changes nothing, but when somebody has signed in meanwhile: then the visit is known to be theirs. */
export const visitRequestSchema = z.object({
  id: z.uuid(),
  code: z.string().min(1).max(64),
  path: z.string().max(512),
  referrer: z.string().max(512).nullable().optional(),
});
export type VisitRequest = z.infer<typeof visitRequestSchema>;

/** GET offer?code=… → 200 OfferAnswer. Tells nothing about who is a customer. */
export const offerAnswerSchema = z.union([
  z.object({
    available: z.literal(true),
    /** The advocate's first name where it may be shown, else null. */
    advocateName: z.string().nullable(),
    /** e.g. "10 % off your first order" in the storefront's language and the shop's currency. */
    headline: z.string(),
    /** Terms in one to four sentences. */
    terms: z.string(),
    /** Whether a claim gives a discount code; else the friend is paid after the purchase. */
    hasCode: z.boolean(),
    /** What somebody who has claimed must still know (see ClaimAnswer). */
    note: z.string(),
    /** The day on which a claim of this moment would expire, in words: a browser takes long to load what writes dates. Null: it has no end. */
    until: z.string().nullable(),
  }),
  z.object({ available: z.literal(false) }),
]);
export type OfferAnswer = z.infer<typeof offerAnswerSchema>;

/**
 * POST claim → 200 ClaimAnswer, 429 when too many. The id is made once by the browser; asking again gives the same code, or another one when the merchant
 * took that away.
 */
export const claimRequestSchema = z.object({
  id: z.uuid(),
  code: z.string().min(1).max(64),
  /** The friend's own, if they want the offer on other devices, too; asking again may add it. */
  email: z.string().max(320).optional(),
});
export type ClaimRequest = z.infer<typeof claimRequestSchema>;
export const claimAnswerSchema = z.union([
  z.object({
    ok: z.literal(true),
    /** Null: the friend is paid after the purchase. */
    discountCode: z.string().nullable(),
    /** Null: it has no end. */
    expiresAt: z.number().nullable(),
    /** That day in words, of the shop's time zone. */
    until: z.string().nullable(),
    headline: z.string(),
    /** As in OfferAnswer: what a cart must have for the code. */
    terms: z.string(),
    /** How and when the friend gets what a code does not give by itself; empty when the code says it all. */
    note: z.string(),
  }),
  z.object({
    ok: z.literal(false),
    /** `not-new`: this signed-in customer has bought before; whoever is not signed in is never told so. */
    reason: z.enum(['unavailable', 'own-link', 'not-new', 'email', 'too-many', 'try-later']),
    message: z.string(),
  }),
]);
export type ClaimAnswer = z.infer<typeof claimAnswerSchema>;

/**
 * POST {app}/extension/answer with a UI extension's session token (not the app proxy) → 200 with `{ok, message}`, the same whether or not the answer
 * means anybody; 429 when too many, 503 when it could not be kept.
 */
export const answerRequestSchema = z.object({
  /** Numeric, or the gid. */
  orderId: z
    .string()
    .regex(/^(gid:\/\/shopify\/[A-Za-z]+\/)?\d{1,20}$/)
    .transform((id) => id.replace(/^.*\//, '')),
  /** The order's confirmation number, as its buyer is shown it. */
  confirmationNumber: z.string().min(1).max(32),
  /** The friend's words: a code, a link, an e-mail address or a name. */
  answer: z.string().min(1).max(512),
});

/** GET standing → 200 StandingAnswer for the signed-in customer (Shopify's signed logged_in_customer_id, never a parameter). POST join enrols them and answers the same. */
export const standingAnswerSchema = z.union([
  z.object({ signedIn: z.literal(false) }),
  z.object({ signedIn: z.literal(true), enrolled: z.literal(false), live: z.boolean() }),
  z.object({
    signedIn: z.literal(true),
    enrolled: z.literal(true),
    /** Whether there is a customer's account, or a guest's personal link only. */
    hasAccount: z.boolean(),
    /** To tell friends: the chosen one, or else the one that the app made. */
    code: z.string(),
    /** Says what friends type at the checkout, where everybody's code is a discount code and `code` is another one; else null. */
    checkoutNote: z.string().nullable(),
    /** Says how often the advocate may still choose a code of their own; null: not at all. */
    codeChoice: z.string().nullable(),
    link: z.url(),
    /** The same link as each way of sharing seals it. */
    links: z.record(z.enum(SHARING_CHANNELS), z.url()),
    /** What the friend gets and what the advocate earns, in words. */
    offerHeadline: z.string(),
    offerTerms: z.string(),
    rewardHeadline: z.string(),
    /** How the reward grows with the number of friends, a line each. */
    rewardSteps: z.array(z.string()),
    /** What is next, e.g. "2 more friends until 20% off", and how much of it is done. */
    progress: z.array(z.object({ text: z.string(), percent: z.int().min(0).max(100) })),
    /** Landings through the links, the advocate's own left out. */
    visits: z.int(),
    friends: z.int(),
    rewards: z.array(
      z.object({
        state: z.string(),
        value: z.string(),
        /** How it stands, why it waits and until when, in a sentence. */
        note: z.string(),
        code: z.string().nullable(),
        usableFrom: z.number().nullable(),
        expiresAt: z.number().nullable(),
      }),
    ),
  }),
]);
export type StandingAnswer = z.infer<typeof standingAnswerSchema>;

/**
 * POST ask-to-join → 200 JoinAnswer, 429 when too many: an e-mail with a link goes to the address. The answer is the same whoever's it is. The link leads to
 * the program's page, whose script confirms it.
 */
export const joinRequestSchema = z.object({ email: z.string().max(320) });
export type JoinAnswer =
  { ok: true; message: string } | { ok: false; reason: 'email' | 'unavailable' | 'too-many'; message: string };

/** POST confirm → 200 ConfirmAnswer. `key` is the personal link's, for the three requests below. */
const secret = z.string().regex(/^[\w-]{43}$/);
export const confirmRequestSchema = z.object({ token: secret });
export type ConfirmAnswer = { ok: true; key: string } | { ok: false; message: string };

/** POST mine → 200 StandingAnswer as GET standing; with `as`, the QR code as a picture. POST revoke → 204: no personal link of the advocate opens any more. POST forget → 204: the guest is erased. */
export const keyRequestSchema = z.object({ key: secret, as: z.enum(['svg', 'png']).optional() });

/**
 * POST choose-code → 200 ChooseCodeAnswer. By the signed-in customer, or by the key of a personal link. `suggestions` are free at the moment.
 */
export const chooseCodeRequestSchema = z.object({ code: z.string().max(64), key: secret.optional() });
export type ChooseCodeAnswer = { ok: true; message: string } | { ok: false; message: string; suggestions: string[] };

/** Metafield on the customer that holds the advocate's link (namespace `$app`); declared in shopify.app.toml. */
export const LINK_METAFIELD_KEY = 'referral_link';
