/** Paying with what the shop holds for the buyer: gift cards first, then store credit, the rest by card. */
import { findAccount } from '#devstore/credit/store-credit.ts';
import { isRedeemable } from '#devstore/credit/gift-cards.ts';
import type { NewOrder } from '#devstore/orders/place-order.ts';
import { convert, fromMinor, toMinor } from '#devstore/pricing/minor-units.ts';
import { priceCheckout, type CheckoutState } from '#devstore/storefront/checkout/open-checkout.ts';
import { primaryMarket } from '#devstore/storefront/market.ts';
import type { Visit } from '#devstore/storefront/visit.ts';

/** Decimal strings; `shown` in the buyer's currency, `payments` as an order takes them, in the shop's. */
export type OwnMoney = {
  giftCards: { id: string; last: string; shown: string }[];
  /** What the buyer has, whether it is used or not; null for a guest, and for one who has nothing in this currency. */
  storeCredit: { available: string; shown: string | null } | null;
  /** What is left to pay by card. */
  due: string;
  payments: NonNullable<NewOrder['payments']>;
};

export function ownMoney(visit: Visit, checkout: CheckoutState): OwnMoney {
  const { store, shop } = visit;
  const { currency, rate } = checkout.market;
  const here = primaryMarket(shop).currency;
  // The same sum twice, in the buyer's currency and in the shop's: both are paid to the last unit.
  let shownLeft = toMinor(priceCheckout(visit, checkout).total, currency);
  let left = toMinor(priceCheckout(visit, { ...checkout, market: primaryMarket(shop) }).total, here);
  const payments: OwnMoney['payments'] = [];
  const giftCards: OwnMoney['giftCards'] = [];
  for (const id of checkout.giftCardIds) {
    const card = shop.giftCards.get(id);
    if (card === undefined || !isRedeemable(store, shop, card)) continue;
    const amount = Math.min(left, toMinor(card.balance, here));
    const shown = amount === left ? shownLeft : Math.min(shownLeft, convert(amount, here, currency, rate));
    left -= amount;
    shownLeft -= shown;
    giftCards.push({ id, last: card.code.slice(-4), shown: fromMinor(shown, currency) });
    payments.push({ amount: fromMinor(amount, here), purse: { giftCardId: id } });
  }
  const storeCredit = creditOf(visit, checkout);
  if (storeCredit !== null && checkout.useStoreCredit) {
    const shown = Math.min(shownLeft, toMinor(storeCredit.available, currency));
    const amount = shown === shownLeft ? left : Math.min(left, convert(shown, currency, here, 1 / rate));
    left -= amount;
    shownLeft -= shown;
    const text = fromMinor(shown, currency);
    storeCredit.shown = text;
    const purse = { storeCreditAccountId: storeCredit.accountId, amount: text, debitId: null };
    if (shown > 0) payments.push({ amount: fromMinor(amount, here), purse });
  }
  if (left > 0) payments.push({ amount: fromMinor(left, here) });
  return { giftCards, storeCredit, due: fromMinor(shownLeft, currency), payments };
}

/** Only who is signed in has store credit, and only that in the currency of the checkout. */
function creditOf(visit: Visit, checkout: CheckoutState) {
  const { store, shop } = visit;
  if (checkout.customerId === null || !shop.storeCreditEnabled) return null;
  const account = findAccount(store, shop, checkout.customerId, checkout.market.currency);
  if (account === null || toMinor(account.balance, account.currency) === 0) return null;
  return { accountId: account.id, available: account.balance, shown: null as string | null };
}
