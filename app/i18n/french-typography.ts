/** What French asks of a printed text: no line breaks before double signs of punctuation, nor inside quotation marks. */
export function unbreakable(text: string): string {
  return text.replace(/ ([;:?!»%])/g, '\u00a0$1').replace(/« /g, '«\u00a0');
}

/**
 * Words ready to be shown. French has a plural of its own for round millions (`_many`); written in digits it is like every other, so
 * that no file of words has to say it.
 */
export function typeset<Words extends object>(words: Words): Words {
  const entries = Object.entries(words).flatMap(([key, text]: [string, string | object]): [string, unknown][] => {
    const set = typeof text === 'string' ? unbreakable(text) : typeset(text);
    return /(?<!_ordinal)_other$/.test(key) ? [[key, set], [key.replace(/_other$/, '_many'), set]] : [[key, set]]; // prettier-ignore
  });
  return Object.fromEntries(entries) as Words;
}
