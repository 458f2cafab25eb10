/** HTTP load over plain sockets: cheap enough to leave the machine to the server. Requests are prepared before the clock runs. */
import net from 'node:net';

export type Load = {
  port: number;
  connections: number;
  /** The next request's bytes, headers and body. */
  request: () => Buffer;
};

export type Answers = {
  /** By status. */
  statuses: Record<number, number>;
  seconds: number;
  /** Milliseconds of each answer, ascending. */
  waits: Float64Array;
};

/** Each connection asks again as soon as it has its answer. */
export async function closedLoop(load: Load, seconds: number): Promise<Answers> {
  const end = performance.now() + seconds * 1000;
  return drive(load, (asked) => (performance.now() < end ? performance.now() : asked === 0 ? performance.now() : null));
}

/** So many requests a second, whatever the server does; a wait is counted from the moment that the request was due. */
export async function openLoop(load: Load, rate: number, seconds: number): Promise<Answers> {
  const started = performance.now();
  let due = 0;
  return drive(load, () => {
    if (due >= rate * seconds) return null;
    due += 1;
    return started + ((due - 1) * 1000) / rate;
  });
}

/** All of them due at once. */
export async function burst(load: Load, count: number): Promise<Answers> {
  const started = performance.now();
  let asked = 0;
  return drive(load, () => {
    asked += 1;
    return asked <= count ? started : null;
  });
}

/** `dueAt`: when the connection's next request is due, in performance.now()'s milliseconds; null when there is none left. */
async function drive(load: Load, dueAt: (asked: number) => number | null): Promise<Answers> {
  const started = performance.now();
  const statuses: Record<number, number> = {};
  const waits: number[] = [];
  await Promise.all(
    Array.from({ length: load.connections }, async () => {
      const connection = await open(load.port);
      try {
        for (let asked = 0, due = dueAt(0); due !== null; asked += 1, due = dueAt(asked)) {
          const early = due - performance.now();
          if (early > 0) await new Promise((resolve) => setTimeout(resolve, early));
          const status = await connection.ask(load.request());
          waits.push(performance.now() - due);
          statuses[status] = (statuses[status] ?? 0) + 1;
        }
      } finally {
        connection.close();
      }
    }),
  );
  return { statuses, seconds: (performance.now() - started) / 1000, waits: Float64Array.from(waits).sort() };
}

/** Milliseconds that so great a part of the answers took at most. */
export function quantile(waits: Float64Array, part: number): number {
  return waits[Math.min(waits.length - 1, Math.floor(waits.length * part))] ?? Number.NaN;
}

async function open(port: number): Promise<{ ask(request: Buffer): Promise<number>; close(): void }> {
  const socket = net.connect({ port, host: '127.0.0.1', noDelay: true });
  await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('error', reject));
  let received = '';
  let waiting: { resolve(status: number): void; reject(error: Error): void } | null = null;
  socket.setEncoding('latin1');
  socket.on('data', (text: string) => {
    received += text;
    const headEnd = received.indexOf('\r\n\r\n');
    if (headEnd < 0) return;
    const length = Number(/\r\ncontent-length: (\d+)/i.exec(received.slice(0, headEnd + 2))?.[1] ?? 0);
    if (received.length < headEnd + 4 + length) return;
    const status = Number(received.slice(9, 12));
    received = received.slice(headEnd + 4 + length);
    waiting?.resolve(status);
  });
  const broken = () => waiting?.reject(new Error('the server closed a connection'));
  socket.on('error', broken).on('close', broken);
  return {
    ask: (request) =>
      new Promise((resolve, reject) => {
        waiting = { resolve, reject };
        socket.write(request);
      }),
    close: () => {
      waiting = null;
      socket.destroy();
    },
  };
}
