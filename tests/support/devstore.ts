/** A dev store of its own for a test file, reached as an app or a browser reaches it: through the proxy, over TLS. */
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import http from 'node:http';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import tls from 'node:tls';
import { promisify } from 'node:util';
import { afterAll, beforeAll } from 'vitest';
import { installApp } from '#devstore/auth/install.ts';
import { sessionToken } from '#devstore/auth/session-token.ts';
import { startDevstore, type Devstore } from '#devstore/start.ts';
import type { ShopState } from '#devstore/state.ts';
import type { ShopOptions } from '#devstore/store.ts';

const run = promisify(execFile);

export type ProxiedAnswer = {
  status: number;
  headers: http.IncomingHttpHeaders;
  text: string;
  json: () => Record<string, unknown>;
};
export type ProxiedRequest = { method?: string; headers?: Record<string, string>; body?: unknown };

export type UsedDevstore = {
  devstore: Devstore;
  shop: ShopState;
  /** A request over CONNECT and TLS, the certificate checked. */
  fetch(url: string, request?: ProxiedRequest): Promise<ProxiedAnswer>;
  /** Installs the app and exchanges a session token for an offline access token. */
  accessToken(): Promise<string>;
  graphql(token: string, query: string, variables?: Record<string, unknown>): Promise<GraphqlAnswer>;
  /** Runs a script (an ES module) in a process with the app's environment; resolves with what it printed as JSON. */
  runAsApp(script: string): Promise<unknown>;
};

export type GraphqlAnswer = {
  data?: Record<string, never> | null;
  errors?: { message: string; path?: string[]; extensions?: Record<string, unknown> }[];
  extensions?: { cost: { requestedQueryCost: number; actualQueryCost: number | null; throttleStatus: Record<string, number> } };
};

/** @param appOrigin what app.vouchsafe.test is tunnelled to */
export function useDevstore(options: { appOrigin?: string; shops?: ShopOptions[] } = {}): () => UsedDevstore {
  let used: UsedDevstore | null = null;
  let folder = '';
  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'devstore-'));
    const devstore = await startDevstore({
      port: 0,
      appOrigin: options.appOrigin ?? 'http://127.0.0.1:9',
      apiKey: 'test-api-key',
      apiSecret: 'test-api-secret',
      stateDir: folder,
      ...(options.shops === undefined ? {} : { shops: options.shops }),
    });
    used = driver(devstore);
  });
  afterAll(async () => {
    await used?.devstore.stop();
    rmSync(folder, { recursive: true, force: true });
  });
  return () => {
    if (used === null) throw new Error('the dev store has not started');
    return used;
  };
}

function driver(devstore: Devstore): UsedDevstore {
  const [shop] = devstore.store.shops.values();
  if (shop === undefined) throw new Error('the dev store has no shop');
  const fetch: UsedDevstore['fetch'] = (url, request = {}) => fetchThrough(devstore, new URL(url), request);
  return {
    devstore,
    shop,
    fetch,
    async accessToken() {
      installApp(devstore.store, shop);
      const answer = await fetch(`https://${shop.domain}/admin/oauth/access_token`, {
        method: 'POST',
        body: exchangeBody(sessionToken(devstore.store, shop)),
      });
      return String(answer.json()['access_token']);
    },
    async graphql(token, query, variables = {}) {
      const answer = await fetch(`https://${shop.domain}/admin/api/2026-10/graphql.json`, {
        method: 'POST',
        headers: { 'x-shopify-access-token': token },
        body: { query, variables },
      });
      return answer.json() as GraphqlAnswer;
    },
    async runAsApp(script) {
      const { stdout } = await run(process.execPath, ['--no-warnings', '--input-type=module', '-e', script], {
        cwd: path.resolve(import.meta.dirname, '../..'),
        env: { PATH: process.env['PATH'], ...devstore.appEnvironment() } as unknown as NodeJS.ProcessEnv,
      });
      return JSON.parse(stdout) as unknown;
    },
  };
}

/** The body of a token exchange, as @shopify/shopify-api sends it. */
export function exchangeBody(subjectToken: string): Record<string, string> {
  return {
    client_id: 'test-api-key',
    client_secret: 'test-api-secret',
    grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
    subject_token: subjectToken,
    subject_token_type: 'urn:ietf:params:oauth:token-type:id_token',
    requested_token_type: 'urn:shopify:params:oauth:token-type:offline-access-token',
    expiring: '1',
  };
}

/** Asks the proxy for a tunnel to `host:port`. Rejects with the proxy's message when it refuses. */
export function connectThrough(proxyPort: number, authority: string): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const request = http.request({ host: '127.0.0.1', port: proxyPort, method: 'CONNECT', path: authority });
    request.on('connect', (answer, socket, head) => {
      if (answer.statusCode === 200) return resolve(socket);
      let text = head.toString();
      socket.on('data', (chunk: Buffer) => (text += chunk.toString()));
      socket.on('end', () => reject(new Error(`${answer.statusCode} ${text}`)));
      return undefined;
    });
    request.on('error', reject);
    request.end();
  });
}

async function fetchThrough(devstore: Devstore, url: URL, options: ProxiedRequest): Promise<ProxiedAnswer> {
  const tunnel = await connectThrough(devstore.port, `${url.hostname}:443`);
  const socket = tls.connect({ socket: tunnel, servername: url.hostname, ca: readFileSync(devstore.caFile) });
  const body = options.body === undefined ? null : typeof options.body === 'string' ? options.body : JSON.stringify(options.body);
  return new Promise((resolve, reject) => {
    const request = http.request({
      createConnection: () => socket,
      method: options.method ?? 'GET',
      path: `${url.pathname}${url.search}`,
      headers: {
        host: url.host,
        connection: 'close',
        ...(body === null ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }),
        ...options.headers,
      },
    });
    request.on('error', reject);
    request.on('response', (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString('utf8');
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          text,
          json: () => JSON.parse(text) as Record<string, unknown>,
        });
      });
    });
    request.end(body ?? undefined);
  });
}
