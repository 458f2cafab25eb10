/** Rows to a CSV file, a few at a time: an export of a million rows holds one page of them in memory. */
import { Readable } from 'node:stream';
import { createReadableStreamFromReadable } from '@remix-run/node';
import { stringify } from 'csv-stringify';

export type CsvColumn<Row> = { header: string; value(row: Row): string | number | null };

/**
 * With a byte-order mark, so that spreadsheets read UTF-8. Text that a spreadsheet would run as a formula (=, +, -, @ …) is neutralised:
 * names and codes are written by strangers. Numbers may be negative.
 */
export function csvStream<Row>(columns: CsvColumn<Row>[], rows: AsyncIterable<Row>): ReadableStream<Uint8Array> {
  const records = Readable.from(toRecords(columns, rows));
  const csv = stringify({
    bom: true,
    header: true,
    columns: columns.map(({ header }) => header),
    escape_formulas: true,
    record_delimiter: 'windows',
  });
  // pipe() does not hand errors on: without this a failing query would leave the download waiting for ever.
  records.on('error', (error) => csv.destroy(error));
  return createReadableStreamFromReadable(records.pipe(csv));
}

async function* toRecords<Row>(columns: CsvColumn<Row>[], rows: AsyncIterable<Row>): AsyncGenerator<(string | number | null)[]> {
  for await (const row of rows) yield columns.map(({ value }) => value(row));
}
