import { expect, test } from 'vitest';
import { advanceClock } from '#devstore/control/move-clock.ts';
import { assessOrderRisk } from '#devstore/orders/assess-risk.ts';
import { fulfillOrder } from '#devstore/orders/fulfill-order.ts';
import { placeOrder, type NewOrder } from '#devstore/orders/place-order.ts';
import type { OrderState, ShopState, Store } from '#devstore/state.ts';
import { whenIdle } from '#devstore/webhooks/dispatch.ts';
import { useDevstore } from '#tests/support/devstore.ts';
import { storeWithReceiver, subscribe } from '#tests/support/webhook-receiver.ts';

const topic = 'orders/risk_assessment_changed';
const used = useDevstore();

function place(store: Store, shop: ShopState, more: Partial<NewOrder> = {}): OrderState {
  const [variant] = [...shop.products.values()].flatMap((product) => product.variants);
  return placeOrder(store, shop, {
    email: 'mia@example.com',
    lines: [{ variantId: variant?.id ?? '', quantity: 1 }],
    ...more,
  });
}

async function riskOf(order: OrderState) {
  const query = `query ($id: ID!) { order(id: $id) { risk { recommendation assessments { riskLevel provider { id } facts { description sentiment } } } } }`;
  const token = await used().accessToken();
  const { data } = await used().graphql(token, query, { id: `gid://shopify/Order/${order.id}` });
  return (data as unknown as { order: { risk: unknown } }).order.risk;
}

test('an order that nobody assesses has no risk and no webhook tells of one', async () => {
  const { store, shop, receiver } = await storeWithReceiver();
  store.app.subscriptions = [];
  subscribe(shop, [topic]);
  place(store, shop);
  await whenIdle(store);
  expect(receiver.of(topic)).toEqual([]);
  const { devstore, shop: asked } = used();
  expect(await riskOf(place(devstore.store, asked))).toEqual({ recommendation: 'NONE', assessments: [] });
});

test("an assessment is told with exactly the keys of Shopify's document, without its facts and recommendation", async () => {
  const { store, shop, receiver } = await storeWithReceiver();
  store.app.subscriptions = [];
  subscribe(shop, [topic]);
  const order = place(store, shop);
  const facts = [{ description: 'The card was issued in another country', sentiment: 'NEGATIVE' } as const];
  assessOrderRisk(store, shop, order, { level: 'HIGH', facts, at: '2026-11-02T15:00:00Z' });
  await whenIdle(store);
  expect(receiver.of(topic)).toEqual([
    {
      provider_id: null,
      provider_title: null,
      risk_level: 'high',
      created_at: '2026-11-02T10:00:00-05:00',
      order_id: order.id,
      admin_graphql_api_order_id: `gid://shopify/Order/${order.id}`,
    },
  ]);
});

test('an analysis that takes its time is pending first, and the latest one counts', async () => {
  const { store, shop, receiver } = await storeWithReceiver();
  store.app.subscriptions = [];
  subscribe(shop, [topic]);
  const order = place(store, shop, { risk: { level: 'LOW', afterMinutes: 10 } });
  const levels = async () => {
    await whenIdle(store);
    return receiver.of(topic).map((document) => document['risk_level']);
  };
  expect(await levels()).toEqual(['pending']);
  advanceClock(store, 11 * 60_000);
  expect(await levels()).toEqual(['pending', 'low']);
  assessOrderRisk(store, shop, order, { level: 'HIGH' });
  expect(await levels()).toEqual(['pending', 'low', 'high']);
});

test('the Admin API answers what is known at the time: pending, then the level with its facts and what to do', async () => {
  const { devstore, shop } = used();
  const facts = [{ description: 'There was 1 payment attempt', sentiment: 'POSITIVE' } as const];
  const order = place(devstore.store, shop, { risk: { level: 'MEDIUM', facts, afterMinutes: 5 } });
  expect(await riskOf(order)).toEqual({
    recommendation: 'NONE',
    assessments: [{ riskLevel: 'PENDING', provider: null, facts: [] }],
  });
  advanceClock(devstore.store, 6 * 60_000);
  expect(await riskOf(order)).toEqual({
    recommendation: 'INVESTIGATE',
    assessments: [{ riskLevel: 'MEDIUM', provider: null, facts }],
  });
  assessOrderRisk(devstore.store, shop, order, { level: 'HIGH', recommendation: 'ACCEPT' });
  expect(await riskOf(order)).toMatchObject({ recommendation: 'ACCEPT', assessments: [{ riskLevel: 'HIGH' }] });
});

test('a fulfilled order is assessed no more', async () => {
  const { store, shop } = await storeWithReceiver();
  const order = place(store, shop);
  fulfillOrder(store, shop, order);
  expect(() => assessOrderRisk(store, shop, order, { level: 'HIGH' })).toThrow(/fulfilled/);
});
