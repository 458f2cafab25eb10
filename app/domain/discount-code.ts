/**
 * Names of the single-use discount codes the app creates in Shopify: `FRIEND-…` for an offer, `THANKS-…` for a reward.
 * Twelve characters hold 54 bits, so codes cannot be guessed. The bytes are a keyed hash of the claim's or reward's id, made by the caller:
 * a retry computes the same code and finds its own discount.
 */
import { normaliseReadable, READABLE_ALPHABET, readableFromBytes } from './readable-code.ts';

const CHARACTERS = 12;
const GIFT_CARD_CHARACTERS = 16;
const OFFER_PREFIX = 'FRIEND';
const REWARD_PREFIX = 'THANKS';

/** The code of a friend's offer. @param bytes keyed hash of the claim id, at least 12 bytes */
export function offerCode(bytes: Uint8Array): string {
  return written(OFFER_PREFIX, readableFromBytes(bytes, CHARACTERS));
}

/** The code of an advocate's reward. @param bytes keyed hash of the reward id, at least 12 bytes */
export function rewardCode(bytes: Uint8Array): string {
  return written(REWARD_PREFIX, readableFromBytes(bytes, CHARACTERS));
}

/** The code of a gift card, which is as good as money: letters and digits only, 72 bits. @param bytes keyed hash of the reward id, at least 15 bytes */
export function giftCardCode(bytes: Uint8Array): string {
  return readableFromBytes(bytes, GIFT_CARD_CHARACTERS);
}

/** The canonical form of a friend's offer code, or null when the text is none (a merchant's own discount, another app's). Never throws. */
export function readOfferCode(input: unknown): string | null {
  if (typeof input !== 'string' || input.length > 64) return null;
  const match = /^\s*FRIEND(?:\s|\p{Dash})*(.+)$/isu.exec(input);
  const text = normaliseReadable(match?.[1]);
  if (text === null || text.length !== CHARACTERS) return null;
  for (const character of text) if (!READABLE_ALPHABET.includes(character)) return null;
  return written(OFFER_PREFIX, text);
}

function written(prefix: string, text: string): string {
  return [prefix, text.slice(0, 4), text.slice(4, 8), text.slice(8)].join('-');
}
