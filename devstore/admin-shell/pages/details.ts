/** Read-only pages of one order, one customer, one discount: where links from the app lead. */
import { adminPage } from '#devstore/admin-shell/layout.ts';
import { html, type Markup } from '#devstore/admin-shell/html.ts';
import { badge, customerName, day, money } from '#devstore/admin-shell/pages/wording.ts';
import { describeEffect } from '#devstore/discounts/describe-discount.ts';
import { discountStatus } from '#devstore/discounts/discount-events.ts';
import type { CustomerState, DiscountState, OrderState, ShopState, Store } from '#devstore/state.ts';

type Row = [label: string, value: Markup | string | null];

export function orderPage(store: Store, shop: ShopState, order: OrderState): string {
  const customer = customerName(shop, order.customerId) ?? order.email;
  const attributes = Object.entries(order.attributes);
  const body = html`<p><a href="/store/${shop.handle}/orders">← Orders</a></p>
    <h1>${order.name} ${badge(order.cancelledAt === null ? order.financialStatus : 'cancelled')}</h1>
    <div class="card scroll">
      <table>
        <thead>
          <tr>
            <th scope="col">Item</th>
            <th scope="col">Price</th>
            <th scope="col">Quantity</th>
            <th scope="col">Refunded</th>
          </tr>
        </thead>
        <tbody>
          ${order.lines.map(
            (line) =>
              html`<tr>
                <td>${line.title}${line.variantTitle === null ? '' : ` · ${line.variantTitle}`}</td>
                <td>${money(line.price, order.currency)}</td>
                <td>${line.quantity}</td>
                <td>${line.refundedQuantity}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
    ${facts('Payment', [
      ['Subtotal', money(order.subtotal, order.currency)],
      ['Discounts', order.discountCodes.map((code) => `${code.code} −${money(code.amount, order.currency)}`).join(', ')],
      ['Shipping', money(order.shipping, order.currency)],
      ['Tax', money(order.tax, order.currency)],
      ['Total', money(order.total, order.currency)],
      ['Refunds', order.refunds.map((refund) => `${money(refund.amount, order.currency)}, ${day(shop, refund.at)}`).join('; ')],
    ])}
    ${facts('Customer', [
      [
        'Name',
        order.customerId === null
          ? customer
          : html`<a href="/store/${shop.handle}/customers/${order.customerId}">${customer}</a>`,
      ],
      ['E-mail', order.email],
      ['Placed', day(shop, order.processedAt)],
      ['Came through', order.landingSite],
    ])}
    ${attributes.length > 0 ? facts('Additional details', attributes) : null}`;
  return adminPage(store, shop, { title: order.name, current: 'orders', body });
}

export function customerPage(store: Store, shop: ShopState, customer: CustomerState): string {
  const orders = [...shop.orders.values()].filter((order) => order.customerId === customer.id);
  const metafields = [...shop.metafields.values()].filter((field) => field.ownerId === `gid://shopify/Customer/${customer.id}`);
  const name = customerName(shop, customer.id) ?? 'Unnamed';
  const body = html`<p><a href="/store/${shop.handle}/customers">← Customers</a></p>
    <h1>${name}</h1>
    ${facts('Contact', [
      ['E-mail', customer.email],
      ['Phone', customer.phone],
      ['Customer since', day(shop, customer.createdAt)],
      ['Tags', customer.tags.join(', ')],
    ])}
    ${facts(
      'Orders',
      orders.map((order) => [
        order.name,
        html`<a href="/store/${shop.handle}/orders/${order.id}">${money(order.total, order.currency)}</a>`,
      ]),
    )}
    ${facts(
      'Metafields',
      metafields.map((field) => [definitionName(store, field.namespace, field.key), field.value]),
    )}`;
  return adminPage(store, shop, { title: name, current: 'customers', body });
}

export function discountPage(store: Store, shop: ShopState, discount: DiscountState): string {
  const body = html`<p><a href="/store/${shop.handle}/discounts">← Discounts</a></p>
    <h1>${discount.title} ${badge(discountStatus(store, discount).toLowerCase())}</h1>
    ${facts('Discount', [
      ['Value', describeEffect(discount, shop.currency)],
      ['Minimum subtotal', discount.minimumSubtotal === null ? null : money(discount.minimumSubtotal, shop.currency)],
      ['From', day(shop, discount.startsAt)],
      ['Until', discount.endsAt === null ? null : day(shop, discount.endsAt)],
      ['Uses of each code', discount.usageLimit === null ? 'Unlimited' : String(discount.usageLimit)],
      ['Once per customer', discount.appliesOncePerCustomer ? 'Yes' : 'No'],
    ])}
    ${facts(
      'Codes',
      discount.codes.slice(0, 250).map((code) => [code.code, `used ${code.usageCount} times`]),
    )}`;
  return adminPage(store, shop, { title: discount.title, current: 'discounts', body });
}

function definitionName(store: Store, namespace: string, key: string): string {
  const definition = store.app.metafieldDefinitions.find((known) => known.namespace === namespace && known.key === key);
  return definition?.name ?? `${namespace}.${key}`;
}

function facts(title: string, rows: Row[]): Markup {
  const present = rows.filter(([, value]) => value !== null && value !== '');
  return html`<section class="card padded">
    <h2>${title}</h2>
    ${
      present.length === 0
        ? html`<p class="note">None.</p>`
        : html`<dl>
            ${present.map(
              ([label, value]) =>
                html`<dt>${label}</dt>
                  <dd>${value}</dd>`,
            )}
          </dl>`
    }
  </section>`;
}
