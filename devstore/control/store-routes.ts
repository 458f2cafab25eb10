/** /__dev/api: the whole dev store. Clock, injectors, waiting for webhooks, further shops. */
import { Router } from 'express';
import { answering, bodyOf } from '#devstore/control/answers.ts';
import { advanceClock } from '#devstore/control/move-clock.ts';
import { apiFault, clockRequest, emptyRequest, injectorsRequest, shopRequest } from '#devstore/control/requests.ts';
import { shopSummary, storeSummary } from '#devstore/control/summaries.ts';
import { addShop } from '#devstore/store.ts';
import type { Store } from '#devstore/state.ts';
import { whenIdle } from '#devstore/webhooks/dispatch.ts';

const hour = 3_600_000;

export function storeRoutes(store: Store): Router {
  const router = Router();
  router.get(
    '/',
    answering(() => storeSummary(store)),
  );
  router.post(
    '/clock',
    answering(async (request) => {
      const { hours = 0, days = 0 } = bodyOf(clockRequest, request);
      advanceClock(store, (hours + days * 24) * hour);
      return storeSummary(store);
    }),
  );
  router.patch(
    '/injectors',
    answering((request) => {
      const { webhooks, adminApi, mail } = bodyOf(injectorsRequest, request);
      Object.assign(store.injectors.webhooks, webhooks);
      Object.assign(store.injectors.adminApi, adminApi);
      Object.assign(store.injectors.mail, mail);
      return store.injectors;
    }),
  );
  router.post(
    '/injectors/faults',
    answering((request) => {
      store.injectors.adminApi.faults.push(bodyOf(apiFault, request));
      return store.injectors;
    }),
  );
  router.delete(
    '/injectors/faults',
    answering(() => {
      store.injectors.adminApi.faults = [];
      return store.injectors;
    }),
  );
  router.post(
    '/idle',
    answering(async (request) => {
      bodyOf(emptyRequest, request);
      await whenIdle(store);
    }),
  );
  router.post(
    '/shops',
    answering((request) => {
      const { handle, ...rest } = bodyOf(shopRequest, request);
      const options = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
      return shopSummary(store, addShop(store, { handle, ...options }));
    }),
  );
  return router;
}
