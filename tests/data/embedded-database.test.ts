import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startEmbeddedDatabase } from '#app/embedded-database.server.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'vouchsafe-embedded-'));
  chmodSync(folder, 0o755); // run as root, PostgreSQL is `nobody` and must get in
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return (await client.query(sql)).rows as unknown[];
  } finally {
    await client.end();
  }
}

/** Starts the database in a process of its own, so that it can be killed; resolves with its URL. */
async function startInAnotherProcess(dataDir: string): Promise<{ url: string; kill(): Promise<void> }> {
  const program = `
    import { startEmbeddedDatabase } from ${JSON.stringify(path.resolve('app/embedded-database.server.ts'))};
    const database = await startEmbeddedDatabase({ dataDir: ${JSON.stringify(dataDir)} });
    console.log(database.url);
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program], { stdio: ['ignore', 'pipe', 'inherit'] });
  const url = await new Promise<string>((resolve) =>
    child.stdout.once('data', (chunk: Buffer) => resolve(chunk.toString().trim())),
  );
  return {
    url,
    kill: () =>
      new Promise((resolve) => {
        child.once('exit', () => resolve());
        child.kill('SIGKILL');
      }),
  };
}

test('what was written before a stop is there after the next start', async () => {
  const dataDir = path.join(folder, 'restart');
  const first = await startEmbeddedDatabase({ dataDir });
  await query(first.url, 'CREATE TABLE kept (word text)');
  await query(first.url, "INSERT INTO kept VALUES ('here')");
  await first.stop();
  await expect(query(first.url, 'SELECT 1')).rejects.toThrow();
  const second = await startEmbeddedDatabase({ dataDir });
  expect(await query(second.url, 'SELECT word FROM kept')).toEqual([{ word: 'here' }]);
  await second.stop();
});

test('a run that was killed is taken over with its data; one that still runs is left alone', async () => {
  const dataDir = path.join(folder, 'killed');
  const killed = await startInAnotherProcess(dataDir);
  await query(killed.url, "CREATE TABLE kept AS SELECT 'here'::text AS word");
  await expect(startEmbeddedDatabase({ dataDir })).rejects.toThrow(/in use by process \d+/);
  await killed.kill();
  const next = await startEmbeddedDatabase({ dataDir });
  expect(await query(next.url, 'SELECT word FROM kept')).toEqual([{ word: 'here' }]);
  await next.stop();
});
