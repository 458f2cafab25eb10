/**
 * An advocate's code: nine random characters and a check character, e.g. in `/?ref=K7M2XPD4TW`.
 *
 * 23^9 possibilities are 40.7 bits, so codes cannot be guessed; the check character tells a typing mistake from a code that nobody has.
 * The weighted sum of all ten characters is 0 modulo 23. Weights are 1…10: as 23 is prime, one wrong character always changes the sum, and
 * so does swapping any two different characters.
 */
import { normaliseReadable, READABLE_ALPHABET, readableFromBytes } from './readable-code.ts';

const RANDOM_CHARACTERS = 9;
export const REFERRAL_CODE_LENGTH = RANDOM_CHARACTERS + 1;

/**
 * A new code in canonical form.
 * @param randomBytes at least 11, from a cryptographic source
 */
export function makeReferralCode(randomBytes: Uint8Array): string {
  const random = readableFromBytes(randomBytes, RANDOM_CHARACTERS);
  const missing = -weightedSum(random) * inverseOfLastWeight;
  return random + (READABLE_ALPHABET[modulo(missing)] ?? '');
}

/**
 * Reads what a link, a cart or a person gives as a code: letter case, blanks and dashes do not matter, misread characters (O, Z, S …) are put right.
 * `malformed`: this is no code of ours at all. `mistyped`: it has the shape of one, but its check character is wrong.
 * Never throws.
 */
export function readReferralCode(input: unknown): { code: string } | { problem: 'malformed' | 'mistyped' } {
  const text = normaliseReadable(input);
  if (text === null || text.length !== REFERRAL_CODE_LENGTH) return { problem: 'malformed' };
  for (const character of text) if (!READABLE_ALPHABET.includes(character)) return { problem: 'malformed' };
  return modulo(weightedSum(text)) === 0 ? { code: text } : { problem: 'mistyped' };
}

const prime = READABLE_ALPHABET.length;
/** 10 × 7 = 70 = 3 × 23 + 1. */
const inverseOfLastWeight = 7;

function weightedSum(text: string): number {
  let sum = 0;
  for (let index = 0; index < text.length; index += 1) sum += (index + 1) * READABLE_ALPHABET.indexOf(text.charAt(index));
  return sum;
}

function modulo(value: number): number {
  return ((value % prime) + prime) % prime;
}
