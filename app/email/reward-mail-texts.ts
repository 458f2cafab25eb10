/** Pieces of what e-mails about rewards say: what a reward is worth, what it is for, when it ends. */
import type { PlannedValue } from '../domain/rewards.ts';
import { percentText } from '../i18n/figures.ts';
import type { MailWords } from '../i18n/mail-words.ts';
import type { RewardMailFacts } from './reward-mail.ts';

export type Setting = {
  words: MailWords;
  money: (minor: bigint | string, currency: string) => string;
  locale: string;
  timeZone: string;
};

export function causeOf(cause: RewardMailFacts['cause'], shop: string, { words, locale }: Setting): string {
  const { because } = words.ready;
  if (cause.kind !== 'bonus') return because[cause.kind](shop);
  return because.bonus(shop, new Intl.NumberFormat(locale).format(cause.number), cause.number);
}

export function worthOf(value: PlannedValue, currency: string, { words, money, locale }: Setting): string {
  const { worth } = words;
  switch (value.kind) {
    case 'percentage':
      return worth.off(percentText(value.basisPoints, locale));
    case 'fixed-amount':
      return worth.off(money(value.minor, currency));
    case 'free-shipping':
      return worth.freeShipping;
    case 'free-product':
      return worth.freeProducts(value.quantity, new Intl.NumberFormat(locale).format(value.quantity));
    case 'store-credit':
      return worth.storeCredit(money(value.minor, currency));
    case 'gift-card':
      return worth.giftCard(money(value.minor, currency));
  }
}

/** The last day on which it can be used all day long; where it ends during a day, with the time. */
export function endText(at: number, { locale, timeZone }: Setting): string {
  const last = at - 1;
  const clock = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' }).format(last);
  const style = clock === '23:59' ? ({ dateStyle: 'long' } as const) : ({ dateStyle: 'long', timeStyle: 'short' } as const);
  return new Intl.DateTimeFormat(locale, { timeZone, ...style }).format(clock === '23:59' ? last : at);
}
