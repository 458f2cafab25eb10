/**
 * A code that an advocate chose, e.g. "ANNA-BAKES". Its skeleton is what codes are compared by: without case, accents and separators, and with one
 * character for those that look alike, so that nobody's code can be mistaken for another's. In links it stands behind a tilde (`/?ref=~ANNA-BAKES`): other
 * apps use `?ref=` for words.
 */
import { readReferralCode } from './referral-code.ts';

export const CHOSEN_MARK = '~';
export const SHORTEST_CODE = 3;
export const LONGEST_CODE = 20;

export type ChosenCode = {
  /** As it is shown: capitals, digits, single dashes between them. */
  code: string;
  skeleton: string;
};

/** Why a code cannot be chosen. `taken` is said by the database. */
export const CODE_PROBLEMS = ['length', 'characters', 'letters', 'reserved', 'rude', 'taken', 'spent'] as const;
export type CodeProblem = (typeof CODE_PROBLEMS)[number];

/** Letters that Unicode does not take apart. */
const SPELLED: Readonly<Record<string, string>> = { Æ: 'AE', Œ: 'OE', Ø: 'O', Ł: 'L', Đ: 'D', Ð: 'D', Þ: 'TH', ẞ: 'SS', İ: 'I' };
const LOOKS_LIKE: Readonly<Record<string, string>> = { '0': 'O', '1': 'I', L: 'I', '2': 'Z', '5': 'S', '6': 'G', '8': 'B' };

/** What a person or a link says, if it has the shape of a chosen code. Never throws. */
export function readChosenCode(input: unknown): ChosenCode | null {
  if (typeof input !== 'string' || input.length > 64) return null;
  const code = plainLetters(input)
    .replace(/[\s\p{Dash}\p{Cf}_.]+/gu, '-')
    .replace(/^-|-$/g, '');
  const letters = code.replaceAll('-', '');
  const isCode = /^[A-Z0-9]+$/.test(letters) && letters.length >= SHORTEST_CODE && letters.length <= LONGEST_CODE;
  return isCode ? { code, skeleton: skeletonOf(letters) } : null;
}

/** As codes are asked for: what stands for the chosen code among referral codes. */
export function lookupOf({ skeleton }: Pick<ChosenCode, 'skeleton'>): string {
  return CHOSEN_MARK + skeleton;
}

/** Capitals without accents: "Zoë" is ZOE, "Groß" is GROSS. */
export function plainLetters(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toUpperCase()
    .replace(/./gu, (character) => (Object.hasOwn(SPELLED, character) ? (SPELLED[character] ?? character) : character));
}

/** Whoever reads these believes to deal with the shop, with a discount of its own, or with nobody. */
const RESERVED = [
  ...['ADMIN', 'ADMINISTRATOR', 'ROOT', 'SYSTEM', 'STAFF', 'TEAM', 'OWNER', 'OFFICIAL', 'SUPPORT', 'HELP', 'HELPDESK', 'SERVICE'],
  ...['CONTACT', 'INFO', 'SALES', 'PRESS', 'BILLING', 'SECURITY', 'MODERATOR', 'SHOP', 'STORE', 'SHOPIFY', 'VOUCHSAFE', 'TEST'],
  ...['TESTING', 'DEMO', 'EXAMPLE', 'SAMPLE', 'NULL', 'NONE', 'NOBODY', 'UNDEFINED', 'UNKNOWN', 'ANONYMOUS', 'GUEST', 'USER'],
  ...['CUSTOMER', 'FRIEND', 'FRIENDS', 'THANKS', 'REFER', 'REFERRAL', 'CODE', 'COUPON', 'DISCOUNT', 'SALE', 'PROMO', 'VOUCHER'],
  ...['FREE', 'FREESHIPPING', 'GIFT', 'GIFTCARD', 'REFUND', 'WELCOME', 'NEWSLETTER', 'LOGIN', 'CHECKOUT', 'CART', 'BLACKFRIDAY'],
].map(skeletonOf);

/**
 * The code that may be chosen in this shop, or what is against it. Whether somebody has it is not asked here.
 * @param isRude told the code without its accents
 */
export function judgeChosenCode(
  input: string,
  { shopName, shopDomain, isRude }: { shopName: string; shopDomain: string; isRude: (code: string) => boolean },
): ChosenCode | { problem: CodeProblem } {
  const letters = plainLetters(input.slice(0, 64)).replace(/[\s\p{Dash}\p{Cf}_.]/gu, '');
  if (!/^[A-Z0-9]*$/.test(letters)) return { problem: 'characters' };
  const chosen = readChosenCode(input);
  if (chosen === null) return { problem: 'length' };
  // Figures alone would be somebody's telephone number or birthday.
  if (letters.replace(/\d/g, '').length < 2) return { problem: 'letters' };
  if (isReserved(chosen.skeleton, [shopName, shopDomain.split('.')[0] ?? ''])) return { problem: 'reserved' };
  // Typed by a friend, it would be read as a code that the app has made.
  if (!isMalformed(letters)) return { problem: 'reserved' };
  return isRude(chosen.code) ? { problem: 'rude' } : chosen;
}

/** Codes like the one that somebody has, best first; not yet judged. */
export function codesLike({ code }: Pick<ChosenCode, 'code'>): string[] {
  const stem = code.slice(0, LONGEST_CODE - 5).replace(/-$/, '');
  return ['-3', '-7', '-34', '-47', '-79', '-GIFT', '-TIP', '-93', '-774'].map((end) => stem + end);
}

function isMalformed(letters: string): boolean {
  const read = readReferralCode(letters);
  return 'problem' in read && read.problem === 'malformed';
}

/** The whole of the shop's name anywhere in the code, or one of its words by itself, is the shop speaking. */
function isReserved(skeleton: string, names: readonly string[]): boolean {
  if (RESERVED.includes(skeleton)) return true;
  return names.some((name) => {
    const words = (plainLetters(name).match(/[A-Z0-9]+/g) ?? []).map(skeletonOf);
    const whole = words.join('');
    return (whole.length >= 4 && skeleton.includes(whole)) || words.some((word) => word.length >= 3 && word === skeleton);
  });
}

function skeletonOf(letters: string): string {
  return letters.replace(/./g, (character) => LOOKS_LIKE[character] ?? character);
}
