/** /__dev/api/shops/{shop}: what a merchant does behind the app's back to discounts, customers, credit, cards and access. */
import { Router, type Request } from 'express';
import { grantOptionalScopes, revokeOptionalScopes } from '#devstore/auth/install.ts';
import { storeTime } from '#devstore/clock.ts';
import { answering, bodyOf, customerOf, Refusal, shopOf } from '#devstore/control/answers.ts';
import {
  creditRequest,
  discountRequest,
  emptyRequest,
  mergeRequest,
  scopesRequest,
  tokensRequest,
} from '#devstore/control/requests.ts';
import { cardSummary, customerSummary, discountSummary, shopSummary } from '#devstore/control/summaries.ts';
import { creditAccount, debitAccount, findAccount, openAccount } from '#devstore/credit/store-credit.ts';
import { mergeCustomers } from '#devstore/customers/merge-customers.ts';
import {
  activateDiscount,
  changeDiscount,
  deactivateDiscount,
  deleteDiscount,
  removeCodes,
} from '#devstore/discounts/discount-events.ts';
import { findDiscountCode } from '#devstore/pricing/find-discount.ts';
import { toMinor } from '#devstore/pricing/minor-units.ts';
import type { DiscountState, ShopState, Store } from '#devstore/state.ts';

export function merchantRoutes(store: Store): Router {
  const router = Router({ mergeParams: true });
  discountRoutes(router, store);
  customerRoutes(router, store);
  router.get(
    '/gift-cards',
    answering((request) => [...shopOf(store, request).giftCards.values()].map(cardSummary)),
  );
  router.post(
    '/gift-cards/:card/deactivate',
    answering((request) => {
      bodyOf(emptyRequest, request);
      const card = shopOf(store, request).giftCards.get(request.params['card'] ?? '');
      if (card === undefined) throw new Refusal(404, `there is no gift card ${request.params['card']}`);
      if (card.enabled) Object.assign(card, { enabled: false, deactivatedAt: storeTime(store), updatedAt: storeTime(store) });
      return cardSummary(card);
    }),
  );
  router.get(
    '/notifications',
    answering((request) => shopOf(store, request).notifications.toReversed()),
  );
  router.post(
    '/scopes',
    answering((request) => {
      const shop = shopOf(store, request);
      const { grant = [], revoke = [] } = bodyOf(scopesRequest, request);
      grantOptionalScopes(store, shop, grant);
      revokeOptionalScopes(store, shop, revoke);
      return shopSummary(store, shop);
    }),
  );
  router.post(
    '/revoke-tokens',
    answering((request) => {
      const shop = shopOf(store, request);
      const { refreshTokens = false } = bodyOf(tokensRequest, request);
      shop.accessTokens.clear();
      if (refreshTokens) shop.refreshTokens.clear();
    }),
  );
  return router;
}

function discountRoutes(router: Router, store: Store): void {
  router.get(
    '/discounts',
    answering((request) =>
      [...shopOf(store, request).discounts.values()].toReversed().map((each) => discountSummary(store, each)),
    ),
  );
  router.patch(
    '/discounts/:discount',
    answering((request) => {
      const shop = shopOf(store, request);
      const discount = discountOf(shop, request);
      const { percentage, amount, ...fields } = bodyOf(discountRequest, request);
      if ((percentage !== undefined || amount !== undefined) && discount.kind !== 'basic')
        throw new Refusal(422, 'only a discount of an amount or a percentage has a value');
      changeDiscount(store, shop, discount, () => {
        Object.assign(discount, Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)));
        if (percentage !== undefined) discount.value = { percentage };
        if (amount !== undefined) discount.value = { amount, appliesOnEachItem: false };
      });
      return discountSummary(store, discount);
    }),
  );
  const act = (name: string, work: typeof activateDiscount) =>
    router.post(
      `/discounts/:discount/${name}`,
      answering((request) => {
        bodyOf(emptyRequest, request);
        const shop = shopOf(store, request);
        const discount = discountOf(shop, request);
        work(store, shop, discount);
        return discountSummary(store, discount);
      }),
    );
  act('activate', activateDiscount);
  act('deactivate', deactivateDiscount);
  router.delete(
    '/discounts/:discount',
    answering((request) => {
      const shop = shopOf(store, request);
      deleteDiscount(store, shop, discountOf(shop, request));
    }),
  );
  router.delete(
    '/discounts/:discount/codes/:code',
    answering((request) => {
      const shop = shopOf(store, request);
      const discount = discountOf(shop, request);
      const wanted = request.params['code']?.toUpperCase();
      const code = discount.codes.find((each) => each.id === wanted || each.code.toUpperCase() === wanted);
      if (code === undefined) throw new Refusal(404, `the discount has no code ${request.params['code']}`);
      removeCodes(store, shop, discount, [code]);
      return discountSummary(store, discount);
    }),
  );
}

function customerRoutes(router: Router, store: Store): void {
  router.post(
    '/customers/:customer/merge',
    answering((request) => {
      const shop = shopOf(store, request);
      const gone = customerOf(shop, request);
      const { into, intoEmail } = bodyOf(mergeRequest, request);
      const kept = [...shop.customers.values()].find(({ id, email }) => id === into || (email !== null && email === intoEmail));
      if (kept === undefined) throw new Refusal(404, `${shop.name} has no customer ${into ?? intoEmail}`);
      mergeCustomers(store, shop, kept, gone);
      return customerSummary(store, shop, kept);
    }),
  );
  router.post(
    '/customers/:customer/store-credit',
    answering((request) => {
      const shop = shopOf(store, request);
      const customer = customerOf(shop, request);
      const { credit, debit, currency = shop.currency, expiresAt = null } = bodyOf(creditRequest, request);
      const account = findAccount(store, shop, customer.id, currency) ?? openAccount(store, shop, customer.id, currency);
      const entry = { event: 'ADJUSTMENT', origin: null } as const;
      if (credit !== undefined) creditAccount(store, account, toMinor(credit, currency), { ...entry, expiresAt });
      if (debit !== undefined) debitAccount(store, account, toMinor(debit, currency), entry);
      return customerSummary(store, shop, customer);
    }),
  );
}

/** By id, or by one of its codes. */
function discountOf(shop: ShopState, request: Request): DiscountState {
  const wanted = request.params['discount'] ?? '';
  const discount = shop.discounts.get(wanted) ?? findDiscountCode(shop, wanted)?.discount;
  if (discount === undefined) throw new Refusal(404, `${shop.name} has no discount ${wanted}`);
  return discount;
}
