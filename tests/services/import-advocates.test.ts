/** Files of advocates: what a merchant's spreadsheet can be, what is found in it, and that nothing is half imported. */
import { beforeEach, expect, test } from 'vitest';
import { keepHouse } from '#app/services/keep-house.server.ts';
import { readImport } from '#app/services/read-import.server.ts';
import { receiveImport } from '#app/services/receive-import.server.ts';
import { redactCustomer } from '#app/services/redact-customer.server.ts';
import { answerImport, runImport } from '#app/services/run-import.server.ts';
import { setCode } from '#app/services/choose-code.server.ts';
import { countVerdicts, markRepeats, redrawCodes } from '#app/data/import-rows.server.ts';
import { findStorefront, type Storefront } from '#app/data/storefronts.server.ts';
import { addAdvocate, openShop, orderBody, shopifyThatNumbersOrders, type TestShop, work } from '#tests/fixtures/order-events.ts';
import { type TestContext, testContext } from '#tests/support/context.ts';
import { useDatabase } from '#tests/support/database.ts';

const database = useDatabase();
let context: TestContext;
let tenant: TestShop;
let shop: Storefront;

beforeEach(async () => {
  context = testContext(database, { shopify: shopifyThatNumbersOrders(), newId: () => crypto.randomUUID() });
  tenant = await openShop(context);
  const found = await findStorefront(database.prisma, tenant.domain);
  if (found === null) throw new Error('not installed');
  shop = found;
});

async function* inPieces(bytes: Uint8Array, size = 7): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < bytes.length; from += size) yield await Promise.resolve(bytes.subarray(from, from + size));
}
/** Hands a file in and has it read; answers the task, and verdict by line. */
async function dryRun(content: string | Uint8Array) {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  const received = await receiveImport(context, shop, { name: 'friends.csv', by: '71001', body: inPieces(bytes, 1_000) });
  if ('problem' in received) throw new Error(received.problem);
  const ids = { shopId: shop.id, taskId: received.taskId };
  await readImport(context, ids);
  const rows = await database.prisma.importRow.findMany({ where: ids, orderBy: { line: 'asc' } });
  return { ids, task: await taskOf(ids), rows: rows.map(({ line, verdict }) => `${line} ${verdict}`) };
}
const taskOf = ({ taskId }: { taskId: string }) => database.prisma.task.findFirstOrThrow({ where: { id: taskId } });
const advocates = async () =>
  (
    await database.prisma.advocate.findMany({
      where: { shopId: shop.id },
      orderBy: { enrolledAt: 'asc' },
      include: { chosenCodes: true },
    })
  ).map(({ emailSealed, nameSealed, customerId, chosenCodes, source }) => ({
    email: emailSealed && context.vault.open(emailSealed),
    name: nameSealed && context.vault.open(nameSealed),
    code: chosenCodes[0]?.code ?? null,
    ...{ customerId, source },
  }));

const GOOD =
  'E-Mail;Vorname;Code;Kundennummer;Date\nanna@one.example;Zoë;Zoe bakes;;2024-03-01\nben@two.example;=cmd();;4711;2024-03-02\n';

test('a file is read without importing anything; then all of it is imported, sealed, with its codes and dates', async () => {
  const { ids, task, rows } = await dryRun(GOOD);
  expect(rows).toEqual(['2 new', '3 new']);
  expect(task).toMatchObject({ state: 'asking', detail: { found: { new: 2 }, encoding: 'utf-8', fileName: 'friends.csv' } });
  expect(await advocates()).toEqual([]);

  expect(await answerImport(context, shop, ids.taskId, 'start')).toBe(true);
  expect(await answerImport(context, shop, ids.taskId, 'start')).toBe(false);
  await runImport(context, ids);
  await runImport(context, ids);
  expect(await advocates()).toEqual([
    { email: 'anna@one.example', name: 'Zoë', code: 'ZOE-BAKES', customerId: null, source: 'merchant' },
    { email: 'ben@two.example', name: '=cmd()', code: null, customerId: '4711', source: 'merchant' },
  ]);
  expect(await taskOf(ids)).toMatchObject({ state: 'done', detail: { imported: 2 } });
  const kept = await database.pool.query<{ line: string }>(
    `SELECT to_jsonb(r)::text AS line FROM import_row r WHERE task_id = $1`,
    [ids.taskId],
  );
  for (const { line } of kept.rows)
    expect(JSON.parse(line)).toMatchObject({ email_sealed: null, email_hash: null, chosen_code: null });

  // Who was imported by their address is the same advocate when they buy with an account.
  await work(context, tenant, ['orders/paid', orderBody({ orderId: '1', customer: { id: 99, email: 'ANNA@one.example' } })]);
  expect((await advocates()).map(({ customerId }) => customerId)).toEqual(['99', '4711']);
});

test('every mistake is told with its line, people and codes that repeat among them, and nothing of such a file can be imported', async () => {
  const known = await addAdvocate(context, tenant, { customerId: '5001', email: 'known@one.example' });
  await setCode(context, shop, known.advocateId, 'KNOWN-CODE');
  const { ids, rows, task } = await dryRun(
    [
      'email,first name,code,customer id,joined',
      'known@one.example,,,,',
      'a@one.example,A,ALPHA-ONE,,',
      'A@one.example,again,,,',
      'b@one.example,,alpha one,,',
      'c@one.example,,known-c0de,,',
      'no address,,,,',
      ',,,,',
      ',,,gid://shopify/Customer/5001,',
      ',,,x12,',
      'd@one.example,,ab,,',
      'e@one.example,,,,03/04/2024',
      'f@one.example,,,,2199-01-01',
    ].join('\r\n'),
  );
  expect(rows).toEqual([
    ...['2 known', '3 new', '4 twice', '5 code-twice', '6 code-taken', '7 email', '8 no-person', '9 known', '10 customer'],
    ...['11 code-length', '12 date', '13 date-ahead'],
  ]);
  expect(task.state).toBe('asking');
  expect(await answerImport(context, shop, ids.taskId, 'start')).toBe(false);
  expect(await answerImport(context, shop, ids.taskId, 'discard')).toBe(true);
  expect(await database.prisma.importRow.count({ where: { shopId: shop.id } })).toBe(0);
});

const wide = (text: string, order: 'le' | 'be', mark: boolean) => {
  const bytes = Buffer.from((mark ? '\ufeff' : '') + text, 'utf16le');
  return new Uint8Array(order === 'le' ? bytes : bytes.swap16());
};
test.each([
  ['UTF-8 with a mark', new TextEncoder().encode(`\ufeff${GOOD}`), 'utf-8'],
  ['UTF-16 little-endian', wide(GOOD, 'le', true), 'utf-16le'],
  ['UTF-16 big-endian', wide(GOOD, 'be', true), 'utf-16be'],
  ['UTF-16 without a mark', wide(GOOD, 'le', false), 'utf-16le'],
  ['Windows-1252', new Uint8Array(Buffer.from(GOOD, 'latin1')), 'windows-1252'],
])('a file in %s is read as what it is', async (_, bytes, encoding) => {
  const { ids, rows, task } = await dryRun(bytes);
  expect([task.detail, rows]).toMatchObject([{ encoding }, ['2 new', '3 new']]);
  await answerImport(context, shop, ids.taskId, 'start');
  await runImport(context, ids);
  expect((await advocates())[0]).toMatchObject({ name: 'Zoë', code: 'ZOE-BAKES' });
});

test.each([
  ['spreadsheet', new Uint8Array([0x50, 0x4b, 3, 4, 20, 0])],
  ['encoding', new Uint8Array([...Buffer.from('email\n'), 0x83, 0x81, 0x83, 0x8d])],
  ['encoding', new Uint8Array([...Buffer.from('email\n'), 0, 1, 2, 0])],
  ['quotes', new TextEncoder().encode('email\n"a@one.example\n')],
  ['row-too-long', new TextEncoder().encode(`email\n${'x'.repeat(200_000)}`)],
  ['columns', new TextEncoder().encode('street;town\nx;y\n')],
])('a file that cannot be read is refused (%s), and leaves nothing', async (problem, bytes) => {
  const { task } = await dryRun(bytes);
  expect(task).toMatchObject({ state: 'failed', problem });
  expect([
    await database.prisma.importRow.count({ where: { shopId: shop.id } }),
    await database.prisma.importChunk.count({ where: { shopId: shop.id } }),
  ]).toEqual([0, 0]);
});

test('a code that somebody gets between reading and importing stops all of it', async () => {
  const { ids } = await dryRun(GOOD);
  await answerImport(context, shop, ids.taskId, 'start');
  const anna = await addAdvocate(context, tenant, { customerId: '5001', email: 'other@one.example' });
  await setCode(context, shop, anna.advocateId, 'ZOE-BAKES');
  await runImport(context, ids);
  expect(await taskOf(ids)).toMatchObject({ state: 'failed', problem: 'meanwhile' });
  expect((await advocates()).map(({ email }) => email)).toEqual(['other@one.example']);
});

test('an import is taken back, but for those whose link was used since', async () => {
  const { ids } = await dryRun(GOOD);
  await answerImport(context, shop, ids.taskId, 'start');
  await runImport(context, ids);
  const used = await database.prisma.advocate.findFirstOrThrow({ where: { shopId: shop.id, customerId: '4711' } });
  await database.prisma.visit.create({
    data: {
      shopId: shop.id,
      id: crypto.randomUUID(),
      advocateId: used.id,
      code: used.code,
      at: new Date(context.now()),
      landingPath: '/',
    },
  });
  expect(await answerImport(context, shop, ids.taskId, 'undo')).toBe(true);
  await runImport(context, ids);
  expect(await taskOf(ids)).toMatchObject({ state: 'undone', detail: { stayed: 1 } });
  expect((await advocates()).map(({ customerId }) => customerId)).toEqual(['4711']);
});

test('one import at a time; a file that breaks off or is too large leaves nothing; one that nobody answers goes after a day', async () => {
  async function* broken(): AsyncGenerator<Uint8Array> {
    yield await Promise.resolve(new Uint8Array(600_000));
    throw new Error('the line is dead');
  }
  await expect(receiveImport(context, shop, { name: 'x', by: '1', body: broken() })).rejects.toThrow('the line is dead');
  const mebibyte = new Uint8Array(2 ** 20);
  async function* endless(): AsyncGenerator<Uint8Array> {
    for (;;) yield await Promise.resolve(mebibyte);
  }
  expect(await receiveImport(context, shop, { name: 'x', by: '1', body: endless() })).toEqual({ problem: 'too-large' });
  expect(await database.prisma.task.count({ where: { shopId: shop.id } })).toBe(0);

  await dryRun(GOOD);
  expect(await receiveImport(context, shop, { name: 'x', by: '1', body: inPieces(new Uint8Array(3)) })).toEqual({
    problem: 'busy',
  });
  const person = { customer: { id: 4711, email: 'ben@two.example' } };
  await redactCustomer(context, shop, person);
  expect(await database.prisma.importRow.count({ where: { shopId: shop.id } })).toBe(1);
  context.clock.at += 2 * 86_400_000;
  await keepHouse(context);
  expect(await database.prisma.importRow.count({ where: { shopId: shop.id } })).toBe(0);
});

test('a code that the app drew twice, or that stands in the file, is drawn again: nobody is told of a mistake', async () => {
  const { ids } = await dryRun('email\nanna@one.example\nben@two.example\ncleo@three.example\ndana@four.example\n');
  const { shopId, taskId } = ids;
  const same = { madeCode: 'ANNA7K2QX' };
  await database.prisma.importRow.updateMany({ where: ids, data: same });
  await database.prisma.importRow.updateMany({ where: { ...ids, line: 4 }, data: { isDrawn: false } });
  const draws = ['ANNA7K2QX', 'BENN7K2QX', 'CLEO7K2QX', 'DANA7K2QX'];
  const redraw = () => redrawCodes(database.prisma, shopId, taskId, () => draws.shift() ?? '');
  expect([await redraw(), await redraw(), await redraw()]).toEqual([3, 1, 0]);
  const rows = await database.prisma.importRow.findMany({ where: ids, orderBy: { line: 'asc' } });
  expect(rows[2]?.madeCode).toBe('ANNA7K2QX');
  expect(new Set(rows.map(({ madeCode }) => madeCode)).size).toBe(4);
  await markRepeats(database.prisma, shopId, taskId);
  expect(await countVerdicts(database.prisma, shopId, taskId)).toEqual({ new: 4 });
});
