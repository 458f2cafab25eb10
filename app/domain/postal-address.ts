/**
 * One spelling per door, so that two people at one address are recognised behind abbreviations and the order of words. Flats of one house are
 * different doors. For comparing only: never send anything to it.
 */
import {
  COMPOUND_ENDS,
  FLOOR_WORD,
  LEFT_OUT_WORD,
  NUMBER_MARK,
  plainAddressText,
  POST_BOX,
  SHARED_PLACE,
  STREET_WORD,
  UNIT_WORD,
} from './postal-words.ts';

/** As Shopify tells it. */
export type PostalAddress = {
  address1: string | null | undefined;
  address2: string | null | undefined;
  zip: string | null | undefined;
  city: string | null | undefined;
  /** ISO 3166 alpha-2 */
  countryCode: string | null | undefined;
};

/** What a line says: words in their order, numbers in theirs, and what is marked as a part of the house (or floor), or as a flat. */
type Line = { words: string[]; numbers: string[]; parts: string[]; flats: string[] };

/** Where "4/12" means flat 4 of house 12. */
const FLAT_FIRST = new Set(['AU', 'NZ']);
const ORDINAL = /^\d+(st|nd|rd|th)$/;
const DIRECTIONS = new Set(['n', 's', 'e', 'w']);
const NUMBER_ENDS = new Set(['bis', 'ter', 'quater', 'half']);

/**
 * The canonical spelling of an address, or null when too little is given to mean one door: no country, neither postcode nor town, or
 * a street alone. Null also for places where strangers collect parcels. Never throws.
 *
 * Letter case, accents, punctuation, full-width digits, usual abbreviations, and whether the number stands before or after the street do not
 * matter; neither does the town where there is a postcode. Everything in the second line does: who leaves the flat out lives behind another door.
 */
export function canonicalAddress({ address1, address2, zip, city, countryCode }: PostalAddress): string | null {
  const country = plainText(countryCode).toUpperCase();
  const area =
    canonicalZip(zip, country) ||
    joined(
      plainText(city)
        .match(/[\p{L}\p{N}]+/gu)
        ?.map(canonicalWord) ?? [],
    );
  const line1 = separateFlat(plainText(address1), country);
  const line2 = separateFlat(plainText(address2), country);
  if (!/^[A-Z]{2}$/.test(country) || area === '' || SHARED_PLACE.test(line1) || SHARED_PLACE.test(line2)) return null;

  const first = readLine(tokensOf(line1));
  const second = readLine(tokensOf(line2));
  const street = joined([...first.words, ...second.words]);
  const numbers = [
    ...first.numbers,
    ...[...first.parts, ...second.parts].sort(),
    ...second.numbers,
    ...first.flats,
    ...second.flats,
  ];
  const parts = `${line1},${line2}`.split(/[,;\n]/).filter((part) => /[\p{L}\p{N}]/u.test(part));
  if (numbers.length === 0 ? parts.length < 2 : street === '') return null;
  return [country, area, street, numbers.join('-')].join('|');
}

function plainText(text: string | null | undefined): string {
  return typeof text === 'string' ? plainAddressText(text).trim() : '';
}

/** The five digits of an American code stand for the door as well as nine do. */
function canonicalZip(zip: string | null | undefined, country: string): string {
  const code = plainText(zip).replace(/[^\p{L}\p{N}]/gu, '');
  return country === 'US' && /^\d{9}$/.test(code) ? code.slice(0, 5) : code;
}

function separateFlat(text: string, country: string): string {
  return FLAT_FIRST.has(country) ? text.replace(/^([a-z]?\d+[a-z]?)\s*\/\s*(?=\d)/, 'unit $1 ') : text;
}

/** Words and numbers; "12-14" and "05-123" stay together with an underscore, "4-B" becomes "4b", "Hauptstr12" and "12rue" are two each. */
function tokensOf(text: string): string[] {
  const marked = text
    .replace(/['’`´]/g, '')
    .replace(/(\d)\s+1[/\u2044]2\b/g, '$1 half')
    .replace(/[.]/g, ' ')
    .replace(POST_BOX, ' pobox ')
    .replace(/(\d)(?:丁目|番地|番|号室|号)(?:の)?/g, '$1 ')
    .replace(/\b([a-z])-(?=\d)/g, '$1')
    .replace(/(\d)-(?=[a-z]\b)/g, '$1')
    .replace(/(\d)\s*[-‐‑‒–—−ー]\s*(?=\d)/g, '$1_');
  const spaced = marked
    .replace(/(\p{L}{3}|\b(?:no|nr|fl|rm)|[^\p{ASCII}])(?=\d)/gu, '$1 ')
    .replace(/(\d)(?=\p{L}{3}|[^\p{ASCII}])/gu, '$1 ');
  return spaced.match(/#|[\p{L}\p{N}_]+/gu) ?? [];
}

function readLine(tokens: readonly string[]): Line {
  const line: Line = { words: [], numbers: [], parts: [], flats: [] };
  let at = 0;
  while (at < tokens.length) at = readToken(tokens, at, line);
  return line;
}

/** Reads one token, with those that belong to it. Returns where the next begins. */
function readToken(tokens: readonly string[], at: number, line: Line): number {
  const token = tokens[at] ?? '';
  const next = tokens[at + 1] ?? '';
  const mark = UNIT_WORD.get(token);
  if (mark !== undefined) {
    let value = at + 1;
    while (NUMBER_MARK.has(tokens[value] ?? '') || UNIT_WORD.has(tokens[value] ?? '')) value += 1;
    if (/\d|^\p{L}$/u.test(tokens[value] ?? '')) {
      const { text, end } = readNumber(tokens, value);
      if (mark === '') line.flats.push(...text);
      else line.parts.push(...text.map((number) => `${mark}${number}`));
      return end;
    }
  }
  if (/\d/.test(token) && FLOOR_WORD.has(next)) {
    line.parts.push(`f${token.replace(/\D+$/, '')}`);
    return at + 2;
  }
  if (/\d/.test(token) && !ORDINAL.test(token)) {
    const { text, end } = readNumber(tokens, at);
    line.numbers.push(...text);
    return end;
  }
  const leftOut = LEFT_OUT_WORD.has(token) || (NUMBER_MARK.has(token) && /\d/.test(next));
  if (!leftOut) line.words.push(canonicalWord(token));
  return at + 1;
}

/** "12 b", "12 bis": a number takes the letter after it, unless that begins something new ("12 N Main", "10 m. 5"). */
function readNumber(tokens: readonly string[], at: number): { text: string[]; end: number } {
  const numbers = (tokens[at] ?? '').split('_').map((number) => number.replace(/^0+(?=.)/, ''));
  const next = tokens[at + 1] ?? '';
  const after = tokens[at + 2] ?? '';
  const beginsNew = /\d/.test(after) || (DIRECTIONS.has(next) && after !== '');
  const takes = /\d$/.test(numbers.at(-1) ?? '') && (NUMBER_ENDS.has(next) || (/^\p{L}$/u.test(next) && !beginsNew));
  return takes
    ? { text: [...numbers.slice(0, -1), `${numbers.at(-1) ?? ''}${next}`], end: at + 2 }
    : { text: numbers, end: at + 1 };
}

function canonicalWord(word: string): string {
  const short = STREET_WORD.get(word);
  if (short !== undefined) return short;
  return COMPOUND_ENDS.reduce((text, [end, brief]) => text.replace(end, brief), word);
}

/** Without spaces: "Lange Straße" and "Langestr." are one. "Muellerstr." is "Müllerstr.", "Aarhus" is "Århus". */
function joined(words: readonly string[]): string {
  return words
    .join('')
    .replace(/([aou])e/g, '$1')
    .replace(/aa/g, 'a');
}
