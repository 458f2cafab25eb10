/**
 * The languages that shoppers are spoken to in: on the storefront, in the app's own pages there and in e-mails. A table of words that lacks one of them does
 * not compile.
 */
export const SHOPPER_LANGUAGES = ['ar', 'de', 'en', 'es', 'fr', 'ja'] as const;

export type ShopperLanguage = (typeof SHOPPER_LANGUAGES)[number];

/** @param locale BCP 47; English where we have no words yet */
export function shopperLanguage(locale: string): ShopperLanguage {
  const base = locale.toLowerCase().split(/[-_]/)[0];
  return SHOPPER_LANGUAGES.find((language) => language === base) ?? 'en';
}

export function directionOf(language: ShopperLanguage): 'ltr' | 'rtl' {
  return language === 'ar' ? 'rtl' : 'ltr';
}
