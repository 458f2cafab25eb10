import fc from 'fast-check';
import { expect, test } from 'vitest';
import { makeReferralCode, readReferralCode } from '#app/domain/referral-code.ts';
import { offerCode, readOfferCode, rewardCode } from '#app/domain/discount-code.ts';
import { READABLE_ALPHABET } from '#app/domain/readable-code.ts';

const bytes = fc.uint8Array({ minLength: 16, maxLength: 16 });
const codes = bytes.map(makeReferralCode);

test('a code holds at least 40 random bits, in ten characters of which no two look alike', () => {
  const code = makeReferralCode(new Uint8Array(16).fill(171));
  expect(code).toMatch(/^[2-9CDFHJKMNPRTVWXY]{10}$/);
  expect(Math.log2(READABLE_ALPHABET.length ** 9)).toBeGreaterThan(40);
  for (const pair of ['0O', '1I', '1L', 'IL', '2Z', '5S', '6G', '8B', 'UV', '0Q', '0D', 'OD', 'QD']) {
    expect(
      [...pair].every((character) => READABLE_ALPHABET.includes(character)),
      pair,
    ).toBe(false);
  }
});

test('every code is read back as itself', () => {
  fc.assert(
    fc.property(codes, (code) => {
      expect(readReferralCode(code)).toEqual({ code });
    }),
  );
});

test('all bytes count: codes of different bytes differ as rarely as chance allows', () => {
  const seen = new Set<string>();
  for (let index = 0; index < 20_000; index += 1) {
    const random = new Uint8Array(16);
    new DataView(random.buffer).setUint32(12, index);
    seen.add(makeReferralCode(random));
  }
  expect(seen.size).toBe(20_000);
});

test('too few random bytes are refused', () => {
  expect(() => makeReferralCode(new Uint8Array(10))).toThrow(RangeError);
});

test('every wrong character at every place is noticed', () => {
  fc.assert(
    fc.property(codes, (code) => {
      for (let place = 0; place < code.length; place += 1) {
        for (const wrong of READABLE_ALPHABET) {
          if (wrong === code[place]) continue;
          const text = code.slice(0, place) + wrong + code.slice(place + 1);
          expect(readReferralCode(text)).toEqual({ problem: 'mistyped' });
        }
      }
    }),
    { numRuns: 50 },
  );
});

test('every swap of two different characters is noticed, neighbours or not', () => {
  fc.assert(
    fc.property(codes, (code) => {
      for (let first = 0; first < code.length; first += 1) {
        for (let second = first + 1; second < code.length; second += 1) {
          if (code[first] === code[second]) continue;
          const letters = [...code];
          [letters[first], letters[second]] = [letters[second] ?? '', letters[first] ?? ''];
          expect(readReferralCode(letters.join(''))).toEqual({ problem: 'mistyped' });
        }
      }
    }),
    { numRuns: 200 },
  );
});

test('letter case, blanks, dashes and misread characters do not matter', () => {
  const misread: Record<string, string> = { '2': 'z', '5': 'S', '6': 'g', '8': 'B', V: 'u', D: 'O' };
  fc.assert(
    fc.property(codes, (code) => {
      const typed = [...code.toLowerCase()].join(' ').replace(' ', '-').replace(' ', '\u2013');
      expect(readReferralCode(`  ${typed}\u200b\n`)).toEqual({ code });
      expect(readReferralCode([...code].map((character) => misread[character] ?? character).join(''))).toEqual({ code });
    }),
  );
});

test.each([
  'producthunt',
  'SUMMER2024',
  '',
  'K7M2',
  'K7M2XPD4TWW',
  'AAAAAAAAAA',
  '💎'.repeat(5),
  'K'.repeat(10_000),
  null,
  undefined,
  42,
  ['K7M2XPD4TW'],
  { code: 1 },
])('%j is malformed', (input) => {
  expect(readReferralCode(input)).toEqual({ problem: 'malformed' });
});

test('any text at all is answered', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (text) => {
      const read = readReferralCode(text);
      expect('code' in read || read.problem === 'malformed' || read.problem === 'mistyped').toBe(true);
    }),
  );
});

test('a discount code is the same for the same bytes, names its purpose, and holds more than 50 bits', () => {
  fc.assert(
    fc.property(bytes, (digest) => {
      expect(offerCode(digest)).toBe(offerCode(digest));
      expect(offerCode(digest)).toMatch(/^FRIEND(-[2-9CDFHJKMNPRTVWXY]{4}){3}$/);
      expect(rewardCode(digest)).toMatch(/^THANKS(-[2-9CDFHJKMNPRTVWXY]{4}){3}$/);
    }),
  );
  expect(Math.log2(READABLE_ALPHABET.length ** 12)).toBeGreaterThan(50);
});

test('an offer code is recognised however it is typed; other discounts are not', () => {
  fc.assert(
    fc.property(bytes, (digest) => {
      const code = offerCode(digest);
      expect(readOfferCode(code)).toBe(code);
      expect(readOfferCode(` ${code.toLowerCase().replaceAll('-', ' ')} `)).toBe(code);
      expect(readOfferCode(code.replaceAll('-', ''))).toBe(code);
      expect(readOfferCode(rewardCode(digest))).toBeNull();
    }),
  );
  for (const other of [
    'FRIEND',
    'FRIENDS20',
    'SUMMER10',
    'FRIEND-AAAA-AAAA-AAAA',
    '',
    null,
    7,
    ['FRIEND'],
    'FRIEND-'.repeat(2_000),
  ]) {
    expect(readOfferCode(other)).toBeNull();
  }
});
