/** What the order webhooks say, as far as it is used. Fields that the app is not approved for come as null or not at all. */
import { z } from 'zod';
import type { OrderLine, PersonFacts } from '../domain/facts.ts';
import { type Money, parseMoney } from '../domain/money.ts';
import { internationalPhone } from '../international-phone.server.ts';
import { type ReadSignal, readSignals } from '../domain/signals.ts';
import { fitText } from '../domain/untrusted-text.ts';
import type { OrderRefund } from '../data/order-refunds.server.ts';
import { addressesOf, browserOf, countryOf, hostOf } from './read-order-buyer.ts';
import { readOrderLines } from './read-order-lines.ts';
import { readParcels } from './read-parcels.ts';
import { Unreadable } from './read-payload.server.ts';

/** One state of an order, as a payload tells it. Times are epoch milliseconds. */
export type OrderSnapshot = {
  /** A sign-up (read-sign-up-payload.server.ts) is an order of nothing. */
  kind: 'order' | 'sign-up';
  orderId: string;
  name: string;
  placedAt: number;
  updatedAt: number;
  cancelledAt: number | null;
  /** Paid in full at some time, whatever was given back since. */
  paid: boolean;
  /** When the last piece left, once all have; and when the last parcel arrived. */
  fulfilledAt: number | null;
  deliveredAt: number | null;
  test: boolean;
  sourceName: string | null;
  /** ISO 3166 alpha-2 of the shipping address, else of the billing address. */
  country: string | null;
  /** Host of the page that led to the session, lower case. */
  referrerHost: string | null;
  taxesIncluded: boolean;
  /** At most 100; without collections and tags, which no payload tells. */
  lines: OrderLine[];
  /** Shop money. */
  total: Money;
  placedSubtotal: Money;
  currentSubtotal: Money;
  presentmentTotal: Money;
  signals: ReadSignal[];
  /** As entered, upper case; `amount` (shop money) is what each took off, when the source tells. */
  discounts: { code: string; amount: Money | null }[];
  buyer: BuyerDetails;
  refunds: OrderRefund[];
};

/** In the clear; they are hashed before they are stored. */
export type BuyerDetails = {
  customerId: string | null;
  email: string | null;
  phone: string | null;
  name: string;
  /** Canonical (domain/postal-address.ts): of the shipping and the billing address, repeats removed. */
  addresses: string[];
  networkAddress: string | null;
  userAgent: string | null;
  /** Where `email` and `phone` are known as hashes only (read-sign-up-payload.server.ts). */
  hashed?: Pick<PersonFacts, 'emailHash' | 'phoneHash'>;
};

const id = z.union([z.number().int().positive(), z.string().regex(/^\d+$/)]).transform(String);
/** What is something else than text is not known: it must not cost the order its credit. */
const text = z.string().nullish().catch(null);
const anything = z.unknown().optional();
const time = z.iso.datetime({ offset: true }).transform((iso) => Date.parse(iso));
const money = z.object({ amount: z.string(), currency_code: z.string().length(3) });
const moneySet = z.object({ shop_money: money, presentment_money: money.nullish() });

const transactionSchema = z.object({
  kind: z.string(),
  status: z.string(),
  amount: z.string(),
  currency: text,
  amount_set: moneySet.nullish(),
});
const refundFields = {
  id,
  created_at: time.nullish(),
  processed_at: time.nullish(),
  transactions: z.array(transactionSchema).nullish(),
};

const orderSchema = z.object({
  id,
  name: text,
  created_at: time,
  processed_at: time.nullish(),
  updated_at: time,
  cancelled_at: time.nullish(),
  test: z.boolean().nullish().catch(null),
  financial_status: text,
  fulfillment_status: anything,
  fulfillments: anything,
  current_subtotal_price_set: moneySet.nullish(),
  subtotal_price_set: moneySet.nullish(),
  total_price_set: moneySet,
  source_name: text,
  landing_site: anything,
  note_attributes: anything,
  discount_codes: z
    .array(z.object({ code: z.string(), amount: text }).nullable().catch(null))
    .nullish()
    .catch(null),
  line_items: anything,
  taxes_included: z.boolean().nullish().catch(null),
  referring_site: anything,
  browser_ip: anything,
  client_details: anything,
  shipping_address: anything,
  billing_address: anything,
  email: text,
  contact_email: text,
  phone: text,
  customer: z
    .object({ id: id.nullish().catch(null), email: text, phone: text, first_name: text, last_name: text })
    .nullish()
    .catch(null),
  refunds: z.array(z.object(refundFields)).nullish(),
});

const refundSchema = z.object({ ...refundFields, order_id: id, total_duties_set: moneySet.nullish() });

/** What an order counts as paid in: money was taken, all or part of it may be back. */
const PAID = new Set(['paid', 'partially_refunded', 'refunded']);

/** @throws Unreadable when the payload is no order */
export function readOrderPayload(payload: unknown): OrderSnapshot {
  const order = parse(orderSchema, payload);
  return exactly(() => {
    const { amount, currency_code: currency } = order.total_price_set.shop_money;
    const total = parseMoney(amount, currency);
    const paidIn = order.total_price_set.presentment_money ?? order.total_price_set.shop_money;
    const placedSubtotal = shopMoney(order.subtotal_price_set) ?? total;
    const orderId = order.id;
    const country = countryOf(order.shipping_address) ?? countryOf(order.billing_address);
    return {
      kind: 'order',
      orderId,
      name: fitText(order.name ?? `#${orderId}`, 64),
      placedAt: order.processed_at ?? order.created_at,
      updatedAt: order.updated_at,
      cancelledAt: order.cancelled_at ?? null,
      paid: PAID.has(order.financial_status ?? ''),
      ...readParcels(order.fulfillment_status, order.fulfillments, order.updated_at),
      test: order.test ?? false,
      sourceName: order.source_name ? fitText(order.source_name, 64) : null,
      country,
      referrerHost: hostOf(order.referring_site),
      taxesIncluded: order.taxes_included ?? false,
      lines: readOrderLines(order.line_items, currency),
      total,
      placedSubtotal,
      currentSubtotal: shopMoney(order.current_subtotal_price_set) ?? placedSubtotal,
      presentmentTotal: parseMoney(paidIn.amount, paidIn.currency_code),
      signals: readSignals({
        noteAttributes: order.note_attributes,
        lineItems: order.line_items,
        discountCodes: order.discount_codes,
        landingSite: order.landing_site,
      }),
      discounts: (order.discount_codes ?? []).flatMap((discount) =>
        discount === null
          ? []
          : {
              code: fitText(discount.code.trim().toUpperCase(), 64),
              amount: discount.amount ? parseMoney(discount.amount, currency) : null,
            },
      ),
      buyer: {
        customerId: order.customer?.id ?? null,
        email: order.email || order.contact_email || order.customer?.email || null,
        phone: internationalPhone(order.phone || order.customer?.phone || null, country),
        name: [order.customer?.first_name, order.customer?.last_name].filter(Boolean).join(' '),
        addresses: addressesOf([order.shipping_address, order.billing_address]),
        ...browserOf(order),
      },
      refunds: (order.refunds ?? []).flatMap((refund) => refundOf(refund, orderId, paidIn.currency_code, order.updated_at)),
    };
  });
}

/** The refund of refunds/create; no amount when no money went back. @throws Unreadable when the payload is no refund */
export function readRefundPayload(
  payload: unknown,
  shopCurrency: string,
  receivedAt: number,
): { orderId: string; refunds: OrderRefund[] } {
  const refund = parse(refundSchema, payload);
  const currency = refund.total_duties_set?.presentment_money?.currency_code ?? shopCurrency;
  return exactly(() => ({ orderId: refund.order_id, refunds: refundOf(refund, refund.order_id, currency, receivedAt) }));
}

/** The id in orders/delete. @throws Unreadable */
export function readDeletedOrder(payload: unknown): string {
  return parse(z.object({ id }), payload).id;
}

/**
 * A refund is what its successful transactions gave back, in the currency the buyer paid in: line items may be refunded without money, and
 * money without line items.
 */
function refundOf(
  refund: z.infer<z.ZodObject<typeof refundFields>>,
  orderId: string,
  presentmentCurrency: string,
  otherwiseAt: number,
): OrderRefund[] {
  const sums = (refund.transactions ?? [])
    .filter(({ kind, status }) => kind === 'refund' && status === 'success')
    .map((transaction) => {
      const exact = transaction.amount_set?.presentment_money;
      return parseMoney(exact?.amount ?? transaction.amount, exact?.currency_code ?? transaction.currency ?? presentmentCurrency);
    });
  const currency = sums[0]?.currency ?? presentmentCurrency;
  const amountMinor = sums.reduce((sum, { minor }) => sum + minor, 0n);
  if (amountMinor <= 0n) return [];
  return [{ refundId: refund.id, orderId, amountMinor, currency, at: refund.processed_at ?? refund.created_at ?? otherwiseAt }];
}

function shopMoney(set: z.infer<typeof moneySet> | null | undefined): Money | null {
  return set ? parseMoney(set.shop_money.amount, set.shop_money.currency_code) : null;
}

function parse<Parsed>(schema: z.ZodType<Parsed>, payload: unknown): Parsed {
  const result = schema.safeParse(payload);
  if (result.success) return result.data;
  const where = result.error.issues.slice(0, 5).map((issue) => issue.path.join('.') || 'the whole');
  throw new Unreadable(`missing or of another kind: ${where.join(', ')}`);
}

/** Amounts that are none. */
function exactly<Read>(read: () => Read): Read {
  try {
    return read();
  } catch (error) {
    if (error instanceof RangeError) throw new Unreadable(`an amount: ${error.message}`);
    throw error;
  }
}
