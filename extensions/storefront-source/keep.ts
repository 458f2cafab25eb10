/**
 * Carries what embed.ts remembers: into the cart's attribute, into every product form ("Buy it now" makes an order without the cart), and once
 * more to the app when the visitor has signed in since. Loaded only where something is remembered, or has just been forgotten.
 */
import type { Embed } from './globals.ts';
import { CART_ATTRIBUTE } from './names.ts';

const property = `properties[${CART_ATTRIBUTE}]`;

function carryFor(embed: Embed): void {
  let isWatching = false;
  /** What the cart was told last; null: nothing yet on this page. */
  let told: string | null = null;
  /** Another script may answer every change of ours with one of its own: after so many in one page we let it be. */
  let assertions = 9;
  let cartTimer = 0;
  let formTimer = 0;

  function value(): string {
    const stored = embed.stored();
    return stored ? JSON.stringify({ f: stored.f, l: stored.l, w: stored.w }) : '';
  }

  /** The attribute is private and cannot be read back: it is written again whenever it may be gone. */
  function assert(): void {
    told = value();
    embed.cart({ attributes: { [CART_ATTRIBUTE]: told } }).catch(() => 0);
  }

  function assertSoon(): void {
    clearTimeout(cartTimer);
    if (value() && assertions-- > 0) cartTimer = window.setTimeout(assert, 50);
  }

  function markForms(): void {
    formTimer = 0;
    const text = value();
    for (const form of document.querySelectorAll('form[action*="/cart/add"]')) {
      let input = form.querySelector<HTMLInputElement>(`[name="${property}"]`);
      if (!text) input?.remove();
      else {
        if (!input) form.append((input = Object.assign(document.createElement('input'), { type: 'hidden', name: property })));
        input.value = text;
      }
    }
  }

  function watch(): void {
    // Themes draw their sections anew, with the forms in them.
    new MutationObserver(() => (formTimer ||= window.setTimeout(markForms, 50))).observe(document.body, {
      childList: true,
      subtree: true,
    });
    // New carts and attributes that others replace: by Shopify's standard events, and by the requests of themes that do not send them.
    for (const change of ['lines', 'attributes']) {
      document.addEventListener(`shopify:cart:${change}-update`, (event) => {
        // The event comes before the change.
        const { promise } = event as Event & { promise?: Promise<unknown> };
        Promise.resolve(promise).then(assertSoon, assertSoon);
      });
    }
    try {
      new PerformanceObserver((list) => {
        if (list.getEntries().some(({ name }) => /\/cart\/(add|change|update|clear)\b(?!.*\?vouchsafe)/.test(name))) assertSoon();
      }).observe({ type: 'resource' });
    } catch {
      // An old browser: the standard events and the cart page remain.
    }
  }

  /** The app's visits so far were anybody's; Shopify signs the next request with the customer. Their ids are the same, so they count once. */
  function tellWhoItIs(): void {
    const stored = embed.stored();
    if (!stored || !stored.s === !embed.isSignedIn || !window.Shopify?.customerPrivacy?.marketingAllowed()) return;
    if (embed.isSignedIn) {
      [stored.f, stored.l].forEach((touch, index) => {
        const id = stored.v?.[index];
        if (touch && id) embed.report(id, touch[0]);
      });
    }
    embed.keep({ s: embed.isSignedIn ? 1 : 0 });
  }

  embed.carry = () => {
    const text = value();
    markForms();
    if (text && !isWatching) {
      isWatching = true;
      watch();
      // A form that fills the cart without a script leads to the cart page.
      told = embed.code || /\/cart\/?$/.test(location.pathname) ? null : text;
    }
    if (text !== told) assert();
    tellWhoItIs();
  };
  embed.carry();
}

if (window.vouchsafe) carryFor(window.vouchsafe);
