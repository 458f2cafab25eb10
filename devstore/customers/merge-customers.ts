/** The merchant merges two customers: everything of the one becomes the other's. */
import { randomUUID } from 'node:crypto';
import { storeTime } from '#devstore/clock.ts';
import { creditAccount, findAccount, settled } from '#devstore/credit/store-credit.ts';
import { metafieldKey } from '#devstore/metafields.ts';
import { customerJson } from '#devstore/orders/person-json.ts';
import { toMinor } from '#devstore/pricing/minor-units.ts';
import { gid } from '#devstore/store.ts';
import type { CustomerState, ShopState, Store } from '#devstore/state.ts';
import { emitWebhook } from '#devstore/webhooks/emit.ts';

/**
 * Moves orders, addresses, tags, credit, gift cards, metafields and discounts of `gone` to `kept`, and deletes `gone`. Emits customers/merge,
 * customers/update of the kept one and customers/delete of the other, under one event id. Throws when both are the same.
 */
export function mergeCustomers(store: Store, shop: ShopState, kept: CustomerState, gone: CustomerState): void {
  if (kept === gone) throw new Error('dev store: a customer cannot be merged with themselves');
  for (const order of shop.orders.values()) if (order.customerId === gone.id) order.customerId = kept.id;
  kept.email ??= gone.email;
  kept.phone ??= gone.phone;
  kept.firstName ??= gone.firstName;
  kept.lastName ??= gone.lastName;
  kept.addresses.push(...gone.addresses);
  kept.tags = [...new Set([...kept.tags, ...gone.tags])];
  kept.note = [kept.note, gone.note].filter((note) => note !== null).join('\n') || null;
  kept.updatedAt = storeTime(store);
  moveCredit(store, shop, kept, gone);
  moveDiscounts(shop, kept, gone);
  moveMetafields(shop, kept, gone);
  for (const card of shop.giftCards.values()) {
    if (card.customerId === gone.id) card.customerId = kept.id;
    if (card.recipient?.customerId === gone.id) card.recipient.customerId = kept.id;
  }
  for (const session of shop.sessions.values()) if (session.customerId === gone.id) session.customerId = null;
  shop.customers.delete(gone.id);

  const eventId = randomUUID();
  emitWebhook(store, shop, 'customers/merge', mergeJson(kept, gone), { eventId });
  emitWebhook(store, shop, 'customers/update', customerJson(shop, kept), { eventId });
  emitWebhook(store, shop, 'customers/delete', deletedCustomerJson(gone), { eventId });
}

export function deletedCustomerJson(customer: CustomerState) {
  const gone = { id: Number(customer.id), phone: null, addresses: [], tax_exemptions: [] };
  return { ...gone, admin_graphql_api_id: gid('Customer', customer.id) };
}

/** Shape: shopify.dev, webhook topic `customers/merge`, 2026-07. */
function mergeJson(kept: CustomerState, gone: CustomerState) {
  return {
    admin_graphql_api_customer_kept_id: gid('Customer', kept.id),
    admin_graphql_api_customer_deleted_id: gid('Customer', gone.id),
    admin_graphql_api_job_id: gid('Job', randomUUID()),
    status: 'completed',
    errors: [],
  };
}

/** An account moves as it is; where the kept customer has one in that currency, its balance is credited there. */
function moveCredit(store: Store, shop: ShopState, kept: CustomerState, gone: CustomerState): void {
  for (const account of shop.storeCreditAccounts.values()) {
    if (account.customerId !== gone.id) continue;
    const own = findAccount(store, shop, kept.id, account.currency);
    if (own === null) {
      account.customerId = kept.id;
      continue;
    }
    const balance = toMinor(settled(store, account).balance, account.currency);
    if (balance > 0) creditAccount(store, own, balance, { event: 'ADJUSTMENT', origin: null });
    shop.storeCreditAccounts.delete(account.id);
  }
}

function moveDiscounts(shop: ShopState, kept: CustomerState, gone: CustomerState): void {
  for (const discount of shop.discounts.values()) {
    if (discount.customerIds?.includes(gone.id) === true)
      discount.customerIds = [...new Set(discount.customerIds.map((id) => (id === gone.id ? kept.id : id)))];
    const used = discount.usedByCustomer[gone.id];
    if (used === undefined) continue;
    discount.usedByCustomer[kept.id] = (discount.usedByCustomer[kept.id] ?? 0) + used;
    delete discount.usedByCustomer[gone.id];
  }
}

/** Where both have one, the kept customer's stays. */
function moveMetafields(shop: ShopState, kept: CustomerState, gone: CustomerState): void {
  const owner = gid('Customer', kept.id);
  for (const [key, metafield] of shop.metafields) {
    if (metafield.ownerId !== gid('Customer', gone.id)) continue;
    shop.metafields.delete(key);
    const there = metafieldKey(owner, metafield.namespace, metafield.key);
    if (!shop.metafields.has(there)) shop.metafields.set(there, { ...metafield, ownerId: owner });
  }
}
