/**
 * Runs on every page of the storefront, so it is small. Without ?ref and without something remembered it reads one key of localStorage and
 * ends. Nothing is stored, and nothing but the offer is asked for, before the visitor allows marketing or claims the offer.
 */
import type { StoredReferral } from '#app/domain/storefront-contract.ts';
import type {} from './globals.ts';
import { CART_ATTRIBUTE, CODE_SHAPE, REF_PARAMETER, STORAGE_KEY } from './names.ts';

const shopify = window.Shopify ?? {};
const { proxy = '', offer = '' } = document.currentScript?.dataset ?? {};
const root = shopify.routes?.root ?? '/';
const headers = { Accept: 'application/json', 'Accept-Language': shopify.locale ?? 'en' };
const now = Date.now();
const keptFor = 90 * 864e5;
const visitLasts = 18e5;

let stored = read();
let isStarted = false;
/** Another script may answer every change of ours with one of its own: after so many in one page we let it be. */
let assertions = 9;
let timer = 0;

function read(): StoredReferral | null {
  try {
    const found = JSON.parse(localStorage.getItem(STORAGE_KEY) ?? '');
    if (now - (found.l ?? found.f)[1] < keptFor) return found;
    localStorage.removeItem(STORAGE_KEY);
  } catch {
    // Nothing there, nothing we wrote, or storage is blocked.
  }
  return null;
}

function save(): void {
  try {
    if (stored) localStorage.setItem(STORAGE_KEY, JSON.stringify(stored));
    else localStorage.removeItem(STORAGE_KEY);
  } catch {
    // Storage is blocked: this page remembers, the next one does not.
  }
}

/** Reads the answer to its end, or the browser keeps the connection for it. */
async function post(url: string, body: unknown): Promise<string> {
  const response = await fetch(url, {
    method: 'POST',
    keepalive: true,
    headers: { ...headers, 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
  return response.text();
}

/** The question mark tells our own changes from those of others in the list of requests. */
function cart(change: Record<string, unknown>): Promise<string> {
  return post(`${root}cart/update.js?${STORAGE_KEY}`, change);
}

function address(endpoint: string): string {
  return root + proxy.replace(/^\/+/, '') + endpoint;
}

/** The attribute is private and cannot be read back: it is written again whenever it may be gone. */
function assert(): void {
  if (stored) cart({ attributes: { [CART_ATTRIBUTE]: JSON.stringify({ f: stored.f, l: stored.l }) } }).catch(() => 0);
}

function assertSoon(): void {
  clearTimeout(timer);
  if (assertions-- > 0) timer = window.setTimeout(assert, 50);
}

/** New carts and attributes that others replace: by Shopify's standard events, and by the requests of themes that do not send them. */
function watchCart(): void {
  for (const change of ['lines', 'attributes']) {
    document.addEventListener(`shopify:cart:${change}-update`, (event) => {
      // The event comes before the change.
      const { promise } = event as Event & { promise?: Promise<unknown> };
      Promise.resolve(promise).then(assertSoon, assertSoon);
    });
  }
  try {
    new PerformanceObserver((list) => {
      if (list.getEntries().some(({ name }) => /\/cart\/(add|change|update|clear)\b(?!.*\?vouchsafe)/.test(name))) assertSoon();
    }).observe({ type: 'resource' });
  } catch {
    // An old browser: the standard events and the cart page remain.
  }
}

/** `isAllowed`: marketing is; otherwise the visitor has claimed the offer, which asks for the order to be credited and for nothing else. */
function start(isAllowed: boolean): void {
  const last = stored?.l ?? stored?.f;
  const isVisit = isAllowed && code && !(last && last[0] === code && now - last[1] < visitLasts);
  if (isVisit) {
    stored = stored ? { ...stored, l: [code, now] } : { f: [code, now] };
    save();
    const referrer = document.referrer.split('?')[0]?.slice(0, 512) || null;
    post(address('/visit'), { id: crypto.randomUUID(), code, path: location.pathname.slice(0, 512), referrer }).catch(() => 0);
  }
  if (isStarted || !stored) return;
  isStarted = true;
  watchCart();
  // A form that fills the cart without a script leads to the cart page.
  if (code || /\/cart\/?$/.test(location.pathname)) assert();
}

/** Consent is withdrawn, here or on another page. */
function forget(): void {
  stored = null;
  isStarted = false;
  save();
  cart({ attributes: { [CART_ATTRIBUTE]: '' } }).catch(() => 0);
}

function askConsent(): void {
  const allowed = window.Shopify?.customerPrivacy?.marketingAllowed();
  if (allowed || stored?.i) start(allowed === true);
  else if (allowed === false && stored) forget();
}

const given = new URLSearchParams(location.search).get(REF_PARAMETER)?.toUpperCase().replace(/[\s-]/g, '') ?? '';
const code = CODE_SHAPE.test(given) ? given : null;

if (!shopify.designMode && (code || stored)) {
  window.vouchsafe = {
    code,
    stored: () => stored,
    address,
    headers,
    cart,
    keep(claim) {
      stored = { f: [code ?? '', now], ...stored, ...claim };
      save();
      start(false);
    },
  };
  document.addEventListener('visitorConsentCollected', (event) => {
    if ((event as CustomEvent<{ marketingAllowed: boolean }>).detail.marketingAllowed) start(true);
    else if (stored) forget();
  });
  if (shopify.customerPrivacy || !shopify.loadFeatures) askConsent();
  else shopify.loadFeatures([{ name: 'consent-tracking-api', version: '0.1' }], askConsent);
  if (code || stored?.o) document.head.append(Object.assign(document.createElement('script'), { src: offer, async: true }));
}
