import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { createTransport } from 'nodemailer';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createControl } from '#devstore/control/app.ts';
import { type MailServer, startMailServer } from '#devstore/mail/mail-server.ts';
import type { Store } from '#devstore/state.ts';
import { addShop, createStore } from '#devstore/store.ts';

let store: Store;
let mail: MailServer;
let server: http.Server;
let base: string;

beforeEach(async () => {
  store = createStore({ apiKey: 'key', apiSecret: 'secret', appOrigin: 'http://127.0.0.1:1' });
  addShop(store, { handle: 'tea', customers: 1 });
  mail = await startMailServer(store);
  server = http.createServer(createControl(store)).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/__dev`;
});
afterEach(async () => {
  server.closeAllConnections();
  server.close();
  await mail.stop();
});

const letter = {
  from: { name: 'Thé "Vert", Ltd', address: 'rewards@app.example' },
  to: 'zoë@kunde.example',
  subject: 'Votre récompense de Thé "Vert" : 10 % de réduction sur une commande qui est très, très longue',
  text: 'Grüße = 1\n.\n..two dots',
  html: '<html><head></head><body><p>Grüße</p><script>1</script></body></html>',
};

function post(): Promise<unknown> {
  return createTransport({ host: '127.0.0.1', port: mail.port }).sendMail(letter);
}

test('a message is read back as it was written, in the list, alone and on a page that runs nothing of it', async () => {
  await post();
  const list = (await (await fetch(`${base}/api/mails`)).json()) as { id: string }[];
  expect(list).toEqual([
    expect.objectContaining({
      from: letter.from,
      subject: letter.subject,
      to: ['zoë@kunde.example'],
      text: letter.text,
      replyTo: null,
    }),
  ]);
  expect(Object.keys(list[0] ?? {})).not.toContain('html');
  const [first] = list;
  const one = (await (await fetch(`${base}/api/mails/${first?.id}`)).json()) as Record<string, unknown>;
  expect(one).toMatchObject({ html: letter.html, headers: { 'mime-version': ['1.0'] } });
  const page = await (await fetch(`${base}/mails/${first?.id}`)).text();
  expect(page).toContain('sandbox="allow-popups"');
  expect(page).not.toContain('<script>');
  expect(await (await fetch(base)).text()).toContain(`/__dev/mails/${first?.id}`);
  expect((await fetch(`${base}/api/mails/0`)).status).toBe(404);
});

test('faults strike the next messages only', async () => {
  const change = { mail: { refuse: 1, defer: 1, refuseText: 1, deferText: 1, loseAnswer: 1, hangUp: 1 } };
  const headers = { 'content-type': 'application/json' };
  expect((await fetch(`${base}/api/injectors`, { method: 'PATCH', headers, body: JSON.stringify(change) })).status).toBe(200);
  const answers: unknown[] = [];
  for (let attempt = 0; attempt < 6; attempt += 1) {
    answers.push(await post().then(() => 'taken', (error: { responseCode?: number }) => error.responseCode ?? 'broken')); // prettier-ignore
  }
  expect(answers).toEqual(['broken', 550, 451, 554, 452, 'broken']);
  expect(store.mails).toHaveLength(1); // the one whose answer was lost
  await post();
  expect(store.mails).toHaveLength(2);
});
