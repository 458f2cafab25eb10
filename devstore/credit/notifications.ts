/** What Shopify would write to customers about credit and gift cards. Nothing is sent: the control API shows it. */
import { storeTime } from '#devstore/clock.ts';
import { newId } from '#devstore/store.ts';
import type { NotificationState, ShopState, Store } from '#devstore/state.ts';

/** A customer without an e-mail address is told nothing. `at` in the future announces it later. */
export function announce(
  store: Store,
  shop: ShopState,
  message: Pick<NotificationState, 'kind' | 'customerId' | 'text'> & { at?: string | null },
): void {
  const email = shop.customers.get(message.customerId)?.email ?? null;
  if (email === null) return;
  shop.notifications.push({ ...message, id: newId(store), email, at: message.at ?? storeTime(store) });
}
