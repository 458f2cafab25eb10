/**
 * What follows `?ref=` in a link: the code alone (`K7M2XPD4TW`), or sealed by the app (`K7M2XPD4TW.CXXXXXXXXX`: the letter of the channel
 * and nine characters of a keyed hash). Instead of the code that the app made, there may be one that the advocate chose (`~ANNA-BAKES`). Here is the
 * writing and reading only; keys and comparing are the server's (link-signer.server.ts).
 */
import { type Channel, channelOfLetter, CHANNELS } from './channel.ts';
import { CHOSEN_MARK, lookupOf, readChosenCode } from './chosen-code.ts';
import { normaliseReadable, READABLE_ALPHABET, readableFromBytes } from './readable-code.ts';
import { readReferralCode } from './referral-code.ts';

/** Nine characters hold 40 bits: enough for a seal that is looked at online only, and whose guess earns no more than a bare code. */
const MAC_CHARACTERS = 9;

/** `mac`: canonical characters, not compared yet. */
export type Seal = { channel: Channel; mac: string };

/** The bytes that are hashed under the seal's key. No part can run into the next: neither codes nor channels hold a line break. */
export function sealMessage(shopId: string, code: string, channel: Channel): string {
  return ['link', code, channel, shopId].join('\n');
}

/** A keyed hash as people can copy it. @param bytes at least 11 @throws RangeError when there are fewer */
export function macText(bytes: Uint8Array): string {
  return readableFromBytes(bytes, MAC_CHARACTERS);
}

export function sealedRef(code: string, channel: Channel, mac: string): string {
  return `${code}.${CHANNELS[channel]}${mac}`;
}

/**
 * Reads a code with or without a seal; case, blanks, dashes and misread characters do not matter. A seal that was cut off or garbled on its
 * way is no seal: the code in front of it still counts. A chosen code is answered as `lookupOf` writes it. Never throws.
 */
export function readRef(input: unknown): { code: string; seal: Seal | null } | { problem: 'malformed' | 'mistyped' } {
  const chosen = typeof input === 'string' && input.length <= 64 ? input.normalize('NFKC').trim() : '';
  if (chosen.startsWith(CHOSEN_MARK)) return readChosenRef(chosen.slice(CHOSEN_MARK.length));
  const bare = readReferralCode(input);
  if ('code' in bare) return { code: bare.code, seal: null };
  if (typeof input !== 'string' || input.length > 64) return bare;
  const [front = '', ...behind] = input.normalize('NFKC').split('.');
  const read = readReferralCode(front);
  if ('code' in read) return { code: read.code, seal: readSeal(behind.join('')) };
  return bare.problem === 'mistyped' ? bare : read;
}

function readChosenRef(text: string): { code: string; seal: Seal | null } | { problem: 'malformed' } {
  const [front = '', ...behind] = text.split('.');
  const chosen = readChosenCode(front);
  if (chosen === null) return { problem: 'malformed' };
  return { code: lookupOf(chosen), seal: behind.length === 0 ? null : readSeal(behind.join('')) };
}

function readSeal(text: string): Seal | null {
  const canonical = normaliseReadable(text) ?? '';
  const channel = channelOfLetter(canonical.charAt(0));
  const mac = canonical.slice(1);
  if (channel === null || mac.length !== MAC_CHARACTERS) return null;
  for (const character of mac) if (!READABLE_ALPHABET.includes(character)) return null;
  return { channel, mac };
}
