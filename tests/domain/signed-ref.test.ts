import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CHANNEL_NAMES, CHANNELS, channelOfLetter } from '#app/domain/channel.ts';
import { READABLE_ALPHABET } from '#app/domain/readable-code.ts';
import { makeReferralCode } from '#app/domain/referral-code.ts';
import { macText, readRef, sealedRef, sealMessage } from '#app/domain/signed-ref.ts';

const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
const anyCode = bytes(16).map(makeReferralCode);
const anyMac = bytes(32).map(macText);
const anyChannel = fc.constantFrom(...CHANNEL_NAMES);
const ANNA = makeReferralCode(new Uint8Array(16).fill(3));
const MAC = 'K7M2XPD4T';

test('a sealed link carries code, letter of the channel and seal', () => {
  expect(sealedRef(ANNA, 'whatsapp', MAC)).toBe(`${ANNA}.WK7M2XPD4T`);
});

test('law: what was sealed is read again, also in small letters, with blanks around it and full-width', () => {
  const spellings = [
    (ref: string) => ref,
    (ref: string) => ref.toLowerCase(),
    (ref: string) => `  ${ref}\n`,
    (ref: string) => ref.replace('.', '\uFF0E'),
    (ref: string) => `${ref}.`,
  ];
  fc.assert(
    fc.property(anyCode, anyChannel, anyMac, fc.constantFrom(...spellings), (code, channel, mac, spell) => {
      expect(readRef(spell(sealedRef(code, channel, mac)))).toEqual({ code, seal: { channel, mac } });
    }),
  );
});

test('law: a bare code is read as the same code without a seal, dots and dashes in it or not', () => {
  fc.assert(
    fc.property(anyCode, fc.constantFrom('', '-', '.', ' '), (code, between) => {
      expect(readRef(code.slice(0, 4) + between + code.slice(4))).toEqual({ code, seal: null });
    }),
  );
});

test.each([
  ['cut after the dot', `${ANNA}.`],
  ['cut short', `${ANNA}.C${MAC.slice(1)}`],
  ['with a letter too many', `${ANNA}.C${MAC}2`],
  ['of no channel', `${ANNA}.Y${MAC}`],
  ['with a character that no seal has', `${ANNA}.C${MAC.slice(1)}A`],
  ['nothing but words', `${ANNA}.hello`],
])('a seal %s is no seal, and the code counts', (_what, ref) => {
  expect(readRef(ref)).toEqual({ code: ANNA, seal: null });
});

test.each([
  ['producthunt', 'malformed'],
  ['', 'malformed'],
  ['.', 'malformed'],
  [`producthunt.C${MAC}`, 'malformed'],
  [`${ANNA.slice(0, 9)}${ANNA.endsWith('X') ? 'Y' : 'X'}`, 'mistyped'],
  [`${ANNA.slice(0, 9)}${ANNA.endsWith('X') ? 'Y' : 'X'}.C${MAC}`, 'mistyped'],
  [`${ANNA.slice(0, 4)}.${ANNA.slice(4, 9)}${ANNA.endsWith('X') ? 'Y' : 'X'}`, 'mistyped'],
  [`${ANNA}.${'C'.repeat(10_000)}`, 'malformed'],
  [[ANNA], 'malformed'],
  [null, 'malformed'],
  [{ toString: () => ANNA }, 'malformed'],
])('%s is refused as %s', (ref, problem) => {
  expect(readRef(ref)).toEqual({ problem });
});

test('64 characters are read, 65 are not', () => {
  const ref = sealedRef(ANNA, 'qr', MAC);
  expect(readRef(ref.padEnd(64, ' '))).toEqual({ code: ANNA, seal: { channel: 'qr', mac: MAC } });
  expect(readRef(ref.padEnd(65, ' '))).toEqual({ problem: 'malformed' });
});

test('law: nothing throws, and every seal has nine readable characters', () => {
  const hostile = fc.oneof(
    fc.anything(),
    fc.string({ unit: 'binary' }),
    fc.string().map((text) => `${ANNA}.${text}`),
  );
  fc.assert(
    fc.property(hostile, (input) => {
      const read = readRef(input);
      if ('problem' in read || read.seal === null) return;
      expect(read.seal.mac).toMatch(new RegExp(`^[${READABLE_ALPHABET}]{9}$`));
      expect(CHANNEL_NAMES).toContain(read.seal.channel);
    }),
  );
});

test('what is sealed names the shop, the code and the channel, and tells any two apart', () => {
  expect(sealMessage('shop', ANNA, 'copy')).toBe(`link\n${ANNA}\ncopy\nshop`);
  const shop = fc.constantFrom('1', '2', 'a\ncopy', 'copy');
  fc.assert(
    fc.property(shop, anyChannel, shop, anyChannel, (a, channelA, b, channelB) => {
      expect(sealMessage(a, ANNA, channelA) === sealMessage(b, ANNA, channelB)).toBe(a === b && channelA === channelB);
    }),
  );
});

test('a seal needs eleven bytes of hash', () => {
  expect(macText(new Uint8Array(11))).toHaveLength(9);
  expect(() => macText(new Uint8Array(10))).toThrow(RangeError);
});

test('every channel has a readable letter of its own', () => {
  const letters = CHANNEL_NAMES.map((channel) => CHANNELS[channel]);
  expect(new Set(letters).size).toBe(letters.length);
  for (const letter of letters) expect(READABLE_ALPHABET).toContain(letter);
  expect(CHANNEL_NAMES.map((channel) => channelOfLetter(CHANNELS[channel]))).toEqual(CHANNEL_NAMES);
  expect([channelOfLetter(''), channelOfLetter('Y'), channelOfLetter('c')]).toEqual([null, null, null]);
});
