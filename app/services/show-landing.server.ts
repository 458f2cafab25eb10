/** The page that an advocate's link leads to, made for the storefront to render. */
import type { Context } from '../context.server.ts';
import type { Storefront } from '../data/storefronts.server.ts';
import { readRef, sealedRef } from '../domain/signed-ref.ts';
import { landingPage, landingPageWithoutOffer } from '../landing-page.server.ts';
import { findSharer, offerOf } from './quote-offer.server.ts';

/**
 * Liquid of the whole page. The code is written anew from what was found, so that nothing of the request is on it.
 * @param ref what stands after `/r/`: the code alone, or sealed
 */
export async function showLanding(context: Context, shop: Storefront, ref: string, proxyPath: string): Promise<string> {
  const advocate = shop.program.rules.live ? await findSharer(context, shop, ref) : null;
  if (advocate === null) return landingPageWithoutOffer();
  const read = readRef(ref);
  const seal = 'seal' in read ? read.seal : null;
  return landingPage({
    ref: seal === null ? advocate.code : sealedRef(advocate.code, seal.channel, seal.mac),
    code: advocate.code,
    proxyPath,
    offer: (locale) => offerOf(context, shop, advocate, locale),
  });
}
