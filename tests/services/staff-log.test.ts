/** The log of staff acts: what cannot be done without an entry, and what cannot be done to one. */
import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import type { Verdict } from '#app/services/note-staff-act.server.ts';
import { noteStaffAct, verifyAuditLog } from '#app/services/note-staff-act.server.ts';
import { eraseShop } from '#app/data/redaction.server.ts';
import { loggedOrder, screenOf } from '#app/domain/staff-act.ts';
import { openShop } from '#tests/fixtures/order-events.ts';
import { testContext } from '#tests/support/context.ts';
import { useDatabase } from '#tests/support/database.ts';

const database = useDatabase();

async function shopWithLog(entries: number) {
  const context = testContext(database);
  const { id } = await openShop(context);
  const shop = await database.prisma.shop.findUniqueOrThrow({ where: { id } });
  const note = (value: string) =>
    noteStaffAct(context, shop, { by: '71001', act: 'program-saved', screen: 'program', subjects: ['a', 'b'], value });
  for (let place = 1; place <= entries; place += 1) await note(String(place));
  return { context, shop, note, verify: () => verifyAuditLog(context, shop) };
}

/** As somebody with the database’s own rights. */
async function tamper(statement: string, shopId: string): Promise<void> {
  await database.pool.query('ALTER TABLE audit_entry DISABLE TRIGGER audit_entry_append_only');
  await database.pool.query(statement, [shopId]);
  await database.pool.query('ALTER TABLE audit_entry ENABLE TRIGGER audit_entry_append_only');
}

test('entries of many at once are numbered without gaps, and the log is whole', async () => {
  const { shop, note, verify } = await shopWithLog(0);
  await Promise.all(Array.from({ length: 12 }, (_, place) => note(String(place))));
  const rows = await database.prisma.auditEntry.findMany({ where: { shopId: shop.id }, orderBy: { seq: 'asc' } });
  expect(rows.map(({ seq }) => Number(seq))).toEqual(Array.from({ length: 12 }, (_, place) => place + 1));
  expect(await verify()).toEqual({ entries: 12, head: expect.stringMatching(/^[0-9a-f]{64}$/) as string, brokenAt: null });
});

test('the database refuses to change or delete an entry', async () => {
  const { shop, verify } = await shopWithLog(2);
  const change = database.prisma.auditEntry.updateMany({ where: { shopId: shop.id }, data: { by: '1' } });
  await expect(change).rejects.toThrow(/append-only/);
  await expect(database.prisma.auditEntry.deleteMany({ where: { shopId: shop.id } })).rejects.toThrow(/append-only/);
  expect((await verify()).brokenAt).toBeNull();
});

test.each<[string, string, bigint]>([
  ['another person', "UPDATE audit_entry SET by = '1' WHERE shop_id = $1 AND seq = 2", 2n],
  ['another time', "UPDATE audit_entry SET at = at - interval '1 ms' WHERE shop_id = $1 AND seq = 3", 3n],
  ['subjects run together', "UPDATE audit_entry SET subjects = '{ab}' WHERE shop_id = $1 AND seq = 1", 1n],
  ['an entry taken out', 'DELETE FROM audit_entry WHERE shop_id = $1 AND seq = 2', 2n],
  ['the first entries taken out', 'DELETE FROM audit_entry WHERE shop_id = $1 AND seq < 3', 1n],
  ['two exchanged', 'UPDATE audit_entry SET seq = CASE seq WHEN 2 THEN 9 ELSE seq END WHERE shop_id = $1', 2n],
  ['a hash of somebody’s own', "UPDATE audit_entry SET by = '1', hash = sha256('x') WHERE shop_id = $1 AND seq = 4", 4n],
])('whoever has the database to themselves is found out: %s', async (_what, statement, brokenAt) => {
  const { shop, verify } = await shopWithLog(4);
  await tamper(statement, shop.id);
  expect((await verify()).brokenAt).toBe(brokenAt);
});

test('entries cut off the end change the head, which operators keep elsewhere', async () => {
  const { shop, verify } = await shopWithLog(4);
  const whole: Verdict = await verify();
  await tamper('DELETE FROM audit_entry WHERE shop_id = $1 AND seq = 4', shop.id);
  const cut = await verify();
  expect(cut).toMatchObject({ entries: 3, brokenAt: null });
  expect(cut.head).not.toBe(whole.head);
});

test('an entry of another shop does not fit, and an erased shop takes its log with it', async () => {
  const [one, other] = [await shopWithLog(2), await shopWithLog(1)];
  await tamper(
    `UPDATE audit_entry SET hash = (SELECT hash FROM audit_entry WHERE shop_id <> $1 LIMIT 1) WHERE shop_id = $1 AND seq = 1`,
    one.shop.id,
  );
  expect((await one.verify()).brokenAt).toBe(1n);
  await database.prisma.$transaction((tx) => eraseShop(tx, one.shop));
  expect(await database.prisma.auditEntry.count({ where: { shopId: one.shop.id } })).toBe(0);
  expect(await other.verify()).toMatchObject({ entries: 1, brokenAt: null });
});

test('the command tells of every shop, and fails when one log is broken', async () => {
  const { context, shop } = await shopWithLog(3);
  const environment = Object.entries(context.env).map(([name, value]): [string, string] => [name, String(value)]);
  const run = () =>
    spawnSync(process.execPath, ['scripts/verify-staff-log.ts'], {
      encoding: 'utf8',
      env: { ...process.env, ...Object.fromEntries(environment), DATABASE_URL: database.url },
    });
  const verdict = ({ stdout }: { stdout: string }) =>
    (JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as { shops: { shop: string; brokenAt: number | null }[] }).shops.find(
      (each) => each.shop === shop.domain,
    );
  expect(verdict(run())).toMatchObject({ entries: 3, brokenAt: null });
  await tamper("UPDATE audit_entry SET act = 'guide-shown' WHERE shop_id = $1 AND seq = 2", shop.id);
  const broken = run();
  expect(broken.status).toBe(1);
  expect(verdict(broken)).toMatchObject({ entries: 1, brokenAt: 2 });
});

test('what is typed or names a customer is not written down', () => {
  expect(['#1042', '9001', 'signup-800123', 'ben@friend.example', 'Ben Bauer'].map(loggedOrder)).toEqual([
    ...['#1042', '9001', 'not-an-order', 'not-an-order', 'not-an-order'],
  ]);
  const pages = [
    'https://app.example/app?x=1',
    'https://app.example/app/rewards/018f?id_token=secret',
    'https://evil.example/',
    'nonsense',
    null,
  ];
  expect(pages.map(screenOf)).toEqual(['home', 'rewards', 'other', 'other', 'other']);
});
