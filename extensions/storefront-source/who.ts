/**
 * "Who referred you?" before the purchase: the answer is kept like a link's code, with the cart. It is sent to nobody, so the words can be the same for
 * whoever it names. A code shows its offer.
 */
import type { StoredReferral } from '#app/domain/storefront-contract.ts';
import { CART_ATTRIBUTE, LINK_SHAPE, REF_PARAMETER, STORAGE_KEY } from './names.ts';

const LONGEST = 128;

/**
 * The code in a code, in a link, or in the address of a link's page; null in other words. Those may be a chosen code without its tilde; but they may be a
 * person's name as well, and that is asked of nobody before the order.
 */
function codeIn(text: string): string | null {
  let ref = text;
  try {
    const { searchParams, pathname } = new URL(text);
    ref = searchParams.get(REF_PARAMETER) ?? decodeURIComponent(/\/r\/([^/]+)\/?$/.exec(pathname)?.[1] ?? '');
  } catch {
    // No link.
  }
  ref = ref.toUpperCase().replace(/[\s-]/g, '');
  return LINK_SHAPE.test(ref) ? ref : null;
}

/** What was answered on an earlier page. The embed's script may come after this one, so it is not asked. */
function answered(): string {
  try {
    return JSON.parse(localStorage.getItem(STORAGE_KEY) ?? '').w[0];
  } catch {
    return '';
  }
}

async function keep(w: NonNullable<StoredReferral['w']>): Promise<void> {
  if (window.vouchsafe) return window.vouchsafe.keep({ w });
  // The merchant has this block on, and the embed off: nothing is remembered, but this cart has the answer.
  const response = await fetch(`${window.Shopify?.routes?.root ?? '/'}cart/update.js`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ attributes: { [CART_ATTRIBUTE]: JSON.stringify({ w }) } }),
  });
  if (!response.ok) throw new Error(String(response.status));
}

function answerForm(form: HTMLFormElement): void {
  const input = form.querySelector('input') as HTMLInputElement;
  const status = form.querySelector('[role="status"]') as HTMLElement;
  const { thanks = '', empty = '', failed = '', preview } = form.dataset;
  const known = answered();
  if (known !== '') {
    input.value = known;
    status.textContent = thanks;
  }
  form.noValidate = true;
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const text = input.value.trim().slice(0, LONGEST);
    if (preview !== undefined) {
      status.textContent = preview;
    } else if (text === '') {
      status.textContent = empty;
      input.focus();
    } else {
      void keep([text, Date.now()]).then(
        () => {
          status.textContent = thanks;
          const code = codeIn(text);
          if (code) window.vouchsafe?.greet(code);
        },
        () => (status.textContent = failed),
      );
    }
  });
}

function start(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>('.vouchsafe-who__form:not([data-ready])')) {
    form.dataset.ready = '';
    answerForm(form);
  }
}

// Shopify loads the script of a block with `async`: it may be here before the block. The theme editor and section rendering draw blocks anew.
if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', start);
else start();
document.addEventListener('shopify:section:load', start);
