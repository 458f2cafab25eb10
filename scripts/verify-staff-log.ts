/** `npm run verify-log`: reads every shop's log of staff acts and says whether it is whole. Prints one JSON line last; exit code 1 when one is not. */
import { connectDatabase } from '../app/db.server.ts';
import { readEnvironment } from '../app/env.server.ts';
import { createVault } from '../app/personal-data.server.ts';
import { verifyAuditLog } from '../app/services/note-staff-act.server.ts';

const env = readEnvironment();
if (env.DATABASE_URL === undefined) throw new Error('Set DATABASE_URL to the database whose log is to be verified');
const db = connectDatabase(env.DATABASE_URL, 2);
const vault = createVault(env.APP_ENCRYPTION_KEY);
const shops: { shop: string; entries: number; head: string | null; brokenAt: number | null }[] = [];
try {
  const rows = await db.prisma.shop.findMany({
    select: { id: true, domain: true, personalKey: true },
    orderBy: { domain: 'asc' },
  });
  for (const row of rows) {
    const { entries, head, brokenAt } = await verifyAuditLog({ db, vault }, row);
    shops.push({ shop: row.domain, entries, head, brokenAt: brokenAt === null ? null : Number(brokenAt) });
  }
} finally {
  await db.close();
}
const ok = shops.every(({ brokenAt }) => brokenAt === null);
console.log(JSON.stringify({ ok, shops }));
process.exitCode = ok ? 0 : 1;
