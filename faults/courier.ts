/**
 * Stands where the app is for the dev store, takes every signed delivery, and brings it to the app as the internet may: once to five times, in any
 * sequence, late, or never. What the app does not answer with 2xx within five seconds comes again.
 */
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { seededRandom } from '#devstore/history/random.ts';

export type Courier = {
  /** For the dev store: http://127.0.0.1:PORT */
  origin: string;
  /** Webhook ids that the app has answered 2xx to. */
  acknowledged: ReadonlySet<string>;
  /** Deliveries that are kept from the app for good. */
  lost(): number;
  /** How often something was sent. */
  attempts(): number;
  refused(): number;
  /** Copies that are still to be brought. */
  underWay(): number;
  /** Until only `most` copies are under way. */
  untilAtMost(most: number): Promise<void>;
  close(): Promise<void>;
};

export type Disturbance = { seed: number; /** Of deliveries that never come. */ lossRate: number };

type Parcel = { path: string; headers: http.IncomingHttpHeaders; body: Buffer; webhookId: string };

const PATIENCE = 5_000;
const AT_ONCE = 48;

/** @param disturbed null: once, at once, in the sequence of events */
export async function startCourier(appPort: number, disturbed: Disturbance | null): Promise<Courier> {
  const acknowledged = new Set<string>();
  const seen = new Map<string, number>();
  const waiting: { at: number; parcel: Parcel; tries: number }[] = [];
  const figures = { lost: 0, attempts: 0, refused: 0, underWay: 0, sending: 0 };
  const agent = new http.Agent({ keepAlive: true, maxSockets: AT_ONCE });
  let closed = false;

  /** The same delivery of the same plan has the same fate, whenever it comes. */
  function fatesOf({ body, headers }: Parcel): number[] | null {
    if (disturbed === null) return [0];
    const key = `${identityOf(body, headers)} ${String(headers['x-shopify-topic'])}`;
    const place = seen.get(key) ?? 0;
    seen.set(key, place + 1);
    const random = seededRandom(hashOf(`${disturbed.seed} ${key} ${place}`));
    if (random.next() < disturbed.lossRate && String(headers['x-shopify-topic']) !== 'app/scopes_update') return null;
    const together = random.chance(0.3);
    const first = delay();
    return Array.from({ length: 1 + random.below(5) }, (_, copy) => (copy === 0 || together ? first : delay()));

    function delay(): number {
      const draw = random.next();
      return draw < 0.4 ? 0 : draw < 0.95 ? random.below(1_500) : random.below(15_000);
    }
  }

  function take(parcel: Parcel): void {
    const fates = fatesOf(parcel);
    if (fates === null) {
      figures.lost += 1;
      return;
    }
    const now = Date.now();
    for (const delay of fates) {
      figures.underWay += 1;
      waiting.push({ at: now + delay, parcel, tries: 0 });
    }
    pump();
  }

  function pump(): void {
    const now = Date.now();
    for (let index = 0; index < waiting.length && figures.sending < AT_ONCE;) {
      const next = waiting[index];
      if (next === undefined || next.at > now) {
        index += 1;
        continue;
      }
      waiting.splice(index, 1);
      figures.sending += 1;
      void bring(next.parcel).then((ok) => {
        figures.sending -= 1;
        if (ok) figures.underWay -= 1;
        else waiting.push({ ...next, at: Date.now() + Math.min(2_000, 100 * 2 ** next.tries), tries: next.tries + 1 });
        if (!closed) pump();
      });
    }
  }

  async function bring(parcel: Parcel): Promise<boolean> {
    figures.attempts += 1;
    const status = await post(agent, appPort, parcel);
    if (status < 200 || status > 299) {
      figures.refused += 1;
      return false;
    }
    acknowledged.add(parcel.webhookId);
    return true;
  }

  const server = http.createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      response.end();
      const webhookId = String(request.headers['x-shopify-webhook-id']);
      take({ path: request.url ?? '/', headers: request.headers, body: Buffer.concat(chunks), webhookId });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const timer = setInterval(pump, 20);
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    acknowledged,
    lost: () => figures.lost,
    attempts: () => figures.attempts,
    refused: () => figures.refused,
    underWay: () => figures.underWay,
    async untilAtMost(most) {
      while (figures.underWay > most) await wait(10);
    },
    async close() {
      closed = true;
      clearInterval(timer);
      agent.destroy();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** 0: no answer. */
function post(agent: http.Agent, port: number, { path, headers, body }: Parcel): Promise<number> {
  return new Promise((resolve) => {
    const options = { agent, port, host: '127.0.0.1', path, method: 'POST', headers };
    const request = http.request(options, (response) => {
      response.on('error', () => settle(0));
      response.on('end', () => settle(response.statusCode ?? 0));
      response.resume();
    });
    const impatience = setTimeout(() => request.destroy(new Error('no answer')), PATIENCE);
    function settle(status: number): void {
      clearTimeout(impatience);
      resolve(status);
    }
    request.on('error', () => settle(0));
    request.end(body);
  });
}

/** What the delivery is about, in words that every run of the plan shares: ids are others each time. */
function identityOf(body: Buffer, headers: http.IncomingHttpHeaders): string {
  const said = JSON.parse(body.toString()) as { name?: string; email?: string; note?: string };
  return `${String(headers['x-shopify-shop-domain'])} ${said.name ?? said.note ?? said.email ?? ''}`;
}

/** FNV-1a */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const character of text) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  return hash | 0;
}
