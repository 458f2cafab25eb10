/** Whom friends mean by their answer to "who referred you?", where it is neither a code of the app's making nor a link. */
import type { Context } from '../context.server.ts';
import { findAdvocatesByCode } from '../data/advocates.server.ts';
import { type AnsweredName, findAdvocatesByAnswer, MOST_NAMESAKES, type NamedAdvocate } from '../data/advocate-names.server.ts';
import { lookupOf, readChosenCode } from '../domain/chosen-code.ts';
import type { CodeBook } from '../domain/signals.ts';
import type { ShopHasher } from '../personal-data.server.ts';

type Meaning = { advocateId: string } | 'unknown' | 'ambiguous';

/**
 * An answer means the advocate with that e-mail address, or who has chosen it for a code, or with exactly that name: all of its words and no others, whatever
 * their order, case and accents. Of several with one name nobody is guessed.
 */
export async function placeAnswers(
  { db, vault }: Pick<Context, 'db' | 'vault'>,
  shopId: string,
  hasher: ShopHasher,
  answers: readonly string[],
): Promise<CodeBook['answers']> {
  const asked = answers.map((answer) => ({ answer, words: hasher.words(answer), emailHash: hasher.email(answer) }));
  const codes = new Map(asked.map(({ answer }) => [answer, codeOf(answer)]));
  const [found, chosen] = await Promise.all([
    findAdvocatesByAnswer(db.sql, shopId, asked),
    findAdvocatesByCode(
      db.sql,
      shopId,
      [...new Set(codes.values())].filter((code) => code !== null),
    ),
  ]);
  const byCode = new Map(chosen.map(({ code, advocateId }) => [code, advocateId]));
  const nameOf = ({ nameSealed }: NamedAdvocate) => (nameSealed === null ? [] : hasher.words(vault.open(nameSealed)));
  return new Map(
    asked.map((one) => {
      const own = found.filter(({ answer }) => answer === one.answer);
      const advocateId = byCode.get(codes.get(one.answer) ?? '');
      const isByCode = advocateId !== undefined && !own.some(({ byEmail }) => byEmail);
      return [one.answer, isByCode ? { advocateId } : meaningOf(one, own, nameOf)] as const;
    }),
  );
}

function codeOf(answer: string): string | null {
  const chosen = readChosenCode(answer);
  return chosen === null ? null : lookupOf(chosen);
}

function meaningOf(
  { words }: AnsweredName,
  found: readonly NamedAdvocate[],
  nameOf: (advocate: NamedAdvocate) => string[],
): Meaning {
  const byEmail = found.filter((advocate) => advocate.byEmail);
  const byName = found.filter((advocate) => {
    const name = nameOf(advocate);
    return !advocate.byEmail && name.length === words.length && name.every((word) => words.some((other) => other === word));
  });
  const meant = [...new Set((byEmail.length > 0 ? byEmail : byName).map(({ advocateId }) => advocateId))];
  const [advocateId] = meant;
  if (meant.length > 1 || (byEmail.length === 0 && found.length >= MOST_NAMESAKES)) return 'ambiguous';
  return advocateId === undefined ? 'unknown' : { advocateId };
}
