/** Title bar and navigation: what <ui-title-bar>, <ui-nav-menu> and <s-app-nav> ask the admin to draw. They get no attribute from here, so hydration finds what the server sent. */
import { tell } from './admin-port.ts';
import type { TitleBarButton } from './messages.ts';
import { tellSaveBar } from './save-bar.ts';

let pressable: HTMLElement[] = [];
let told = '';

export function watchChrome(): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync('ui-title-bar, ui-nav-menu, s-app-nav, ui-save-bar, ui-modal { display: none !important; }');
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  let isDue = false;
  new MutationObserver(() => {
    if (isDue) return;
    isDue = true;
    setTimeout(() => {
      isDue = false;
      tellChrome();
    });
  }).observe(document, { childList: true, subtree: true, attributes: true, characterData: true });
  tellChrome();
}

/** The merchant pressed a button of the title bar. */
export function press(id: number): void {
  pressable[id]?.click();
}

/** The merchant chose an entry of the navigation: the app's router hears of it by `shopify:navigate`. */
export function navigate(href: string): void {
  const links = [...document.querySelectorAll('ui-nav-menu a[href], s-app-nav [href]')];
  const link = links.find((candidate) => candidate.getAttribute('href') === href);
  link?.dispatchEvent(new CustomEvent('shopify:navigate', { bubbles: true }));
}

export function buttonsOf(bar: Element | null): { elements: HTMLElement[]; buttons: TitleBarButton[] } {
  const elements = [...(bar?.querySelectorAll<HTMLElement>('button, a') ?? [])];
  const isOn = (element: Element, name: string) => element.hasAttribute(name) && element.getAttribute(name) !== 'false';
  const buttons = elements.map((element, id) => ({
    id,
    label: element.textContent?.trim() ?? '',
    href: element.getAttribute('href'),
    primary: element.getAttribute('variant') === 'primary',
    breadcrumb: element.getAttribute('variant') === 'breadcrumb',
    critical: element.getAttribute('tone') === 'critical',
    disabled: isOn(element, 'disabled'),
    loading: isOn(element, 'loading'),
    group: element.closest('section')?.getAttribute('label') ?? null,
  }));
  return { elements, buttons };
}

function tellChrome(): void {
  const bar =
    [...document.querySelectorAll('ui-title-bar')].filter((element) => element.closest('ui-modal') === null).at(-1) ?? null;
  const { elements, buttons } = buttonsOf(bar);
  pressable = elements;
  const title = bar?.getAttribute('title') ?? (document.title || null);
  const items = [...document.querySelectorAll('ui-nav-menu a[href], s-app-nav [href]')].map((link) => ({
    label: link.textContent?.trim() ?? '',
    href: link.getAttribute('href') ?? '',
    home: link.getAttribute('rel') === 'home',
  }));
  const now = JSON.stringify([title, buttons, items]);
  if (now !== told) {
    told = now;
    tell({ say: 'title', title, buttons });
    tell({ say: 'navigation', items });
  }
  tellSaveBar();
}
