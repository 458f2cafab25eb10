/** A refund as refunds/create carries it, and as it stands in its order. Sample: shopify.dev, webhook topic `refunds/create`, 2026-07. */
import { gid } from '#devstore/store.ts';
import { lineItemCore } from '#devstore/orders/line-json.ts';
import { moneySet, presentmentAmount } from '#devstore/orders/money-json.ts';
import { shopTime } from '#devstore/orders/shop-time.ts';
import { toMinor } from '#devstore/pricing/minor-units.ts';
import type { OrderState, RefundState, ShopState, TransactionState } from '#devstore/state.ts';

export function refundJson(shop: ShopState, order: OrderState, refund: RefundState) {
  const minor = (decimal: string) => toMinor(decimal, order.currency);
  const at = shopTime(refund.at, shop.timeZone);
  return {
    id: Number(refund.id),
    order_id: Number(order.id),
    created_at: at,
    note: refund.note,
    user_id: Number(shop.staff.id),
    processed_at: at,
    duties: [],
    total_duties_set: moneySet(order, 0),
    return: null,
    refund_shipping_lines: shippingRefunds(order, refund),
    restock: refund.lines.some((line) => line.restock !== 'no_restock'),
    admin_graphql_api_id: gid('Refund', refund.id),
    order_adjustments: adjustments(order, refund),
    refund_line_items: refund.lines.map((refunded) => {
      const line = order.lines.find(({ id }) => id === refunded.lineId);
      if (line === undefined) throw new Error(`dev store: refund ${refund.id} names a line that ${order.name} does not have`);
      return {
        id: Number(refunded.id),
        quantity: refunded.quantity,
        line_item_id: Number(line.id),
        location_id: null,
        restock_type: refunded.restock,
        // JSON numbers here, and strings everywhere else: so it is at Shopify.
        subtotal: Number(refunded.subtotal),
        total_tax: Number(refunded.tax),
        subtotal_set: moneySet(order, minor(refunded.subtotal)),
        total_tax_set: moneySet(order, minor(refunded.tax)),
        line_item: lineItemCore(shop, order, line),
      };
    }),
    transactions: order.transactions
      .filter((transaction) => refund.transactionIds.includes(transaction.id))
      .map((transaction, index) => transactionJson(shop, order, transaction, index)),
  };
}

function transactionJson(shop: ShopState, order: OrderState, transaction: TransactionState, index: number) {
  const at = shopTime(transaction.at, shop.timeZone);
  return {
    id: Number(transaction.id),
    order_id: Number(order.id),
    kind: transaction.kind,
    gateway: transaction.gateway,
    status: transaction.status,
    message: transaction.status === 'success' ? 'Transaction approved' : null,
    created_at: at,
    test: order.test,
    authorization: null,
    location_id: null,
    user_id: Number(shop.staff.id),
    parent_id: transaction.parentId === null ? null : Number(transaction.parentId),
    processed_at: at,
    device_id: null,
    error_code: null,
    source_name: order.sourceName,
    receipt: receiptOf(shop, transaction),
    // What the buyer's bank sees: the presentment currency.
    amount: presentmentAmount(order, toMinor(transaction.amount, order.currency)),
    currency: order.presentmentCurrency,
    payment_id: `${order.name}.${index + 2}`,
    total_unsettled_set: {
      presentment_money: { amount: '0.0', currency: order.presentmentCurrency },
      shop_money: { amount: '0.0', currency: order.currency },
    },
    manual_payment_gateway: transaction.gateway === 'manual',
    amount_rounding: null,
    admin_graphql_api_id: gid('OrderTransaction', transaction.id),
  };
}

/** Of a gift card Shopify names the card; of its other gateways the dev store knows nothing to tell. */
export function receiptOf(shop: ShopState, { purse }: TransactionState) {
  const card = purse !== null && 'giftCardId' in purse ? shop.giftCards.get(purse.giftCardId) : undefined;
  return card === undefined ? {} : { gift_card_id: Number(card.id), gift_card_last_characters: card.code.slice(-4) };
}

function shippingRefunds(order: OrderState, refund: RefundState) {
  const shipping = toMinor(refund.shipping, order.currency);
  if (shipping === 0) return [];
  return [
    {
      id: Number(refund.id) * 10 + 1,
      shipping_line_id: Number(order.id) * 10 + 1,
      subtotal_amount_set: moneySet(order, shipping),
      tax_amount_set: moneySet(order, 0),
    },
  ];
}

function adjustments(order: OrderState, refund: RefundState) {
  const adjustment = toMinor(refund.adjustment, order.currency);
  if (adjustment === 0) return [];
  return [
    {
      id: Number(refund.id) * 10 + 2,
      order_id: Number(order.id),
      refund_id: Number(refund.id),
      amount: refund.adjustment,
      tax_amount: moneySet(order, 0).shop_money.amount,
      kind: 'refund_discrepancy',
      reason: 'Refund discrepancy',
      amount_set: moneySet(order, adjustment),
      tax_amount_set: moneySet(order, 0),
    },
  ];
}
