/** Pages of a connection. A cursor holds the sort value and the id of its row, so a page stays right when rows before it change. */
import { isGiven, apiError, type Answer } from '#devstore/admin-api/answers.ts';

export type PageArgs = {
  first?: number | null;
  last?: number | null;
  after?: string | null;
  before?: string | null;
  reverse?: boolean | null;
};

type SortValue = string | number;
type Cursor = { last_id: number; last_value: SortValue };

export type ConnectionOf<Item> = {
  /** "Customer": the connection and its edges are named after it. */
  type: string;
  id(item: Item): string;
  /** What to sort by before the id; the id alone by default. */
  sortValue?: (item: Item) => SortValue;
  node(item: Item): Answer;
};

const pageLimit = 250;

export function connection<Item>(items: Iterable<Item>, args: PageArgs, of: ConnectionOf<Item>): Answer {
  const rows = sorted(items, of, args.reverse === true);
  const { page, before, after } = cut(rows, args);
  return {
    __typename: `${of.type}Connection`,
    nodes: () => page.map((row) => of.node(row.item)),
    edges: () =>
      page.map((row) => ({
        __typename: `${of.type}Edge`,
        cursor: encode(row.cursor),
        node: () => of.node(row.item),
      })),
    pageInfo: {
      __typename: 'PageInfo',
      hasNextPage: after,
      hasPreviousPage: before,
      startCursor: cursorOf(page.at(0)),
      endCursor: cursorOf(page.at(-1)),
    },
  };
}

type Row<Item> = { item: Item; cursor: Cursor };

function sorted<Item>(items: Iterable<Item>, of: ConnectionOf<Item>, reverse: boolean): Row<Item>[] {
  const rows = Array.from(items, (item) => {
    const id = Number(of.id(item));
    return { item, cursor: { last_id: id, last_value: of.sortValue?.(item) ?? id } };
  });
  rows.sort((a, b) => compare(a.cursor, b.cursor));
  return reverse ? rows.reverse() : rows;
}

function cut<Item>(rows: Row<Item>[], args: PageArgs): { page: Row<Item>[]; before: boolean; after: boolean } {
  const size = args.first ?? args.last;
  if (size === null || size === undefined) throw apiError('you must provide one of first or last', 'BAD_REQUEST');
  if (size < 0 || size > pageLimit)
    throw apiError(`${!isGiven(args.first) ? 'last' : 'first'} must be between 0 and ${pageLimit}`, 'BAD_REQUEST');
  const direction = args.reverse === true ? -1 : 1;
  let from = 0;
  let to = rows.length;
  if (isGiven(args.after)) {
    const after = decode(args.after);
    const index = rows.findIndex((row) => compare(row.cursor, after) * direction > 0);
    from = index === -1 ? rows.length : index;
  }
  if (isGiven(args.before)) {
    const before = decode(args.before);
    const index = rows.findIndex((row) => compare(row.cursor, before) * direction >= 0);
    to = index === -1 ? rows.length : index;
  }
  if (isGiven(args.first)) to = Math.max(from, Math.min(to, from + args.first));
  else from = Math.max(from, to - size);
  return { page: rows.slice(from, to), before: from > 0, after: to < rows.length };
}

function compare(a: Cursor, b: Cursor): number {
  if (a.last_value < b.last_value) return -1;
  if (a.last_value > b.last_value) return 1;
  return a.last_id - b.last_id;
}

function cursorOf<Item>(row: Row<Item> | undefined): string | null {
  return row === undefined ? null : encode(row.cursor);
}

function encode(cursor: Cursor): string {
  return Buffer.from(JSON.stringify(cursor)).toString('base64');
}

function decode(text: string): Cursor {
  try {
    const cursor: unknown = JSON.parse(Buffer.from(text, 'base64').toString('utf8'));
    if (typeof cursor === 'object' && cursor !== null && 'last_id' in cursor && 'last_value' in cursor) return cursor as Cursor;
  } catch {
    // Falls through to the one answer for every bad cursor.
  }
  throw apiError(`Invalid cursor for current pagination sort.`, 'BAD_REQUEST');
}
