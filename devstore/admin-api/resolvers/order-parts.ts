/** What hangs on an order: money, lines, transactions, refunds. */
import type { Answer, ApiContext, Fields } from '#devstore/admin-api/answers.ts';
import { money } from '#devstore/admin-api/answers.ts';
import { connection, type PageArgs } from '#devstore/admin-api/connections.ts';
import { attributes, orderAnswer } from '#devstore/admin-api/resolvers/orders.ts';
import { productAnswer, variantAnswer } from '#devstore/admin-api/resolvers/products.ts';
import { taxLines } from '#devstore/orders/line-json.ts';
import { moneySet } from '#devstore/orders/money-json.ts';
import { receiptOf } from '#devstore/orders/refund-json.ts';
import { orderTotals, piecesLeft } from '#devstore/orders/order-totals.ts';
import { toMinor } from '#devstore/pricing/minor-units.ts';
import { gid } from '#devstore/store.ts';
import type { OrderLine, OrderState, RefundState, TransactionState } from '#devstore/state.ts';

/** An amount in minor units of the shop's currency, in both currencies of the order. */
function moneyBag(order: OrderState, minor: number): Answer {
  const { shop_money: shop, presentment_money: presentment } = moneySet(order, minor);
  return {
    __typename: 'MoneyBag',
    shopMoney: money(shop.amount, shop.currency_code),
    presentmentMoney: money(presentment.amount, presentment.currency_code),
  };
}

export function moneyFields(order: OrderState): Fields {
  const bag = (pick: (totals: ReturnType<typeof orderTotals>) => number) => () => moneyBag(order, pick(orderTotals(order)));
  return {
    subtotalPriceSet: bag((totals) => totals.subtotal),
    totalPriceSet: bag((totals) => totals.total),
    originalTotalPriceSet: bag((totals) => totals.total),
    totalDiscountsSet: bag((totals) => totals.discounts),
    totalShippingPriceSet: bag((totals) => totals.shipping + totals.shippingDiscount),
    totalTaxSet: bag((totals) => totals.tax),
    currentSubtotalPriceSet: bag((totals) => totals.currentSubtotal),
    currentTotalPriceSet: bag((totals) => totals.currentTotal),
    currentTotalDiscountsSet: bag((totals) => totals.currentDiscounts),
    currentShippingPriceSet: bag((totals) => totals.currentShipping),
    currentTotalTaxSet: bag((totals) => totals.currentTax),
    totalReceivedSet: bag((totals) => totals.paid),
    totalRefundedSet: bag((totals) => totals.refunded),
    totalOutstandingSet: bag((totals) => totals.outstanding),
    netPaymentSet: bag((totals) => totals.paid - totals.refunded),
  };
}

export function lineConnection(context: ApiContext, order: OrderState, args: PageArgs): Answer {
  return connection(order.lines, args, {
    type: 'LineItem',
    id: (line) => line.id,
    node: (line) => lineAnswer(context, order, line),
  });
}

export function lineAnswer(context: ApiContext, order: OrderState, line: OrderLine): Answer {
  const product = line.productId === null ? undefined : context.shop.products.get(line.productId);
  const variant = product?.variants.find(({ id }) => id === line.variantId);
  const unit = toMinor(line.price, order.currency);
  const discount = line.discounts.reduce((sum, each) => sum + toMinor(each.amount, order.currency), 0);
  return {
    __typename: 'LineItem',
    id: gid('LineItem', line.id),
    title: line.title,
    variantTitle: line.variantTitle,
    name: line.variantTitle === null ? line.title : `${line.title} - ${line.variantTitle}`,
    sku: line.sku,
    vendor: line.vendor,
    requiresShipping: line.requiresShipping,
    isGiftCard: line.giftCard,
    taxable: !line.giftCard,
    quantity: line.quantity,
    currentQuantity: piecesLeft(line),
    refundableQuantity: piecesLeft(line),
    customAttributes: () => attributes(line.properties),
    product: () => (product === undefined ? null : productAnswer(context, product)),
    variant: () => (product === undefined || variant === undefined ? null : variantAnswer(context, product, variant)),
    originalUnitPriceSet: () => moneyBag(order, unit),
    originalTotalSet: () => moneyBag(order, unit * line.quantity),
    discountAllocations: () => line.discounts.map((each) => allocationAnswer(order, each)),
    taxLines: () => taxLineAnswers(order, toMinor(line.tax, order.currency), unit * line.quantity - discount),
    totalDiscountSet: () => moneyBag(order, discount),
    discountedTotalSet: ({ withCodeDiscounts }: { withCodeDiscounts?: boolean | null }) =>
      moneyBag(order, unit * line.quantity - (withCodeDiscounts === true ? discount : 0)),
  };
}

/** A code's share of one line or of the shipping. What the code stands for is named once for the order. */
function allocationAnswer(order: OrderState, { code, amount }: OrderLine['discounts'][number]): Answer {
  const index = order.discountCodes.findIndex((each) => each.code.toUpperCase() === code.toUpperCase());
  return {
    __typename: 'DiscountAllocation',
    allocatedAmountSet: () => moneyBag(order, toMinor(amount, order.currency)),
    discountApplication: () => applicationAnswer(order, index),
  };
}

function applicationAnswer(order: OrderState, index: number): Answer {
  const discount = order.discountCodes[index];
  if (discount === undefined) throw new Error(`dev store: ${order.name} has no discount ${index}`);
  const ships = discount.type === 'shipping';
  return {
    __typename: 'DiscountCodeApplication',
    index,
    code: discount.code,
    allocationMethod: discount.method.toUpperCase(),
    targetSelection: discount.selection.toUpperCase(),
    targetType: ships ? 'SHIPPING_LINE' : 'LINE_ITEM',
    value: () =>
      discount.type === 'fixed_amount'
        ? money(discount.value, order.currency)
        : { __typename: 'PricingPercentageValue', percentage: Number(discount.value) },
  };
}

export function applicationConnection(order: OrderState, args: PageArgs): Answer {
  return connection(order.discountCodes.keys(), args, {
    type: 'DiscountApplication',
    id: String,
    node: (index) => applicationAnswer(order, index),
  });
}

/** The order's one shipping line; null when nothing is delivered. */
export function shippingLineAnswer(order: OrderState): Answer | null {
  if (order.shippingAddress === null) return null;
  const { shipping, shippingDiscount, currentShipping } = orderTotals(order);
  return {
    __typename: 'ShippingLine',
    id: gid('ShippingLine', `${order.id}1`),
    title: 'Standard',
    code: 'Standard',
    source: 'shopify',
    custom: false,
    isRemoved: false,
    carrierIdentifier: null,
    phone: null,
    originalPriceSet: () => moneyBag(order, shipping + shippingDiscount),
    discountedPriceSet: () => moneyBag(order, shipping),
    currentDiscountedPriceSet: () => moneyBag(order, currentShipping),
    discountAllocations: () => order.shippingDiscounts.map((each) => allocationAnswer(order, each)),
    taxLines: [],
  };
}

function taxLineAnswers(order: OrderState, tax: number, base: number): Answer[] {
  return taxLines(order, tax, base).map(({ rate, title, channel_liable: channelLiable }) => ({
    __typename: 'TaxLine',
    title,
    rate,
    ratePercentage: rate * 100,
    channelLiable,
    priceSet: () => moneyBag(order, tax),
  }));
}

export function transactionAnswer(context: ApiContext, order: OrderState, transaction: TransactionState): Answer {
  const parent = order.transactions.find(({ id }) => id === transaction.parentId);
  return {
    __typename: 'OrderTransaction',
    id: gid('OrderTransaction', transaction.id),
    kind: transaction.kind.toUpperCase(),
    status: transaction.status.toUpperCase(),
    gateway: transaction.gateway,
    formattedGateway: formattedGateway(transaction.gateway),
    manualPaymentGateway: transaction.gateway === 'manual',
    receiptJson: JSON.stringify(receiptOf(context.shop, transaction)),
    test: order.test,
    createdAt: transaction.at,
    processedAt: transaction.at,
    amountSet: () => moneyBag(order, toMinor(transaction.amount, order.currency)),
    order: () => orderAnswer(context, order),
    parentTransaction: () => (parent === undefined ? null : transactionAnswer(context, order, parent)),
  };
}

/** "shopify_store_credit" → "Shopify store credit" */
function formattedGateway(gateway: string): string {
  const words = gateway.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

export function refundAnswer(context: ApiContext, order: OrderState, refund: RefundState): Answer {
  const transactions = order.transactions.filter(({ id }) => refund.transactionIds.includes(id));
  return {
    __typename: 'Refund',
    id: gid('Refund', refund.id),
    legacyResourceId: refund.id,
    createdAt: refund.at,
    processedAt: refund.at,
    updatedAt: refund.at,
    note: refund.note,
    order: () => orderAnswer(context, order),
    totalRefundedSet: () => moneyBag(order, toMinor(refund.amount, order.currency)),
    refundLineItems: (args: PageArgs) =>
      connection(refund.lines, args, {
        type: 'RefundLineItem',
        id: (line) => line.id,
        node: (line) => ({
          __typename: 'RefundLineItem',
          id: gid('RefundLineItem', line.id),
          quantity: line.quantity,
          restockType: line.restock.toUpperCase(),
          restocked: line.restock !== 'no_restock',
          subtotalSet: () => moneyBag(order, toMinor(line.subtotal, order.currency)),
          totalTaxSet: () => moneyBag(order, toMinor(line.tax, order.currency)),
          lineItem: () => {
            const of = order.lines.find(({ id }) => id === line.lineId);
            return of === undefined ? null : lineAnswer(context, order, of);
          },
        }),
      }),
    transactions: (args: PageArgs) =>
      connection(transactions, args, {
        type: 'OrderTransaction',
        id: ({ id }) => id,
        node: (transaction) => transactionAnswer(context, order, transaction),
      }),
  };
}
