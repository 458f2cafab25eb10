/** fetch with a session token for the app's own server. Source: shopify.dev, App Bridge "Authenticated requests". */
import { isEmbedded } from './admin-port.ts';
import { openInTop } from './leaving.ts';
import { idToken } from './session.ts';
import { shared } from './shared.ts';

export function authenticateRequests(): void {
  const plainFetch = shared.originals.fetch;
  window.fetch = async (input, init) => {
    const request = new Request(input, init);
    if (!isEmbedded || new URL(request.url).origin !== location.origin || request.headers.has('authorization')) {
      return plainFetch(input, init);
    }
    const first = await plainFetch(await signed(request.clone(), { fresh: false }));
    const response = first.headers.has('x-shopify-retry-invalid-session-request')
      ? await plainFetch(await signed(request, { fresh: true }))
      : first;
    const elsewhere = response.headers.get('x-shopify-api-request-failure-reauthorize-url');
    if (elsewhere === null) return response;
    openInTop(elsewhere);
    // The page is on its way out: an answer would only make the app show an error before it goes.
    return new Promise<never>(() => undefined);
  };
}

async function signed(request: Request, options: { fresh: boolean }): Promise<Request> {
  request.headers.set('authorization', `Bearer ${await idToken(options)}`);
  request.headers.set('x-requested-with', 'XMLHttpRequest');
  return request;
}
