/** How every loader and action of the admin begins: who asks, for which shop. The shop is the one of the session, never a parameter. */
import type { Session } from '@shopify/shopify-api';
import { type Context, getContext } from './context.server.ts';
import { readChosenCode } from './domain/chosen-code.ts';
import { readReferralCode } from './domain/referral-code.ts';
import { localeFor } from './i18n/languages.ts';
import { type Place, readCursor } from './queries/keyset.server.ts';
import { type Period, readPeriod } from './queries/period.server.ts';
import type { SearchTerms } from './queries/advocate-search.server.ts';
import type { Reveal } from './queries/read-rows.server.ts';
import { installShop } from './services/install-shop.server.ts';
import { shopify } from './shopify.server.ts';

export type AdminRequest = {
  context: Context;
  session: Session;
  /** The installed shop's row. */
  shop: NonNullable<Awaited<ReturnType<typeof findShop>>>;
  /** Shopify user id of the staff member. */
  userId: string | null;
  /** The page that asks, as its browser says. */
  referrer: string | null;
  /** BCP 47 tag that Intl knows (localeFor): the merchant's language for `languageFor`, and their way to write numbers and dates. */
  locale: string;
  search: URLSearchParams;
  /** `?period=`, `?from=&to=`; null = all time. */
  period: Period | null;
  /** `?cursor=` */
  place: Place | null;
  /** `?q=`; null when empty. */
  terms: SearchTerms | null;
  reveal: Reveal;
  /** Lets an extension of Shopify's admin, which runs on Shopify's own pages, read the answer. */
  cors(response: Response): Response;
};

/** Rows on one page of a list. */
export const PAGE_SIZE = 25;

/** Authenticates the request and finds the shop; an admin that opens the app before its installation was recorded installs it now. */
export async function openAdmin(request: Request): Promise<AdminRequest> {
  const { session, sessionToken, cors } = await shopify.authenticate.admin(request);
  const context = getContext();
  const shop = await shopOf(context, session);
  const { searchParams } = new URL(request.url);
  return {
    context,
    session,
    shop,
    userId: sessionToken?.sub ?? null,
    referrer: request.headers.get('referer'),
    locale: localeFor(searchParams.get('locale')),
    search: searchParams,
    period: readPeriod(searchParams, context.now(), shop.timeZone),
    place: readCursor(searchParams.get('cursor')),
    terms: readTerms(context, shop.personalKey, searchParams.get('q')),
    reveal: (sealed) => (sealed === null ? null : context.vault.open(sealed)),
    cors,
  };
}

/** One of the allowed words, or null. */
export function oneOf<Word extends string>(words: readonly Word[], text: string | null): Word | null {
  return words.find((word) => word === text) ?? null;
}

/** Permissions that the app needs and this shop has not granted. */
export function missingScopes(context: Context, session: Session): string[] {
  const granted = new Set((session.scope ?? '').split(','));
  // Shopify leaves out read_x where write_x is granted.
  return context.env.SCOPES.split(',').filter((scope) => !granted.has(scope) && !granted.has(scope.replace(/^read_/, 'write_')));
}

/** Another shop's row looks exactly like a row that does not exist. */
export function orNotFound<Row>(row: Row | null): Row {
  if (row === null) throw new Response('Not found', { status: 404 });
  return row;
}

async function findShop(context: Context, domain: string) {
  return context.db.prisma.shop.findUnique({ where: { domain } });
}

async function shopOf(context: Context, session: Session) {
  const known = await findShop(context, session.shop);
  if (known !== null && known.state === 'installed') return known;
  await installShop(context, session);
  const installed = await findShop(context, session.shop);
  if (installed === null) throw new Error('installShop recorded no shop');
  return installed;
}

function readTerms(context: Context, shopKey: Uint8Array, typed: string | null): SearchTerms | null {
  const text = typed?.trim().slice(0, 100) ?? '';
  if (text === '') return null;
  const hasher = context.vault.forShop(shopKey);
  const code = readReferralCode(text);
  return {
    text,
    code: 'code' in code ? code.code : null,
    chosenSkeleton: readChosenCode(text)?.skeleton ?? null,
    emailHash: text.includes('@') ? hasher.email(text) : null,
    wordHashes: text.includes('@') ? [] : hasher.words(text),
  };
}
