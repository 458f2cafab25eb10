/** Amounts, times and numbers as their reader writes them. */
import { digitsOf, formatDecimal } from '../domain/money.ts';

/** @param minor minor units as a decimal string; always shown with the currency's own decimals */
export function moneyText(minor: string, currency: string, locale: string): string {
  const digits = digitsOf(currency);
  const format = new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  return format.format(formatDecimal({ minor: BigInt(minor), currency }) as Intl.StringNumericLiteral);
}

/** @param basisPoints 1000 = 10 % */
export function percentText(basisPoints: number, locale: string): string {
  return new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 2 }).format(basisPoints / 10_000);
}

/** The day of a moment, in the given time zone. @param at epoch milliseconds; null stays null */
export function dayText(at: number | null, locale: string, timeZone: string): string | null {
  return at === null ? null : new Intl.DateTimeFormat(locale, { timeZone, dateStyle: 'medium' }).format(at);
}

/** Day and time of a moment, in the reader's time zone. @param at epoch milliseconds */
export function momentText(at: number, locale: string, timeZone: string): string {
  return new Intl.DateTimeFormat(locale, { timeZone, dateStyle: 'medium', timeStyle: 'short' }).format(at);
}
