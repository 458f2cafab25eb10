/** What the app's e-mails to customers say. A language is one table; amounts, dates and names come ready to be read. */
import { arabic } from './mail.ar.ts';
import { german } from './mail.de.ts';
import { english } from './mail.en.ts';
import { spanish } from './mail.es.ts';
import { french } from './mail.fr.ts';
import { japanese } from './mail.ja.ts';
import { type ShopperLanguage, shopperLanguage } from './shopper-languages.ts';

type Sentence = (shop: string) => string;

export type MailWords = {
  language: ShopperLanguage;
  greeting: (name: string | null) => string;
  worth: {
    off: (value: string) => string;
    freeShipping: string;
    freeProducts: (count: number, number: string) => string;
    storeCredit: (amount: string) => string;
    giftCard: (amount: string) => string;
  };
  ready: {
    subject: (shop: string, worth: string) => string;
    heading: string;
    /** What it was given for. */
    because: Record<'order' | 'sign-up' | 'manual' | 'friend', Sentence> & {
      /** For so many friends. */
      bonus: (shop: string, number: string, count: number) => string;
    };
    code: string;
    howCode: string;
    /** The code does not put the product into the cart. */
    howProduct: string;
    /** Some of several products. */
    andOthers: (names: readonly string[]) => string;
    howGiftCard: string;
    howStoreCredit: Sentence;
    once: string;
    from: (amount: string) => string;
    selected: string;
    until: (end: string) => string;
    use: string;
    visit: string;
    /** A part of a payout, or the whole of it. */
    setOff: (amount: string) => string;
    allSetOff: (amount: string) => string;
  };
  /** Something was earned, and waits. */
  promised: {
    subject: Sentence;
    heading: string;
    /** What it is for. */
    because: Record<'order' | 'sign-up' | 'friend', Sentence>;
    worth: (worth: string) => string;
    /** If nothing comes between. */
    from: (day: string) => string;
    later: string;
  };
  /** It can be used, but not for long any more. */
  expiring: {
    subject: (shop: string, worth: string) => string;
    heading: string;
    opening: (shop: string, end: string) => string;
  };
  /** The link that ends such e-mails, and its page. */
  leave: {
    link: string;
    heading: Sentence;
    text: Sentence;
    button: string;
    done: Sentence;
    undo: string;
    undone: Sentence;
    broken: string;
  };
  takenBack: {
    subject: Sentence;
    heading: string;
    opening: (shop: string, worth: string) => string;
    /** By reason code (domain/reasons.ts), and the codes of what is no decision. */
    reasons: Readonly<Record<string, Sentence>>;
    otherReason: string;
    codeOff: (code: string) => string;
    someCodeOff: string;
    returned: { 'store-credit': (amount: string) => string; 'gift-card': (amount: string) => string };
    owed: (amount: string) => string;
    mistake: { reply: string; visit: Sentence };
  };
  why: Record<'advocate' | 'friend', Sentence>;
  questions: string;
  /** Last touch to a sentence: what the language's typography asks for. */
  finish: (sentence: string) => string;
};

const TABLES: Readonly<Record<ShopperLanguage, MailWords>> = {
  ar: arabic,
  de: german,
  en: english,
  es: spanish,
  fr: french,
  ja: japanese,
};

/** @param locale the shop's; English where we have no words yet */
export function mailWords(locale: string): MailWords {
  return TABLES[shopperLanguage(locale)];
}
