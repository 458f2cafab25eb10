import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, inject, test } from 'vitest';
import { useDatabase } from '#tests/support/database.ts';

const database = useDatabase();
const prisma = promisify(execFile).bind(null, process.execPath);

/** Runs the Prisma CLI against this test's database; rejects with its output on a non-zero exit. */
async function runPrisma(...args: string[]): Promise<string> {
  const environment = { ...process.env, DATABASE_URL: database.url, CHECKPOINT_DISABLE: '1' };
  const { stdout } = await prisma(['node_modules/prisma/build/index.js', ...args], { env: environment });
  return String(stdout);
}

test('the migrations make exactly the schema that the client is generated from', async () => {
  expect(inject('databaseServerUrl')).toContain('127.0.0.1');
  const output = await runPrisma(
    'migrate',
    'diff',
    '--from-migrations',
    'prisma/migrations',
    '--to-schema-datamodel',
    'prisma/schema.prisma',
    '--exit-code',
  );
  expect(output).toContain('No difference detected');
});

test('a database that the tests migrated is up to date for the deploy command', async () => {
  expect(await runPrisma('migrate', 'status')).toContain('Database schema is up to date');
});

test('the ledger refuses changes and deletions, except while its shop is erased', async () => {
  const shopId = '018f0000-0000-7000-8000-000000000001';
  const rewardId = '018f0000-0000-7000-8000-000000000002';
  const client = await database.pool.connect();
  try {
    await client.query('SET session_replication_role = replica'); // the entry alone is looked at, without the rows it belongs to
    await client.query(
      `INSERT INTO ledger_entry (shop_id, key, input_hash, reward_id, from_account, to_account, amount_minor, currency, at)
       VALUES ($1, 'accrue:1', '\\x00', $2, 'programme-cost', 'pending', 500, 'USD', now())`,
      [shopId, rewardId],
    );
    await client.query('SET session_replication_role = origin');
    await expect(client.query('UPDATE ledger_entry SET amount_minor = 1 WHERE shop_id = $1', [shopId])).rejects.toThrow(
      /append-only/,
    );
    await expect(client.query('DELETE FROM ledger_entry WHERE shop_id = $1', [shopId])).rejects.toThrow(/append-only/);
    await client.query('BEGIN');
    await client.query(`SELECT set_config('vouchsafe.erasing_shop', $1, true)`, [shopId]);
    expect((await client.query('DELETE FROM ledger_entry WHERE shop_id = $1', [shopId])).rowCount).toBe(1);
    await client.query('COMMIT');
  } finally {
    client.release();
  }
});
