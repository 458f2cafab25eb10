/** The app inside the admin: its frame with title bar, or the page that asks to install it. */
import { launchUrl } from '#devstore/admin-shell/launch.ts';
import { adminPage } from '#devstore/admin-shell/layout.ts';
import { html, jsonIn } from '#devstore/admin-shell/html.ts';
import { describeScope } from '#devstore/admin-shell/pages/scopes.ts';
import { hostParameter } from '#devstore/auth/session-token.ts';
import type { ShopState, Store } from '#devstore/state.ts';

/** `path` is the app's path with its query. */
export function appPage(store: Store, shop: ShopState, path: string): string {
  const frame = {
    appName: store.app.name,
    appOrigin: new URL(store.app.url).origin,
    base: `/store/${shop.handle}`,
    appBase: `/store/${shop.handle}/apps/${store.app.handle}`,
    apiKey: store.app.apiKey,
    shop: shop.domain,
  };
  const body = html`<script>
      // The frame may be quicker than the script that listens to it: what it says meanwhile waits here (app-port.ts).
      window.earlyMessages = [];
      window.addEventListener('message', (event) => window.earlyMessages?.push(event));
    </script>
    <div id="title-bar" class="title-bar"></div>
    <div id="progress" class="progress" role="progressbar" aria-label="Loading" hidden></div>
    <iframe
      id="app"
      name="${JSON.stringify({ host: hostParameter(shop), shop: shop.domain, locale: shop.staff.locale })}"
      title="${store.app.name}"
      src="${launchUrl(store, shop, path)}"
      allow="clipboard-write; fullscreen"
    ></iframe>
    <div id="shade" class="shade" hidden></div>
    <dialog id="dialog" class="dialog" aria-labelledby="dialog-title"></dialog>`;
  return adminPage(store, shop, {
    title: store.app.name,
    current: 'app',
    wide: true,
    body,
    scripts: html`<script id="frame" type="application/json">
        ${jsonIn(frame)}
      </script>
      <script src="/assets/shell.js" defer></script>`,
  });
}

/** Managed installation: the merchant sees what the app may do, and says yes. */
export function installPage(store: Store, shop: ShopState, path: string): string {
  const body = html`<div class="install card padded">
    <h1>Install ${store.app.name}</h1>
    <p>${store.app.name} would be able to do this in <strong>${shop.name}</strong>:</p>
    <ul>
      ${store.app.scopes.map((scope) => html`<li>${describeScope(scope)} <code>${scope}</code></li>`)}
    </ul>
    <form method="post" action="/store/${shop.handle}/apps/${store.app.handle}/install">
      <input type="hidden" name="path" value="${path}" />
      <a class="button" href="/store/${shop.handle}">Cancel</a>
      <button class="button primary" type="submit">Install</button>
    </form>
  </div>`;
  return adminPage(store, shop, { title: `Install ${store.app.name}`, current: 'app', body });
}
