/** What the app says to PostgreSQL: every statement on a table of shops' rows names the shop whose rows it means. */
import pg from 'pg';
import type { Database } from '#app/db.server.ts';

type Listener = (text: string) => void;
const listeners = new Set<Listener>();

/** Prisma and the app's own pools both speak through this method. */
const query = pg.Client.prototype.query as (this: pg.Client, ...words: unknown[]) => unknown;
pg.Client.prototype.query = function (this: pg.Client, ...words: unknown[]) {
  const [first] = words;
  const text = typeof first === 'string' ? first : ((first as { text?: string } | undefined)?.text ?? '');
  for (const listener of listeners) listener(text);
  return query.apply(this, words);
} as typeof pg.Client.prototype.query;

/** The different statements of all connections while `work` is under way. */
async function statementsOf(work: () => Promise<unknown>): Promise<Set<string>> {
  const heard = new Set<string>();
  const listener = (text: string) => void heard.add(text);
  listeners.add(listener);
  try {
    await work();
  } finally {
    listeners.delete(listener);
  }
  return heard;
}

/** Tables whose rows belong to one shop each. */
async function tenantTables({ pool }: Pick<Database, 'pool'>): Promise<string[]> {
  const { rows } = await pool.query<{ name: string }>(`
    SELECT table_name AS name FROM information_schema.columns
    WHERE table_schema = 'public' AND column_name IN ('shop_id', 'shop_domain') ORDER BY 1`);
  return rows.map(({ name }) => name);
}

const SHOP = String.raw`[\w.]*shop_(?:id|domain)`;
/** Prisma writes NULL for an empty list. */
const VALUE = String.raw`(?:ANY\s*)?\(*(?:CAST\()?(?:\$\d|NULL\))`;

/**
 * Whether a statement keeps to the shops that it was given: as many conditions on the shop as tables of shops' rows, and one of them against a value
 * that came with it. An INSERT names the shop among its columns. Reads the text only: a test that asks as another shop proves what it means.
 */
export function bindsShop(text: string, tables: readonly string[]): boolean {
  const words = text
    .replace(/"public"\./g, '')
    .replace(/[\s"]+/g, ' ')
    .replace(/ ?\. ?/g, '.')
    .replace(/\( /g, '(');
  const count = (pattern: string) => words.match(new RegExp(pattern, 'gi'))?.length ?? 0;
  const name = `(?:${tables.join('|')})`;
  const mentions = count(String.raw`(?:\b(?:FROM|JOIN|UPDATE|INTO|USING|ONLY) |, ?)${name}\b(?![.(\w])(?! ?[,=)])`);
  if (mentions === 0) return true;
  const inserted = count(String.raw`INTO ${name}(?: AS \w+)? ?\([^)]*shop_(?:id|domain)`);
  const conditions = count(
    String.raw`${SHOP} ?(?:=|IN\b)|[\w$:]+ ?= ?${SHOP}|IN \([^()]*${SHOP}|\(${SHOP} ?,[^()]*\) ?= ?\(|USING \(shop_(?:id|domain)`,
  );
  const bound = count(String.raw`(?:${SHOP}|shop\.domain) ?(?:=|IN) ?${VALUE}|\$\d+(?:::\w+)? ?= ?${SHOP}`);
  return inserted + conditions >= mentions && (bound > 0 || inserted > 0);
}

/** Statements about all shops at once, each for its reason. */
const ACROSS_SHOPS: readonly { means: RegExp; reason: string }[] = [
  {
    means: /^WITH RECURSIVE waiting AS \( \(SELECT shop_domain, due_at FROM delivery/,
    reason: 'which shops have deliveries due',
  },
  {
    means: /^DELETE FROM delivery d USING \( SELECT shop_domain, id FROM delivery/,
    reason: 'pruning of settled and dead deliveries',
  },
  { means: /^SELECT DISTINCT s\.id FROM reward w JOIN shop s/, reason: 'which shops have rewards due' },
  {
    means: /^SELECT o\.shop_id AS "shopId".* WHERE o\.review_due_at <= \$1 ORDER BY/,
    reason: 'which held credits the rule decides now',
  },
  {
    means: /^SELECT s\.id FROM shop s WHERE s\.state = 'installed' AND EXISTS ?\(/,
    reason: 'which shops have visits to ask for, or standings to write',
  },
];

/** What was said while `work` was under way on tables of shops' rows without saying whose. */
export async function unboundStatements(db: Pick<Database, 'pool'>, work: () => Promise<unknown>): Promise<string[]> {
  const tables = await tenantTables(db);
  const texts = [...(await statementsOf(work))].map((text) => text.replace(/\s+/g, ' ').trim());
  if (texts.length === 0) throw new Error('nothing was heard');
  return texts.filter((text) => !bindsShop(text, tables) && !ACROSS_SHOPS.some(({ means }) => means.test(text)));
}
