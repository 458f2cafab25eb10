/** "Place an order": as any customer or guest, with any evidence of a referral, today or months ago. */
import { html, type Markup } from '#devstore/admin-shell/html.ts';
import { customerSummary } from '#devstore/control/summaries.ts';
import type { ShopState, Store } from '#devstore/state.ts';

const sources = [
  ['web', 'Online store'],
  ['pos', 'Point of sale'],
  ['shopify_draft_order', 'Draft order'],
  ['subscription_contract', 'Subscription renewal'],
] as const;

export function orderForm(store: Store, shop: ShopState): Markup {
  const customers = [...shop.customers.values()].map((customer) => customerSummary(store, shop, customer));
  const codes = customers.flatMap(({ name, referralLink }) => {
    const code = referralLink === null ? null : new URL(referralLink).searchParams.get('ref');
    return code === null ? [] : [html`<option value="${code}">${name}</option>`];
  });
  const currencies = [shop.currency, ...shop.markets.map(({ currency }) => currency)];
  return html`<form class="card" data-order>
    <h2>Place an order</h2>
    <div class="fields">
      <label class="wide"
        >Who
        <select name="customerId">
          <option value="">A guest, or someone new…</option>
          ${customers.map(({ id, name, email }) => html`<option value="${id}">${name} (${email ?? 'no e-mail'})</option>`)}
        </select></label
      >
      <label data-guest>E-mail <input name="email" type="email" value="sam.friend@example.com" autocomplete="off" /></label>
      <label data-guest>Name <input name="name" value="Sam Friend" autocomplete="off" /></label>
      <label class="wide"
        >What
        <select name="variantId">
          ${[...shop.products.values()].map((product) =>
            product.variants.map(
              (variant) =>
                html`<option value="${variant.id}">
                  ${product.title}${variant.title === 'Default Title' ? '' : ` · ${variant.title}`} · ${variant.price}
                  ${shop.currency}
                </option>`,
            ),
          )}
        </select></label
      >
      <label>How many <input name="quantity" type="number" min="1" max="50" value="2" /></label>
      <label
        >Paid in
        <select name="presentmentCurrency">
          ${[...new Set(currencies)].map((currency) => html`<option>${currency}</option>`)}
        </select></label
      >
    </div>
    <fieldset>
      <legend>Brought by</legend>
      <div class="fields">
        <label class="wide"
          >Referral code
          <input name="code" list="codes" placeholder="none" autocomplete="off" spellcheck="false" />
          <datalist id="codes">${codes}</datalist></label
        >
        <span class="choices wide">
          <label><input type="checkbox" name="evidence" value="attribute" checked /> in the cart</label>
          <label><input type="checkbox" name="evidence" value="landing" checked /> in the landing link</label>
          <label><input type="checkbox" name="evidence" value="line-property" /> on the products</label>
          <label><input type="checkbox" name="evidence" value="journey" /> known to Shopify's journey only</label>
        </span>
        <label>Landed, days before <input name="landedDays" type="number" min="0" max="400" step="any" value="0" /></label>
        <label>Discount code <input name="discountCode" placeholder="none" autocomplete="off" spellcheck="false" /></label>
      </div>
    </fieldset>
    <div class="fields">
      <label>Ordered, days ago <input name="daysAgo" type="number" min="0" max="400" step="any" value="0" /></label>
      <label
        >Through
        <select name="sourceName">
          ${sources.map(([value, label]) => html`<option value="${value}">${label}</option>`)}
        </select></label
      >
      <span class="choices">
        <label><input type="checkbox" name="pending" /> not paid yet</label>
        <label><input type="checkbox" name="test" /> test order</label>
      </span>
      <button class="primary" type="submit">Place the order</button>
    </div>
  </form>`;
}
