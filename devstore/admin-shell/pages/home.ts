/** The admin's home page. */
import { adminPage } from '#devstore/admin-shell/layout.ts';
import { html } from '#devstore/admin-shell/html.ts';
import { money } from '#devstore/admin-shell/pages/wording.ts';
import type { ShopState, Store } from '#devstore/state.ts';

export function homePage(store: Store, shop: ShopState): string {
  const base = `/store/${shop.handle}`;
  const orders = [...shop.orders.values()].filter((order) => order.cancelledAt === null && !order.test);
  const sales = orders.reduce((sum, order) => sum + Number(order.total), 0);
  const card = (label: string, value: string | number, path: string) =>
    html`<a class="card padded figure" href="${base}${path}"><span>${label}</span><strong>${value}</strong></a>`;
  const body = html`<h1>${shop.name}</h1>
    <div class="figures">
      ${card('Orders', orders.length, '/orders')} ${card('Sales', money(String(sales), shop.currency), '/orders')}
      ${card('Customers', shop.customers.size, '/customers')} ${card('Discounts', shop.discounts.size, '/discounts')}
    </div>
    <section class="card padded">
      <h2>${store.app.name}</h2>
      <p>${shop.installed ? 'Installed in this shop.' : 'Not installed yet.'}</p>
      <p>
        <a class="button primary" href="${base}/apps/${store.app.handle}">${shop.installed ? 'Open app' : 'Install app'}</a>
        <a class="button" href="https://${shop.domain}/" target="_blank">View your online store</a>
      </p>
    </section>`;
  return adminPage(store, shop, { title: 'Home', current: 'home', body });
}

/** Apps of the shop, with the way out. */
export function appsPage(store: Store, shop: ShopState): string {
  const base = `/store/${shop.handle}`;
  const body = html`<h1>Apps</h1>
    <section class="card padded">
      <h2>${store.app.name}</h2>
      ${
        shop.installed
          ? html`<p>May use: ${shop.grantedScopes.join(', ')}</p>
              <form method="post" action="${base}/apps/${store.app.handle}/uninstall">
                <a class="button primary" href="${base}/apps/${store.app.handle}">Open app</a>
                <button class="button critical" type="submit">Uninstall</button>
              </form>`
          : html`<p>Not installed.</p>
              <p><a class="button primary" href="${base}/apps/${store.app.handle}">Install app</a></p>`
      }
    </section>`;
  return adminPage(store, shop, { title: 'Apps', current: 'settings', body });
}

/** What the admin does not have here. */
export function missingPage(store: Store, shop: ShopState, path: string): string {
  const body = html`<h1>Not imitated</h1>
    <div class="card padded">dev store: ${path} is not imitated in this admin.</div>`;
  return adminPage(store, shop, { title: 'Not imitated', current: 'home', body });
}
