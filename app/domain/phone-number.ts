/**
 * The digits of a telephone number, for comparing: "+49 (0)151 234-567" and "0049 151 234567" are the same person's.
 * Null when there are fewer than 7 or more than 15 digits (E.164). Numbers without country code stay as they are: the country is not guessed.
 */
export function phoneDigits(text: unknown): string | null {
  if (typeof text !== 'string' || text.length > 64) return null;
  const plain = text.normalize('NFKC').trim();
  const international = /^(\+|00)/.test(plain);
  const digits = (international ? plain.replace(/\(0\)/, '') : plain)
    .replace(/\D/g, '')
    .replace(international ? /^00/ : /^$/, '');
  return digits.length >= 7 && digits.length <= 15 ? digits : null;
}
