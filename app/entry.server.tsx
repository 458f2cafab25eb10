import { randomBytes } from 'node:crypto';
import { PassThrough } from 'node:stream';
import { createReadableStreamFromReadable, type EntryContext } from '@remix-run/node';
import { RemixServer } from '@remix-run/react';
import { isbot } from 'isbot';
import { renderToPipeableStream } from 'react-dom/server';
import { I18nextProvider } from 'react-i18next';
import { getContext } from './context.server.ts';
import { languageFor } from './i18n/languages.ts';
import { loadWords } from './i18n/words.ts';
import { NonceProvider } from './nonce.ts';
import { documentPolicy } from './security-headers.server.ts';
import { addDocumentResponseHeaders } from './shopify.server.ts';

const patience = 5000;

/** Streams the document; robots wait for the whole of it. */
export default async function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  remix: EntryContext,
): Promise<Response> {
  addDocumentResponseHeaders(request, headers);
  const { searchParams } = new URL(request.url);
  const nonce = randomBytes(16).toString('base64');
  headers.set('Content-Security-Policy', documentPolicy(searchParams.get('shop'), nonce));
  headers.set('Content-Type', 'text/html; charset=utf-8');
  const words = await loadWords(languageFor(searchParams.get('locale')));
  const ready = isbot(request.headers.get('user-agent')) ? 'onAllReady' : 'onShellReady';
  return new Promise((resolve, reject) => {
    let shellSent = false;
    const { pipe, abort } = renderToPipeableStream(
      <NonceProvider value={nonce}>
        <I18nextProvider i18n={words}>
          <RemixServer context={remix} url={request.url} abortDelay={patience} nonce={nonce} />
        </I18nextProvider>
      </NonceProvider>,
      {
        nonce,
        [ready]() {
          shellSent = true;
          const body = new PassThrough();
          resolve(new Response(createReadableStreamFromReadable(body), { headers, status }));
          pipe(body);
        },
        onShellError: reject,
        onError(error: unknown) {
          // Before the shell the error reaches onShellError; after it the answer is on its way and can only be logged.
          if (shellSent) getContext().log.error({ error }, 'A page failed while it was streamed');
          else status = 500;
        },
      },
    );
    setTimeout(abort, patience + 1000).unref();
  });
}

/** Errors of loaders, actions and rendering; aborted requests are nobody's fault. */
export function handleError(error: unknown, { request }: { request: Request }): void {
  if (request.signal.aborted) return;
  getContext().log.error({ error, path: new URL(request.url).pathname, method: request.method }, 'A request to the admin failed');
}
