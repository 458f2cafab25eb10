/** "Who referred you?" on Shopify's own pages after a purchase: POST with a UI extension's session token. The words are the same for every answer. */
import { type ActionFunctionArgs, json, type LoaderFunctionArgs } from '@remix-run/node';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { getContext } from '../context.server.ts';
import { findStorefront } from '../data/storefronts.server.ts';
import { answerRequestSchema } from '../domain/storefront-contract.ts';
import { storefrontLocale, storefrontMessage } from '../i18n/storefront-words.ts';
import { networkOf } from '../personal-data.server.ts';
import { noteAnswer } from '../services/note-answer.server.ts';
import { shopify } from '../shopify.server.ts';

const LONGEST_BODY = 2_048;
/** Per process: an order's buyer may correct themselves, and a family orders at one address; nobody tries names in a row. */
const orders = new RateLimiterMemory({ keyPrefix: 'answer-order', points: 5, duration: 3600 });
const networks = new RateLimiterMemory({ keyPrefix: 'answer-network', points: 20, duration: 3600 });

/** A browser's question before the real one; the library answers it. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { cors } = await shopify.authenticate.public.checkout(request);
  return cors(json({ ok: false }, { status: 405 }));
}

export async function action({ request }: ActionFunctionArgs) {
  const { sessionToken, cors } = await shopify.authenticate.public.checkout(request);
  const context = getContext();
  const locale = storefrontLocale(request.headers.get('accept-language') ?? undefined);
  const answer = (status: number, message: Parameters<typeof storefrontMessage>[0]) =>
    cors(json({ ok: status === 200, message: storefrontMessage(message, locale) }, { status }));

  const parsed = answerRequestSchema.safeParse(parse(await request.text()));
  if (!parsed.success) return answer(400, 'body');
  // In some tokens it is a host, in others an address.
  const shopDomain = sessionToken.dest.replace(/^https:\/\//, '');
  const shop = await findStorefront(context.db.prisma, shopDomain);
  if (shop === null) return answer(404, 'unknown-shop');
  try {
    await orders.consume(`${shopDomain} ${parsed.data.orderId}`);
    await networks.consume(`${shopDomain} ${networkOf(networkAddress(request)) ?? 'unknown'}`);
  } catch (error) {
    if (!(error instanceof RateLimiterRes)) throw error;
    return answer(429, 'too-fast');
  }
  const noted = await noteAnswer(context, shop, { ...parsed.data, text: parsed.data.answer });
  return noted === 'noted' ? answer(200, 'answer-noted') : answer(503, 'answer-later');
}

function parse(text: string): unknown {
  try {
    return text.length > LONGEST_BODY ? null : JSON.parse(text);
  } catch {
    return null;
  }
}

/** The last address is the one that our own proxy saw; what stands before it, the browser may have made up. */
function networkAddress(request: Request): string | null {
  return request.headers.get('x-forwarded-for')?.split(',').at(-1)?.trim() ?? null;
}
