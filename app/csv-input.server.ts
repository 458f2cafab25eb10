/** A spreadsheet's text file as it comes: its encoding recognised, its rows one by one, never all of it in memory. */
import { parse } from 'csv-parse';
import { Readable } from 'node:stream';

export const ENCODINGS = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252'] as const;
export type Encoding = (typeof ENCODINGS)[number];
/** `columns`: the headings do not say who the rows are about. `spreadsheet`: a workbook (.xlsx), no text. `encoding`: none that we read. `quotes`: a quotation mark that is not closed, or stands in the middle. `row-too-long`: no table. */
export type FileProblem = 'columns' | 'empty' | 'spreadsheet' | 'encoding' | 'quotes' | 'row-too-long';

export class UnreadableFile extends Error {
  readonly problem: FileProblem;
  readonly line: number | null;
  constructor(problem: FileProblem, line: number | null = null) {
    super(problem);
    this.problem = problem;
    this.line = line;
  }
}

export type Bytes = AsyncIterable<Uint8Array>;

const LONGEST_ROW = 100_000;
/** Of these Windows-1252 has no characters: a file that holds one is something else. */
const UNUSED = new Set([0x81, 0x8d, 0x8f, 0x90, 0x9d]);

/** Reads the file once. @throws UnreadableFile */
export async function recogniseEncoding(bytes: Bytes): Promise<Encoding> {
  let head: Uint8Array | null = null;
  let named: Encoding | null = null;
  let strict: TextDecoder | null = null;
  let isUtf8 = true;
  let isWestern = true;
  for await (const chunk of bytes) {
    if (chunk.length === 0) continue;
    if (head === null) {
      head = chunk;
      if (startsWith(chunk, [0x50, 0x4b, 3, 4]) || startsWith(chunk, [0xd0, 0xcf, 0x11, 0xe0]))
        throw new UnreadableFile('spreadsheet');
      named = wideEncoding(chunk);
      strict = new TextDecoder(named ?? 'utf-8', { fatal: true });
    }
    isWestern &&= !chunk.some((byte) => UNUSED.has(byte) || (byte < 32 && byte !== 9 && byte !== 10 && byte !== 13));
    if (isUtf8 && strict !== null) isUtf8 = reads(strict, chunk);
  }
  if (head === null) throw new UnreadableFile('empty');
  if (isUtf8 && strict !== null && !reads(strict, null)) isUtf8 = false;
  if (named !== null) {
    if (!isUtf8) throw new UnreadableFile('encoding');
    return named;
  }
  if (isUtf8 && isPlain(head)) return 'utf-8';
  if (!isUtf8 && isWestern) return 'windows-1252';
  throw new UnreadableFile('encoding');
}

function reads(decoder: TextDecoder, chunk: Uint8Array | null): boolean {
  try {
    if (chunk === null) decoder.decode();
    else decoder.decode(chunk, { stream: true });
    return true;
  } catch {
    return false;
  }
}

function startsWith(bytes: Uint8Array, head: readonly number[]): boolean {
  return head.every((byte, place) => bytes[place] === byte);
}

const isPlain = (head: Uint8Array) => !head.includes(0);

/** By its mark, or by the zeros beside the letters of the first row. */
function wideEncoding(head: Uint8Array): Encoding | null {
  if (startsWith(head, [0xff, 0xfe])) return 'utf-16le';
  if (startsWith(head, [0xfe, 0xff])) return 'utf-16be';
  const first = head.subarray(0, 40);
  const zeros = (odd: number) => first.filter((byte, place) => place % 2 === odd && byte === 0).length;
  if (zeros(1) > first.length / 3 && zeros(0) === 0) return 'utf-16le';
  if (zeros(0) > first.length / 3 && zeros(1) === 0) return 'utf-16be';
  return null;
}

/** The rows with their line numbers, the headings first. Comma, semicolon or tab: whichever the first row has most of. @throws UnreadableFile */
export async function* csvRows(bytes: Bytes, encoding: Encoding): AsyncGenerator<{ line: number; cells: string[] }> {
  const text = decoded(bytes, encoding);
  const first = await text.next();
  const head = first.done === true ? '' : first.value;
  const parser = Readable.from(rejoined(head, text)).pipe(
    parse({
      ...{ bom: true, delimiter: delimiterOf(head), info: true, skip_empty_lines: true },
      ...{ relax_column_count: true, max_record_size: LONGEST_ROW },
    }),
  );
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: { lines: number } }>) {
      yield { line: info.lines, cells: record };
    }
  } catch (error) {
    const { code, lines } = error as { code?: string; lines?: number };
    if (code === undefined || !code.startsWith('CSV_')) throw error;
    throw new UnreadableFile(code === 'CSV_MAX_RECORD_SIZE' ? 'row-too-long' : 'quotes', lines ?? null);
  }
}

async function* decoded(bytes: Bytes, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  for await (const chunk of bytes) {
    const text = decoder.decode(chunk, { stream: true });
    if (text !== '') yield text;
  }
  const rest = decoder.decode();
  if (rest !== '') yield rest;
}

async function* rejoined(head: string, rest: AsyncIterable<string>): AsyncGenerator<string> {
  yield head;
  yield* rest;
}

function delimiterOf(head: string): string {
  const row = (head.split(/\r\n|\n|\r/)[0] ?? '').replace(/"[^"]*"/g, '');
  const count = (sign: string) => row.split(sign).length;
  return [',', ';', '\t'].reduce((best, sign) => (count(sign) > count(best) ? sign : best));
}
