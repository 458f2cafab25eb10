/** <ui-save-bar>, shopify.saveBar, and forms with `data-save-bar`. */
import { ask, tell } from './admin-port.ts';
import { nextNumber, shared, type SaveBar } from './shared.ts';

export class SaveBarElement extends HTMLElement {
  #number: number | null = null;

  get showing(): boolean {
    return this.#number !== null;
  }

  get discardConfirmation(): boolean {
    return isOn(this, 'discardconfirmation');
  }

  set discardConfirmation(on: boolean) {
    this.toggleAttribute('discardconfirmation', on);
  }

  async show(): Promise<void> {
    if (this.#number !== null) return;
    this.#number = showBar({
      state: () => ({
        discardConfirmation: this.discardConfirmation,
        saving: isOn(this.#button('[variant="primary"]'), 'loading'),
        saveDisabled: isOn(this.#button('[variant="primary"]'), 'disabled'),
        discardDisabled: isOn(this.#button(':not([variant="primary"])'), 'disabled'),
      }),
      save: () => this.#button('[variant="primary"]')?.click(),
      discard: () => this.#button(':not([variant="primary"])')?.click(),
    });
    this.dispatchEvent(new CustomEvent('show'));
  }

  async hide(): Promise<void> {
    if (this.#number === null) return;
    hideBar(this.#number);
    this.#number = null;
    this.dispatchEvent(new CustomEvent('hide'));
  }

  async toggle(): Promise<void> {
    return this.showing ? this.hide() : this.show();
  }

  disconnectedCallback(): void {
    void this.hide();
  }

  #button(which: string): HTMLButtonElement | null {
    return this.querySelector<HTMLButtonElement>(`button${which}`);
  }
}

export const saveBarApi = {
  show: (id: string) => saveBarElement(id).show(),
  hide: (id: string) => saveBarElement(id).hide(),
  toggle: (id: string) => saveBarElement(id).toggle(),
  async leaveConfirmation(): Promise<void> {
    if (shared.bars.size > 0) await ask({ ask: 'leave' });
  },
};

/** Watches forms with `data-save-bar`: the bar is shown while what is filled in differs from what was there at first, or since the last save. */
export function watchForms(): void {
  const forms = new WeakMap<HTMLFormElement, { atFirst: string; number: number | null }>();
  const formOf = (event: Event) =>
    event.target instanceof Element ? event.target.closest<HTMLFormElement>('form[data-save-bar]') : null;

  function known(form: HTMLFormElement) {
    const entry = forms.get(form) ?? { atFirst: contentOf(form), number: null };
    forms.set(form, entry);
    return entry;
  }
  function settle(form: HTMLFormElement): void {
    const entry = known(form);
    entry.atFirst = contentOf(form);
    if (entry.number !== null) hideBar(entry.number);
    entry.number = null;
  }
  function note(form: HTMLFormElement): void {
    const entry = known(form);
    const isDirty = contentOf(form) !== entry.atFirst;
    if (isDirty && entry.number === null) entry.number = showBar(barOf(form));
    if (!isDirty && entry.number !== null) settle(form);
  }
  // Before the field changes, so that what was there at first is known.
  document.addEventListener('focusin', (event) => void (formOf(event) !== null && known(formOf(event) as HTMLFormElement)));
  for (const type of ['input', 'change']) {
    document.addEventListener(type, (event) => {
      const form = formOf(event);
      if (form !== null) setTimeout(() => note(form));
    });
  }
  for (const type of ['submit', 'reset']) {
    document.addEventListener(type, (event) => {
      const form = formOf(event);
      if (form !== null) setTimeout(() => settle(form));
    });
  }
  new MutationObserver(() => {
    for (const form of document.querySelectorAll<HTMLFormElement>('form[data-save-bar]')) known(form);
  }).observe(document, { childList: true, subtree: true });
}

/** Tells the admin of the bar on screen; called again when something in the page may have changed it. */
export function tellSaveBar(): void {
  const top = [...shared.bars].at(-1);
  tell({ say: 'saveBar', bar: top === undefined ? null : { id: top[0], ...top[1].state() } });
}

function showBar(bar: SaveBar): number {
  const number = nextNumber();
  shared.bars.set(number, bar);
  tellSaveBar();
  return number;
}

function hideBar(number: number): void {
  shared.bars.delete(number);
  tellSaveBar();
}

function barOf(form: HTMLFormElement): SaveBar {
  return {
    state: () => ({
      discardConfirmation: form.hasAttribute('data-discard-confirmation'),
      saving: false,
      saveDisabled: false,
      discardDisabled: false,
    }),
    save: () => form.requestSubmit(),
    discard: () => form.reset(),
  };
}

function contentOf(form: HTMLFormElement): string {
  return JSON.stringify([...new FormData(form)].map(([name, value]) => [name, typeof value === 'string' ? value : value.name]));
}

/** Attributes of React custom elements: present means on, unless they say "false". */
function isOn(element: Element | null, attribute: string): boolean {
  const value = element?.getAttribute(attribute) ?? null;
  return value !== null && value !== 'false';
}

function saveBarElement(id: string): SaveBarElement {
  const element = document.getElementById(id);
  if (element instanceof SaveBarElement) return element;
  throw new Error(`dev store: there is no <ui-save-bar id="${id}">`);
}
