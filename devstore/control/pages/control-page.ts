/** The control page: everything a person does to a shop, on one page. Forms carry what they send in data attributes (control.client.js). */
import { html, jsonIn, type Markup } from '#devstore/admin-shell/html.ts';
import { customersCard } from '#devstore/control/pages/customers-card.ts';
import { deliveriesCard } from '#devstore/control/pages/deliveries-card.ts';
import { discountsCard } from '#devstore/control/pages/discounts-card.ts';
import { mailsCard } from '#devstore/control/pages/mails-card.ts';
import { orderForm } from '#devstore/control/pages/order-form.ts';
import { ordersCard } from '#devstore/control/pages/orders-card.ts';
import { faultsCard, shopCard } from '#devstore/control/pages/switches-cards.ts';
import { linksOf } from '#devstore/control/summaries.ts';
import { storeNow } from '#devstore/clock.ts';
import type { ShopState, Store } from '#devstore/state.ts';

export function controlPage(store: Store, shop: ShopState): string {
  const links = linksOf(store, shop);
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>Dev store: ${shop.name}</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="/__dev/assets/control.css" />
      </head>
      <body data-api="/__dev/api/shops/${shop.handle}">
        <header class="top">
          <div class="brand">
            <h1>${shop.name}</h1>
            <p>
              <span class="badge ${shop.installed ? 'good' : ''}" data-fresh="installed"
                >${store.app.name} ${shop.installed ? 'installed' : 'not installed'}</span
              >
              ${shopPicker(store, shop)}
            </p>
          </div>
          <nav aria-label="Hosts of the shop">
            <a href="${links.storefront}">Storefront</a>
            <a href="${links.admin}">Admin</a>
            <a href="${links.app}">${store.app.name}</a>
          </nav>
          ${clock(store, shop)}
        </header>
        <main>
          <div class="column">
            ${orderForm(store, shop)}
            <div data-fresh="orders">${ordersCard(store, shop)}</div>
            <div data-fresh="discounts">${discountsCard(store, shop)}</div>
            <div data-fresh="deliveries">${deliveriesCard(shop)}</div>
          </div>
          <div class="column narrow">
            <div data-fresh="shop">${shopCard(store, shop)}</div>
            <div data-fresh="mails">${mailsCard(store)}</div>
            <div data-fresh="faults">${faultsCard(store)}</div>
            <div data-fresh="customers">${customersCard(store, shop)}</div>
          </div>
        </main>
        <div class="toast" role="status" aria-live="polite" hidden></div>
        <script type="application/json" id="variants">
          ${jsonIn(variantsOf(shop))}
        </script>
        <script type="module" src="/__dev/assets/control.client.js"></script>
      </body>
    </html>`;
  return page.markup;
}

function clock(store: Store, shop: ShopState): Markup {
  const steps = [
    { label: '+1 hour', body: { hours: 1 } },
    { label: '+1 day', body: { days: 1 } },
    { label: '+15 days', body: { days: 15 } },
  ];
  const now = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short', timeZone: shop.timeZone });
  return html`<div class="clock">
    <span data-fresh="clock"><small>The shop's clock</small> <time>${now.format(storeNow(store))}</time></span>
    ${steps.map(
      (step) =>
        html`<button type="button" data-post="/__dev/api/clock" data-body="${JSON.stringify(step.body)}">${step.label}</button>`,
    )}
  </div>`;
}

function shopPicker(store: Store, shop: ShopState): Markup | null {
  const others = [...store.shops.values()].filter((each) => each !== shop);
  return others.length === 0
    ? null
    : html`${others.map((other) => html`<a href="/__dev?shop=${other.handle}">${other.name}</a> `)}`;
}

function variantsOf(shop: ShopState): Record<string, string> {
  const pairs = [...shop.products.values()].flatMap((product) =>
    product.variants.map((variant) => [variant.id, `${product.title} ${variant.title}`] as const),
  );
  return Object.fromEntries(pairs);
}
