/** One row of a merchant's file of advocates: who it is, or what is wrong with it. */
import { z } from 'zod';
import { type ChosenCode, CODE_PROBLEMS, type CodeProblem } from './chosen-code.ts';
import { canonicalEmail } from './email-address.ts';
import { readReferralCode } from './referral-code.ts';
import { fitText } from './untrusted-text.ts';

/** What a file can say of an advocate, by the names that its columns go by (lower case, without accents and punctuation). */
export const IMPORT_COLUMNS = {
  email: [
    'email',
    'emailaddress',
    'mail',
    'courriel',
    'adresseemail',
    'emailadresse',
    'adressemail',
    'customeremail',
    'correo',
    'correoelectronico',
  ],
  firstName: [
    'firstname',
    'prenom',
    'vorname',
    'name',
    'nom',
    'advocate',
    'parrain',
    'empfehler',
    'fullname',
    'nombre',
    'promotor',
  ],
  code: [
    'code',
    'referralcode',
    'codedeparrainage',
    'empfehlungscode',
    'advocatecode',
    'codeduparrain',
    'codedesempfehlers',
    'codigo',
    'codigoderecomendacion',
    'codigodelpromotor',
  ],
  customerId: ['customerid', 'shopifycustomerid', 'idclient', 'kundenid', 'kundennummer', 'iddecliente', 'iddelcliente'],
  joinedAt: [
    'joined',
    'joineddate',
    'joinedat',
    'since',
    'date',
    'inscritle',
    'beigetretenam',
    'datedinscription',
    'beitrittsdatum',
    'fecha',
    'fechadeincorporacion',
  ],
} as const;
export type ImportColumn = keyof typeof IMPORT_COLUMNS;

/** Why a row cannot be imported. Those of chosen codes are `code-` with the code's own problem. */
export const ROW_PROBLEMS = [
  ...(['no-person', 'email', 'customer', 'name', 'date', 'date-ahead', 'code-mistyped', 'code-twice'] as const),
  ...CODE_PROBLEMS.map((problem) => `code-${problem}` as const),
] as const;
export type RowProblem = (typeof ROW_PROBLEMS)[number];

/** `new`: will be an advocate. `known`: is one already. `twice`: the same person stands further up. Nothing is done for the last two. */
export const ROW_VERDICTS = ['new', 'known', 'twice', ...ROW_PROBLEMS] as const;
export type RowVerdict = (typeof ROW_VERDICTS)[number];

export type ImportedPerson = {
  email: string | null;
  name: string | null;
  customerId: string | null;
  code: { made: string } | { chosen: ChosenCode } | null;
  /** Epoch milliseconds. */
  joinedAt: number | null;
};

const LONGEST_NAME = 120;
const OLDEST = Date.parse('2000-01-01T00:00:00Z');

/** Which column stands where. Unknown headings are passed over; of two with the same meaning the first counts. */
export function readHeadings(cells: readonly string[]): Partial<Record<ImportColumn, number>> {
  const found: Partial<Record<ImportColumn, number>> = {};
  for (const [place, cell] of cells.entries()) {
    const heading = cell
      .normalize('NFKD')
      .toLowerCase()
      .replace(/\(.*?\)/g, '')
      .replace(/[^a-z]/g, '');
    for (const column of Object.keys(IMPORT_COLUMNS) as ImportColumn[]) {
      const names: readonly string[] = IMPORT_COLUMNS[column];
      if (found[column] === undefined && names.includes(heading)) found[column] = place;
    }
  }
  return found;
}

/** @param now epoch milliseconds @param judge of codes that the app has not made */
export function readImportRow(
  cells: readonly string[],
  columns: Partial<Record<ImportColumn, number>>,
  { now, judge }: { now: number; judge: (code: string) => ChosenCode | { problem: CodeProblem } },
): ImportedPerson | { problem: RowProblem } {
  const of = (column: ImportColumn): string | null => {
    const place = columns[column];
    // Spreadsheets mark text that looks like a formula by an apostrophe; so do our own files.
    const text = place === undefined ? '' : (cells[place] ?? '').trim().replace(/^'(?=[=+\-@])/, '');
    return text === '' ? null : text;
  };
  const email = of('email');
  const customer = of('customerId');
  if (email === null && customer === null) return { problem: 'no-person' };
  if (email !== null && (email.length > 320 || canonicalEmail(email) === null)) return { problem: 'email' };
  const customerId = customer === null ? null : (/^(?:gid:\/\/shopify\/Customer\/)?([1-9]\d{0,18})$/.exec(customer)?.[1] ?? '');
  if (customerId === '') return { problem: 'customer' };
  const name = of('firstName');
  if (name !== null && (name.length > LONGEST_NAME || /\p{Cc}/u.test(name))) return { problem: 'name' };
  const joined = of('joinedAt');
  const joinedAt = joined === null ? null : readDay(joined);
  if (joined !== null && (joinedAt === null || joinedAt < OLDEST)) return { problem: 'date' };
  if (joinedAt !== null && joinedAt > now + 86_400_000) return { problem: 'date-ahead' };
  const code = readCode(of('code'), judge);
  if (code !== null && 'problem' in code) return code;
  return { email, name: name === null ? null : fitText(name, LONGEST_NAME), customerId, code, joinedAt };
}

function readCode(
  typed: string | null,
  judge: (code: string) => ChosenCode | { problem: CodeProblem },
): ImportedPerson['code'] | { problem: RowProblem } {
  if (typed === null) return null;
  const made = readReferralCode(typed);
  if ('code' in made) return { made: made.code };
  if (made.problem === 'mistyped' && !/[a-z]/.test(typed) && typed.length === 10 && /\d/.test(typed))
    return { problem: 'code-mistyped' };
  const chosen = judge(typed);
  return 'problem' in chosen ? { problem: `code-${chosen.problem}` } : { chosen };
}

const iso = z.union([z.iso.date(), z.iso.datetime({ offset: true, local: true })]);

/** 2026-03-31, maybe with a time. Other spellings mean one day here and another there. */
function readDay(text: string): number | null {
  const spelled = text.replace(' ', 'T');
  if (!iso.safeParse(spelled).success) return null;
  const at = Date.parse(/T/.test(spelled) && !/(Z|[+-]\d\d:\d\d)$/.test(spelled) ? `${spelled}Z` : spelled);
  return Number.isNaN(at) ? null : at;
}
