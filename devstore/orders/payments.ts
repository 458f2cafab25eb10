/** How an order was paid: with one payment, several (a gift card and a card, two cards), or not yet. */
import type { NewOrder } from '#devstore/orders/place-order.ts';
import { fromMinor, toMinor } from '#devstore/pricing/minor-units.ts';
import { newId } from '#devstore/store.ts';
import type { Store, TransactionState } from '#devstore/state.ts';

type Due = { total: string; currency: string; gateway: string; at: string };

/**
 * The payments of a new order, not yet taken out of gift cards and accounts. An order that costs nothing is paid without one.
 * Throws when more is paid than is due.
 */
export function firstPayments(store: Store, input: NewOrder, due: Due): TransactionState[] {
  const minor = (decimal: string) => toMinor(decimal, due.currency);
  const whole = input.financialStatus === 'pending' ? [] : [{ amount: due.total }];
  const payments: NonNullable<NewOrder['payments']> = input.payments ?? whole;
  const paid = payments.reduce((sum, { amount }) => sum + minor(amount), 0);
  if (paid > minor(due.total)) {
    throw new Error(`dev store: ${fromMinor(paid, due.currency)} is more than the ${due.total} that the order costs`);
  }
  return payments
    .filter(({ amount }) => minor(amount) > 0)
    .map(({ amount, gateway, purse }) => ({
      id: newId(store),
      kind: 'sale',
      status: 'success',
      gateway: gateway ?? gatewayOf(purse ?? null) ?? due.gateway,
      amount: fromMinor(minor(amount), due.currency),
      at: due.at,
      parentId: null,
      purse: purse ?? null,
    }));
}

/** The gateway's name of what the shop itself holds. */
export function gatewayOf(purse: TransactionState['purse']): string | null {
  if (purse === null) return null;
  return 'giftCardId' in purse ? 'gift_card' : 'shopify_store_credit';
}

/** Which payments an amount goes back to: the first ones first, none gets more than it brought. Minor units. */
export function spreadRefund(
  transactions: readonly TransactionState[],
  currency: string,
  amount: number,
): { sale: TransactionState; amount: number }[] {
  const minor = (transaction: TransactionState) => toMinor(transaction.amount, currency);
  const done = transactions.filter(({ status }) => status === 'success');
  let left = amount;
  return done
    .filter(({ kind }) => kind === 'sale')
    .flatMap((sale) => {
      const back = done.filter(({ kind, parentId }) => kind === 'refund' && parentId === sale.id);
      const share = Math.min(left, minor(sale) - back.reduce((sum, each) => sum + minor(each), 0));
      left -= share;
      return share > 0 ? [{ sale, amount: share }] : [];
    });
}
