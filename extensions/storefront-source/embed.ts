/**
 * Runs on every page of the storefront, so it is small. Without ?ref and without something remembered it reads one key of localStorage and
 * ends. Nothing is stored, and nothing but the offer is asked for, before the visitor allows marketing or claims the offer. What it remembers
 * is carried into the cart by keep.ts, which is loaded only then.
 */
import type { StoredReferral } from '#app/domain/storefront-contract.ts';
import type { Embed } from './globals.ts';
import { LINK_SHAPE, REF_PARAMETER, STORAGE_KEY } from './names.ts';

const shopify = window.Shopify ?? {};
const { proxy = '', offer = '', keep = '', customer } = document.currentScript?.dataset ?? {};
const root = shopify.routes?.root ?? '/';
const isSignedIn = customer !== undefined;
const headers = { Accept: 'application/json', 'Accept-Language': shopify.locale ?? 'en' };
const now = Date.now();
const keptFor = 90 * 864e5;
const visitLasts = 18e5;

let stored = read();
let isLoading = false;

function read(): StoredReferral | null {
  try {
    const found = JSON.parse(localStorage.getItem(STORAGE_KEY) ?? '');
    if (now - (found.l ?? found.f ?? found.w)[1] < keptFor) return found;
    localStorage.removeItem(STORAGE_KEY);
  } catch {
    // Nothing there, nothing we wrote, or storage is blocked.
  }
  return null;
}

/** Writes down what is remembered, or that nothing is, and has it carried into the cart. */
function update(): void {
  try {
    if (stored) localStorage.setItem(STORAGE_KEY, JSON.stringify(stored));
    else localStorage.removeItem(STORAGE_KEY);
  } catch {
    // Storage is blocked: this page remembers, the next one does not.
  }
  if (embed.carry) embed.carry();
  else if (!isLoading) {
    isLoading = true;
    load(keep);
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

function load(src: string): void {
  document.head.append(Object.assign(document.createElement('script'), { src, async: true }));
}

/** `isAllowed`: marketing is; otherwise the visitor has claimed the offer or named a friend, who asks for the order to be credited and for nothing else. */
function start(isAllowed: boolean): void {
  const last = stored?.l ?? stored?.f;
  if (isAllowed && code && !(last && last[0] === code && now - last[1] < visitLasts)) {
    const id = crypto.randomUUID();
    stored = stored?.f
      ? { ...stored, l: [code, now], v: [stored.v?.[0] ?? null, id] }
      : { ...stored, f: [code, now], v: [id], s: isSignedIn ? 1 : 0 };
    embed.report(id, code, document.referrer.split('?')[0]?.slice(0, 512));
  }
  if (stored) update();
}

/** Consent is withdrawn, here or on another page. */
function forget(): void {
  stored = null;
  update();
}

function askConsent(): void {
  const allowed = window.Shopify?.customerPrivacy?.marketingAllowed();
  if (allowed || stored?.i || stored?.w) start(allowed === true);
  else if (allowed === false && stored) forget();
}

const given = new URLSearchParams(location.search).get(REF_PARAMETER)?.toUpperCase().replace(/[\s-]/g, '') ?? '';
const code = LINK_SHAPE.test(given) ? given : null;

const embed: Embed = {
  code,
  isSignedIn,
  headers,
  stored: () => stored,
  address: (endpoint) => root + proxy.replace(/^\/+/, '') + endpoint,
  // The question mark tells our own changes from those of others in the list of requests.
  cart: (change) => post(`${root}cart/update.js?${STORAGE_KEY}`, change),
  keep(news) {
    stored = { ...(code && { f: [code, now] }), ...stored, ...news };
    update();
  },
  greet(entered) {
    if (embed.code || stored?.o) return;
    embed.code = entered;
    load(offer);
  },
  report(id, code, referrer) {
    const path = location.pathname.slice(0, 512);
    post(embed.address('/visit'), { id, code, path, referrer: referrer || null }).catch(() => 0);
  },
};

if (!shopify.designMode) window.vouchsafe = embed;
if (!shopify.designMode && (code || stored)) {
  document.addEventListener('visitorConsentCollected', (event) => {
    if ((event as CustomEvent<{ marketingAllowed: boolean }>).detail.marketingAllowed) start(true);
    else if (stored) forget();
  });
  if (shopify.customerPrivacy || !shopify.loadFeatures) askConsent();
  else shopify.loadFeatures([{ name: 'consent-tracking-api', version: '0.1' }], askConsent);
  if (code || stored?.o) load(offer);
}
