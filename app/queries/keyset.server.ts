/** Pages by key instead of by number: the thousandth page costs what the first does, and new rows shift nothing. */
import { Prisma } from '@prisma/client';
import { z } from 'zod';

/** Where a page begins: right after or right before one row. Lists are newest first, ties in order of id. */
export type Place = { direction: 'after' | 'before'; at: string; id: string };

export type Page<Row> = {
  rows: Row[];
  /** Cursors for the neighbouring pages; null when there is none. */
  next: string | null;
  previous: string | null;
};

const cursorSchema = z.tuple([z.enum(['after', 'before']), z.iso.datetime(), z.string().min(1).max(64)]);

/** Reads a cursor from the URL; anything unreadable is the first page. */
export function readCursor(text: string | null): Place | null {
  if (text === null) return null;
  try {
    const parsed = cursorSchema.safeParse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')));
    if (!parsed.success) return null;
    const [direction, at, id] = parsed.data;
    return { direction, at, id };
  } catch {
    return null;
  }
}

function writeCursor(direction: Place['direction'], key: { at: string; id: string }): string {
  return Buffer.from(JSON.stringify([direction, key.at, key.id])).toString('base64url');
}

/** `WHERE` part, written so that an index on (…, at DESC, id) can start at the place. `id` must compare as `idType`. */
export function beyond(at: Prisma.Sql, id: Prisma.Sql, idType: 'uuid' | 'text', place: Place | null): Prisma.Sql {
  if (place === null) return Prisma.sql`TRUE`;
  const time = Prisma.sql`${place.at}::timestamptz`;
  const key = idType === 'uuid' ? Prisma.sql`${place.id}::uuid` : Prisma.sql`${place.id}::text`;
  return place.direction === 'after'
    ? Prisma.sql`(${at} <= ${time} AND (${at} < ${time} OR ${id} > ${key}))`
    : Prisma.sql`(${at} >= ${time} AND (${at} > ${time} OR ${id} < ${key}))`;
}

/** `ORDER BY … LIMIT …`: one row more than the page, to know whether there is another. */
export function inOrder(at: Prisma.Sql, id: Prisma.Sql, place: Place | null, size: number): Prisma.Sql {
  return place?.direction === 'before'
    ? Prisma.sql`ORDER BY ${at} ASC, ${id} DESC LIMIT ${size + 1}`
    : Prisma.sql`ORDER BY ${at} DESC, ${id} ASC LIMIT ${size + 1}`;
}

/** Cuts the extra row off and makes the cursors. */
export function pageOf<Row>(
  found: Row[],
  place: Place | null,
  size: number,
  keyOf: (row: Row) => { at: string; id: string },
): Page<Row> {
  const backwards = place?.direction === 'before';
  const more = found.length > size;
  const rows = backwards ? found.slice(0, size).reverse() : found.slice(0, size);
  const first = rows[0];
  const last = rows.at(-1);
  return {
    rows,
    next: last !== undefined && (backwards || more) ? writeCursor('after', keyOf(last)) : null,
    previous: first !== undefined && (backwards ? more : place !== null) ? writeCursor('before', keyOf(first)) : null,
  };
}
