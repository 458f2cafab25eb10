/** Applies prisma/migrations to the embedded database and to test databases, recorded as `prisma migrate deploy` would: 50 ms instead of the CLI's 2 s. */
import { createHash, randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import pg from 'pg';

const folder = new URL('../prisma/migrations/', import.meta.url);
/** The lock that Prisma's own command takes, so that both may run at once. */
const LOCK = 72_707_369;

/** Applies what is missing, oldest first. @throws with the migration's name when one fails; those before it stay applied */
export async function applyMigrations(url: string): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1)', [LOCK]); // released with the connection
    await client.query(`CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
      "id" VARCHAR(36) PRIMARY KEY, "checksum" VARCHAR(64) NOT NULL, "finished_at" TIMESTAMPTZ, "migration_name" VARCHAR(255) NOT NULL,
      "logs" TEXT, "rolled_back_at" TIMESTAMPTZ, "started_at" TIMESTAMPTZ NOT NULL DEFAULT now(), "applied_steps_count" INTEGER NOT NULL DEFAULT 0)`);
    const { rows } = await client.query<{ name: string }>(
      'SELECT migration_name AS name FROM "_prisma_migrations" WHERE finished_at IS NOT NULL',
    );
    const applied = new Set(rows.map(({ name }) => name));
    for (const name of migrationNames()) if (!applied.has(name)) await apply(client, name);
  } finally {
    await client.end();
  }
}

function migrationNames(): string[] {
  const entries = readdirSync(folder, { withFileTypes: true });
  return entries.flatMap((entry) => (entry.isDirectory() ? [entry.name] : [])).sort();
}

async function apply(client: pg.Client, name: string): Promise<void> {
  const sql = readFileSync(new URL(`${name}/migration.sql`, folder), 'utf8');
  try {
    await client.query(sql); // several statements in one query are one transaction
  } catch (cause) {
    throw new Error(`migration ${name} failed`, { cause });
  }
  await client.query(
    'INSERT INTO "_prisma_migrations" (id, checksum, migration_name, finished_at, applied_steps_count) VALUES ($1, $2, $3, now(), 1)',
    [randomUUID(), createHash('sha256').update(sql).digest('hex'), name],
  );
}
