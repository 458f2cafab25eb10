/** /__dev/api/shops/{shop}/deliveries: what was sent to the app, and sending it again. */
import { Router } from 'express';
import { answering, bodyOf, Refusal, shopOf } from '#devstore/control/answers.ts';
import { emptyRequest } from '#devstore/control/requests.ts';
import { deliverySummary } from '#devstore/control/summaries.ts';
import type { Store } from '#devstore/state.ts';
import { resendDelivery, whenIdle } from '#devstore/webhooks/dispatch.ts';

export function deliveryRoutes(store: Store): Router {
  const router = Router({ mergeParams: true });
  router.get(
    '/',
    answering((request) => {
      const { state, topic, limit } = request.query;
      return shopOf(store, request)
        .deliveries.filter(
          (each) => (state === undefined || each.state === state) && (topic === undefined || each.topic === topic),
        )
        .slice(-Number(limit ?? 100))
        .reverse()
        .map(deliverySummary);
    }),
  );
  router.get(
    '/:webhook',
    answering((request) => {
      const delivery = shopOf(store, request).deliveries.findLast(({ webhookId }) => webhookId === request.params['webhook']);
      if (delivery === undefined) throw new Refusal(404, `there is no delivery ${request.params['webhook']}`);
      return { ...deliverySummary(delivery), body: delivery.body };
    }),
  );
  router.post(
    '/retry-now',
    answering(async (request) => {
      bodyOf(emptyRequest, request);
      const shop = shopOf(store, request);
      const waiting = shop.deliveries.filter(({ state }) => state === 'waiting');
      for (const { webhookId } of waiting) resendDelivery(store, shop, webhookId);
      await whenIdle(store);
      return { retried: waiting.length, delivered: waiting.filter(({ state }) => state === 'delivered').length };
    }),
  );
  router.post(
    '/:webhook/resend',
    answering(async (request) => {
      bodyOf(emptyRequest, request);
      const delivery = resendDelivery(store, shopOf(store, request), request.params['webhook'] ?? '');
      if (delivery === null) throw new Refusal(404, `there is no delivery ${request.params['webhook']}`);
      await whenIdle(store);
      return deliverySummary(delivery);
    }),
  );
  return router;
}
