/**
 * A decimal as parseMoney reads it, from a decimal as people type it: "12,50" is how many countries write it. "1,000" could be a thousand
 * or one and stays as it is, to be refused.
 */
export function typedDecimal(text: string): string {
  return text.trim().replace(/^(\d+),(\d{1,2})$/, '$1.$2');
}
