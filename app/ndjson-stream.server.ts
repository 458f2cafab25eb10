/** Rows to a file of one JSON object per line (https://github.com/ndjson/ndjson-spec), a few at a time. */
import { Readable } from 'node:stream';
import { createReadableStreamFromReadable } from '@remix-run/node';

/** @param record what stands on a row's line: JSON values only, so no bigint */
export function ndjsonStream<Row>(rows: AsyncIterable<Row>, record: (row: Row) => unknown): ReadableStream<Uint8Array> {
  return createReadableStreamFromReadable(Readable.from(toLines(rows, record)));
}

async function* toLines<Row>(rows: AsyncIterable<Row>, record: (row: Row) => unknown): AsyncGenerator<Buffer> {
  for await (const row of rows) yield Buffer.from(`${JSON.stringify(record(row))}\n`);
}
