/** Paying an order with what the shop itself holds for a customer, and giving it back there. */
import { creditAccount, debitAccount, findAccount, openAccount, revertDebit } from '#devstore/credit/store-credit.ts';
import { spendGiftCard } from '#devstore/credit/gift-cards.ts';
import { presentmentAmount } from '#devstore/orders/money-json.ts';
import { toMinor } from '#devstore/pricing/minor-units.ts';
import type { OrderState, ShopState, Store, TransactionState } from '#devstore/state.ts';

/** Takes the money of the order's payments out of gift cards and accounts. Throws when one has less. */
export function takeFromPurses(store: Store, shop: ShopState, order: OrderState): void {
  for (const transaction of order.transactions) {
    const { purse } = transaction;
    if (purse === null) continue;
    if ('giftCardId' in purse) {
      const card = shop.giftCards.get(purse.giftCardId);
      if (card === undefined) throw new Error(`dev store: ${shop.domain} has no gift card ${purse.giftCardId}`);
      spendGiftCard(store, shop, card, toMinor(transaction.amount, shop.currency), `Order ${order.name}`);
      continue;
    }
    const account = shop.storeCreditAccounts.get(purse.storeCreditAccountId);
    if (account === undefined) throw new Error(`dev store: ${shop.domain} has no account ${purse.storeCreditAccountId}`);
    const origin = { orderId: order.id, transactionId: transaction.id };
    purse.debitId = debitAccount(store, account, toMinor(purse.amount, account.currency), { event: 'ORDER_PAYMENT', origin }).id;
  }
}

/**
 * Puts a refund of `sale` back into the purse that it was paid from, and says which that is; null for money from outside.
 * @param refund its amount is in the shop's currency
 */
export function giveBackToPurse(
  store: Store,
  shop: ShopState,
  order: OrderState,
  sale: TransactionState,
  refund: { id: string; amount: string; isCancellation: boolean },
): TransactionState['purse'] {
  const { purse } = sale;
  if (purse === null) return null;
  if ('giftCardId' in purse) {
    const card = shop.giftCards.get(purse.giftCardId);
    if (card !== undefined)
      spendGiftCard(store, shop, card, -toMinor(refund.amount, shop.currency), `Refund of order ${order.name}`);
    return purse;
  }
  const account = shop.storeCreditAccounts.get(purse.storeCreditAccountId);
  if (account === undefined) return null;
  const origin = { orderId: order.id, transactionId: refund.id };
  const debit = account.transactions.find(({ id }) => id === purse.debitId);
  const isWhole = refund.amount === sale.amount;
  if (refund.isCancellation && isWhole && debit !== undefined) {
    revertDebit(store, account, debit, { event: 'ORDER_CANCELLATION', origin });
    return { ...purse };
  }
  const amount = isWhole ? purse.amount : presentmentAmount(order, toMinor(refund.amount, order.currency));
  const event = refund.isCancellation ? 'ORDER_CANCELLATION' : 'ORDER_REFUND';
  creditAccount(store, account, toMinor(amount, account.currency), { event, origin });
  return { ...purse, amount };
}

/** Refunds an amount as store credit, however it was paid. Throws when the order has no customer. */
export function refundAsStoreCredit(
  store: Store,
  shop: ShopState,
  order: OrderState,
  refund: { id: string; amount: string },
): TransactionState['purse'] {
  if (order.customerId === null) throw new Error(`dev store: ${order.name} has no customer who could get store credit`);
  const currency = order.presentmentCurrency;
  const account = findAccount(store, shop, order.customerId, currency) ?? openAccount(store, shop, order.customerId, currency);
  const amount = presentmentAmount(order, toMinor(refund.amount, order.currency));
  const origin = { orderId: order.id, transactionId: refund.id };
  creditAccount(store, account, toMinor(amount, currency), { event: 'ORDER_REFUND', origin });
  return { storeCreditAccountId: account.id, amount, debitId: null };
}
