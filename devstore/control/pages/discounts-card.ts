/** Discounts, and what a merchant may do to them without the app knowing. */
import { html, type Markup } from '#devstore/admin-shell/html.ts';
import { describeEffect } from '#devstore/discounts/describe-discount.ts';
import { discountStatus } from '#devstore/discounts/discount-events.ts';
import type { DiscountState, ShopState, Store } from '#devstore/state.ts';

const shown = 12;

export function discountsCard(store: Store, shop: ShopState): Markup {
  const newest = [...shop.discounts.values()].slice(-shown).reverse();
  return html`<section class="card">
    <h2>Discounts <small>${shop.discounts.size === 0 ? 'none yet' : `${newest.length} of ${shop.discounts.size}`}</small></h2>
    <ul class="rows">
      ${newest.map((discount) => row(store, shop, discount))}
    </ul>
  </section>`;
}

function row(store: Store, shop: ShopState, discount: DiscountState): Markup {
  const api = `/__dev/api/shops/${shop.handle}/discounts/${discount.id}`;
  const [code] = discount.codes;
  const status = discountStatus(store, discount).toLowerCase();
  const isActive = status === 'active';
  return html`<li>
    <div class="row">
      <span class="grow">${discount.title}</span>
      <span class="badge ${isActive ? 'good' : ''}">${status}</span>
    </div>
    <div class="row quiet">
      <span class="grow"
        >${describeEffect(discount, shop.currency)} ·
        ${discount.codes.length === 1 ? code?.code : `${discount.codes.length} codes`}</span
      >
      <details class="menu">
        <summary>Actions</summary>
        <div>
          ${
            isActive
              ? html`<button type="button" data-post="${api}/deactivate" data-body="{}">End it now</button>`
              : html`<button type="button" data-post="${api}/activate" data-body="{}">Activate</button>`
          }
          ${
            discount.kind === 'basic'
              ? html`<button type="button" data-patch="${api}" data-body="${JSON.stringify({ percentage: 0.01 })}">
                  Change its value to 1%
                </button>`
              : null
          }
          ${
            code === undefined
              ? null
              : html`<button type="button" data-delete="${api}/codes/${code.id}">Delete the code ${code.code}</button>`
          }
          <button type="button" data-delete="${api}">Delete</button>
        </div>
      </details>
    </div>
  </li>`;
}
