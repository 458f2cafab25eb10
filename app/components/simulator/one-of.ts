/** The chosen word of a select. @throws RangeError for a word that it does not offer, which is a bug */
export function oneOf<Word extends string>(words: readonly Word[], value: string): Word {
  const found = words.find((word) => word === value);
  if (found === undefined) throw new RangeError(`no such choice: ${value}`);
  return found;
}
