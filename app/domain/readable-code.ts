/**
 * Codes that people read aloud and type: 23 characters of which no two look alike, so there is one of 2/Z, 5/S, 6/G, 8/B and U/V, none of
 * 0/O/Q/D's round ones but D, none of 1/I/L, and no vowel (no words by accident). 23 is prime, which the check character needs.
 */
export const READABLE_ALPHABET = '23456789CDFHJKMNPRTVWXY';
export const READABLE_BASE = BigInt(READABLE_ALPHABET.length);

/** What people type for a character of the alphabet that they misread. */
const MISREAD: Readonly<Record<string, string>> = { Z: '2', S: '5', G: '6', B: '8', U: 'V', O: 'D', '0': 'D', Q: 'D' };

/**
 * `length` characters drawn from bytes. Uniform to within 2^-40 when there are at least five bytes more than the characters hold.
 * @throws RangeError when there are fewer
 */
export function readableFromBytes(bytes: Uint8Array, length: number): string {
  const needed = Math.ceil((length * Math.log2(READABLE_ALPHABET.length)) / 8) + 5;
  if (bytes.length < needed) throw new RangeError(`${length} characters need ${needed} bytes`);
  let rest = 0n;
  for (const byte of bytes) rest = (rest << 8n) | BigInt(byte);
  let text = '';
  for (let index = 0; index < length; index += 1) {
    text += READABLE_ALPHABET[Number(rest % READABLE_BASE)] ?? '';
    rest /= READABLE_BASE;
  }
  return text;
}

/**
 * What a person meant: upper case, without blanks and dashes, misread characters put right. Anything may come in.
 * Characters that no code has stay as they are, for the caller to refuse; null when the input is no text or absurdly long.
 */
export function normaliseReadable(input: unknown): string | null {
  if (typeof input !== 'string' || input.length > 64) return null;
  return input
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\p{Dash}\p{Cf}_.]/gu, '')
    .replace(/./gu, (character) => (Object.hasOwn(MISREAD, character) ? (MISREAD[character] ?? character) : character));
}
