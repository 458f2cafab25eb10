/** Customer accounts: signing in (anybody may be anybody in a dev store), the account page, signing out. */
import express, { type Response } from 'express';
import { signInByEmail } from '#devstore/customers/sign-up.ts';
import { answer } from '#devstore/storefront/answer.ts';
import { readFields } from '#devstore/storefront/form-fields.ts';
import { noteLanding } from '#devstore/storefront/landing.ts';
import { sendPage } from '#devstore/storefront/page-routes.ts';
import { pathIn, visitOf, type Visit } from '#devstore/storefront/visit.ts';
import type { CustomerState } from '#devstore/state.ts';
import { targetsNotRendered } from '#devstore/ui-extensions/not-rendered.ts';

const examples = 6;

export function accountRoutes(): express.Router {
  const router = express.Router();
  router.get(
    '/account',
    answer(async (request, response) => {
      const visit = visitOf(request);
      noteLanding(visit, request);
      if (visit.customer === null) {
        return response.redirect(302, pathIn(visit, `/account/login?return_url=${encodeURIComponent(request.originalUrl)}`));
      }
      return sendPage(response, { visit, template: 'customers/account', status: 200, title: 'Your account', objects: {} });
    }),
  );
  router.get(
    '/account/login',
    answer(async (request, response) => {
      const visit = visitOf(request);
      noteLanding(visit, request);
      return visit.customer === null ? showSignIn(visit, response, null) : response.redirect(302, returnUrl(visit, null));
    }),
  );
  router.post(
    '/account/login',
    answer(async (request, response) => {
      const visit = visitOf(request);
      const fields = await readFields(request);
      const customer = signedIn(visit, fields['customer_id'], fields['email']);
      if (customer === null) return showSignIn(visit, response, 'Enter a valid e-mail address');
      visit.session.customerId = customer.id;
      return response.redirect(302, returnUrl(visit, fields['return_url']));
    }),
  );
  // Pages of Shopify's own customer accounts: nothing is shown rather than something that looks like them.
  router.get(['/account/profile', '/account/pages/:page', '/account/orders/:order'], (_request, response) => {
    const targets = targetsNotRendered('customer-account.');
    response
      .status(501)
      .type('text')
      .send(
        `The dev store does not imitate Shopify's own customer account pages, nor the UI extensions on them: ${targets.join(', ')}.\n`,
      );
  });
  router.get('/account/logout', (request, response) => {
    const visit = visitOf(request);
    visit.session.customerId = null;
    response.redirect(302, pathIn(visit, '/'));
  });
  return router;
}

/** The customer with that id or e-mail; a new e-mail address makes a customer, as Shopify's one-time code does. */
function signedIn(visit: Visit, id: unknown, email: unknown): CustomerState | null {
  if (typeof id === 'string' && id !== '') return visit.shop.customers.get(id) ?? null;
  const address = typeof email === 'string' ? email.trim() : '';
  if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(address)) return null;
  return signInByEmail(visit.store, visit.shop, address, visit.market.locale);
}

function showSignIn(visit: Visit, response: Response, problem: string | null): Promise<void> {
  const people = [...visit.shop.customers.values()].filter((customer) => customer.email !== null).slice(0, examples);
  return sendPage(response, {
    visit,
    template: 'customers/login',
    status: problem === null ? 200 : 422,
    title: 'Sign in',
    objects: {
      return_url: visit.query.get('return_url'),
      sign_in_problem: problem,
      example_customers: people.map(({ id, firstName, lastName, email }) => ({
        id,
        first_name: firstName,
        last_name: lastName,
        email,
      })),
    },
  });
}

function returnUrl(visit: Visit, wanted: unknown): string {
  const target = wanted ?? visit.query.get('return_url');
  return typeof target === 'string' && /^\/(?![/\\])/.test(target) ? target : pathIn(visit, '/account');
}
