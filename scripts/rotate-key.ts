/**
 * `npm run rotate-key`: seals with APP_ENCRYPTION_KEY what APP_ENCRYPTION_KEY_FORMER has sealed. Prints one JSON line; exit code 1 when something can be
 * opened with neither.
 */
import { connectDatabase } from '../app/db.server.ts';
import { readEnvironment } from '../app/env.server.ts';
import { createVault } from '../app/personal-data.server.ts';
import { rotateKey } from '../app/services/rotate-key.server.ts';

const env = readEnvironment();
if (env.DATABASE_URL === undefined) throw new Error('Set DATABASE_URL to the database whose key is to be exchanged');
if (env.APP_ENCRYPTION_KEY_FORMER === undefined)
  throw new Error('Set APP_ENCRYPTION_KEY_FORMER to the key before, and APP_ENCRYPTION_KEY to the new one');
const db = connectDatabase(env.DATABASE_URL, 2);
const vault = createVault(env.APP_ENCRYPTION_KEY, env.APP_ENCRYPTION_KEY_FORMER);
const columns = await rotateKey({ db, vault }).finally(() => db.close());
const ok = columns.every(({ unreadable }) => unreadable === 0);
console.log(JSON.stringify({ ok, columns }));
process.exitCode = ok ? 0 : 1;
