import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { createDatabase, type EmbeddedDatabase, startEmbeddedDatabase } from '#app/embedded-database.server.ts';
import { applyMigrations } from '#app/migrations.server.ts';

declare module 'vitest' {
  // eslint-disable-next-line @typescript-eslint/consistent-type-definitions -- declaration merging needs an interface
  export interface ProvidedContext {
    databaseServerUrl: string;
  }
}

/** One PostgreSQL for the whole run, with a migrated template; every test file copies the template (tests/support/database.ts). */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'vouchsafe-test-'));
  chmodSync(dataDir, 0o755); // run as root, PostgreSQL is `nobody` and must get in
  const server: EmbeddedDatabase = await startEmbeddedDatabase({ dataDir: path.join(dataDir, 'data'), durable: false });
  await createDatabase(server.urlOf('postgres'), 'template_vouchsafe');
  await applyMigrations(server.urlOf('template_vouchsafe'));
  project.provide('databaseServerUrl', server.urlOf('postgres'));
  return async () => {
    await server.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
}
