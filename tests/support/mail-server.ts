/** The dev store's mail server on a port of its own, and the app's way to it. */
import { afterAll, beforeAll } from 'vitest';
import { createMailer, type Mailer } from '#app/email/mailer.server.ts';
import { startMailServer } from '#devstore/mail/mail-server.ts';
import type { MailState, Store } from '#devstore/state.ts';
import { createStore } from '#devstore/store.ts';

export type TestMailServer = {
  port: number;
  mailer: Mailer;
  /** What it has taken, oldest first. */
  mails: MailState[];
  /** So many of the next e-mails have a fault. */
  faults: Store['injectors']['mail'];
  /** Forgets the messages and the faults. */
  clear(): void;
};

/** Use the returned object inside tests only: it is made in beforeAll. */
export function useMailServer(): TestMailServer {
  const server = {} as TestMailServer;
  let stop = () => Promise.resolve();
  beforeAll(async () => {
    const store = createStore({ apiKey: 'key', apiSecret: 'secret', appOrigin: 'http://127.0.0.1:1' });
    const running = await startMailServer(store);
    stop = () => running.stop();
    const { mail: faults } = store.injectors;
    Object.assign(server, {
      port: running.port,
      mailer: createMailer({ url: `smtp://127.0.0.1:${running.port}`, from: 'rewards@vouchsafe.example' }),
      ...{ mails: store.mails, faults },
      clear() {
        store.mails.length = 0;
        Object.assign(faults, { hangUp: 0, refuse: 0, defer: 0, refuseText: 0, deferText: 0, loseAnswer: 0 });
      },
    } satisfies TestMailServer);
  });
  afterAll(() => stop());
  return server;
}
