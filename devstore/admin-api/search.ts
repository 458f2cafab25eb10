/** Shopify's search syntax in `query:` arguments: terms, field:value, comparators, quotes, AND, OR, NOT, -, parentheses. */
import { notImitated } from '#devstore/admin-api/answers.ts';

/** How a field of a thing is read: text is compared whole and without case, times and numbers as such. */
export type SearchField<Item> =
  | { kind: 'text'; read(item: Item): (string | null)[] }
  | { kind: 'time'; read(item: Item): string | null }
  | { kind: 'number'; read(item: Item): number };

export type SearchFields<Item> = {
  /** Read by bare words: matches the beginning of any word of these texts. */
  words(item: Item): (string | null)[];
  fields: Record<string, SearchField<Item>>;
};

type Term = { field: string | null; comparator: string; value: string };
type Node = { all: Node[] } | { any: Node[] } | { not: Node } | Term;

/** A predicate for `query`. Every item passes an empty one; a field that is not listed refuses, where Shopify would ignore it in silence. */
export function searchFilter<Item>(query: string | null | undefined, search: SearchFields<Item>): (item: Item) => boolean {
  const tokens = tokenize(query ?? '');
  if (tokens.length === 0) return () => true;
  const node = parseAny(tokens);
  return (item) => matches(node, item, search);
}

const tokenPattern = /\s+|\(|\)|-?(?:[A-Za-z_][\w.]*:)?(?:<=|>=|<|>)?(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[^\s()]+)/g;

function tokenize(query: string): string[] {
  return (query.match(tokenPattern) ?? []).map((token) => token.trim()).filter((token) => token !== '');
}

function parseAny(tokens: string[]): Node {
  const any = [parseAll(tokens)];
  while (tokens[0] === 'OR') {
    tokens.shift();
    any.push(parseAll(tokens));
  }
  return any.length === 1 && any[0] !== undefined ? any[0] : { any };
}

function parseAll(tokens: string[]): Node {
  const all: Node[] = [];
  while (tokens.length > 0 && tokens[0] !== ')' && tokens[0] !== 'OR') {
    if (tokens[0] === 'AND') tokens.shift();
    else all.push(parseOne(tokens));
  }
  return { all };
}

function parseOne(tokens: string[]): Node {
  const token = tokens.shift() ?? '';
  if (token === 'NOT') return { not: parseOne(tokens) };
  if (token.startsWith('-') && token.length > 1) return { not: parseOne([token.slice(1)]) };
  if (token === '(') {
    const inner = parseAny(tokens);
    if (tokens[0] === ')') tokens.shift();
    return inner;
  }
  const match = /^(?:([A-Za-z_][\w.]*):)?(<=|>=|<|>)?([\s\S]*)$/.exec(token);
  return { field: match?.[1] ?? null, comparator: match?.[2] ?? '', value: unquote(match?.[3] ?? '') };
}

function unquote(text: string): string {
  return /^(["']).*\1$/s.test(text) ? text.slice(1, -1).replace(/\\(.)/g, '$1') : text;
}

function matches<Item>(node: Node, item: Item, search: SearchFields<Item>): boolean {
  if ('all' in node) return node.all.every((each) => matches(each, item, search));
  if ('any' in node) return node.any.some((each) => matches(each, item, search));
  if ('not' in node) return !matches(node.not, item, search);
  if (node.field === null) return matchesWords(search.words(item), node.value);
  const negated = node.field.endsWith('_not') ? search.fields[node.field.slice(0, -4)] : undefined;
  if (negated !== undefined) return !matchesField(negated, item, node);
  const field = search.fields[node.field];
  if (field === undefined) throw notImitated(`the search field ${node.field}`);
  return matchesField(field, item, node);
}

function matchesWords(texts: (string | null)[], value: string): boolean {
  const wanted = value.toLowerCase().replace(/\*$/, '');
  return texts.some(
    (text) => text !== null && (text.toLowerCase().startsWith(wanted) || text.toLowerCase().includes(` ${wanted}`)),
  );
}

function matchesField<Item>(field: SearchField<Item>, item: Item, term: Term): boolean {
  if (field.kind === 'number') return compare(field.read(item), Number(term.value), term.comparator);
  if (field.kind === 'time') {
    const value = field.read(item);
    if (value === null) return false;
    const wanted = Date.parse(term.value);
    if (Number.isNaN(wanted)) throw notImitated(`the time "${term.value}" in a search`);
    return compare(Date.parse(value), wanted, term.comparator);
  }
  const values = field
    .read(item)
    .filter((value) => value !== null)
    .map((value) => value.toLowerCase());
  return term.value
    .toLowerCase()
    .split(',')
    .some((wanted) => {
      if (wanted === '*') return values.length > 0;
      return wanted.endsWith('*')
        ? values.some((value) => value.startsWith(wanted.slice(0, -1)))
        : values.includes(wanted.trim());
    });
}

function compare(value: number, wanted: number, comparator: string): boolean {
  if (comparator === '>') return value > wanted;
  if (comparator === '>=') return value >= wanted;
  if (comparator === '<') return value < wanted;
  if (comparator === '<=') return value <= wanted;
  return value === wanted;
}
