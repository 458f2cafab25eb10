/** The bounce page: the app's server asks for a session token by ?shopify-reload=URL, and gets its page's request again with one. */
import { shared } from './shared.ts';

/** Does nothing on any other page. Goes through the patched fetch, which adds the token. */
export async function bounce(): Promise<void> {
  const wanted = new URLSearchParams(location.search).get('shopify-reload');
  if (wanted === null) return;
  const url = new URL(wanted, location.href);
  if (url.origin !== location.origin) throw new Error('dev store: shopify-reload leads to another origin');
  const response = await window.fetch(url, { headers: { 'x-shopify-bounce': '1', accept: 'text/html' } });
  const page = await response.text();
  shared.originals.replaceState(null, '', response.redirected ? response.url : url);
  document.open();
  document.write(page);
  document.close();
}
