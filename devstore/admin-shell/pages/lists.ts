/** The read-only lists of the admin: orders, products, customers, discounts. */
import { adminPage, type Section } from '#devstore/admin-shell/layout.ts';
import { html, type Markup } from '#devstore/admin-shell/html.ts';
import { badge, customerName, day, money } from '#devstore/admin-shell/pages/wording.ts';
import { describeEffect } from '#devstore/discounts/describe-discount.ts';
import { discountStatus } from '#devstore/discounts/discount-events.ts';
import type { ShopState, Store } from '#devstore/state.ts';

const shown = 250;

type Table = { title: string; section: Section; columns: string[]; rows: Markup[][]; total: number; empty: string };

export function ordersPage(store: Store, shop: ShopState): string {
  const orders = [...shop.orders.values()].sort((a, b) => b.number - a.number);
  return tablePage(store, shop, {
    title: 'Orders',
    section: 'orders',
    columns: ['Order', 'Date', 'Customer', 'Total', 'Payment', 'Discount codes'],
    rows: orders
      .slice(0, shown)
      .map((order) => [
        html`<a href="/store/${shop.handle}/orders/${order.id}">${order.name}</a>`,
        html`${day(shop, order.processedAt)}`,
        html`${customerName(shop, order.customerId) ?? order.email ?? 'No customer'}`,
        html`${money(order.total, order.currency)}`,
        badge(order.cancelledAt === null ? order.financialStatus : 'cancelled'),
        html`${order.discountCodes.map((discount) => discount.code).join(', ')}`,
      ]),
    total: orders.length,
    empty: 'No orders yet. Buy something in the storefront.',
  });
}

export function productsPage(store: Store, shop: ShopState): string {
  const products = [...shop.products.values()];
  return tablePage(store, shop, {
    title: 'Products',
    section: 'products',
    columns: ['Product', 'Type', 'Variants', 'Price', 'Inventory'],
    rows: products
      .slice(0, shown)
      .map((product) => [
        html`<a href="https://${shop.domain}/products/${product.handle}" target="_blank">${product.title}</a>`,
        html`${product.productType}`,
        html`${product.variants.length}`,
        html`${money(product.variants[0]?.price ?? '0', shop.currency)}`,
        html`${product.variants.reduce((sum, variant) => sum + variant.inventory, 0)} in stock`,
      ]),
    total: products.length,
    empty: 'No products.',
  });
}

export function customersPage(store: Store, shop: ShopState): string {
  const customers = [...shop.customers.values()].reverse();
  const orders = [...shop.orders.values()];
  return tablePage(store, shop, {
    title: 'Customers',
    section: 'customers',
    columns: ['Customer', 'E-mail', 'Since', 'Orders'],
    rows: customers
      .slice(0, shown)
      .map((customer) => [
        html`<a href="/store/${shop.handle}/customers/${customer.id}">${customerName(shop, customer.id) ?? 'Unnamed'}</a>`,
        html`${customer.email}`,
        html`${day(shop, customer.createdAt)}`,
        html`${orders.filter((order) => order.customerId === customer.id).length}`,
      ]),
    total: customers.length,
    empty: 'No customers.',
  });
}

export function discountsPage(store: Store, shop: ShopState): string {
  const discounts = [...shop.discounts.values()].reverse();
  return tablePage(store, shop, {
    title: 'Discounts',
    section: 'discounts',
    columns: ['Title', 'Code', 'Value', 'Status', 'Used', 'Made by'],
    rows: discounts
      .slice(0, shown)
      .map((discount) => [
        html`<a id="${discount.id}" href="/store/${shop.handle}/discounts/${discount.id}">${discount.title}</a>`,
        html`${discount.codes[0]?.code}${discount.codes.length > 1 ? ` and ${discount.codes.length - 1} more` : ''}`,
        html`${describeEffect(discount, shop.currency)}`,
        badge(discountStatus(store, discount).toLowerCase()),
        html`${discount.codes.reduce((sum, code) => sum + code.usageCount, 0)}${discount.usageLimit === null ? '' : ` of ${discount.usageLimit}`}`,
        html`${discount.createdByApp ? store.app.name : 'the shop'}`,
      ]),
    total: discounts.length,
    empty: 'No discounts.',
  });
}

function tablePage(store: Store, shop: ShopState, table: Table): string {
  const more = table.total > shown ? html`<p class="note">The newest ${shown} of ${table.total} are shown.</p>` : null;
  const body =
    table.rows.length === 0
      ? html`<h1>${table.title}</h1>
          <div class="card padded">${table.empty}</div>`
      : html`<h1>${table.title}</h1>
          <div class="card scroll">
            <table>
              <thead>
                <tr>
                  ${table.columns.map((column) => html`<th scope="col">${column}</th>`)}
                </tr>
              </thead>
              <tbody>
                ${table.rows.map(
                  (row) =>
                    html`<tr>
                      ${row.map((cell) => html`<td>${cell}</td>`)}
                    </tr>`,
                )}
              </tbody>
            </table>
          </div>
          ${more}`;
  return adminPage(store, shop, { title: table.title, current: table.section, body });
}
