import { readFileSync, statSync } from 'node:fs';
import http from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import tls from 'node:tls';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readCertificates } from '#devstore/certificates.ts';
import { connectThrough, useDevstore } from '#tests/support/devstore.ts';

const app = http.createServer((request, response) => {
  if (request.url === '/slow') {
    response.writeHead(200, { 'content-type': 'text/plain' });
    response.write('first;');
    response.on('close', () => (abandoned = true));
    return;
  }
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    response.writeHead(
      201,
      [
        ['x-twice', 'a'],
        ['x-twice', 'b'],
        ['set-cookie', 'k=1'],
      ].flat(),
    );
    response.end(JSON.stringify({ url: request.url, headers: request.headers, body: Buffer.concat(chunks).toString('utf8') }));
  });
});
let abandoned = false;
app.on('upgrade', (request, socket: Socket) => {
  socket.write('HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n');
  socket.on('data', (data) => socket.write(`echo ${request.url} ${data.toString()}`));
});

const used = useDevstore();

beforeAll(async () => {
  await new Promise<void>((resolve) => app.listen(0, '127.0.0.1', resolve));
  used().devstore.store.app.origin = `http://127.0.0.1:${(app.address() as AddressInfo).port}`;
});
afterAll(() => {
  app.closeAllConnections();
  app.close();
});

describe('the proxy', () => {
  test('a host that is not imitated is refused with a message that names it', async () => {
    const { devstore } = used();
    await expect(connectThrough(devstore.port, 'example.com:443')).rejects.toThrow(
      '403 dev store: example.com:443 is not imitated',
    );
    await expect(connectThrough(devstore.port, 'evilmyshopify.com:443')).rejects.toThrow('403');
    await expect(connectThrough(devstore.port, 'a.b.myshopify.com:443')).rejects.toThrow('403');
    await expect(connectThrough(devstore.port, 'admin.shopify.com:80')).rejects.toThrow('403');
  });

  test('a Host header that names another site inside a tunnel is refused too', async () => {
    const answer = await used().fetch('https://admin.shopify.com/', { headers: { host: 'example.com' } });
    expect(answer.status).toBe(403);
    expect(answer.text).toContain('example.com is not imitated');
  });

  test('an imitated host is answered with a certificate of the authority', async () => {
    const { fetch, shop } = used();
    expect((await fetch(`https://${shop.domain}/`)).status).toBe(200);
    expect((await fetch('https://cdn.shopify.com/shopifycloud/app-bridge.js')).status).toBe(200);
  });

  test('an unknown shop is a 404 and not a storefront', async () => {
    const answer = await used().fetch('https://nobody.myshopify.com/');
    expect(answer.status).toBe(404);
    expect(answer.text).toContain('there is no shop nobody.myshopify.com');
  });

  test("the shop's admin address leads to admin.shopify.com with path and query", async () => {
    const { fetch, shop } = used();
    const answer = await fetch(`https://${shop.domain}/admin/themes/current/editor?context=apps&template=index`);
    expect(answer.status).toBe(302);
    expect(answer.headers.location).toBe(
      'https://admin.shopify.com/store/hillside-roasters/themes/current/editor?context=apps&template=index',
    );
  });

  test('plain HTTP reaches the control page only', async () => {
    const { devstore } = used();
    expect((await fetch(`${devstore.proxyUrl}/`, { redirect: 'manual' })).headers.get('location')).toBe('/__dev');
    expect((await fetch(`${devstore.proxyUrl}/admin`)).status).toBe(403);
    expect((await fetch(devstore.controlUrl)).status).toBe(200);
  });
});

describe('the tunnel to the app', () => {
  test('carries method, body, query and repeated headers, and says where the request came from', async () => {
    const answer = await used().fetch('https://app.vouchsafe.test/webhooks?x=1', {
      method: 'POST',
      body: '{"ü":1}',
      headers: { 'x-shopify-topic': 'orders/paid' },
    });
    const seen = answer.json() as { url: string; headers: Record<string, string>; body: string };
    expect(answer.status).toBe(201);
    expect(answer.headers['x-twice']).toBe('a, b');
    expect(answer.headers['set-cookie']).toEqual(['k=1']);
    expect(seen.url).toBe('/webhooks?x=1');
    expect(seen.body).toBe('{"ü":1}');
    expect(seen.headers).toMatchObject({
      host: 'app.vouchsafe.test',
      'x-forwarded-host': 'app.vouchsafe.test',
      'x-forwarded-proto': 'https',
      'x-shopify-topic': 'orders/paid',
    });
  });

  test('streams an answer that has not ended, and lets go of the app when the visitor leaves', async () => {
    const socket = await secureSocket();
    socket.write('GET /slow HTTP/1.1\r\nHost: app.vouchsafe.test\r\n\r\n');
    await new Promise<void>((resolve) => {
      let text = '';
      socket.on('data', (chunk: Buffer) => {
        text += chunk.toString();
        if (text.includes('first;')) resolve();
      });
    });
    socket.destroy();
    await expect.poll(() => abandoned).toBe(true);
  });

  test('carries a websocket both ways', async () => {
    const socket = await secureSocket();
    socket.write('GET /hmr HTTP/1.1\r\nHost: app.vouchsafe.test\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n');
    const next = () => new Promise<string>((resolve) => socket.once('data', (chunk: Buffer) => resolve(chunk.toString())));
    expect(await next()).toContain('101 Switching Protocols');
    const echoed = next();
    socket.write('hello');
    expect(await echoed).toBe('echo /hmr hello');
    socket.destroy();
  });

  test('an app that is down is a 502 that says so', async () => {
    const { devstore, fetch } = used();
    const running = devstore.store.app.origin;
    devstore.store.app.origin = 'http://127.0.0.1:9';
    const answer = await fetch('https://app.vouchsafe.test/');
    devstore.store.app.origin = running;
    expect(answer.status).toBe(502);
    expect(answer.text).toContain('the app does not answer');
  });

  async function secureSocket(): Promise<tls.TLSSocket> {
    const { devstore } = used();
    const tunnel = await connectThrough(devstore.port, 'app.vouchsafe.test:443');
    const socket = tls.connect({ socket: tunnel, servername: 'app.vouchsafe.test', ca: readFileSync(devstore.caFile) });
    await new Promise<void>((resolve, reject) => socket.once('secureConnect', resolve).once('error', reject));
    return socket;
  }
});

describe('the certificates', () => {
  test('are kept between runs, and made anew for another app host', async () => {
    const { devstore } = used();
    const stateDir = path.resolve(path.dirname(devstore.caFile), '..');
    const again = await readCertificates(stateDir, 'app.vouchsafe.test');
    expect(again.spki).toBe(devstore.spki);
    expect(statSync(path.join(path.dirname(again.caFile), 'leaf-key.pem')).mode & 0o077).toBe(0);
    const other = await readCertificates(stateDir, 'other.test');
    expect(other.spki).not.toBe(devstore.spki);
    expect(
      new Set((await Promise.all([1, 2, 3, 4, 5, 6].map(() => readCertificates(stateDir, 'third.test')))).map(({ spki }) => spki))
        .size,
    ).toBe(1);
  });
});
