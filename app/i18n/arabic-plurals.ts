/** Arabic counts in six ways. One and two are words of their own; the others carry the figure. */
const rules = new Intl.PluralRules('ar');

type Counted = Record<'one' | 'two', string> & Record<'few' | 'many' | 'other', (count: number) => string>;

/** @param forms none is told as `other`, "0 …" */
export function counted(count: number, forms: Counted): string {
  const form = rules.select(count);
  if (form === 'one' || form === 'two') return forms[form];
  return forms[form === 'zero' ? 'other' : form](count);
}
