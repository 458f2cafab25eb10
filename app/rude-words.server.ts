/**
 * Whether a code that an advocate chose would embarrass the shop. The words come from two kept lists: `cuss` (English, French, Spanish, Italian, Portuguese,
 * Arabic in Latin letters; each with how sure it is rude) and `naughty-words` (other languages that are written in Latin letters).
 */
import { cuss as arabic } from 'cuss/ar-latn';
import { cuss as spanish } from 'cuss/es';
import { cuss as french } from 'cuss/fr';
import { cuss as english } from 'cuss';
import { cuss as italian } from 'cuss/it';
import { cuss as portuguese } from 'cuss/pt';
import czech from 'naughty-words/cs.json' with { type: 'json' };
import danish from 'naughty-words/da.json' with { type: 'json' };
import dutch from 'naughty-words/nl.json' with { type: 'json' };
import finnish from 'naughty-words/fi.json' with { type: 'json' };
import german from 'naughty-words/de.json' with { type: 'json' };
import hungarian from 'naughty-words/hu.json' with { type: 'json' };
import norwegian from 'naughty-words/no.json' with { type: 'json' };
import polish from 'naughty-words/pl.json' with { type: 'json' };
import swedish from 'naughty-words/sv.json' with { type: 'json' };
import turkish from 'naughty-words/tr.json' with { type: 'json' };
import { plainLetters } from './domain/chosen-code.ts';

/** In cuss: 0 may be meant well, 1 may be rude, 2 is. Names and places are among those of 1 (Mona, Peru), so these are named here. */
const RATED = [english, french, spanish, italian, portuguese, arabic];
const SURE = 2;
const MEANT_RUDELY = [
  'ANAL',
  'ANUS',
  'COCK',
  'DICK',
  'HITLER',
  'NAZI',
  'PENIS',
  'PORN',
  'PORNO',
  'RAPE',
  'SHIT',
  'TITS',
  'TURD',
  'VAGINA',
];
const UNRATED = [german, dutch, polish, turkish, swedish, danish, norwegian, finnish, czech, hungarian];
/** Three letters that curse in one of these languages are a word in another ("fan"). */
const SHORTEST_UNRATED = 4;

/** A short word is found in harmless ones (Essex, MARGIE holds "argie"): from this length on it counts wherever it stands. */
const TELLING_LENGTH = 6;
/** These few do so in spite of their length. */
const ROOTS = ['FUCK', 'FCUK', 'CUNT', 'SLUT', 'NIGG', 'JIZZ', 'WHORE', 'BITCH', 'KURWA'];

const listed = [
  ...RATED.flatMap((list) => Object.keys(list).filter((word) => list[word] === SURE)).flatMap(letters),
  ...UNRATED.flat()
    .flatMap(letters)
    .filter((word) => word.length >= SHORTEST_UNRATED),
];
/** Given names all the same. */
const NAMES = ['CONCHA', 'MONA', 'PEPA', 'TINA'];
const words = new Set([...MEANT_RUDELY, ...listed.filter((word) => !NAMES.includes(word))]);
const telling = [...ROOTS, ...listed.filter((word) => word.length >= TELLING_LENGTH && !NAMES.includes(word))];

/** Digits that stand for letters. */
const DIGITS: Readonly<Record<string, string>> = {
  '0': 'O',
  '3': 'E',
  '4': 'A',
  '5': 'S',
  '6': 'G',
  '7': 'T',
  '8': 'B',
  '9': 'G',
};

/** @param code in plain capitals, digits and dashes */
export function isRude(code: string): boolean {
  return readings(code).some((reading) => {
    const whole = reading.replaceAll('-', '');
    const parts = [...code.split(/[-\d]+/), ...reading.split('-'), whole, whole.replace(/\d+$/, '')];
    return parts.some((part) => words.has(part)) || telling.some((word) => whole.includes(word));
  });
}

/** "5H1T" is read with I and with L; "FUUUCK" also with single letters, V as U. */
function readings(code: string): string[] {
  const spelled = (one: string) => code.replace(/\d/g, (digit) => (digit === '1' ? one : (DIGITS[digit] ?? digit)));
  const plain = [code, spelled('I'), spelled('L')];
  return [...plain, ...plain.map((text) => text.replaceAll('V', 'U'))].flatMap((text) => [
    text,
    text.replace(/(.)\1{2,}/g, '$1'),
  ]);
}

/** One word in letters; of several words, and of what is no Latin word, nothing. */
function letters(word: string): string[] {
  const plain = plainLetters(word);
  return /^[A-Z]{3,}$/.test(plain) ? [plain] : [];
}
