/** A shop with a password shows nothing else until it is given. */
import { createHash, timingSafeEqual } from 'node:crypto';
import express, { type Request } from 'express';
import { answer } from '#devstore/storefront/answer.ts';
import { readFields } from '#devstore/storefront/form-fields.ts';
import { sendPage } from '#devstore/storefront/page-routes.ts';
import { readCookie, setCookie } from '#devstore/storefront/session.ts';
import { pathIn, visitOf } from '#devstore/storefront/visit.ts';

const cookieName = 'storefront_digest';

export function passwordGate(): express.Router {
  const router = express.Router();
  router.get(
    '/password',
    answer(async (request, response) => {
      const visit = visitOf(request);
      if (mayEnter(request)) return response.redirect(302, pathIn(visit, '/'));
      return sendPage(response, passwordPage(request, false));
    }),
  );
  router.post(
    '/password',
    answer(async (request, response) => {
      const visit = visitOf(request);
      const { password } = await readFields(request);
      if (visit.shop.password !== null && !same(String(password), visit.shop.password)) {
        return sendPage(response, passwordPage(request, true));
      }
      if (visit.shop.password !== null) setCookie(response, cookieName, digest(visit.shop.password), { httpOnly: true });
      return response.redirect(302, pathIn(visit, '/'));
    }),
  );
  router.use((request, response, next) => {
    if (mayEnter(request)) return next();
    return response.redirect(302, pathIn(visitOf(request), '/password'));
  });
  return router;
}

/** The theme editor looks through the password, as the merchant's own preview does. */
function mayEnter(request: Request): boolean {
  const { shop, designMode } = visitOf(request);
  return shop.password === null || designMode || readCookie(request, cookieName) === digest(shop.password);
}

function passwordPage(request: Request, wrong: boolean) {
  const visit = visitOf(request);
  return {
    visit,
    template: 'password',
    status: 200,
    title: visit.shop.name,
    objects: { wrong_password: wrong },
    layout: 'password' as const,
  };
}

function digest(password: string): string {
  return createHash('sha256').update(password).digest('hex');
}

function same(given: string, wanted: string): boolean {
  return timingSafeEqual(Buffer.from(digest(given)), Buffer.from(digest(wanted)));
}
