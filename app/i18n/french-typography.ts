import { withRoundMillions } from './round-millions.ts';

/** What French asks of a printed text: no line breaks before double signs of punctuation, nor inside quotation marks. */
export function unbreakable(text: string): string {
  return text.replace(/ ([;:?!»%])/g, '\u00a0$1').replace(/« /g, '«\u00a0');
}

/** Words ready to be shown. */
export function typeset<Words extends object>(words: Words): Words {
  return withRoundMillions(words, unbreakable);
}
