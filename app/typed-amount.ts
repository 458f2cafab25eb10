import { type Money, parseMoney } from './domain/money.ts';

/**
 * A decimal as parseMoney reads it, from a decimal as people type it: "12,50" is how many countries write it. "1,000" could be a thousand
 * or one and stays as it is, to be refused.
 */
export function typedDecimal(text: string): string {
  return text.trim().replace(/^(\d+),(\d{1,2})$/, '$1.$2');
}

/** An amount as people type it; null: it is none. @param currency ISO 4217 */
export function typedMoney(text: string, currency: string): Money | null {
  try {
    return parseMoney(typedDecimal(text), currency);
  } catch {
    return null;
  }
}
