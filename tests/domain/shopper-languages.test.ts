import { describe, expect, test } from 'vitest';
import { JOIN_MAIL_KINDS } from '#app/domain/mail.ts';
import { defaultRules } from '#app/domain/program.ts';
import { composeJoinMail } from '#app/email/join-mail.ts';
import { composeRewardMail } from '#app/email/reward-mail.ts';
import { directionOf, SHOPPER_LANGUAGES, shopperLanguage } from '#app/i18n/shopper-languages.ts';
import { chooseCodeMessages, codeChoiceNote, goalText, joinMessage, rewardNote } from '#app/i18n/standing-words.ts';
import { landingWords, offerTerms, storefrontLocale, storefrontMessage } from '#app/i18n/storefront-words.ts';

const others = SHOPPER_LANGUAGES.filter((language) => language !== 'en');
const rules = defaultRules('EUR');
type Situation = Parameters<typeof rewardNote>[1];
const at = Date.UTC(2026, 7, 15, 12);

/** What an advocate may read of one reward, of the next goal and of choosing a code. */
function standingTexts(locale: string): string[] {
  const reward = {
    ...{ state: 'pending' as const, value: { kind: 'store-credit', minor: '1500' } as const, isHeld: false },
    ...{ dueAt: null, expiresAt: null, revokedReason: null },
  };
  const situation: Situation = { waitsFrom: 'paid', now: at - 86_400_000, timeZone: 'UTC', hasAccount: true };
  const code = { kind: 'percentage', basisPoints: 1500 } as const;
  const note = (changes: Partial<Parameters<typeof rewardNote>[0]>, setting: Partial<Situation> = {}) =>
    rewardNote({ ...reward, ...changes }, { ...situation, ...setting }, locale);
  const { chosen, left: _, checkout, ...problems } = chooseCodeMessages(locale);
  return [
    ...(['asked', 'email', 'unavailable', 'too-many', 'bad-link'] as const).map((message) => joinMessage(message, locale)),
    ...[
      chosen('ANNA15'),
      checkout('ANNA15'),
      codeChoiceNote(1, locale) ?? '',
      codeChoiceNote(15, locale) ?? '',
      ...Object.values(problems),
    ],
    ...(['paid', 'delivered', 'returnable'] as const).map((waitsFrom) => note({}, { waitsFrom })),
    ...[note({ isHeld: true }), note({ dueAt: at }), note({ dueAt: 1 }), note({}, { hasAccount: false })],
    ...[null, at].flatMap((expiresAt) => [
      note({ state: 'issued', expiresAt }),
      note({ state: 'issued', expiresAt, value: { kind: 'gift-card', minor: '1500' } }),
      note({ state: 'issued', expiresAt, value: code }),
      note({ state: 'expired', expiresAt }),
    ]),
    ...[note({ state: 'redeemed' }), note({ state: 'revoked' }), note({ state: 'revoked', revokedReason: 'order-refunded' })],
    ...(['friends', 'revenue', 'bonus'] as const).map((by) =>
      goalText({ by, missing: 15n, percent: 0, value: code }, rules, locale),
    ),
  ];
}

describe.each(others)('%s', (language) => {
  test('has words of its own for how an advocate stands, with every figure', () => {
    const english = standingTexts('en');
    for (const [place, text] of standingTexts(language).entries()) {
      expect(text).not.toBe(english[place]);
      expect(text).not.toMatch(/undefined|null|\[object| {2}/);
      expect(text.match(/15/g)?.length ?? 0).toBeGreaterThanOrEqual(english[place]?.match(/15/g)?.length ?? 0);
    }
  });

  test('has words of its own for refusals and for the page of a link', () => {
    expect(landingWords(language).from('Anna')).toContain('Anna');
    expect(landingWords(language).from(null)).not.toBe(landingWords('en').from(null));
    expect(landingWords(language).claim).not.toBe(landingWords('en').claim);
    for (const message of ['not-new', 'answer-noted', 'answer-later', 'busy'] as const) {
      expect(storefrontMessage(message, language)).not.toBe(storefrontMessage(message, 'en'));
    }
  });

  test.each(JOIN_MAIL_KINDS)('the e-mail %s names the shop, has the link, and says its language and direction', (kind) => {
    const url = 'https://example.com/apps/x/refer#key';
    const shop = { name: 'Blue Kettle', url: 'https://example.com' };
    const mail = composeJoinMail({ kind, locale: `${language}-XX`, url, shop });
    const english = composeJoinMail({ kind, locale: 'en', url, shop });
    expect(mail.subject).not.toBe(english.subject);
    expect(mail.subject).toContain('Blue Kettle');
    expect(mail.text).toContain(url);
    expect(mail.html.split(`lang="${language}" dir="${directionOf(language)}"`)).toHaveLength(4);
  });
});

test('a language is taken from a tag, and English is spoken where there are no words', () => {
  expect(['de-AT', 'AR', 'ja_JP', 'arz', 'pt', ''].map(shopperLanguage)).toEqual(['de', 'ar', 'ja', 'en', 'en', 'en']);
  expect(SHOPPER_LANGUAGES.filter((language) => directionOf(language) === 'rtl')).toEqual(['ar']);
});

test('Arabic is written in one kind of figures, whichever country asks', () => {
  expect(storefrontLocale('ar-EG,ar;q=0.9')).toBe('ar');
  expect(
    offerTerms({ ...rules, offer: { ...rules.offer, minimumSubtotalMinor: '2000' } }, storefrontLocale('ar-SA')),
  ).not.toMatch(/[٠-٩]/);
});

test('Japanese sentences follow each other without a space', () => {
  expect(offerTerms(rules, 'ja')).toBe('ご注文1回に使えるコードです。受け取りから30日間有効です。初めてのお客様が対象です。');
});

test.each([
  [1, 'بقي صديق واحد'],
  [2, 'بقي صديقان'],
  [5, 'بقي 5 أصدقاء'],
  [12, 'بقي 12 صديقًا'],
  [100, 'بقي 100 صديق'],
])('Arabic counts %i missing friends as it should', (missing, words) => {
  const value = { kind: 'percentage', basisPoints: 1500 } as const;
  expect(goalText({ by: 'friends', missing: BigInt(missing), percent: 0, value }, rules, 'ar')).toMatch(
    new RegExp(`^${words} لتحصل على: خصم 15`),
  );
});

test.each([
  ['en', 'Cup, Pot, Tea and others'],
  ['ja', 'Cup、Pot、Teaほか'],
  ['ar', 'Cup، Pot، Tea وغيرها'],
])('an e-mail in %s names a few of the products that are free', (locale, choice) => {
  const mail = composeRewardMail({
    shop: { name: 'Blue Kettle', url: 'https://example.com', locale, timeZone: 'UTC' },
    ...{ firstName: null, canReply: false, recipient: 'advocate', cause: { kind: 'order' }, currency: 'EUR', code: 'THANKS-15' },
    value: { kind: 'free-product', productIds: ['1', '2', '3', '4'], quantity: 1, spendMinor: '1', buys: null },
    news: {
      ...{ tells: 'ready', paidMinor: 0n, setOffMinor: 0n, minimum: null, selected: false, expiresAt: null },
      products: ['Cup', 'Pot', 'Tea', 'Tin'].map((title) => ({ title, handle: title.toLowerCase() })),
    },
  });
  expect(mail.text.split('\n')).toContain(choice);
});
