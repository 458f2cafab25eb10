/** Telephone numbers as people type them. */
import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/min';

/**
 * "(202) 555-0101" from an American address is "+12025550101", as Shopify itself writes the numbers of customers. What cannot be a number of
 * that country stays as it was typed.
 * @param country ISO 3166 alpha-2 of the address that the number came with; null = nobody knows
 */
export function internationalPhone(typed: string | null, country: string | null): string | null {
  if (typed === null || typed.length > 64) return typed;
  const defaultCountry: CountryCode | undefined = country !== null && isSupportedCountry(country) ? country : undefined;
  const number = parsePhoneNumberFromString(typed, defaultCountry === undefined ? {} : { defaultCountry });
  return number?.isPossible() === true ? number.number : typed;
}
