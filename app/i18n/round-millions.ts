/**
 * Words ready to be shown, in a language with a plural of its own for round millions (`_many`: French, Spanish). Written in digits it
 * is like every other, so that no file of words has to say it.
 *
 * @param set the last touch to each text: what the language's typography asks for
 */
export function withRoundMillions<Words extends object>(words: Words, set: (text: string) => string): Words {
  const entries = Object.entries(words).flatMap(([key, text]: [string, string | object]): [string, unknown][] => {
    const ready = typeof text === 'string' ? set(text) : withRoundMillions(text, set);
    return /(?<!_ordinal)_other$/.test(key) ? [[key, ready], [key.replace(/_other$/, '_many'), ready]] : [[key, ready]]; // prettier-ignore
  });
  return Object.fromEntries(entries) as Words;
}
