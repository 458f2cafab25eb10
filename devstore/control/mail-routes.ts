/** /__dev/api/mails: what the app has sent, whatever shop it was for. */
import { Router } from 'express';
import { answering, Refusal } from '#devstore/control/answers.ts';
import type { MailState, Store } from '#devstore/state.ts';

export function mailRoutes(store: Store): Router {
  const router = Router();
  router.get(
    '/',
    answering(() => store.mails.toReversed().map(({ raw: _, html: __, headers: ___, ...mail }) => mail)),
  );
  router.get(
    '/:mail',
    answering((request) => {
      const id = request.params['mail'] ?? '';
      const mail = findMail(store, id);
      if (mail === undefined) throw new Refusal(404, `there is no e-mail ${id}`);
      return mail;
    }),
  );
  router.delete(
    '/',
    answering(() => {
      store.mails.length = 0;
      return [];
    }),
  );
  return router;
}

export function findMail(store: Store, id: string): MailState | undefined {
  return store.mails.find((mail) => mail.id === id);
}
