/** Ways out of the frame (links and window.open to the admin or to the top), and the address that the admin shows. */
import { isEmbedded, tell } from './admin-port.ts';
import { appPath } from './session.ts';
import { shared } from './shared.ts';

let adminBase = 'https://admin.shopify.com';

/** `host` is App Bridge's: base64 of admin.shopify.com/store/NAME. */
export function watchLeaving(host: string | undefined): void {
  if (host !== undefined) adminBase = `https://${atob(host.replaceAll('-', '+').replaceAll('_', '/'))}`;

  window.open = (url, target, features) => {
    const address = adminAddress(String(url ?? ''));
    const wanted = target ?? '_blank';
    if (isEmbedded && ['_top', '_parent'].includes(wanted)) return openInTop(address);
    if (isEmbedded && wanted === '_self' && isAdminScheme(String(url))) return openInTop(address);
    return shared.originals.open(address, wanted, features);
  };

  document.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a[href]') : null;
    if (link === null || event.defaultPrevented || event.button !== 0) return;
    const href = link.getAttribute('href') ?? '';
    const target = link.getAttribute('target') ?? '_self';
    if (!isAdminScheme(href) && !['_top', '_parent'].includes(target)) return;
    event.preventDefault();
    window.open(href, target);
  });
}

/** Keeps the admin's address in step with the frame's. */
export function watchHistory(): void {
  history.pushState = (...change) => {
    shared.originals.pushState(...change);
    tellPath();
  };
  history.replaceState = (...change) => {
    shared.originals.replaceState(...change);
    tellPath();
  };
  window.addEventListener('popstate', tellPath);
  window.addEventListener('hashchange', tellPath);
}

export function openInTop(url: string): null {
  tell({ say: 'open', url: new URL(url, location.href).href });
  return null;
}

/** Outside the admin, App Bridge goes there ("auto-redirect"). */
export function enterAdmin(config: { apiKey: string; host: string | undefined }): void {
  if (isEmbedded || config.host === undefined) return;
  location.replace(`${adminBase}/apps/${config.apiKey}${appPath(new URL(location.href))}`);
}

function tellPath(): void {
  tell({ say: 'navigated', path: appPath(new URL(location.href)) });
}

function isAdminScheme(url: string): boolean {
  return /^shopify:\/*admin(\/|$)/i.test(url);
}

function adminAddress(url: string): string {
  if (/^shopify:/i.test(url) && !isAdminScheme(url)) throw new Error(`dev store: ${url} is not imitated`);
  return url.replace(/^shopify:\/*admin/i, adminBase);
}
