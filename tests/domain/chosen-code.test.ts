import fc from 'fast-check';
import { expect, test } from 'vitest';
import { codesLike, judgeChosenCode, lookupOf, readChosenCode } from '#app/domain/chosen-code.ts';
import { makeReferralCode } from '#app/domain/referral-code.ts';
import { readRef, sealedRef } from '#app/domain/signed-ref.ts';
import { isRude } from '#app/rude-words.server.ts';

const shop = { shopName: 'Hillside Roasters', shopDomain: 'hillside-tea.myshopify.com', isRude };
const judge = (typed: string) => judgeChosenCode(typed, shop);
const problemOf = (typed: string) => {
  const judged = judge(typed);
  return 'problem' in judged ? judged.problem : judged.code;
};

test('a code is written in capitals with single dashes, whatever was typed', () => {
  expect(problemOf('anna bakes')).toBe('ANNA-BAKES');
  expect(problemOf('  Zoë_&_'.replace('&', 'Łukasz'))).toBe('ZOE-LUKASZ');
  expect(problemOf('Café--Größe')).toBe('CAFE-GROSSE');
  expect(problemOf('ＡＮＮＡ・'.slice(0, 4))).toBe('ANNA');
});

test.each([
  [['ANNA-BAKES', 'anna bakes', 'Annabakes', 'Ánna.Bakes', 'A-N-N-A-B-A-K-E-S', 'ANNA‑BAKE5']],
  [['LILO', 'l1l0', 'IILO', 'Lilo', '1110']],
  [['GREAT8', '6REATB']],
])('%s look alike, so they are one', (spellings) => {
  expect(new Set(spellings.map((spelling) => readChosenCode(spelling)?.skeleton)).size).toBe(1);
});

test.each([
  ['', 'length'],
  ['ab', 'length'],
  ['A'.repeat(21), 'length'],
  ['anna!', 'characters'],
  ['<b>anna</b>', 'characters'],
  ['Анна', 'characters'],
  ['АNNA', 'characters'], // its first letter is Cyrillic
  ['花子さん', 'characters'],
  ['anna😀', 'characters'],
  ['0049301234567', 'letters'],
  ['1-2-3a', 'letters'],
  ['Admin', 'reserved'],
  ['5UPPORT', 'reserved'],
  ['t-e-s-t', 'reserved'],
  ['hillside roasters', 'reserved'],
  ['HILLSIDE', 'reserved'],
  ['H1llsideRoasters-24', 'reserved'],
  ['Roasters', 'reserved'],
  ['hillside tea', 'reserved'],
])('“%s” is refused: %s', (typed, problem) => {
  expect(problemOf(typed)).toBe(problem);
});

test('a code of the shape that the app makes is refused, also when it is mistyped', () => {
  const made = makeReferralCode(new Uint8Array(11).fill(7));
  expect(problemOf(made)).toBe('reserved');
  expect(problemOf(made.slice(0, 9) + (made.endsWith('X') ? 'Y' : 'X'))).toBe('reserved');
});

test.each([
  ...[
    'fuck',
    'f-u-c-k',
    'FVCK',
    'fuuuck',
    'fuck4u',
    'motherfucker',
    '5h1t',
    'SHITHEAD',
    'anna-dick',
    'n1gger',
    'wh0re99',
    'b1tches',
  ],
  ...[
    'merde',
    'connard',
    'salope',
    'scheisse',
    'Scheiße',
    'arschloch',
    'hurensohn',
    'puta',
    'gilipollas',
    'mierda',
    'cazzo',
    'stronzo',
  ],
  ...['caralho', 'kurwa', 'sharmoota', 'fitta', 'perkele'],
])('“%s” is rude', (typed) => {
  expect(problemOf(typed)).toBe('rude');
});

test.each([
  ...[
    'Cassandra',
    'Essex-Anna',
    'Scott',
    'Margie',
    'Virginia',
    'Hancock',
    'Dickens',
    'Mustard',
    'Morgan',
    'Organic-Anna',
    'Glasses',
  ],
  ...[
    'Analytics',
    'Titania',
    'Therapist24',
    'Spicy-Tea',
    'Nazir',
    'Matsushita',
    'Montenegro',
    'Pakistan',
    'Class-of-97',
    'Shoes4Anna',
  ],
])('“%s” is not', (typed) => {
  expect(typeof judge(typed) === 'object' && 'code' in judge(typed)).toBe(true);
});

test('behind its mark a code is read from a link, with and without a seal, and leads to the same skeleton', () => {
  const code = { code: lookupOf({ skeleton: 'ANNABAKES' }) };
  for (const ref of ['~ANNA-BAKES', ' ~annabakes', '~Anna_Bakes', '～ANNABAKE5'])
    expect(readRef(ref)).toEqual({ ...code, seal: null });
  const mac = '23456789C';
  expect(readRef(sealedRef('~ANNA-BAKES', 'qr', mac))).toEqual({ ...code, seal: { channel: 'qr', mac } });
  expect(readRef('~ANNA-BAKES.')).toEqual({ ...code, seal: null });
  for (const ref of ['~', '~AB', '~<b>', '~~ANNA', `~${'A'.repeat(21)}`]) expect(readRef(ref)).toEqual({ problem: 'malformed' });
  expect(readRef('ANNA-BAKES')).toEqual({ problem: 'malformed' });
});

test('codes like a taken one are other codes that may be chosen', () => {
  for (const taken of ['ANNA', 'ANNA-BAKES', 'A'.repeat(20), 'L1L0-5AYS']) {
    const ideas = codesLike({ code: taken }).map((idea) => judge(idea));
    expect(ideas.every((idea) => 'code' in idea)).toBe(true);
    expect(new Set(ideas.map((idea) => ('skeleton' in idea ? idea.skeleton : ''))).size).toBe(ideas.length);
  }
});

test('law: judging never throws, what it takes reads back as itself, and a spelling of a code has its skeleton', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^[A-Za-z0-9 _-]{0,24}$/)), (typed) => {
      const judged = judge(typed);
      if ('problem' in judged) return;
      expect(judged.code).toMatch(/^[A-Z0-9]+(-[A-Z0-9]+)*$/);
      expect(readChosenCode(judged.code)).toEqual(judged);
      expect(readChosenCode(judged.code.toLowerCase())).toEqual(judged);
      expect(readRef(`~${judged.code}`)).toEqual({ code: lookupOf(judged), seal: null });
    }),
  );
});
