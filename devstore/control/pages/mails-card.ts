/** What the app has written to customers, the newest first. */
import { html, type Markup } from '#devstore/admin-shell/html.ts';
import { agoText } from '#devstore/control/pages/ago-text.ts';
import type { Store } from '#devstore/state.ts';

const shown = 20;

export function mailsCard(store: Store): Markup {
  const latest = store.mails.slice(-shown).reverse();
  const { refuse, defer } = store.injectors.mail;
  return html`<section class="card">
    <h2>E-mails <small>${store.mails.length === 0 ? 'none yet' : `${latest.length} of ${store.mails.length}`}</small></h2>
    <ul class="rows tall" tabindex="0" aria-label="E-mails">
      ${latest.map(
        ({ id, subject, to, from, at }) =>
          html`<li>
            <div class="row"><a class="grow" href="/__dev/mails/${id}">${subject}</a></div>
            <div class="row quiet">
              <time datetime="${at}">${agoText(store, at)}</time>
              <span class="grow">${from.name} to ${to.join(', ')}</span>
            </div>
          </li>`,
      )}
    </ul>
    <form class="fields" data-patch="/__dev/api/injectors" data-inside="mail">
      <label>Refuse the next <input type="number" min="0" name="refuse" value="${refuse}" data-number /></label>
      <label>Put off the next <input type="number" min="0" name="defer" value="${defer}" data-number /></label>
      <button>Set</button>
    </form>
  </section>`;
}
