/** The frame of every admin page: top bar, navigation, content. */
import { html, type Markup } from '#devstore/admin-shell/html.ts';
import { icon, type IconName } from '#devstore/admin-shell/icons.ts';
import type { ShopState, Store } from '#devstore/state.ts';

export type Section = 'home' | 'orders' | 'products' | 'customers' | 'discounts' | 'online-store' | 'app' | 'settings';

type Page = {
  title: string;
  current: Section;
  body: Markup;
  /** Fills the whole content area (the app's frame, the theme editor). */
  wide?: boolean;
  /** Without the navigation (the theme editor). */
  alone?: boolean;
  /** Scripts and data at the end of the page. */
  scripts?: Markup;
};

/** A whole HTML document. */
export function adminPage(store: Store, shop: ShopState, page: Page): string {
  const document = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${page.title} · ${shop.name} · dev store</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="/assets/shell.css" />
      </head>
      <body>
        <a class="skip" href="#content">Skip to content</a>
        <header class="top">
          ${page.alone ? null : menuButton}
          <a class="brand" href="/store/${shop.handle}">dev store<small>stands in for the Shopify admin</small></a>
          <div id="save-bar" class="save-bar" role="region" aria-label="Unsaved changes" hidden></div>
          <span class="shop"
            ><span class="shop-name">${shop.name}</span><span class="avatar" aria-hidden="true">${initials(shop)}</span></span
          >
        </header>
        <div class="columns">
          ${page.alone ? null : navigation(store, shop, page.current)}
          <main id="content" class="${page.wide ? 'wide' : 'page'}" tabindex="-1">${page.body}</main>
        </div>
        <div id="toasts" class="toasts" role="status" aria-live="polite"></div>
        <script src="/assets/menu.js" defer></script>
        ${page.scripts}
      </body>
    </html>`;
  return document.markup;
}

const menuButton = html`<button class="menu" type="button" aria-expanded="false" aria-controls="navigation" aria-label="Menu">
  ${icon('menu')}
</button>`;

function navigation(store: Store, shop: ShopState, current: Section): Markup {
  const base = `/store/${shop.handle}`;
  const link = (section: Section, path: string, label: string, name: IconName) =>
    html`<li>
      <a href="${base}${path}" ${section === current ? html`aria-current="page"` : null}>${icon(name)}<span>${label}</span></a>
    </li>`;
  return html`<nav id="navigation" aria-label="Admin">
    <ul>
      ${link('home', '', 'Home', 'home')} ${link('orders', '/orders', 'Orders', 'orders')}
      ${link('products', '/products', 'Products', 'products')} ${link('customers', '/customers', 'Customers', 'customers')}
      ${link('discounts', '/discounts', 'Discounts', 'discounts')}
    </ul>
    <h2>Sales channels</h2>
    <ul>
      ${link('online-store', '/themes/current/editor?context=apps', 'Online Store', 'store')}
    </ul>
    <h2>Apps</h2>
    <ul>
      ${link('app', `/apps/${store.app.handle}`, store.app.name, 'app')}
      <li><ul id="app-navigation" class="sub"></ul></li>
    </ul>
    <ul class="bottom">
      ${link('settings', '/settings/apps', 'Settings', 'settings')}
    </ul>
  </nav>`;
}

function initials(shop: ShopState): string {
  return shop.name
    .split(' ')
    .slice(0, 2)
    .map((word) => word.charAt(0))
    .join('');
}
