/**
 * Stands between Shopify and the app on a development store: every signed webhook and app-proxy request is passed on untouched, and what it looked like is
 * written to a file without anybody in it. For fixtures, and to see what the dev store imitates wrongly.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import path from 'node:path';
import { verifyProxyQuery, verifyWebhook } from '#app/signatures.server.ts';
import { createRedactor, type Redactor } from './redact.ts';

const LARGEST_BODY = 5 * 2 ** 20;
/** Of one connection only. https://www.rfc-editor.org/rfc/rfc9110#section-7.6.1 `fetch` writes the length itself. */
const NOT_PASSED_ON = new Set(['connection', 'keep-alive', 'transfer-encoding', 'upgrade', 'content-length', 'expect', 'host']);

export type Recorder = { port: number; close(): Promise<void> };

/**
 * @param appOrigin where the app answers, without a path
 * @param into a folder; one file for each request: `{_source, _topic, _headers, payload}` as tests/fixtures/payloads has them
 * @param wrote told the name of each file
 */
export async function startRecorder(settings: {
  appOrigin: string;
  into: string;
  secret: string;
  port: number;
  wrote: (file: string) => void;
}): Promise<Recorder> {
  const { appOrigin, into, secret, wrote } = settings;
  mkdirSync(into, { recursive: true, mode: 0o700 });
  const redactor = createRedactor();
  let written = 0;

  function write(name: string, content: unknown): void {
    const file = `${String((written += 1)).padStart(4, '0')}-${name.replaceAll(/[^a-z\d_-]+/gi, '-')}.json`;
    writeFileSync(path.join(into, file), `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
    wrote(file);
  }

  async function pass(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const body = await read(req);
    if (body === null) return void res.writeHead(413).end();
    const found = describe(req, body, secret, redactor);
    const answer = await fetch(`${appOrigin}${req.url ?? '/'}`, {
      method: req.method ?? 'GET',
      headers: headersOf(req),
      ...(body.length > 0 && { body: new Uint8Array(body) }),
      redirect: 'manual',
    });
    if (found !== null) write(found.name, { ...found.content, _answered: answer.status });
    // The app's text may come compressed; fetch has unpacked it.
    answer.headers.forEach((value, name) => NOT_PASSED_ON.has(name) || name === 'content-encoding' || res.setHeader(name, value));
    res.writeHead(answer.status).end(Buffer.from(await answer.arrayBuffer()));
  }

  const server: Server = createServer((req, res) => {
    pass(req, res).catch((error: unknown) => {
      if (!res.headersSent) res.writeHead(502, { 'Content-Type': 'text/plain' });
      res.end(`The app did not answer: ${error instanceof Error ? error.message : 'no reason given'}\n`);
    });
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(settings.port, resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the recorder has no port');
  return {
    port: address.port,
    close: () => new Promise((resolve) => (server.close(() => resolve()), server.closeAllConnections())),
  };
}

type Found = { name: string; content: Record<string, unknown> };

/** What is worth keeping of a request; null when Shopify did not sign it. */
function describe(req: IncomingMessage, body: Buffer, secret: string, redactor: Redactor): Found | null {
  const [pathname = '', ...rest] = (req.url ?? '').split('?');
  const query = rest.join('?');
  const topic = one(req.headers['x-shopify-topic']);
  const _source = `captured on a development store, ${new Date().toISOString().slice(0, 10)}; redacted`;
  if (topic !== '') {
    if (verifyWebhook(body, one(req.headers['x-shopify-hmac-sha256']), secret) === null) return null;
    const _headers = shopifyHeaders(req, redactor);
    return { name: topic, content: { _source, _topic: topic, _headers, _bytes: body.length, payload: readJson(body, redactor) } };
  }
  const signed = verifyProxyQuery(query, secret, Date.now());
  if ('refused' in signed) return null;
  const _query = redactor.query(query);
  const content = { _source, _topic: `app proxy ${req.method} ${pathname}`, _headers: shopifyHeaders(req, redactor), _query };
  return { name: `proxy${pathname}`, content: { ...content, payload: body.length === 0 ? null : readJson(body, redactor) } };
}

function readJson(body: Buffer, redactor: Redactor): unknown {
  try {
    return redactor.document(JSON.parse(body.toString('utf8')));
  } catch {
    return `no JSON, ${body.length} bytes`;
  }
}

/** Names of all headers; of the values only what tells of the protocol. */
function shopifyHeaders(req: IncomingMessage, redactor: Redactor): Record<string, string> {
  const told = new Set(['x-shopify-topic', 'x-shopify-api-version', 'x-shopify-triggered-at', 'content-type', 'accept-encoding']);
  const entries = Object.entries(req.headers).map(([name, value]) => [
    name,
    told.has(name) ? one(value) : redactor.stand(one(value)),
  ]);
  return Object.fromEntries(entries) as Record<string, string>;
}

function headersOf(req: IncomingMessage): [string, string][] {
  const pairs = Object.entries(req.headers).flatMap(([name, value]) =>
    NOT_PASSED_ON.has(name) ? [] : [value ?? []].flat().map((each): [string, string] => [name, each]),
  );
  return [...pairs, ['x-forwarded-host', one(req.headers['x-forwarded-host']) || one(req.headers.host)]];
}

function one(value: string | string[] | undefined): string {
  return Array.isArray(value) ? value.join(', ') : (value ?? '');
}

async function read(req: IncomingMessage): Promise<Buffer | null> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of req as AsyncIterable<Buffer>) {
    length += part.length;
    if (length > LARGEST_BODY) return null;
    parts.push(part);
  }
  return Buffer.concat(parts);
}
