/** What an order comes to, as ordered and as it stands after refunds and edits. Whole minor units of the shop's currency. */
import { toMinor } from '#devstore/pricing/minor-units.ts';
import type { OrderLine, OrderState } from '#devstore/state.ts';

export type OrderTotals = {
  lineItems: number;
  discounts: number;
  subtotal: number;
  /** After its discounts. */
  shipping: number;
  /** Taken off the shipping; part of `discounts`. */
  shippingDiscount: number;
  tax: number;
  total: number;
  currentDiscounts: number;
  currentSubtotal: number;
  currentShipping: number;
  currentTax: number;
  currentTotal: number;
  /** Paid in, and given back. */
  paid: number;
  refunded: number;
  /** Still to be paid; below zero when the merchant owes the buyer. */
  outstanding: number;
};

export function orderTotals(order: OrderState): OrderTotals {
  const minor = (decimal: string) => toMinor(decimal, order.currency);
  const lines = order.lines.map((line) => ({ line, left: piecesLeft(line), amounts: lineAmounts(line, order.currency) }));
  const original = order.lines.filter((line) => !line.addedByEdit).map((line) => lineAmounts(line, order.currency));
  const left = (total: number, line: OrderLine) => total - forPieces(total, line.quantity, line.quantity - piecesLeft(line));
  const shippingDiscount = sum(order.shippingDiscounts.map((each) => minor(each.amount)));
  const currentDiscounts = shippingDiscount + sum(lines.map(({ line, amounts }) => left(amounts.discount, line)));
  const currentSubtotal = sum(lines.map(({ line, amounts }) => left(amounts.net, line)));
  const currentTax = sum(lines.map(({ line, amounts }) => left(amounts.tax, line)));
  const currentShipping = minor(order.shipping) - sum(order.refunds.map((refund) => minor(refund.shipping)));
  const adjustments = sum(order.refunds.map((refund) => minor(refund.adjustment)));
  const currentTotal = currentSubtotal + currentTax + currentShipping + adjustments;
  const paid = moved(order, 'sale');
  const refunded = moved(order, 'refund');
  return {
    lineItems: sum(original.map((amounts) => amounts.gross)),
    discounts: shippingDiscount + sum(original.map((amounts) => amounts.discount)),
    subtotal: minor(order.subtotal),
    shipping: minor(order.shipping),
    shippingDiscount,
    tax: minor(order.tax),
    total: minor(order.total),
    currentDiscounts,
    currentSubtotal,
    currentShipping,
    currentTax,
    currentTotal,
    paid,
    refunded,
    outstanding: currentTotal - (paid - refunded),
  };
}

/** Pieces of a line that were neither refunded nor taken out by an edit. */
export function piecesLeft(line: OrderLine): number {
  return line.quantity - line.refundedQuantity - line.removedQuantity;
}

/** What `pieces` more of a line come to when they are given back: rounded so that all pieces together give exactly the line. */
export function nextPieces(order: OrderState, line: OrderLine, pieces: number): { subtotal: number; tax: number } {
  const { net, tax } = lineAmounts(line, order.currency);
  const gone = line.quantity - piecesLeft(line);
  const share = (total: number) => forPieces(total, line.quantity, gone + pieces) - forPieces(total, line.quantity, gone);
  return { subtotal: share(net), tax: share(tax) };
}

/** Whether anything is still owed or was given back, from the transactions. */
export function financialStatus(order: OrderState): OrderState['financialStatus'] {
  const { paid, refunded, currentTotal } = orderTotals(order);
  if (order.transactions.some((transaction) => transaction.kind === 'void')) return 'voided';
  if (refunded > 0) return refunded >= paid ? 'refunded' : 'partially_refunded';
  if (paid > 0) return paid < currentTotal ? 'partially_paid' : 'paid';
  return toMinor(order.total, order.currency) === 0 ? 'paid' : 'pending';
}

function lineAmounts(line: OrderLine, currency: string) {
  const gross = toMinor(line.price, currency) * line.quantity;
  const discount = sum(line.discounts.map((each) => toMinor(each.amount, currency)));
  return { gross, discount, net: gross - discount, tax: toMinor(line.tax, currency) };
}

function forPieces(total: number, quantity: number, pieces: number): number {
  return quantity === 0 ? 0 : Math.floor((total * pieces) / quantity);
}

function moved(order: OrderState, kind: 'sale' | 'refund'): number {
  const done = order.transactions.filter((transaction) => transaction.kind === kind && transaction.status === 'success');
  return sum(done.map((transaction) => toMinor(transaction.amount, order.currency)));
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
