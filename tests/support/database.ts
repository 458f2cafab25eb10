import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, inject } from 'vitest';
import { connectDatabase, type Database } from '#app/db.server.ts';
import { createDatabase } from '#app/embedded-database.server.ts';

/**
 * A database of this test file's own, copied from the migrated template and dropped afterwards.
 * Use the returned object inside tests only: it is connected in beforeAll.
 */
export function useDatabase(): Database & { url: string } {
  const name = `test_${randomBytes(6).toString('hex')}`;
  const database = {} as Database & { url: string };
  beforeAll(async () => {
    const admin = inject('databaseServerUrl');
    await createDatabase(admin, name, 'template_vouchsafe');
    const url = admin.replace(/\/postgres$/, `/${name}`);
    Object.assign(database, connectDatabase(url, 10), { url });
  });
  afterAll(async () => {
    await database.close();
    const client = new pg.Client(inject('databaseServerUrl'));
    await client.connect();
    await client.query(`DROP DATABASE ${pg.escapeIdentifier(name)} WITH (FORCE)`);
    await client.end();
  });
  return database;
}
