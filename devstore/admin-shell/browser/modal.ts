/**
 * <ui-modal> and shopify.modal. Shopify draws them over the whole admin; here the dialog is inside the app's frame and the admin is shaded
 * around it.
 */
import { tell } from './admin-port.ts';
import { buttonsOf } from './chrome.ts';

const styles = `
  dialog.devstore-modal { border: 0; border-radius: 16px; padding: 0; width: min(38.75rem, calc(100vw - 2rem)); max-height: calc(100vh - 4rem);
    box-shadow: 0 12px 40px rgb(0 0 0 / .3); color: #303030; background: #fff; }
  dialog.devstore-modal[data-variant="small"] { width: min(23.75rem, calc(100vw - 2rem)); }
  dialog.devstore-modal[data-variant="large"], dialog.devstore-modal[data-variant="max"] { width: min(61.25rem, calc(100vw - 2rem)); }
  dialog.devstore-modal::backdrop { background: rgb(0 0 0 / .5); }
  dialog.devstore-modal > header { display: flex; align-items: center; justify-content: space-between; gap: 1rem; padding: .75rem 1rem; background: #f3f3f3; }
  dialog.devstore-modal h2 { font-size: .875rem; line-height: 1.25rem; font-weight: 600; margin: 0; }
  dialog.devstore-modal > footer { display: flex; flex-wrap: wrap; justify-content: flex-end; gap: .5rem; padding: .75rem 1rem; border-top: 1px solid #ebebeb; }
  dialog.devstore-modal > footer button, dialog.devstore-modal > header button { font: inherit; font-weight: 550; font-size: .8125rem; padding: .375rem .75rem;
    border-radius: 8px; border: 1px solid #c9c9c9; background: #fff; cursor: pointer; }
  dialog.devstore-modal > header button { border-color: transparent; background: none; }
  dialog.devstore-modal > footer button.primary { background: #303030; border-color: #303030; color: #fff; }
  dialog.devstore-modal > footer button.critical { background: #c70a24; border-color: #c70a24; color: #fff; }
  dialog.devstore-modal > footer button:disabled { opacity: .5; cursor: default; }`;

export class ModalElement extends HTMLElement {
  /** Where React puts the modal's content by a portal. */
  readonly content = document.createElement('div');
  readonly contentWindow = null;
  #dialog: HTMLDialogElement | null = null;
  #observer: MutationObserver | null = null;
  /** Content that stands in the element itself (without React's portal): borrowed by the dialog while it is open. */
  #borrowed: Element | null = null;

  get variant(): string {
    return this.getAttribute('variant') ?? 'base';
  }

  set variant(variant: string) {
    this.setAttribute('variant', variant);
  }

  async show(): Promise<void> {
    if (this.#dialog !== null) return;
    if (this.hasAttribute('src')) throw new Error('dev store: <ui-modal src> is not imitated');
    const dialog = document.createElement('dialog');
    dialog.className = 'devstore-modal';
    dialog.dataset['variant'] = this.variant;
    this.#dialog = dialog;
    if (this.content.childNodes.length === 0) {
      this.#borrowed = [...this.children].find((child) => !/^UI-(TITLE|SAVE)-BAR$/.test(child.tagName)) ?? null;
      if (this.#borrowed !== null) this.content.append(this.#borrowed);
    }
    this.#draw(dialog);
    dialog.addEventListener('close', () => void this.hide());
    document.body.append(dialog);
    dialog.showModal();
    this.#observer = new MutationObserver(() => this.#draw(dialog));
    this.#observer.observe(this, { childList: true, subtree: true, attributes: true, characterData: true });
    tell({ say: 'shade', on: true });
    this.dispatchEvent(new CustomEvent('show'));
  }

  async hide(): Promise<void> {
    const dialog = this.#dialog;
    if (dialog === null) return;
    this.#dialog = null;
    this.#observer?.disconnect();
    dialog.remove();
    if (this.#borrowed !== null) this.append(this.#borrowed);
    this.#borrowed = null;
    tell({ say: 'shade', on: false });
    this.dispatchEvent(new CustomEvent('hide'));
  }

  async toggle(): Promise<void> {
    return this.#dialog === null ? this.show() : this.hide();
  }

  disconnectedCallback(): void {
    void this.hide();
  }

  #draw(dialog: HTMLDialogElement): void {
    const bar = this.querySelector('ui-title-bar');
    const title = document.createElement('h2');
    title.textContent = bar?.getAttribute('title') ?? '';
    dialog.setAttribute('aria-label', title.textContent);
    const close = document.createElement('button');
    close.textContent = '✕';
    close.setAttribute('aria-label', 'Close');
    close.addEventListener('click', () => void this.hide());
    const header = document.createElement('header');
    header.append(title, close);
    const footer = document.createElement('footer');
    const { elements, buttons } = buttonsOf(bar);
    // The primary action stands last, whatever its place in the markup.
    for (const button of [...buttons].sort((a, b) => Number(a.primary) - Number(b.primary))) {
      const drawn = document.createElement('button');
      drawn.textContent = button.label;
      drawn.className = [button.primary ? 'primary' : '', button.critical ? 'critical' : ''].join(' ').trim();
      drawn.disabled = button.disabled || button.loading;
      drawn.addEventListener('click', () => elements[button.id]?.click());
      footer.append(drawn);
    }
    const isDrawn = this.content.parentElement === dialog;
    if (isDrawn) {
      this.content.previousElementSibling?.replaceWith(header);
      this.content.nextElementSibling?.replaceWith(footer);
    } else dialog.replaceChildren(header, this.content, footer);
  }
}

export const modalApi = {
  show: (id: string) => modalElement(id).show(),
  hide: (id: string) => modalElement(id).hide(),
  toggle: (id: string) => modalElement(id).toggle(),
};

export function styleModals(): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(styles);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}

function modalElement(id: string): ModalElement {
  const element = document.getElementById(id);
  if (element instanceof ModalElement) return element;
  throw new Error(`dev store: there is no <ui-modal id="${id}">`);
}
