/** /__dev/api/shops/{shop}/orders: buying, and everything that can become of an order. */
import { Router, type Request } from 'express';
import { storeNow } from '#devstore/clock.ts';
import { answering, bodyOf, orderOf, Refusal, shopOf } from '#devstore/control/answers.ts';
import {
  cancelRequest,
  carrierRequest,
  disputeRequest,
  editRequest,
  emptyRequest,
  fulfillmentRequest,
  orderRequest,
  parcelRequest,
  refundRequest,
  riskRequest,
  settleRequest,
  timedRequest,
} from '#devstore/control/requests.ts';
import { orderSummary } from '#devstore/control/summaries.ts';
import { assessOrderRisk } from '#devstore/orders/assess-risk.ts';
import { cancelOrder } from '#devstore/orders/cancel-order.ts';
import { deleteOrder } from '#devstore/orders/delete-order.ts';
import { disputeOrder, isOpenDispute, settleDispute } from '#devstore/orders/dispute-order.ts';
import { editOrder } from '#devstore/orders/edit-order.ts';
import { deliverOrder } from '#devstore/orders/deliver-order.ts';
import { cancelFulfillment, fulfillOrder } from '#devstore/orders/fulfill-order.ts';
import { orderJson } from '#devstore/orders/order-json.ts';
import { payOrder } from '#devstore/orders/pay-order.ts';
import { placeOrder, type NewOrder } from '#devstore/orders/place-order.ts';
import { withEvidence } from '#devstore/orders/referral-evidence.ts';
import { refundOrder } from '#devstore/orders/refund-order.ts';
import type { OrderState, ShopState, Store } from '#devstore/state.ts';

const tenMinutes = 600_000;
const day = 86_400_000;

export function orderRoutes(store: Store): Router {
  const router = Router({ mergeParams: true });
  router.get(
    '/',
    answering((request) => {
      const shop = shopOf(store, request);
      const newestFirst = [...shop.orders.values()].sort((a, b) => b.createdAt.localeCompare(a.createdAt) || b.number - a.number);
      return newestFirst.slice(0, Number(request.query['limit'] ?? 100)).map((order) => orderSummary(store, shop, order));
    }),
  );
  router.post(
    '/',
    answering((request) => {
      const shop = shopOf(store, request);
      return orderSummary(store, shop, placeOrder(store, shop, newOrderOf(store, shop, bodyOf(orderRequest, request))));
    }),
  );
  router.get(
    '/:order',
    answering((request) => {
      const shop = shopOf(store, request);
      return orderJson(store, shop, orderOf(shop, request));
    }),
  );
  act('refund', (shop, order, request) => refundOrder(store, shop, order, bodyOf(refundRequest, request)));
  act('cancel', (shop, order, request) => cancelOrder(store, shop, order, bodyOf(cancelRequest, request)));
  act('edit', (shop, order, request) => editOrder(store, shop, order, bodyOf(editRequest, request)));
  act('pay', (shop, order, request) => payOrder(store, shop, order, bodyOf(timedRequest, request)));
  act('fulfill', (shop, order, request) => fulfillOrder(store, shop, order, bodyOf(fulfillmentRequest, request)));
  act('deliver', (shop, order, request) => deliverOrder(store, shop, order, bodyOf(carrierRequest, request)));
  act('cancel-fulfillment', (shop, order, request) => cancelFulfillment(store, shop, order, bodyOf(parcelRequest, request)));
  act('dispute', (shop, order, request) => disputeOrder(store, shop, order, bodyOf(disputeRequest, request)));
  act('settle-dispute', (shop, order, request) => {
    const { status, at } = bodyOf(settleRequest, request);
    const open = order.disputes.find(isOpenDispute);
    if (open === undefined) throw new Refusal(422, `${order.name} has no open dispute`);
    settleDispute(store, shop, order, open, status, at);
  });
  act('risk', (shop, order, request) => assessOrderRisk(store, shop, order, bodyOf(riskRequest, request)));
  act('delete', (shop, order, request) => {
    bodyOf(emptyRequest, request);
    deleteOrder(store, shop, order);
  });
  return router;

  function act(name: string, work: (shop: ShopState, order: OrderState, request: Request) => unknown): void {
    router.post(
      `/:order/${name}`,
      answering((request) => {
        const shop = shopOf(store, request);
        const order = orderOf(shop, request);
        work(shop, order, request);
        return orderSummary(store, shop, order);
      }),
    );
  }
}

function newOrderOf(store: Store, shop: ShopState, request: ReturnType<typeof orderRequest.parse>): NewOrder {
  const { referral, daysAgo, ...rest } = request;
  const created = daysAgo === undefined ? rest.createdAt : new Date(storeNow(store).getTime() - daysAgo * day).toISOString();
  const order: NewOrder = { ...rest, createdAt: created };
  if (referral === undefined) return order;
  const orderedAt = created === undefined ? storeNow(store).getTime() : Date.parse(created);
  const landedBefore = referral.landedDaysBefore === undefined ? tenMinutes : referral.landedDaysBefore * day;
  const landedAt = Math.round(orderedAt - landedBefore);
  return withEvidence(shop, order, { ref: referral.code, evidence: referral.evidence, landedAt, orderedAt });
}
