/**
 * Text from outside, fit to be stored and shown: cut, without control characters and without halves of surrogate pairs
 * (PostgreSQL refuses both U+0000 and lone surrogates).
 * @param limit in UTF-16 units
 */
export function fitText(text: string, limit: number): string {
  return text
    .slice(0, limit)
    .replace(/\p{Cc}/gu, '')
    .replace(/\p{Cs}/gu, '\uFFFD');
}
