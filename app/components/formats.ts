/** Numbers, money and times as the merchant writes them. Amounts come as decimal strings of minor units. */
import { useMemo } from 'react';
import { digitsOf, formatDecimal } from '../domain/money.ts';
import { languageFor } from '../i18n/languages.ts';
import { type ShopView, useShop } from './shop-context.tsx';

export type Formats = ReturnType<typeof formatsFor>;

export function useFormats(): Formats {
  const { locale, timeZone, currency } = useShop();
  return useMemo(() => formatsFor({ locale, timeZone, currency }), [locale, timeZone, currency]);
}

export function formatsFor({ locale, timeZone, currency: shopCurrency }: Pick<ShopView, 'locale' | 'timeZone' | 'currency'>) {
  const dates = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, { timeZone, ...options });
  const day = dates({ day: 'numeric', month: 'short', year: 'numeric' });
  const shortDay = dates({ day: 'numeric', month: 'short' });
  const longDay = dates({ day: 'numeric', month: 'long' });
  const moment = dates({ dateStyle: 'medium', timeStyle: 'short' });
  const plain = new Intl.NumberFormat(locale);
  const percentages = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 2 });
  const list = new Intl.ListFormat(languageFor(locale), { type: 'conjunction' });

  function money(minor: string, currency = shopCurrency, options: Intl.NumberFormatOptions = {}): string {
    const digits = digitsOf(currency);
    return new Intl.NumberFormat(locale, {
      style: 'currency',
      currency,
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
      ...options,
    }).format(formatDecimal({ minor: BigInt(minor), currency }) as Intl.StringNumericLiteral);
  }

  return {
    money,
    /** Without decimals, for the axis of a chart. */
    roundMoney: (minor: string) =>
      money(minor, shopCurrency, { minimumFractionDigits: 0, maximumFractionDigits: 0, notation: 'compact' }),
    number: (value: number) => plain.format(value),
    /** @param basisPoints 1000 = 10 % */
    percent: (basisPoints: number) => percentages.format(basisPoints / 10_000),
    day: (time: string | number) => day.format(new Date(time)),
    shortDay: (time: string | number) => shortDay.format(new Date(time)),
    longDay: (time: string | number) => longDay.format(new Date(time)),
    moment: (time: string | number) => moment.format(new Date(time)),
    /** A calendar day (`YYYY-MM-DD`), which is the same day everywhere. */
    calendarDay: (date: string) =>
      new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', timeZone: 'UTC' }).format(new Date(`${date}T00:00:00Z`)),
    /** The same with its year. */
    calendarDate: (date: string) =>
      new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(`${date}T00:00:00Z`)),
    /** A calendar month (`YYYY-MM`). */
    calendarMonth: (month: string) =>
      new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
        new Date(`${month}-01T00:00:00Z`),
      ),
    list: (items: string[]) => list.format(items),
  };
}
