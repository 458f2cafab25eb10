/** Official webhook samples (tests/fixtures/payloads), and how to compare the shape of a document with them. */
import { readFileSync } from 'node:fs';
import path from 'node:path';

const folder = path.resolve(import.meta.dirname, '../fixtures/payloads');

/** The sample's payload: "orders-create.official-2026-07". */
export function samplePayload(name: string): unknown {
  const file: unknown = JSON.parse(readFileSync(path.join(folder, `${name}.json`), 'utf8'));
  if (typeof file !== 'object' || file === null || !('payload' in file)) throw new Error(`${name} is no sample`);
  return file.payload;
}

/**
 * Where `actual` differs in shape from `sample`: missing keys, and other kinds of value (text, number, list, …). Null fits everything,
 * and lists are compared by their first items.
 */
export function shapeDifferences(sample: unknown, actual: unknown, at = ''): string[] {
  if (sample === null || actual === null) return [];
  const kinds = [kindOf(sample), kindOf(actual)];
  if (kinds[0] !== kinds[1]) return [`${at}: ${kinds[0]} in the sample, ${kinds[1]} here`];
  if (Array.isArray(sample) && Array.isArray(actual)) {
    const [first, mine] = [sample[0] as unknown, actual[0] as unknown];
    return first === undefined || mine === undefined ? [] : shapeDifferences(first, mine, `${at}[]`);
  }
  if (!isRecord(sample) || !isRecord(actual)) return [];
  return Object.entries(sample).flatMap(([key, value]) =>
    key in actual ? shapeDifferences(value, actual[key], `${at}.${key}`) : [`${at}.${key}: missing`],
  );
}

function kindOf(value: unknown): string {
  return Array.isArray(value) ? 'list' : typeof value;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
