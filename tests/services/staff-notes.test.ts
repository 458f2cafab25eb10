/** Notes of staff: whose they are, what they may hold, and where they go when advocates are merged. */
import { expect, test } from 'vitest';
import { fitNote, LONGEST_NOTE, MOST_NOTES } from '#app/domain/staff-note.ts';
import { listStaffNotes } from '#app/queries/staff-notes.server.ts';
import { setAdvocateState } from '#app/services/set-advocate-state.server.ts';
import { writeStaffNote } from '#app/services/write-staff-note.server.ts';
import { addAdvocate, openShop } from '#tests/fixtures/order-events.ts';
import { testContext } from '#tests/support/context.ts';
import { useDatabase } from '#tests/support/database.ts';

const database = useDatabase();
const [ada, bo] = ['71001', '71002'];

async function advocateWithNotes() {
  const context = testContext(database);
  const shop = await openShop(context);
  const { advocateId } = await addAdvocate(context, shop, { customerId: '5001', email: 'anna@advocate.example' });
  const about = { advocateId };
  const read = () =>
    listStaffNotes(database.prisma, shop.id, about, (sealed) => (sealed === null ? null : context.vault.open(sealed)));
  const add = (text: string, by = ada) => writeStaffNote(context, shop.id, { wish: 'add', about, by, text });
  return { context, shop, about, read, add };
}

test('who wrote a note changes it, nobody else does, anybody deletes it; what it says is nowhere in the clear', async () => {
  const { context, shop, about, read, add } = await advocateWithNotes();
  const text = '<b>Rang</b> her\n& she "agreed"';
  expect(await add(text)).toBe('done');
  const [note] = await read();
  expect(note).toMatchObject({ text, by: ada, kind: 'note', changedAt: null });
  const id = note?.id ?? '';
  context.clock.at += 60_000;
  const change = (by: string) => writeStaffNote(context, shop.id, { wish: 'change', about, by, id, text: 'Rang twice' });
  expect(await change(bo)).toBe('not-yours');
  expect((await read())[0]).toMatchObject({ text, changedAt: null });
  expect(await change(ada)).toBe('done');
  expect((await read())[0]).toMatchObject({ text: 'Rang twice', changedAt: new Date(context.now()).toISOString() });
  const { rows } = await database.pool.query<{ line: string }>('SELECT n::text AS line FROM staff_note n');
  expect(rows.map(({ line }) => line).join()).not.toContain(Buffer.from('Rang').toString('hex'));

  const elsewhere = { advocateId: context.newId() };
  expect(await writeStaffNote(context, shop.id, { wish: 'delete', about: elsewhere, by: bo, id })).toBe('unknown');
  expect(await writeStaffNote(context, shop.id, { wish: 'delete', about, by: bo, id })).toBe('done');
  expect(await change(ada)).toBe('not-yours');
  expect(await read()).toEqual([]);
});

test('nothing is written about what the shop does not have, about who was erased, or beyond the limit', async () => {
  const { context, shop, about, add } = await advocateWithNotes();
  for (let written = 0; written < MOST_NOTES; written += 1) await add(`No. ${written}`);
  expect(await add('One more')).toBe('too-many');
  expect(await setAdvocateState(context, shop, about.advocateId, 'blocked', { reason: 'Resells codes', by: bo })).toBe(true);
  expect(await database.prisma.staffNote.count({ where: { shopId: shop.id, kind: 'blocked' } })).toBe(1);
  const order = { orderId: '404' };
  expect(await writeStaffNote(context, shop.id, { wish: 'add', about: order, by: ada, text: 'x' })).toBe('unknown');
  await database.prisma.advocate.updateMany({ where: { shopId: shop.id }, data: { state: 'redacted' } });
  expect(await add('After the erasure')).toBe('unknown');
});

test('a note keeps its lines and loses what no screen can show', () => {
  expect(fitNote(' one  \r\ntwo\u0000\u0007 \ud800\rthree\n\n')).toBe('one\ntwo \ufffd\nthree');
  expect(fitNote(' \n\u0000 ')).toBe('');
  expect(fitNote('x'.repeat(3 * LONGEST_NOTE))).toHaveLength(LONGEST_NOTE);
});
