/** The way from the app's public host to the process that serves it, as a tunnel or load balancer would take it. */
import http from 'node:http';
import type net from 'node:net';

export type Tunnel = {
  forward(request: http.IncomingMessage, response: http.ServerResponse): void;
  /** Carries a websocket. */
  upgrade(request: http.IncomingMessage, socket: net.Socket, head: Buffer): void;
  close(): void;
};

/** `origin` is asked at every request: the app may start later than the tunnel, on a port of its choice. */
export function createTunnel(origin: () => string): Tunnel {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 256 });

  function open(request: http.IncomingMessage, pool: http.Agent | false): http.ClientRequest {
    const target = new URL(origin());
    return http.request({
      host: target.hostname,
      port: target.port,
      method: request.method,
      path: request.url,
      headers: { ...request.headers, ...forwarded(request) },
      agent: pool,
    });
  }

  return {
    forward(request, response) {
      const onward = open(request, agent);
      onward.on('response', (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.statusMessage, answer.rawHeaders);
        answer.pipe(response);
        answer.on('error', () => response.destroy());
      });
      onward.on('error', (error) => {
        if (response.headersSent) response.destroy();
        else
          response
            .writeHead(502, { 'content-type': 'text/plain' })
            .end(`dev store: the app does not answer (${error.message})\n`);
      });
      response.on('close', () => onward.destroy());
      request.pipe(onward);
    },
    upgrade(request, socket, head) {
      const onward = open(request, false);
      onward.on('upgrade', (answer, upstream: net.Socket, rest) => {
        socket.write(`HTTP/1.1 101 Switching Protocols\r\n${rawHeaders(answer.rawHeaders)}\r\n`);
        if (rest.length > 0) socket.write(rest);
        if (head.length > 0) upstream.write(head);
        upstream.on('error', () => socket.destroy());
        socket.on('error', () => upstream.destroy());
        socket.on('close', () => upstream.destroy());
        upstream.pipe(socket).pipe(upstream);
      });
      onward.on('response', (answer) => {
        socket.end(`HTTP/1.1 ${answer.statusCode} ${answer.statusMessage}\r\nConnection: close\r\n\r\n`);
        answer.resume();
      });
      onward.on('error', () => socket.destroy());
      onward.end();
    },
    close() {
      agent.destroy();
    },
  };
}

function forwarded(request: http.IncomingMessage): http.OutgoingHttpHeaders {
  const earlier = request.headers['x-forwarded-for'];
  return {
    'x-forwarded-for': typeof earlier === 'string' ? earlier : (request.socket.remoteAddress ?? '127.0.0.1'),
    'x-forwarded-host': request.headers.host,
    'x-forwarded-proto': 'https',
  };
}

function rawHeaders(pairs: string[]): string {
  let text = '';
  for (let index = 0; index < pairs.length; index += 2) text += `${pairs[index]}: ${pairs[index + 1]}\r\n`;
  return text;
}
