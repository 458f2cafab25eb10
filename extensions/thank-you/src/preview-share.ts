import type { Share } from '../../sharing-source/standing.ts';
import type { Translate } from '../../sharing-source/translate.ts';

/** What the checkout editor shows: nobody's link. */
export function previewShare(translate: Translate): Share {
  const link = 'https://your-store.example/?ref=PREVIEW';
  const links = { copy: link, qr: link, email: link, whatsapp: link, sms: link };
  return { links, offer: translate('preview.offer'), reward: translate('preview.reward') };
}
