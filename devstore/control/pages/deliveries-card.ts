/** The latest webhooks: whether the app took them, what was in them, and sending them again. */
import { html, type Markup } from '#devstore/admin-shell/html.ts';
import type { DeliveryState, ShopState } from '#devstore/state.ts';

const shown = 30;

export function deliveriesCard(shop: ShopState): Markup {
  const latest = shop.deliveries.slice(-shown).reverse();
  const api = `/__dev/api/shops/${shop.handle}/deliveries`;
  const waiting = shop.deliveries.filter(({ state }) => state === 'waiting').length;
  return html`<section class="card">
    <h2>
      Webhooks <small>${shop.deliveries.length === 0 ? 'none yet' : `${latest.length} of ${shop.deliveries.length}`}</small>
      ${
        waiting === 0
          ? null
          : html`<button type="button" data-post="${api}/retry-now" data-body="{}">Send ${waiting} waiting now</button>`
      }
    </h2>
    <ul class="rows tall" tabindex="0" aria-label="Webhooks">
      ${latest.map((delivery) => row(delivery, `${api}/${delivery.webhookId}`))}
    </ul>
  </section>`;
}

function row(delivery: DeliveryState, api: string): Markup {
  const last = delivery.attempts.at(-1);
  const tone = { delivered: 'good', waiting: '', failed: 'bad', lost: 'bad' }[delivery.state];
  return html`<li>
    <div class="row">
      <code>${delivery.topic}</code> <span class="grow">${subject(delivery)}</span>
      ${delivery.attempts.length > 1 ? html`<small>${delivery.attempts.length} attempts</small>` : null}
      ${last === undefined ? null : html`<small title="${last.error ?? ''}">${last.status ?? 'no answer'} · ${last.ms} ms</small>`}
      <span class="badge ${tone}">${delivery.state}</span>
    </div>
    <div class="row quiet">
      <time>${delivery.triggeredAt.slice(0, 19).replace('T', ' ')}</time>
      <details class="grow" data-body-of="${api}">
        <summary>Body</summary>
        <pre tabindex="0">…</pre>
      </details>
      <button type="button" data-post="${api}/resend" data-body="{}">Resend</button>
    </div>
  </li>`;
}

/** What the document is about: "#1001", or the order that a refund belongs to. */
function subject(delivery: DeliveryState): string {
  const document = JSON.parse(delivery.body) as { name?: unknown; order_id?: unknown };
  if (typeof document.name === 'string') return document.name;
  return typeof document.order_id === 'number' ? `order ${document.order_id}` : '';
}
