/** Gift cards: found by their code, spent and given back. Balances are in the shop's currency, amounts in its minor units. */
import { storeNow, storeTime } from '#devstore/clock.ts';
import { shopTime } from '#devstore/orders/shop-time.ts';
import { fromMinor, toMinor } from '#devstore/pricing/minor-units.ts';
import { newId } from '#devstore/store.ts';
import type { GiftCardState, ShopState, Store } from '#devstore/state.ts';

/** Codes are compared without case, spaces and hyphens, as a person types them from a card. */
export function findGiftCard(shop: ShopState, text: string): GiftCardState | null {
  const wanted = text.toLowerCase().replace(/[\s-]/g, '');
  return [...shop.giftCards.values()].find(({ code }) => code === wanted) ?? null;
}

export function isExpiredCard(store: Store, shop: ShopState, card: GiftCardState): boolean {
  return card.expiresOn !== null && shopTime(storeNow(store).toISOString(), shop.timeZone).slice(0, 10) > card.expiresOn;
}

/** Whether it can be paid with: sold by the shop, enabled, not expired; it may be empty. */
export function isRedeemable(store: Store, shop: ShopState, card: GiftCardState): boolean {
  return shop.giftCardsEnabled && card.enabled && !isExpiredCard(store, shop, card);
}

/** Takes an amount off the card; below zero gives it back. Throws when the card has less. */
export function spendGiftCard(
  store: Store,
  shop: ShopState,
  card: GiftCardState,
  amount: number,
  note: string | null = null,
): void {
  const balance = toMinor(card.balance, shop.currency) - amount;
  if (balance < 0) throw new Error(`dev store: the gift card has only ${card.balance} left`);
  card.balance = fromMinor(balance, shop.currency);
  card.updatedAt = storeTime(store);
  card.transactions.push({
    id: newId(store),
    kind: amount < 0 ? 'credit' : 'debit',
    amount: fromMinor(-amount, shop.currency),
    at: card.updatedAt,
    note,
  });
}
