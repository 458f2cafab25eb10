/** Switches of the shop, and faults of the network between the shop and the app. */
import { apiFaultKinds } from '#devstore/admin-api/faults.ts';
import { html, type Markup } from '#devstore/admin-shell/html.ts';
import { switchesOf } from '#devstore/control/summaries.ts';
import type { ShopState, Store } from '#devstore/state.ts';

const plans = ['Basic', 'Advanced', 'Shopify Plus'] as const;

export function shopCard(store: Store, shop: ShopState): Markup {
  const api = `/__dev/api/shops/${shop.handle}`;
  const switches = switchesOf(store, shop);
  return html`<section class="card">
    <h2>The shop</h2>
    <div class="switches">
      ${toggle(`${api}/switches`, 'App embed in the theme', switches.embedEnabled, (on) => ({ embedEnabled: on }))}
      ${Object.entries(switches.blocks).map(([handle, on]) =>
        toggle(`${api}/switches`, `Block “${handle}”`, on, (enabled) => ({ blocks: { [handle]: enabled } })),
      )}
      ${toggle(`${api}/switches`, 'Visitors must consent to tracking', switches.consentRequired, (on) => ({ consentRequired: on }))}
      ${toggle(`${api}/switches`, 'Approved for protected customer data', switches.protectedDataApproved, (on) => ({
        protectedDataApproved: on,
      }))}
      ${toggle(`${api}/switches`, 'Gift cards', switches.giftCards, (on) => ({ giftCards: on }))}
      ${toggle(`${api}/switches`, 'Store credit at the checkout', switches.storeCredit, (on) => ({ storeCredit: on }))}
      ${toggle(`${api}/switches`, 'Storefront behind a password', switches.password !== null, (on) => ({
        password: on ? 'password' : null,
      }))}
    </div>
    <div class="buttons">
      ${plans.map(
        (plan) =>
          html`<button
            type="button"
            data-patch="${api}/switches"
            data-body="${JSON.stringify({ plan })}"
            ${switches.plan === plan ? html`aria-pressed="true"` : null}
          >
            ${plan}
          </button>`,
      )}
    </div>
    <div class="buttons">
      ${
        shop.installed
          ? html`<button type="button" class="danger" data-post="${api}/uninstall" data-body="{}">
              Uninstall ${store.app.name}
            </button>`
          : html`<button type="button" class="primary" data-post="${api}/install" data-body="{}">
              Install ${store.app.name}
            </button>`
      }
      <button type="button" data-post="${api}/revoke-tokens" data-body="{}">Revoke its tokens</button>
      <button type="button" data-post="${api}/history" data-body="{}" data-slow="Playing two months…">
        Play two months of history
      </button>
    </div>
  </section>`;
}

export function faultsCard(store: Store): Markup {
  const { webhooks, adminApi } = store.injectors;
  const api = '/__dev/api/injectors';
  const counts = [
    ['duplicate', 'Send twice'],
    ['newIdDuplicate', 'Send again under a new id'],
    ['lose', 'Lose'],
    ['slow', 'Answered too late'],
  ] as const;
  return html`<section class="card">
    <h2>Bad network</h2>
    <h3>The next webhooks</h3>
    <form class="fields" data-patch="${api}" data-inside="webhooks">
      ${counts.map(
        ([name, label]) =>
          html`<label>${label} <input type="number" min="0" name="${name}" value="${webhooks[name]}" data-number /></label>`,
      )}
      <label
        >Minutes late
        <input type="number" min="0" name="delayMs" value="${webhooks.delayMs / 60_000}" data-number data-times="60000"
      /></label>
      <button>Set</button>
    </form>
    <div class="switches">
      ${toggle(api, 'Newest first, one by one', webhooks.shuffle, (on) => ({ webhooks: { shuffle: on } }))}
    </div>
    <h3>Admin API</h3>
    <form class="fields" data-patch="${api}" data-inside="adminApi">
      <label
        >Fails (0 to 1) <input type="number" min="0" max="1" step="any" name="failRate" value="${adminApi.failRate}" data-number
      /></label>
      <label
        >Loses the answer
        <input type="number" min="0" max="1" step="any" name="loseAnswerRate" value="${adminApi.loseAnswerRate}" data-number
      /></label>
      <label>Late, milliseconds <input type="number" min="0" name="delayMs" value="${adminApi.delayMs}" data-number /></label>
      <button>Set</button>
    </form>
    <div class="switches">
      ${toggle(api, 'Throttled', adminApi.throttle, (on) => ({ adminApi: { throttle: on } }))}
      ${toggle(api, 'Shop is frozen (402)', adminApi.refuse, (on) => ({ adminApi: { refuse: on } }))}
    </div>
    <h3>The next calls of one operation</h3>
    <form class="fields" data-post="${api}/faults">
      <label>Operation or field <input name="at" placeholder="discountCodeBasicCreate" required /></label>
      <label>
        Fault
        <select name="fault">
          ${apiFaultKinds.map((kind) => html`<option>${kind}</option>`)}
        </select>
      </label>
      <label>Times <input type="number" min="1" name="times" value="1" data-number /></label>
      <button>Add</button>
    </form>
    <ul class="rows">
      ${adminApi.faults.map(({ at, fault, times }) => html`<li><div class="row">${at}: ${fault}, ${times} to come</div></li>`)}
    </ul>
    ${
      adminApi.faults.length === 0
        ? null
        : html`<div class="buttons">
            <button type="button" data-patch="${api}" data-body="${JSON.stringify({ adminApi: { faults: [] } })}">
              Forget them
            </button>
          </div>`
    }
  </section>`;
}

function toggle(path: string, label: string, on: boolean, body: (on: boolean) => unknown): Markup {
  return html`<label class="switch">
    <input
      type="checkbox"
      role="switch"
      data-patch="${path}"
      data-on="${JSON.stringify(body(true))}"
      data-off="${JSON.stringify(body(false))}"
      ${on ? html`checked` : null}
    />
    ${label}
  </label>`;
}
