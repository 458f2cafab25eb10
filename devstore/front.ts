/**
 * The one port of the dev store: a CONNECT proxy that ends TLS itself for the hosts it imitates and refuses every other host,
 * so that a forgotten call to the internet fails loudly. Plain HTTP on the same port is the control page.
 */
import http from 'node:http';
import https from 'node:https';
import type net from 'node:net';
import type { Express } from 'express';
import type { Certificates } from '#devstore/certificates.ts';
import { createTunnel } from '#devstore/tunnel.ts';

export type FrontHosts = {
  /** Exact host → what answers for it. */
  apps: Map<string, Express>;
  /** Answers for every *.myshopify.com. */
  shops: Express;
  /** Host of the app, tunnelled to `appOrigin()`. */
  appHost: string;
  appOrigin: () => string;
  /** Plain HTTP under /__dev. */
  control: Express;
};

export type Front = { port: number; close(): Promise<void> };

/** Listens on 127.0.0.1. `port` 0 picks a free one. */
export async function createFront(
  port: number,
  certificates: Pick<Certificates, 'key' | 'cert'>,
  hosts: FrontHosts,
): Promise<Front> {
  const tunnel = createTunnel(hosts.appOrigin);
  const inner = https.createServer(
    { key: certificates.key, cert: certificates.cert, keepAliveTimeout: 60_000 },
    (request, response) => {
      const host = hostOf(request);
      if (host === hosts.appHost) return tunnel.forward(request, response);
      const app = hosts.apps.get(host) ?? (isShop(host) ? hosts.shops : null);
      if (app === null) return refuse(response, `dev store: ${host} is not imitated`);
      return app(request, response);
    },
  );
  inner.on('upgrade', (request, socket: net.Socket, head: Buffer) => {
    if (hostOf(request) === hosts.appHost) tunnel.upgrade(request, socket, head);
    else socket.end('HTTP/1.1 501 Not Implemented\r\nConnection: close\r\n\r\n');
  });
  // A browser that gives up in the middle of a handshake is no event.
  inner.on('tlsClientError', (_, socket) => socket.destroy());

  const outer = http.createServer((request, response) => {
    const url = request.url ?? '/';
    if (url === '/' || url === '/__dev' || url.startsWith('/__dev/') || url.startsWith('/__dev?')) {
      if (url === '/') return response.writeHead(302, { location: '/__dev' }).end();
      return hosts.control(request, response);
    }
    const target = URL.canParse(url) ? new URL(url) : null;
    if (target !== null && isImitated(target.hostname)) {
      return response.writeHead(301, { location: `https://${target.host}${target.pathname}${target.search}` }).end();
    }
    return refuse(response, `dev store: ${target === null ? url : target.host} is not imitated; the control page is at /__dev`);
  });
  function isImitated(host: string): boolean {
    return host === hosts.appHost || hosts.apps.has(host) || isShop(host);
  }
  const sockets = new Set<net.Socket>();
  outer.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  outer.on('connect', (request, socket: net.Socket, head) => {
    socket.on('error', () => socket.destroy());
    const [host, wanted] = (request.url ?? '').split(':');
    if (host === undefined || wanted !== '443' || !isImitated(host)) {
      const message = `dev store: ${request.url} is not imitated, and nothing leaves this machine\n`;
      socket.end(`HTTP/1.1 403 Forbidden\r\nContent-Type: text/plain\r\nContent-Length: ${message.length}\r\n\r\n${message}`);
      return;
    }
    socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
    socket.setNoDelay(true);
    if (head.length > 0) socket.unshift(head);
    inner.emit('connection', socket);
  });

  await new Promise<void>((resolve, reject) => {
    outer.once('error', reject);
    outer.listen(port, '127.0.0.1', resolve);
  });
  const address = outer.address();
  if (address === null || typeof address === 'string') throw new Error('dev store: no port');
  return {
    port: address.port,
    async close() {
      tunnel.close();
      const closed = new Promise<void>((resolve) => outer.close(() => resolve()));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

function hostOf(request: http.IncomingMessage): string {
  return (request.headers.host ?? '').replace(/:443$/, '').toLowerCase();
}

function isShop(host: string): boolean {
  return /^[a-z0-9][a-z0-9-]*\.myshopify\.com$/.test(host);
}

function refuse(response: http.ServerResponse, message: string): void {
  response.writeHead(403, { 'content-type': 'text/plain' }).end(`${message}\n`);
}
