/** What the e-mails about joining say: the link that confirms it, and the personal link. */
import type { JoinMailKind } from '../domain/mail.ts';
import { joinMailWords } from '../i18n/join-mail-words.ts';
import { type LaidOutMail, layOutMail } from './lay-out-mail.ts';

/** @param facts `locale` of the storefront that was asked in */
export function composeJoinMail(facts: {
  kind: JoinMailKind;
  locale: string;
  url: string;
  shop: { name: string; url: string };
}): LaidOutMail {
  const { shop, url } = facts;
  const words = joinMailWords(facts.locale);
  const text = words[facts.kind];
  return layOutMail({
    ...{ language: words.language, shopName: shop.name, shopUrl: shop.url, greeting: words.greeting },
    ...{ subject: text.subject(shop.name), preview: text.heading, heading: text.heading, box: null },
    paragraphs: [text.opening(shop.name)],
    button: { text: text.button, url },
    closing: text.closing,
    footer: [words.why(shop.name)],
  });
}
