/** An order of the Admin API in the shape of its webhook (orders/paid, reduced by include_fields), so that both travel the same road. */
import { gidOf, numericId } from './gid.ts';
import type { RecentOrder } from './operations/recent-orders.ts';

type Json = null | boolean | string | number | Json[] | { [key: string]: Json };

/**
 * JSON text of the webhook payload. Ids are written as whole numbers from their text, because some exceed what a JavaScript number holds.
 * What GraphQL does not tell (user agent, what each code took off) is left out or null.
 */
export function orderPayload(order: RecentOrder): string {
  const visits = [order.customerJourneySummary?.lastVisit, order.customerJourneySummary?.firstVisit];
  const visit = visits.find((candidate) => candidate?.referralCode) ?? visits.find((candidate) => candidate?.landingPage);
  return JSON.stringify({
    id: bigId(order.id),
    name: order.name,
    created_at: order.createdAt,
    processed_at: order.processedAt,
    updated_at: order.updatedAt,
    cancelled_at: order.cancelledAt ?? null,
    test: order.test,
    financial_status: order.displayFinancialStatus?.toLowerCase() ?? null,
    fulfillment_status: order.displayFulfillmentStatus?.toLowerCase() ?? null,
    fulfillments: order.fulfillments.map((parcel) => {
      const arrived = parcel.displayStatus === 'DELIVERED' || parcel.displayStatus === 'PICKED_UP';
      return {
        status: parcel.status?.toLowerCase() ?? null,
        created_at: parcel.createdAt ?? null,
        updated_at: (arrived ? parcel.deliveredAt : null) ?? parcel.updatedAt ?? null,
        shipment_status: arrived ? 'delivered' : null,
      };
    }),
    taxes_included: order.taxesIncluded,
    current_subtotal_price_set: shopMoney(order.currentSubtotalPriceSet),
    subtotal_price_set: shopMoney(order.subtotalPriceSet ?? order.currentSubtotalPriceSet),
    total_price_set: moneyBag(order.totalPriceSet),
    source_name: order.sourceName ?? null,
    landing_site: pathOf(visit?.landingPage),
    referring_site: visit?.referrerUrl ?? null,
    note_attributes: namedValues(order.customAttributes),
    discount_codes: order.discountCodes.map((code) => ({ code })),
    email: order.email ?? null,
    contact_email: order.email ?? null,
    phone: order.phone ?? null,
    browser_ip: order.clientIp ?? null,
    shipping_address: postal(order.shippingAddress),
    billing_address: postal(order.billingAddress),
    customer: order.customer
      ? {
          id: bigId(order.customer.id),
          email: order.customer.defaultEmailAddress?.emailAddress ?? null,
          phone: order.customer.defaultPhoneNumber?.phoneNumber ?? null,
          first_name: order.customer.firstName ?? null,
          last_name: order.customer.lastName ?? null,
        }
      : null,
    line_items: order.lineItems.nodes.map((line) => ({
      product_id: line.product ? bigId(line.product.id) : null,
      gift_card: line.isGiftCard,
      quantity: line.quantity,
      current_quantity: line.currentQuantity,
      price_set: shopMoney(line.originalUnitPriceSet),
      discount_allocations: line.discountAllocations.map((each) => ({ amount_set: shopMoney(each.allocatedAmountSet) })),
      tax_lines: line.taxLines.map((tax) => ({ price_set: shopMoney(tax.priceSet) })),
      properties: namedValues(line.customAttributes),
    })),
    refunds: order.refunds.map((refund) => ({
      id: bigId(refund.id),
      admin_graphql_api_id: gidOf('Refund', numericId(refund.id)),
      created_at: refund.createdAt,
      // One for all of its transactions; as in webhooks, the amount is in the currency that the buyer paid in.
      transactions: [
        {
          kind: 'refund',
          status: 'success',
          amount: refund.totalRefundedSet.presentmentMoney.amount,
          currency: refund.totalRefundedSet.presentmentMoney.currencyCode,
          amount_set: moneyBag(refund.totalRefundedSet),
        },
      ],
    })),
  });
}

type Amount = { amount: string; currencyCode: string };

function moneyBag(bag: RecentOrder['totalPriceSet']): Json {
  return { shop_money: money(bag.shopMoney), presentment_money: money(bag.presentmentMoney) };
}

function shopMoney(bag: { shopMoney: Amount }): Json {
  return { shop_money: money(bag.shopMoney) };
}

function money({ amount, currencyCode }: Amount): Json {
  return { amount, currency_code: currencyCode };
}

function postal(address: RecentOrder['shippingAddress']): Json {
  if (!address) return null;
  const { address1 = null, address2 = null, city = null, zip = null, countryCodeV2 = null } = address;
  return { address1, address2, city, zip, country_code: countryCodeV2 };
}

function namedValues(attributes: { key: string; value: string | null }[]): Json {
  return attributes.map(({ key, value }) => ({ name: key, value }));
}

/** The webhook has the path with its query, GraphQL the whole address. */
function pathOf(url: string | null | undefined): string | null {
  if (!url) return null;
  const parsed = URL.parse(url);
  return parsed ? parsed.pathname + parsed.search : url;
}

/** Node has it, the TypeScript library of ES2023 does not know it yet: https://tc39.es/proposal-json-parse-with-source/ */
const { rawJSON } = JSON as unknown as { rawJSON(text: string): Json };

function bigId(gid: string): Json {
  return rawJSON(numericId(gid));
}
