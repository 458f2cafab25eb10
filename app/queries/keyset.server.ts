/** Pages by key instead of by number: the thousandth page costs what the first does, and new rows shift nothing. */
import { Prisma } from '@prisma/client';
import { z } from 'zod';

/** What a list is in order of. Read downwards, every list has the newest first; ties are in order of id. */
export type ListOrder = {
  /** A whole number that goes before time, the greatest first. */
  rank?: Prisma.Sql;
  at: Prisma.Sql;
  id: Prisma.Sql;
  idType: 'uuid' | 'text';
  /** Read from its end. */
  upwards?: boolean;
};

type Key = { at: string; id: string; rank?: string };

/** Where a page begins: right after or right before one row. */
export type Place = { direction: 'after' | 'before' } & Key;

export type Page<Row> = {
  rows: Row[];
  /** Cursors for the neighbouring pages; null when there is none. */
  next: string | null;
  previous: string | null;
};

export type Paging = {
  /** `WHERE` part, written so that an index on (…, at DESC, id) can start at the place. */
  beyond: Prisma.Sql;
  /** `ORDER BY … LIMIT …`: one row more than the page, to know whether there is another. */
  inOrder: Prisma.Sql;
  /** Cuts the extra row off and makes the cursors. */
  cut<Row>(found: Row[], keyOf: (row: Row) => Key): Page<Row>;
};

const cursorSchema = z.tuple([
  z.enum(['after', 'before']),
  z.iso.datetime(),
  z.string().min(1).max(64),
  z
    .string()
    .regex(/^-?\d{1,18}$/)
    .optional(),
]);

/** Reads a cursor from the URL; anything unreadable is the first page. */
export function readCursor(text: string | null): Place | null {
  if (text === null) return null;
  try {
    const parsed = cursorSchema.safeParse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')));
    if (!parsed.success) return null;
    const [direction, at, id, rank] = parsed.data;
    return { direction, at, id, ...(rank === undefined ? {} : { rank }) };
  } catch {
    return null;
  }
}

function writeCursor(direction: Place['direction'], { at, id, rank }: Key): string {
  return Buffer.from(JSON.stringify([direction, at, id, ...(rank === undefined ? [] : [rank])])).toString('base64url');
}

/** The parts of a statement that reads one page of `size` rows (Infinity: all). A cursor that is not of this list is the first page. */
export function pageBy(order: ListOrder, cursor: Place | null, size: number): Paging {
  const place = cursor !== null && belongs(cursor, order) ? cursor : null;
  const backwards = place?.direction === 'before';
  const descending = backwards === (order.upwards ?? false);
  return {
    beyond: place === null ? Prisma.sql`TRUE` : beyond(order, place, descending),
    inOrder: Prisma.sql`ORDER BY ${columns(order, descending)} LIMIT ${size === Infinity ? null : size + 1}`,
    cut(found, keyOf) {
      const more = found.length > size;
      const rows = backwards ? found.slice(0, size).reverse() : found.slice(0, size);
      const first = rows[0];
      const last = rows.at(-1);
      return {
        rows,
        next: last !== undefined && (backwards || more) ? writeCursor('after', keyOf(last)) : null,
        previous: first !== undefined && (backwards ? more : place !== null) ? writeCursor('before', keyOf(first)) : null,
      };
    },
  };
}

function belongs(place: Place, order: ListOrder): boolean {
  const ranked = (place.rank === undefined) === (order.rank === undefined);
  return ranked && (order.idType === 'text' || z.guid().safeParse(place.id).success);
}

function beyond({ rank, at, id, idType }: ListOrder, place: Place, descending: boolean): Prisma.Sql {
  const time = Prisma.sql`${place.at}::timestamptz`;
  const key = idType === 'uuid' ? Prisma.sql`${place.id}::uuid` : Prisma.sql`${place.id}::text`;
  const later = descending
    ? Prisma.sql`(${at} <= ${time} AND (${at} < ${time} OR ${id} > ${key}))`
    : Prisma.sql`(${at} >= ${time} AND (${at} > ${time} OR ${id} < ${key}))`;
  if (rank === undefined) return later;
  const from = Prisma.sql`${place.rank ?? '0'}::bigint`;
  return descending
    ? Prisma.sql`(${rank} < ${from} OR (${rank} = ${from} AND ${later}))`
    : Prisma.sql`(${rank} > ${from} OR (${rank} = ${from} AND ${later}))`;
}

function columns({ rank, at, id }: ListOrder, descending: boolean): Prisma.Sql {
  const ranked = rank === undefined ? [] : [descending ? Prisma.sql`${rank} DESC` : Prisma.sql`${rank} ASC`];
  const timed = descending ? Prisma.sql`${at} DESC, ${id} ASC` : Prisma.sql`${at} ASC, ${id} DESC`;
  return Prisma.join([...ranked, timed]);
}
