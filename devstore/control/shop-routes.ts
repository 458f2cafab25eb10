/** /__dev/api/shops/{shop}: the merchant's side. Installation, switches, customers, history. */
import { Router } from 'express';
import { extensionBlocks } from '#devstore/admin-shell/extension-files.ts';
import { installApp, uninstallApp } from '#devstore/auth/install.ts';
import { shopJson } from '#devstore/auth/shop-json.ts';
import { storeNow, storeTime } from '#devstore/clock.ts';
import { answering, bodyOf, customerOf, Refusal, shopOf } from '#devstore/control/answers.ts';
import { deleteCustomer, requestCustomerData, requestErasure } from '#devstore/control/customer-requests.ts';
import { customerRequest, emptyRequest, historyRequest, redactRequest, switchesRequest } from '#devstore/control/requests.ts';
import { customerSummary, shopSummary, switchesOf } from '#devstore/control/summaries.ts';
import { createCustomer, type NewCustomer } from '#devstore/customers/sign-up.ts';
import { playHistory } from '#devstore/history/play-history.ts';
import type { ShopState, Store } from '#devstore/state.ts';
import { emitWebhook } from '#devstore/webhooks/emit.ts';

export function shopRoutes(store: Store): Router {
  const router = Router({ mergeParams: true });
  router.get(
    '/',
    answering((request) => shopSummary(store, shopOf(store, request))),
  );
  router.post(
    '/install',
    answering((request) => {
      bodyOf(emptyRequest, request);
      const shop = shopOf(store, request);
      installApp(store, shop);
      return shopSummary(store, shop);
    }),
  );
  router.post(
    '/uninstall',
    answering((request) => {
      bodyOf(emptyRequest, request);
      const shop = shopOf(store, request);
      uninstallApp(store, shop);
      return shopSummary(store, shop);
    }),
  );
  router.patch(
    '/switches',
    answering((request) => {
      const shop = shopOf(store, request);
      flip(store, shop, bodyOf(switchesRequest, request));
      return switchesOf(store, shop);
    }),
  );
  router.get(
    '/customers',
    answering((request) => {
      const shop = shopOf(store, request);
      return [...shop.customers.values()].map((customer) => customerSummary(store, shop, customer));
    }),
  );
  router.post(
    '/customers',
    answering((request) => {
      const shop = shopOf(store, request);
      return customerSummary(store, shop, createCustomer(store, shop, newCustomerOf(store, bodyOf(customerRequest, request))));
    }),
  );
  router.post(
    '/customers/:customer/data-request',
    answering((request) => {
      bodyOf(emptyRequest, request);
      const shop = shopOf(store, request);
      requestCustomerData(store, shop, customerOf(shop, request));
    }),
  );
  router.post(
    '/customers/:customer/redact',
    answering((request) => {
      const shop = shopOf(store, request);
      requestErasure(store, shop, customerOf(shop, request), bodyOf(redactRequest, request).afterDays);
    }),
  );
  router.delete(
    '/customers/:customer',
    answering((request) => {
      const shop = shopOf(store, request);
      deleteCustomer(store, shop, customerOf(shop, request));
    }),
  );
  router.post(
    '/history',
    answering((request) => {
      const { days = 60, seed = 7, orders } = bodyOf(historyRequest, request);
      const to = storeNow(store);
      const from = new Date(to.getTime() - days * 86_400_000);
      return playHistory(store, shopOf(store, request), { from, to, seed, ...(orders === undefined ? {} : { orders }) });
    }),
  );
  return router;
}

function newCustomerOf(store: Store, { daysAgo, ...person }: ReturnType<typeof customerRequest.parse>): NewCustomer {
  if (daysAgo === undefined) return person;
  return { ...person, createdAt: new Date(storeNow(store).getTime() - daysAgo * 86_400_000).toISOString() };
}

/** Plan and password are the shop's own: the app hears of them by shop/update. */
function flip(store: Store, shop: ShopState, wanted: ReturnType<typeof switchesRequest.parse>): void {
  const known = extensionBlocks(store).filter(({ target }) => target === 'section');
  for (const [handle, enabled] of Object.entries(wanted.blocks ?? {})) {
    if (!known.some((block) => block.handle === handle)) throw new Refusal(400, `the extension has no block ${handle}`);
    shop.theme.blocks[handle] = { settings: {}, ...shop.theme.blocks[handle], enabled };
  }
  if (wanted.embedEnabled !== undefined) shop.theme.embedEnabled = wanted.embedEnabled;
  if (wanted.consentRequired !== undefined) shop.consent.required = wanted.consentRequired;
  if (wanted.protectedDataApproved !== undefined) shop.protectedDataApproved = wanted.protectedDataApproved;
  if (wanted.journeyReadyAfterMinutes !== undefined) shop.journeyReadyAfterMinutes = wanted.journeyReadyAfterMinutes;
  if (wanted.giftCards !== undefined) shop.giftCardsEnabled = wanted.giftCards;
  if (wanted.storeCredit !== undefined) shop.storeCreditEnabled = wanted.storeCredit;
  if (wanted.storeCreditLimit !== undefined) shop.storeCreditLimit = wanted.storeCreditLimit;
  if (wanted.plan === undefined && wanted.password === undefined) return;
  if (wanted.plan !== undefined) shop.plan = wanted.plan;
  if (wanted.password !== undefined) shop.password = wanted.password;
  emitWebhook(store, shop, 'shop/update', shopJson(shop, storeTime(store)));
}
