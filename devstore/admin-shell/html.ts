/** Markup whose values are escaped unless they are markup themselves. */

export type Markup = { readonly markup: string };
type Value = string | number | boolean | null | undefined | Markup | readonly Value[];

/** Tagged template: html`<p>${text}</p>`. null, undefined and false print nothing; lists are joined. */
export function html(parts: TemplateStringsArray, ...values: Value[]): Markup {
  return { markup: parts.reduce((text, part, index) => text + print(values[index - 1]) + part) };
}

/** JSON that may stand inside a <script> element. */
export function jsonIn(value: unknown): Markup {
  return { markup: JSON.stringify(value).replaceAll('<', '\\u003c') };
}

function print(value: Value): string {
  if (value === null || value === undefined || value === false || value === true) return '';
  if (typeof value === 'string' || typeof value === 'number') return escape(String(value));
  if ('markup' in value) return value.markup;
  return value.map(print).join('');
}

function escape(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
