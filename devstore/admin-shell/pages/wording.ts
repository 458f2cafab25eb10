/** How the admin pages write dates, money, names and states. */
import { html, type Markup } from '#devstore/admin-shell/html.ts';
import type { ShopState } from '#devstore/state.ts';

const tones: Record<string, string> = {
  paid: 'good',
  active: 'good',
  pending: 'warn',
  scheduled: 'info',
  partially_refunded: 'warn',
  cancelled: 'bad',
};

/** "Nov 22, 2026, 4:38 PM" in the shop's time zone. */
export function day(shop: ShopState, iso: string): string {
  return new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short', timeZone: shop.timeZone }).format(
    new Date(iso),
  );
}

export function money(decimal: string, currency: string): string {
  return new Intl.NumberFormat('en', { style: 'currency', currency }).format(Number(decimal));
}

export function customerName(shop: ShopState, customerId: string | null): string | null {
  const customer = customerId === null ? undefined : shop.customers.get(customerId);
  if (customer === undefined) return null;
  return [customer.firstName, customer.lastName].filter((part) => part !== null).join(' ') || customer.email;
}

/** "partially_refunded" → Partially refunded, coloured. */
export function badge(state: string): Markup {
  const text = state.replaceAll('_', ' ');
  return html`<span class="badge ${tones[state] ?? ''}">${text.charAt(0).toUpperCase()}${text.slice(1)}</span>`;
}
