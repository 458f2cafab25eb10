/** The mail server that the app sends through: it takes every message and passes none on. Faults as its injectors say. */
import type { Socket } from 'node:net';
import { SMTPServer, type SMTPServerError } from 'smtp-server';
import { storeTime } from '#devstore/clock.ts';
import { readMessage } from '#devstore/mail/read-message.ts';
import { newId } from '#devstore/store.ts';
import type { Store } from '#devstore/state.ts';

export type MailServer = {
  port: number;
  stop(): Promise<void>;
};

const LARGEST = 1_000_000;

/** Listens on a free port of this machine. */
export async function startMailServer(store: Store): Promise<MailServer> {
  const sockets = new Set<Socket>();
  const server = new SMTPServer({
    // No TLS and no login: it is on loopback, and its certificate would be nobody's.
    ...{ disabledCommands: ['AUTH', 'STARTTLS'], disableReverseLookup: true, logger: false, size: LARGEST },
    onRcptTo(_, __, answer) {
      const faults = store.injectors.mail;
      if (takes(faults, 'refuse')) return answer(reply(550, '5.1.1 No such mailbox'));
      if (takes(faults, 'defer')) return answer(reply(451, '4.7.1 Please try again later'));
      return answer();
    },
    onData(stream, session, answer) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const faults = store.injectors.mail;
        if (takes(faults, 'refuseText')) return answer(reply(554, '5.7.1 Message refused by policy'));
        if (takes(faults, 'deferText')) return answer(reply(452, '4.3.1 Insufficient storage'));
        const raw = Buffer.concat(chunks);
        const to = session.envelope.rcptTo.map(({ address }) => address);
        const id = newId(store);
        store.mails.push({ id, at: storeTime(store), to, raw: raw.toString('latin1'), ...readMessage(raw) });
        if (!takes(faults, 'loseAnswer')) return answer(null, `2.0.0 taken as ${id}`);
        for (const socket of sockets) socket.destroy();
        return undefined;
      });
    },
  });
  server.server.on('connection', (socket: Socket) => {
    if (takes(store.injectors.mail, 'hangUp')) return socket.destroy();
    sockets.add(socket);
    return socket.once('close', () => sockets.delete(socket));
  });
  server.on('error', (error: Error) => console.error(`dev store: mail server: ${error.message}`));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const address = server.server.address();
  if (address === null || typeof address === 'string') throw new Error('the mail server has no port');
  return {
    port: address.port,
    stop: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

/** Whether this message has the fault; counts it down. */
function takes(faults: Store['injectors']['mail'], fault: keyof Store['injectors']['mail']): boolean {
  if (faults[fault] <= 0) return false;
  faults[fault] -= 1;
  return true;
}

function reply(responseCode: number, text: string): SMTPServerError {
  return Object.assign(new Error(text), { responseCode });
}
