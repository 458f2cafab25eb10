/**
 * A customer account that was opened, read from Shopify's webhooks and told to the engine as an order of nothing.
 *
 * Not every new customer has an account: a guest's checkout makes a customer, too, whose state is `disabled` until the first sign-in. That
 * sign-in makes it `enabled` and is told by customers/enable, with new customer accounts as with the old ones
 * (https://shopify.dev/changelog/first-sign-ins-to-new-customer-accounts-now-set-customer-state-and-send-customers-enable, since October 2026).
 * The account is dated to the customer's first day with the shop: who bought as a guest years ago, or has an account that Shopify enables only
 * now, is nobody new when they follow a friend's link today.
 */
import { z } from 'zod';
import type { SignUp } from '../data/sign-ups.server.ts';
import { zeroMoney } from '../domain/money.ts';
import type { ShopHasher } from '../personal-data.server.ts';
import type { OrderSnapshot } from './read-order-payload.server.ts';
import { Unreadable } from './read-payload.server.ts';

/** The app's own reminder: evidence about a customer has come; body `{customerId, at}`. */
export const SIGN_UP_REMINDER = 'vouchsafe/sign-up';
export const SIGN_UP_TOPICS: readonly string[] = ['customers/create', 'customers/enable', SIGN_UP_REMINDER];

/** What is known of who signed up; `email` and `phone` are null where they are known as hashes only. */
export type SignUpDetails = SignUp & { email: string | null; phone: string | null };

const id = z.union([z.number().int().positive(), z.string().regex(/^\d{1,20}$/)]).transform(String);
const text = z.string().nullish();
const customerSchema = z.object({
  id,
  state: text,
  created_at: z.iso.datetime({ offset: true }).transform((iso) => Date.parse(iso)),
  email: text,
  phone: text,
});
const reminderSchema = z.object({ customerId: z.string().regex(/^\d{1,20}$/) });

export type SignUpReader = {
  hasher: ShopHasher;
  /** By customer id: whom the reminders of this batch are about, if they have signed up lately (recall-sign-ups.server.ts). */
  recalled: ReadonlyMap<string, SignUpDetails>;
};

/** Null when the customer has no account (yet), or none that was opened lately. @throws Unreadable when the payload is neither customer nor reminder */
export function readSignUp(topic: string, payload: unknown, { hasher, recalled }: SignUpReader): SignUpDetails | null {
  if (topic === SIGN_UP_REMINDER) return recalled.get(readSignUpReminder(payload)) ?? null;
  const customer = parse(customerSchema, payload);
  if (customer.state !== 'enabled') return null;
  const email = customer.email || null;
  const phone = customer.phone || null;
  return {
    ...{ customerId: customer.id, at: customer.created_at, email, phone },
    emailHash: hasher.email(email),
    phoneHash: hasher.phone(phone),
  };
}

/** Whom a reminder is about. @throws Unreadable */
export function readSignUpReminder(payload: unknown): string {
  return parse(reminderSchema, payload).customerId;
}

/** The accounts among a batch's news, to be noted: evidence may come later. */
export function signUpsAmong(batch: readonly { snapshot: OrderSnapshot | null }[]): SignUp[] {
  return batch.flatMap(({ snapshot }) => {
    const { customerId = null, hashed } = snapshot?.buyer ?? {};
    if (snapshot?.kind !== 'sign-up' || customerId === null || hashed === undefined) return [];
    return [{ customerId, at: snapshot.placedAt, ...hashed }];
  });
}

export function signUpOrderId(customerId: string): string {
  return `signup-${customerId}`;
}

/** The order of nothing that the engine judges: never paid, without lines, worth zero in the shop's currency. Equal accounts make equal ones. */
export function snapshotOfSignUp(signUp: SignUpDetails, currency: string): OrderSnapshot {
  const { customerId, at, email, phone, emailHash, phoneHash } = signUp;
  const nothing = zeroMoney(currency);
  return {
    ...{ kind: 'sign-up', orderId: signUpOrderId(customerId), name: 'Sign-up', placedAt: at, updatedAt: at },
    ...{ fulfilledAt: null, deliveredAt: null },
    ...{ cancelledAt: null, paid: false, test: false, sourceName: null, country: null, referrerHost: null },
    ...{ taxesIncluded: false, lines: [], signals: [], discounts: [], refunds: [] },
    ...{ total: nothing, placedSubtotal: nothing, currentSubtotal: nothing, presentmentTotal: nothing },
    buyer: {
      ...{ customerId, email, phone, name: '', addresses: [], networkAddress: null, userAgent: null },
      hashed: { emailHash, phoneHash },
    },
  };
}

function parse<Parsed>(schema: z.ZodType<Parsed>, payload: unknown): Parsed {
  const result = schema.safeParse(payload);
  if (result.success) return result.data;
  const where = result.error.issues.slice(0, 5).map((issue) => issue.path.join('.') || 'the whole');
  throw new Unreadable(`missing or of another kind: ${where.join(', ')}`);
}
