/** Chromium that lives in the dev store: its proxy, its certificates, nothing of the internet. For tests, the demo and a person. */
import { existsSync } from 'node:fs';
import { chromium, type Browser, type BrowserContext, type BrowserContextOptions } from 'playwright-core';
import type { Devstore } from '#devstore/start.ts';

const places = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** Path of the browser: CHROMIUM_PATH, or where it usually is. Throws an error that says what to install. */
export function findChromium(): string {
  const chosen = process.env['CHROMIUM_PATH'];
  const found = [...(chosen === undefined ? [] : [chosen]), ...places].find((place) => existsSync(place));
  if (found !== undefined) return found;
  throw new Error('No Chromium found. Install it (on Debian or Ubuntu: apt-get install chromium) or set CHROMIUM_PATH.');
}

/** What a person's own Chromium needs on its command line to open the dev store's addresses. */
export function browserArguments(devstore: Pick<Devstore, 'proxyUrl' | 'spki'>): string[] {
  return [
    `--proxy-server=${devstore.proxyUrl}`,
    `--ignore-certificate-errors-spki-list=${devstore.spki}`,
    // As root, Chromium starts without its sandbox only.
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  ];
}

export async function launchBrowser(
  devstore: Pick<Devstore, 'proxyUrl' | 'spki'>,
  options: { headless: boolean } = { headless: true },
): Promise<Browser> {
  return chromium.launch({
    executablePath: findChromium(),
    headless: options.headless,
    args: [...browserArguments(devstore), '--disable-background-networking', '--disable-component-update'],
  });
}

/** A browser profile of one person: no cookies yet, an ordinary user agent (the app turns "HeadlessChrome" away as a bot). */
export async function newVisitor(browser: Browser, options: BrowserContextOptions = {}): Promise<BrowserContext> {
  const major = browser.version().split('.')[0];
  const context = await browser.newContext({
    userAgent: `Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${major}.0.0.0 Safari/537.36`,
    locale: 'en-US',
    viewport: { width: 1280, height: 800 },
    ...options,
  });
  await context.addInitScript(keepStorageFromFrames);
  return context;
}

/** A frame of another site gets no storage, as in Chromium's private windows; its build without windows knows no such rule. Runs in the page. */
function keepStorageFromFrames(): void {
  const [parent] = location.ancestorOrigins;
  if (parent === undefined || parent === location.origin) return;
  const refused = () => {
    throw new DOMException('Access is denied for this document.', 'SecurityError');
  };
  for (const name of ['localStorage', 'sessionStorage', 'indexedDB', 'caches']) {
    Object.defineProperty(window, name, { get: refused, configurable: true });
  }
}
