/** A merchant's own system on this machine that takes what endpoints are told, over https. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import type { lookup } from 'node:dns';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { createOutsideCaller, type OutsideCaller } from '#app/outgoing-request.server.ts';
import { readCertificates } from '#devstore/certificates.ts';

export type Heard = { id: string; headers: Record<string, string>; body: string };

const HOST = 'hooks.vouchsafe.test';

/** For one test file. */
export function useEndpoint() {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'vouchsafe-endpoint-'));
  const endpoint = {
    url: '',
    heard: [] as Heard[],
    /** What the next requests are answered; 204 when nothing is left. */
    answers: [] as (number | 'hang-up' | { redirect: string })[],
    caller: (() => Promise.reject(new Error('not started'))) as OutsideCaller,
    /** The same, but it may connect to public addresses only, as in production. */
    carefulCaller: (() => Promise.reject(new Error('not started'))) as OutsideCaller,
  };
  let server: https.Server;

  beforeAll(async () => {
    const { key, cert, caFile } = await readCertificates(folder, HOST);
    server = https.createServer({ key, cert }, (req, res) => {
      let body = '';
      req.setEncoding('utf8').on('data', (part: string) => (body += part));
      req.on('end', () => {
        const headers = req.headers as Record<string, string>;
        endpoint.heard.push({ id: headers['webhook-id'] ?? '', headers, body });
        const answer = endpoint.answers.shift() ?? 204;
        if (answer === 'hang-up') req.socket.destroy();
        else if (typeof answer === 'object') res.writeHead(302, { Location: answer.redirect }).end();
        else res.writeHead(answer).end('thanks');
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    endpoint.url = `https://${HOST}:${(server.address() as AddressInfo).port}/vouchsafe`;
    const here = ((_host: string, _options: unknown, done: (error: null, found: unknown[]) => void) =>
      done(null, [{ address: '127.0.0.1', family: 4 }])) as unknown as typeof lookup;
    const ca = readFileSync(caFile, 'utf8');
    endpoint.caller = createOutsideCaller({ problemOf: () => null, mayConnect: () => true, lookup: here, ca });
    endpoint.carefulCaller = createOutsideCaller({ problemOf: () => null, lookup: here, ca });
  });
  beforeEach(() => {
    endpoint.heard.length = 0;
    endpoint.answers.length = 0;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
    rmSync(folder, { recursive: true });
  });
  return endpoint;
}
