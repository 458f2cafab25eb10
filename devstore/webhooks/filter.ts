/**
 * `filter` of a subscription, in Shopify's search syntax: `total_price:>=10.00 AND (source_name:web OR NOT tags:vip)`.
 * A field that the payload lacks matches nothing, as with Shopify, where a mistyped filter silences the subscription.
 */
import { valuesAt } from '#devstore/webhooks/include-fields.ts';

/** @throws when the filter is not in the syntax */
export function passesFilter(payload: unknown, filter: string | null): boolean {
  if (filter === null || filter.trim() === '') return true;
  const tokens = filter.match(/\(|\)|-(?=\S)|[^\s():]+:(?:>=|<=|>|<)?(?:"[^"]*"|[^\s()]+)|[^\s()]+/g) ?? [];
  const reader = { tokens, at: 0, payload };
  const passes = readOr(reader);
  if (reader.at < tokens.length) throw refused(tokens[reader.at]);
  return passes;
}

type Reader = { tokens: string[]; at: number; payload: unknown };

function readOr(reader: Reader): boolean {
  let passes = readAnd(reader);
  while (taken(reader, 'OR')) passes = readAnd(reader) || passes;
  return passes;
}

function readAnd(reader: Reader): boolean {
  let passes = readTerm(reader);
  for (;;) {
    const next = reader.tokens[reader.at];
    if (next === undefined || next === ')' || next === 'OR') return passes;
    taken(reader, 'AND');
    passes = readTerm(reader) && passes;
  }
}

function readTerm(reader: Reader): boolean {
  if (taken(reader, 'NOT') || taken(reader, '-')) return !readTerm(reader);
  if (taken(reader, '(')) {
    const passes = readOr(reader);
    if (!taken(reader, ')')) throw refused('(');
    return passes;
  }
  const token = reader.tokens[reader.at];
  const term = /^([^:]+):(>=|<=|>|<)?(?:"([^"]*)"|(.+))$/.exec(token ?? '');
  if (term === null) throw refused(token);
  reader.at += 1;
  const values = valuesAt(reader.payload, (term[1] ?? '').split('.'));
  return values.some((value) => matches(value, term[2], term[3] ?? term[4] ?? ''));
}

function matches(value: unknown, comparison: string | undefined, wanted: string): boolean {
  if (value === null || value === undefined) return false;
  if (comparison === undefined) return wanted === '*' || String(value) === wanted;
  const bothNumbers = [String(value), wanted].every((text) => text !== '' && Number.isFinite(Number(text)));
  const [left, right] = bothNumbers ? [Number(value), Number(wanted)] : [String(value), wanted];
  if (comparison === '>=') return left >= right;
  if (comparison === '<=') return left <= right;
  return comparison === '>' ? left > right : left < right;
}

function taken(reader: Reader, token: string): boolean {
  if (reader.tokens[reader.at] !== token) return false;
  reader.at += 1;
  return true;
}

function refused(token: string | undefined): Error {
  return new Error(`dev store: a webhook filter cannot be read at "${token ?? 'its end'}"`);
}
