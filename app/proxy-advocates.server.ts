/** What advocates ask through the app proxy: how they stand, their QR code, and to join. */
import type { Context } from './context.server.ts';
import { type AdvocateRecord, findAdvocateByCustomer } from './data/advocates.server.ts';
import type { Storefront } from './data/storefronts.server.ts';
import {
  type ChooseCodeAnswer,
  chooseCodeRequestSchema,
  confirmRequestSchema,
  joinRequestSchema,
  keyRequestSchema,
} from './domain/storefront-contract.ts';
import { chooseCodeMessages } from './i18n/standing-words.ts';
import { type Endpoint, parseBody, Refusal } from './proxy-endpoint.server.ts';
import { referAssets } from './refer-page.server.ts';
import { askToJoin } from './services/ask-to-join.server.ts';
import { chooseCode } from './services/choose-code.server.ts';
import { confirmJoin } from './services/confirm-join.server.ts';
import { drawQr, qrOf } from './services/draw-qr.server.ts';
import { forgetGuest } from './services/forget-guest.server.ts';
import { joinProgram } from './services/join-program.server.ts';
import { noteVisitorTraits } from './services/note-visitor-traits.server.ts';
import { advocateWithKey, openPersonalLink, revokePersonalLinks } from './services/open-personal-link.server.ts';
import type { Visitor } from './services/record-visit.server.ts';
import { showStanding } from './services/show-standing.server.ts';

const asset = (name: keyof typeof referAssets): Endpoint => ({
  ...{ method: 'GET', cost: 1 },
  answer: () => Promise.resolve({ ...referAssets[name], cached: true }),
});

function signedInAdvocate({ db }: Context, { id }: Storefront, { customerId }: Visitor): Promise<AdvocateRecord | null> {
  return customerId === null ? Promise.resolve(null) : findAdvocateByCustomer(db.prisma, id, customerId);
}

async function answerChoice(
  context: Context,
  shop: Storefront,
  advocateId: string,
  typed: string,
  locale: string,
): Promise<ChooseCodeAnswer> {
  const words = chooseCodeMessages(locale);
  const choice = await chooseCode(context, shop, advocateId, typed);
  if ('chosen' in choice) return { ok: true, message: words.chosen(choice.chosen) };
  return { ok: false, message: words[choice.problem], suggestions: choice.suggestions };
}

export const advocateEndpoints = {
  '/standing': {
    method: 'GET',
    cost: 1,
    async answer(context, { shop, visitor, locale }) {
      const body = await showStanding(context, shop, visitor.customerId, locale);
      await noteVisitorTraits(context, shop, visitor);
      return { status: 200, body };
    },
  },
  '/join': {
    method: 'POST',
    cost: 5,
    async answer(context, { shop, visitor, locale }) {
      const body = await joinProgram(context, shop, visitor.customerId, locale);
      await noteVisitorTraits(context, shop, visitor);
      return { status: 200, body };
    },
  },
  '/qr': {
    method: 'GET',
    cost: 3,
    async answer(context, { shop, visitor, parameters }) {
      const picture = await drawQr(context, shop, visitor.customerId, parameters.get('as') === 'png' ? 'png' : 'svg');
      if (picture === null) throw new Refusal(404, 'not-found');
      return picture;
    },
  },
  '/ask-to-join': {
    method: 'POST',
    cost: 10,
    async answer(context, { shop, visitor, body, locale }) {
      const answer = await askToJoin(context, shop, parseBody(joinRequestSchema, body), visitor, locale);
      return { status: !answer.ok && answer.reason === 'too-many' ? 429 : 200, body: answer };
    },
  },
  '/confirm': {
    method: 'POST',
    cost: 5,
    async answer(context, { shop, visitor, body, locale }) {
      const answer = await confirmJoin(context, shop, parseBody(confirmRequestSchema, body), visitor.customerId, locale);
      return { status: 200, body: answer };
    },
  },
  '/mine': {
    method: 'POST',
    cost: 3,
    async answer(context, { shop, body, locale }) {
      const { key, as } = parseBody(keyRequestSchema, body);
      if (as === undefined) return { status: 200, body: await openPersonalLink(context, shop, { key }, locale) };
      const advocate = await advocateWithKey(context, shop, key);
      if (advocate === null) throw new Refusal(404, 'not-found');
      return qrOf(context, shop, advocate, as);
    },
  },
  '/choose-code': {
    method: 'POST',
    cost: 5,
    async answer(context, { shop, visitor, body, locale }) {
      const { code, key } = parseBody(chooseCodeRequestSchema, body);
      const advocate = await (key === undefined ? signedInAdvocate(context, shop, visitor) : advocateWithKey(context, shop, key));
      if (advocate === null) throw new Refusal(404, 'not-found');
      return { status: 200, body: await answerChoice(context, shop, advocate.advocateId, code, locale) };
    },
  },
  '/revoke': {
    method: 'POST',
    cost: 3,
    async answer(context, { shop, body }) {
      await revokePersonalLinks(context, shop, parseBody(keyRequestSchema, body));
      return { status: 204, body: null };
    },
  },
  '/forget': {
    method: 'POST',
    cost: 10,
    async answer(context, { shop, body }) {
      if (!(await forgetGuest(context, shop, parseBody(keyRequestSchema, body)))) throw new Refusal(404, 'not-found');
      return { status: 204, body: null };
    },
  },
  '/refer.js': asset('/refer.js'),
  '/refer.css': asset('/refer.css'),
} as const satisfies Record<string, Endpoint>;
