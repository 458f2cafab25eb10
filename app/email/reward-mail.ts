/** What an e-mail about a reward says: facts in, text and HTML out. */
import type { Money } from '../domain/money.ts';
import { isPayout, type PlannedValue } from '../domain/rewards.ts';
import { moneyText } from '../i18n/figures.ts';
import { localeFor } from '../i18n/languages.ts';
import { type MailWords, mailWords } from '../i18n/mail-words.ts';
import { causeOf, endText, type Setting, worthOf } from './reward-mail-texts.ts';
import { type LaidOutMail, layOutMail, type MailContent } from './lay-out-mail.ts';

export type RewardMailFacts = {
  shop: { name: string; url: string; locale: string; timeZone: string };
  firstName: string | null;
  /** Whether an answer reaches the shop. */
  canReply: boolean;
  recipient: 'advocate' | 'friend';
  /** `number` of friends, for a bonus. */
  cause: { kind: 'order' | 'sign-up' | 'manual' | 'friend' } | { kind: 'bonus'; number: number };
  value: PlannedValue;
  currency: string;
  /** Of a discount or a gift card; null where there is none to tell. */
  code: string | null;
  /** Where e-mails of this kind can be refused. */
  leaveUrl?: string;
  news:
    | {
        tells: 'promised';
        /** Epoch milliseconds; null while nobody knows. */
        readyFrom: number | null;
      }
    | {
        tells: 'ready' | 'expiring';
        /** What was put down of a payout, and what of it settled a debt; minor units. */
        paidMinor: bigint;
        setOffMinor: bigint;
        minimum: Money | null;
        /** Whether it comes off certain products only. */
        selected: boolean;
        /** What is free, when that is products. */
        products: readonly { title: string; handle: string }[];
        /** Epoch milliseconds; null: it does not end. */
        expiresAt: number | null;
      }
    | {
        tells: 'taken-back';
        /** A reason code (domain/reasons.ts), or another that reward.revoked_reason may hold. */
        reason: string | null;
        /** What of a payout came back, and what its recipient owes for it. */
        returnedMinor: bigint;
        owedMinor: bigint;
      };
};

/** Products that an e-mail names. */
const NAMED = 3;

export function composeRewardMail(facts: RewardMailFacts): LaidOutMail {
  const { shop, canReply, recipient, firstName } = facts;
  const words = mailWords(shop.locale);
  const locale = localeFor(shop.locale);
  const money = (minor: bigint | string, currency: string) => moneyText(minor.toString(), currency, locale);
  const setting = { words, money, locale, timeZone: shop.timeZone };
  const parts = partsOf(facts, setting);
  const content: MailContent = {
    ...{ language: words.language, shopName: shop.name, shopUrl: shop.url, greeting: words.greeting(firstName) },
    footer: [words.why[recipient](shop.name), ...(canReply ? [words.questions] : [])],
    ...parts,
    ...(facts.leaveUrl === undefined ? {} : { leave: { text: words.leave.link, url: facts.leaveUrl } }),
  };
  return layOutMail(finished(content, words.finish));
}

type Parts = Omit<MailContent, 'language' | 'shopName' | 'shopUrl' | 'greeting' | 'footer'>;

function partsOf(facts: RewardMailFacts, setting: Setting): Parts {
  const { news } = facts;
  switch (news.tells) {
    case 'promised':
      return promisedParts(facts, news, setting);
    case 'ready':
      return readyParts(facts, { ...news, tells: 'ready' }, setting);
    case 'expiring':
      return expiringParts(facts, { ...news, tells: 'expiring' }, setting);
    case 'taken-back':
      return takenBackParts(facts, news, setting);
  }
}

function promisedParts(
  { shop, cause, value, currency }: RewardMailFacts,
  news: { readyFrom: number | null },
  setting: Setting,
): Parts {
  const { promised, ready } = setting.words;
  const because =
    cause.kind === 'bonus' || cause.kind === 'manual'
      ? causeOf(cause, shop.name, setting)
      : promised.because[cause.kind](shop.name);
  const day = new Intl.DateTimeFormat(setting.locale, { timeZone: setting.timeZone, dateStyle: 'long' });
  return {
    subject: promised.subject(shop.name),
    ...{ preview: because, heading: promised.heading, box: null },
    paragraphs: [
      because,
      promised.worth(worthOf(value, currency, setting)),
      news.readyFrom === null ? promised.later : promised.from(day.format(news.readyFrom)),
    ],
    button: { text: ready.visit, url: shop.url },
    closing: [],
  };
}

/** The code once more, as when it was ready. */
function expiringParts(
  facts: RewardMailFacts,
  news: Extract<RewardMailFacts['news'], { tells: 'ready' | 'expiring' }>,
  setting: Setting,
): Parts {
  const { shop, value, currency } = facts;
  const { expiring } = setting.words;
  const opening = expiring.opening(shop.name, news.expiresAt === null ? '' : endText(news.expiresAt, setting));
  return {
    ...readyParts(facts, news, setting),
    subject: expiring.subject(shop.name, worthOf(value, currency, setting)),
    ...{ preview: opening, heading: expiring.heading, paragraphs: [opening] },
  };
}

function readyParts(
  { shop, cause, value, currency, code }: RewardMailFacts,
  news: Extract<RewardMailFacts['news'], { tells: 'ready' | 'expiring' }>,
  setting: Setting,
): Parts {
  const { words, money } = setting;
  const { ready } = words;
  const given = isPayout(value) ? { ...value, minor: news.paidMinor.toString() } : value;
  const worth = worthOf(given, currency, setting);
  const because = causeOf(cause, shop.name, setting);
  const nothingPaid = isPayout(value) && news.paidMinor <= 0n;
  const whole = isPayout(value)
    ? worthOf({ ...value, minor: (news.paidMinor + news.setOffMinor).toString() }, currency, setting)
    : worth;
  const visit = { text: ready.visit, url: shop.url };
  const setOff = !isPayout(value) || news.setOffMinor <= 0n ? [] : [ready.setOff(money(news.setOffMinor, currency))];
  return {
    subject: ready.subject(shop.name, whole),
    ...{ preview: because, heading: ready.heading, paragraphs: [because] },
    ...(nothingPaid
      ? { box: null, button: visit, closing: [ready.allSetOff(money(news.setOffMinor, currency))] }
      : {
          box: {
            title: worth,
            code: code === null ? null : { label: ready.code, text: code },
            lines: termsOf(value, news, setting),
          },
          button: isPayout(value) || code === null ? visit : { text: ready.use, url: useUrl(shop.url, code, news.products) },
          closing: [howToUse(value, shop.name, words), ...setOff],
        }),
  };
}

function termsOf(
  value: PlannedValue,
  { minimum, selected, products, expiresAt }: Extract<RewardMailFacts['news'], { tells: 'ready' | 'expiring' }>,
  setting: Setting,
): string[] {
  if (isPayout(value)) return [];
  const { words, money } = setting;
  return [
    ...(products.length === 0 ? [] : [choiceText(products, setting)]),
    words.ready.once,
    ...(minimum === null ? [] : [words.ready.from(money(minimum.minor, minimum.currency))]),
    ...(selected ? [words.ready.selected] : []),
    ...(expiresAt === null ? [] : [words.ready.until(endText(expiresAt, setting))]),
  ];
}

function howToUse({ kind }: PlannedValue, shop: string, { ready }: MailWords): string {
  if (kind === 'free-product') return ready.howProduct;
  if (kind === 'store-credit') return ready.howStoreCredit(shop);
  return kind === 'gift-card' ? ready.howGiftCard : ready.howCode;
}

/** Applies the code; what is free is shown at once, when there is only one such product. */
function useUrl(shopUrl: string, code: string, [product, ...others]: readonly { handle: string }[]): string {
  const link = `${shopUrl}/discount/${encodeURIComponent(code)}`;
  if (product === undefined || others.length > 0) return link;
  return `${link}?redirect=${encodeURIComponent(`/products/${product.handle}`)}`;
}

/** A few by name. */
function choiceText(products: readonly { title: string }[], { words, locale }: Setting): string {
  const named = products.slice(0, NAMED).map(({ title }) => title);
  if (products.length > NAMED) return words.ready.andOthers(named);
  return new Intl.ListFormat(locale, { type: 'disjunction' }).format(named);
}

function takenBackParts(
  { shop, canReply, value, currency, code }: RewardMailFacts,
  { reason, returnedMinor, owedMinor }: Extract<RewardMailFacts['news'], { tells: 'taken-back' }>,
  setting: Setting,
): Parts {
  const { words, money } = setting;
  const { takenBack } = words;
  const known = reason !== null && Object.hasOwn(takenBack.reasons, reason) ? takenBack.reasons[reason] : undefined;
  const why = known?.(shop.name) ?? takenBack.otherReason;
  const consequences = isPayout(value)
    ? [
        ...(returnedMinor > 0n ? [takenBack.returned[value.kind](money(returnedMinor, currency))] : []),
        ...(owedMinor > 0n ? [takenBack.owed(money(owedMinor, currency))] : []),
      ]
    : [code === null ? takenBack.someCodeOff : takenBack.codeOff(code)];
  return {
    subject: takenBack.subject(shop.name),
    ...{ preview: why, heading: takenBack.heading, box: null },
    paragraphs: [takenBack.opening(shop.name, worthOf(value, currency, setting)), why, ...consequences],
    button: null,
    closing: [canReply ? takenBack.mistake.reply : takenBack.mistake.visit(shop.name)],
  };
}

function finished(content: MailContent, finish: (sentence: string) => string): MailContent {
  const { box, button, leave } = content;
  const all = (texts: string[]) => texts.map(finish);
  return {
    ...content,
    ...{ subject: finish(content.subject), preview: finish(content.preview), heading: finish(content.heading) },
    ...{ paragraphs: all(content.paragraphs), closing: all(content.closing), footer: all(content.footer) },
    box: box && { ...box, title: finish(box.title), lines: all(box.lines) },
    button: button && { ...button, text: finish(button.text) },
    ...(leave === undefined ? {} : { leave: { ...leave, text: finish(leave.text) } }),
  };
}
