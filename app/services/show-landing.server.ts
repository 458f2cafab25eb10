/** The page that an advocate's link leads to, made for the storefront to render. */
import type { Context } from '../context.server.ts';
import type { Storefront } from '../data/storefronts.server.ts';
import { CHOSEN_MARK } from '../domain/chosen-code.ts';
import { readRef } from '../domain/signed-ref.ts';
import { readLink, signedRef } from '../link-signer.server.ts';
import { landingPage, landingPageWithoutOffer } from '../landing-page.server.ts';
import { findSharer, offerOf } from './quote-offer.server.ts';

/**
 * Liquid of the whole page. The code is written anew from what was found, so that nothing of the request is on it; a chosen one leads on by the one that the
 * app made.
 * @param name what stands after `/r/`: the code alone, or sealed; a chosen one also without its mark
 */
export async function showLanding(context: Context, shop: Storefront, name: string, proxyPath: string): Promise<string> {
  const ref = 'code' in readRef(name) ? name : CHOSEN_MARK + name;
  const advocate = shop.program.rules.live ? await findSharer(context, shop, ref) : null;
  if (advocate === null) return landingPageWithoutOffer();
  const link = readLink(context.env, shop.id, ref);
  const { madeCode } = advocate;
  return landingPage({
    ref: 'channel' in link && link.channel !== null ? signedRef(context.env, shop.id, madeCode, link.channel) : madeCode,
    code: madeCode,
    proxyPath,
    offer: (locale) => offerOf(context, shop, advocate, locale),
  });
}
