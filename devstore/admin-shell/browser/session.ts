/** Who the app is shown to: the parameters of the frame, and session tokens for requests to the app's server. */
import { ask } from './admin-port.ts';

const launchParameters = [
  'appLoadId',
  'embedded',
  'hmac',
  'host',
  'id_token',
  'locale',
  'protocol',
  'session',
  'shop',
  'timestamp',
];

/** Address parameters first; a document that was reached inside the frame has none, and takes them from the name of the frame. */
export function readConfig(script: HTMLScriptElement | null) {
  const parameters = new URLSearchParams(location.search);
  const frame = frameConfig();
  const apiKey =
    script?.dataset['apiKey'] ?? document.querySelector<HTMLMetaElement>('meta[name="shopify-api-key"]')?.content ?? null;
  if (apiKey === null) throw new Error('dev store: app-bridge.js needs data-api-key or <meta name="shopify-api-key">');
  return {
    apiKey,
    host: parameters.get('host') ?? frame.host,
    shop: parameters.get('shop') ?? frame.shop,
    locale: parameters.get('locale') ?? frame.locale ?? 'en',
  };
}

/** Path, query and hash of the app's page as the admin's address shows it. */
export function appPath(url: URL): string {
  const shown = new URL(url);
  for (const name of launchParameters) shown.searchParams.delete(name);
  return `${shown.pathname}${shown.search}${shown.hash}`;
}

let token: { value: string; expires: number } | null = null;

/** A session token that is good for ten more seconds at least. */
export async function idToken(options: { fresh: boolean } = { fresh: false }): Promise<string> {
  if (token !== null && !options.fresh && token.expires - Date.now() > 10_000) return token.value;
  const value = await ask<string>({ ask: 'idToken' });
  const claims: { exp: number } = JSON.parse(atob((value.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/')));
  token = { value, expires: claims.exp * 1000 };
  return value;
}

function frameConfig(): { host: string | undefined; shop: string | undefined; locale: string | undefined } {
  try {
    const { host, shop, locale } = JSON.parse(window.name) as Record<string, string | undefined>;
    return { host, shop, locale };
  } catch {
    return { host: undefined, shop: undefined, locale: undefined };
  }
}
