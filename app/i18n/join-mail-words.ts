/** What the e-mails about joining say, in the shopper's language. */
import type { JoinMailKind } from '../domain/mail.ts';
import { arabic } from './join-mail.ar.ts';
import { german } from './join-mail.de.ts';
import { english } from './join-mail.en.ts';
import { spanish } from './join-mail.es.ts';
import { french } from './join-mail.fr.ts';
import { japanese } from './join-mail.ja.ts';
import { type ShopperLanguage, shopperLanguage } from './shopper-languages.ts';

type JoinMailText = {
  subject: (shop: string) => string;
  heading: string;
  opening: (shop: string) => string;
  button: string;
  closing: string[];
};

export type JoinMailWords = Record<JoinMailKind, JoinMailText> & {
  language: ShopperLanguage;
  greeting: string;
  why: (shop: string) => string;
};

const TABLES: Readonly<Record<ShopperLanguage, JoinMailWords>> = {
  ar: arabic,
  de: german,
  en: english,
  es: spanish,
  fr: french,
  ja: japanese,
};

export function joinMailWords(locale: string): JoinMailWords {
  return TABLES[shopperLanguage(locale)];
}
