/** Which way a language is written. @param language BCP 47 */
export function directionOf(language: string): 'ltr' | 'rtl' {
  return ['ar', 'fa', 'he', 'ur'].includes(language.slice(0, 2).toLowerCase()) ? 'rtl' : 'ltr';
}
