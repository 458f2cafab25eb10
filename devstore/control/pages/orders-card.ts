/** The latest orders with what a merchant (or a bank) can do to each. */
import { CART_ATTRIBUTE } from '#app/domain/storefront-contract.ts';
import { html, type Markup } from '#devstore/admin-shell/html.ts';
import { orderSummary } from '#devstore/control/summaries.ts';
import { agoText } from '#devstore/control/pages/ago-text.ts';
import { isOpenDispute } from '#devstore/orders/dispute-order.ts';
import type { ShopState, Store } from '#devstore/state.ts';

const shown = 20;
type Summary = ReturnType<typeof orderSummary>;

export function ordersCard(store: Store, shop: ShopState): Markup {
  const latest = [...shop.orders.values()].sort((a, b) => b.number - a.number).slice(0, shown);
  return html`<section class="card">
    <h2>Orders <small>${shop.orders.size === 0 ? 'none yet' : `${latest.length} of ${shop.orders.size}`}</small></h2>
    <ul class="rows">
      ${latest.map((order) => row(store, shop, orderSummary(store, shop, order)))}
    </ul>
  </section>`;
}

function row(store: Store, shop: ShopState, order: Summary): Markup {
  const api = `/__dev/api/shops/${shop.handle}/orders/${order.id}`;
  const who = order.customer?.email ?? order.email ?? 'no customer';
  return html`<li>
    <div class="row">
      <a href="${api}" title="The order as webhooks carry it">${order.name}</a>
      <span class="grow">${who}</span>
      <span class="number">${order.currentTotal} ${order.currency}</span>
      ${badges(order)}
    </div>
    <div class="row quiet">
      <time datetime="${order.createdAt}">${agoText(store, order.createdAt)}</time>
      <span class="grow">${evidence(order)}</span>
      <details class="menu">
        <summary>Actions</summary>
        <div>${actions(shop, order, api)}</div>
      </details>
    </div>
  </li>`;
}

function badges(order: Summary): Markup {
  const good = order.financialStatus === 'paid';
  return html`<span class="badge ${good ? 'good' : ''}">${order.financialStatus.replaceAll('_', ' ')}</span>
    ${order.cancelledAt === null ? null : html`<span class="badge bad">cancelled</span>`}
    ${order.disputed ? html`<span class="badge bad">disputed</span>` : null}
    ${
      order.risk === 'HIGH' || order.risk === 'MEDIUM'
        ? html`<span class="badge bad">${order.risk.toLowerCase()} risk</span>`
        : null
    }
    ${order.fulfilled ? html`<span class="badge">${order.delivered ? 'delivered' : 'fulfilled'}</span>` : null}
    ${order.test ? html`<span class="badge">test</span>` : null}
    ${order.sourceName === 'web' ? null : html`<span class="badge">${order.sourceName}</span>`}`;
}

function evidence(order: Summary): string {
  const fromLink = order.landingSite?.includes('ref=') === true;
  const parts = [
    ...Object.keys(order.attributes).map(() => 'cart attribute'),
    ...(fromLink ? [`landed on ${order.landingSite}`] : []),
    ...(order.lines.some(({ properties }) => CART_ATTRIBUTE in properties) ? ['line property'] : []),
    ...(typeof order.journey.first?.referralCode === 'string' && !fromLink ? ['journey'] : []),
    ...order.discountCodes.map(({ code, amount }) => `code ${code} (−${amount})`),
  ];
  return parts.join(' · ');
}

function actions(shop: ShopState, order: Summary, api: string): Markup {
  const isOpen = order.cancelledAt === null;
  const isDisputed = order.disputes.some(isOpenDispute);
  const line = order.lines.find(({ left }) => left > 0);
  const [variant] = [...shop.products.values()].flatMap((product) => product.variants);
  const buttons = [
    order.outstanding.startsWith('-') || /^0(\.0+)?$/.test(order.outstanding) || !isOpen
      ? null
      : act(`${api}/pay`, {}, `Take ${order.outstanding}`),
    isOpen && line !== undefined ? act(`${api}/refund`, {}, 'Refund all') : null,
    isOpen && line !== undefined
      ? act(`${api}/refund`, { lines: [{ lineId: line.id, quantity: 1 }] }, `Refund one ${line.title}`)
      : null,
    isOpen ? act(`${api}/cancel`, {}, 'Cancel with refund') : null,
    isOpen ? act(`${api}/cancel`, { refund: false }, 'Cancel, keep the money') : null,
    isOpen && line !== undefined
      ? act(`${api}/edit`, { remove: [{ lineId: line.id, quantity: 1 }] }, `Edit: one ${line.title} less`)
      : null,
    isOpen && variant !== undefined
      ? act(`${api}/edit`, { add: [{ variantId: variant.id, quantity: 1 }] }, 'Edit: add a product')
      : null,
    isOpen && !order.fulfilled ? act(`${api}/fulfill`, {}, 'Fulfil') : null,
    isOpen && !order.fulfilled && line !== undefined && order.lines.length > 1
      ? act(`${api}/fulfill`, { lines: [{ lineId: line.id, quantity: line.left }] }, `Fulfil ${line.title} only`)
      : null,
    isOnItsWay(order) ? act(`${api}/deliver`, {}, 'Deliver') : null,
    order.parcels.some(({ status }) => status === 'success')
      ? act(`${api}/cancel-fulfillment`, {}, 'Cancel the fulfilment')
      : null,
    ...(isDisputed
      ? [
          act(`${api}/settle-dispute`, { status: 'won' }, 'Win the dispute'),
          act(`${api}/settle-dispute`, { status: 'lost' }, 'Lose the dispute'),
        ]
      : [act(`${api}/dispute`, {}, 'Dispute')]),
    order.fulfilled ? null : act(`${api}/risk`, { level: 'HIGH' }, 'High risk'),
    order.fulfilled ? null : act(`${api}/risk`, { level: 'LOW' }, 'Low risk'),
    order.test || !isOpen ? act(`${api}/delete`, {}, 'Delete') : null,
  ];
  return html`${buttons}
    <form data-post="${api}/refund">
      <input
        name="amount"
        inputmode="decimal"
        pattern="[0-9]+(\\.[0-9]+)?"
        placeholder="${order.currency}"
        aria-label="Amount"
        required
      />
      <button>Refund amount</button>
    </form>`;
}

function isOnItsWay({ parcels }: Summary): boolean {
  return parcels.some(({ status, deliveredAt }) => status === 'success' && deliveredAt === null);
}

function act(path: string, body: unknown, label: string): Markup {
  return html`<button type="button" data-post="${path}" data-body="${JSON.stringify(body)}">${label}</button>`;
}
