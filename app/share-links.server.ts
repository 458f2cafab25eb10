import type { Channel } from './domain/channel.ts';
import type { ShareLinks } from './domain/extension-contract.ts';
import { referralLink } from './domain/referral-link.ts';
import type { Environment } from './env.server.ts';
import { signedRef } from './link-signer.server.ts';

/** An advocate's link for each way that Shopify's own pages offer to share it. @param code as `sharedRef` says it */
export function shareLinks(
  env: Pick<Environment, 'APP_ENCRYPTION_KEY'>,
  shop: { id: string; storefrontUrl: string },
  code: string,
): ShareLinks {
  const by = (channel: Channel) => referralLink(shop.storefrontUrl, signedRef(env, shop.id, code, channel));
  return { copy: by('copy'), qr: by('qr'), email: by('email'), whatsapp: by('whatsapp'), sms: by('sms') };
}
