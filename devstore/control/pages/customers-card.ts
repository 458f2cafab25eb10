/** Customers: sign in as one, see their link, ask for their data, have them erased. */
import { html, type Markup } from '#devstore/admin-shell/html.ts';
import { customerSummary } from '#devstore/control/summaries.ts';
import type { ShopState, Store } from '#devstore/state.ts';

export function customersCard(store: Store, shop: ShopState): Markup {
  const customers = [...shop.customers.values()].map((customer) => customerSummary(store, shop, customer));
  return html`<section class="card">
    <h2>Customers <small>${customers.length}</small></h2>
    <input type="search" placeholder="Find by name or e-mail" aria-label="Find a customer" data-find="#customers" />
    <ul class="rows tall" id="customers" tabindex="0" aria-label="Customers">
      ${customers.map((customer) => row(shop, customer))}
    </ul>
  </section>`;
}

function row(shop: ShopState, customer: ReturnType<typeof customerSummary>): Markup {
  const api = `/__dev/api/shops/${shop.handle}/customers/${customer.id}`;
  return html`<li>
    <div class="row">
      <span class="grow">${customer.name} <small>${customer.orders} ${customer.orders === 1 ? 'order' : 'orders'}</small></span>
      <form method="post" action="https://${shop.domain}/account/login">
        <input type="hidden" name="customer_id" value="${customer.id}" />
        <button>Sign in as</button>
      </form>
    </div>
    <div class="row quiet">
      <span class="grow"
        >${customer.email ?? 'no e-mail'}${customer.storeCredit.map(({ balance, currency }) => ` · ${balance} ${currency} credit`)}</span
      >
      <details class="menu">
        <summary>More</summary>
        <div>
          ${customer.referralLink === null ? null : html`<a href="${customer.referralLink}">Referral link</a>`}
          <button type="button" data-post="${api}/data-request" data-body="{}">Ask for their data</button>
          <button type="button" data-post="${api}/redact" data-body="{}">Erase (sent in 10 days)</button>
          <button type="button" data-post="${api}/redact" data-body="${JSON.stringify({ afterDays: 0 })}">Erase now</button>
          ${customer.orders === 0 ? html`<button type="button" data-delete="${api}">Delete</button>` : null}
          <form data-post="${api}/merge">
            <input name="intoEmail" type="email" placeholder="Merge into (e-mail)" aria-label="Merge into (e-mail)" required />
            <button>Merge</button>
          </form>
        </div>
      </details>
    </div>
  </li>`;
}
