/** A merchant makes one advocate of two, by hand; others do the same at the same moment. */
import { beforeEach, expect, test } from 'vitest';
import { findStorefront } from '#app/data/storefronts.server.ts';
import type { ShopRecord } from '#app/data/shops.server.ts';
import { readAdvocateProfile } from '#app/queries/advocate-profile.server.ts';
import { listReferrals } from '#app/queries/referral-list.server.ts';
import { listStaffNotes } from '#app/queries/staff-notes.server.ts';
import { mergeAdvocates } from '#app/services/merge-advocates.server.ts';
import { mergeCustomers } from '#app/services/merge-customers.server.ts';
import { recordVisit } from '#app/services/record-visit.server.ts';
import { writeStaffNote } from '#app/services/write-staff-note.server.ts';
import { addAdvocate, openShop, orderBody, shopifyThatNumbersOrders, type TestShop, work } from '#tests/fixtures/order-events.ts';
import { testContext, type TestContext } from '#tests/support/context.ts';
import { useDatabase } from '#tests/support/database.ts';

const database = useDatabase();
const anna = { customerId: '5001', email: 'anna@advocate.example' };
const hanna = { customerId: '5002', email: 'hanna@advocate.example' };

let context: TestContext;
let shop: TestShop & ShopRecord & { personalKey: Uint8Array };
beforeEach(async () => {
  context = testContext(database, { shopify: shopifyThatNumbersOrders() });
  const opened = await openShop(context);
  const { personalKey, currency } = await database.prisma.shop.findUniqueOrThrow({ where: { id: opened.id } });
  shop = { ...opened, personalKey, currency, state: 'installed' };
});

const merge = (goneId: string, keptId: string) => mergeAdvocates(context, shop, { goneId, keptId });
const rowOf = (id: string) => database.prisma.advocate.findFirstOrThrow({ where: { shopId: shop.id, id } });
const merges = () => database.prisma.customerMerge.findMany({ where: { shopId: shop.id }, orderBy: { goneId: 'asc' } });
const order = (orderId: string, ref: string, id: number, email: string) =>
  ['orders/paid', orderBody({ orderId, ref, customer: { id, email } })] as const;
const reveal = (sealed: Uint8Array | null) => (sealed === null ? null : context.vault.open(sealed));

/** As one who joined by e-mail. */
async function withoutAccount(advocateId: string): Promise<void> {
  await database.prisma.advocate.updateMany({
    where: { shopId: shop.id, id: advocateId },
    data: { customerId: null, source: 'email' },
  });
}

test('codes, credits and notes of the one who is gone are read as those of the one who stays, whose own page answers for both', async () => {
  const [kept, gone] = [await addAdvocate(context, shop, anna), await addAdvocate(context, shop, hanna)];
  await work(context, shop, order('101', gone.code, 7001, 'finn@friend.example'));
  const note = { wish: 'add', about: { advocateId: gone.advocateId }, by: '1', text: 'Same person as Anna' } as const;
  await writeStaffNote(context, shop.id, note);
  expect(await merge(gone.advocateId, kept.advocateId)).toEqual({ merged: kept.advocateId });
  await work(
    context,
    shop,
    order('102', gone.code, 7002, 'gerda@friend.example'),
    // The account still exists in Shopify, and buys by the link of the one whom it is now.
    order('103', kept.code, 5002, 'hanna@advocate.example'),
  );
  const orders = await database.prisma.buyerOrder.findMany({ where: { shopId: shop.id }, orderBy: { orderId: 'asc' } });
  expect(orders.map(({ orderId, outcome, advocateId, customerId }) => [orderId, outcome, advocateId, customerId])).toEqual([
    ['101', 'credited', gone.advocateId, '7001'],
    ['102', 'credited', kept.advocateId, '7002'],
    ['103', 'not-credited', kept.advocateId, '5001'],
  ]);
  const currency = { ...shop, currency: 'USD', timeZone: 'UTC' };
  for (const asked of [kept.advocateId, gone.advocateId]) {
    const profile = await readAdvocateProfile(database.prisma, currency, asked, reveal);
    expect(profile).toMatchObject({ id: kept.advocateId, referrals: 2, mergedCodes: [gone.code], rewardsOwed: 2 });
  }
  const filter = { advocateId: kept.advocateId };
  const listed = await listReferrals(database.prisma, currency, filter, null, 25, reveal);
  expect(listed.rows.map(({ orderId }) => orderId).sort()).toEqual(['101', '102', '103']);
  expect((await listStaffNotes(database.prisma, shop.id, filter, reveal)).map(({ text }) => text)).toEqual([note.text]);
});

test('who signs in with the account of the one who is gone is the one who stays', async () => {
  const [kept, gone] = [await addAdvocate(context, shop, anna), await addAdvocate(context, shop, hanna)];
  await merge(gone.advocateId, kept.advocateId);
  const storefront = await findStorefront(database.prisma, shop.domain);
  if (storefront === null) throw new Error('not installed');
  const visitor = { customerId: '5002', networkAddress: null, userAgent: null };
  const visit = { id: crypto.randomUUID(), code: kept.code, path: '/' };
  await recordVisit(context, storefront, visit, visitor);
  await recordVisit(context, storefront, visit, visitor);
  const visits = await database.prisma.visit.findMany({ where: { shopId: shop.id } });
  expect(visits.map(({ customerId, advocateId }) => [customerId, advocateId])).toEqual([['5001', kept.advocateId]]);
});

test.each([1, 2, 3, 4])('merged in both directions at once, one of the two goes (%d)', async () => {
  const [one, other] = [await addAdvocate(context, shop, anna), await addAdvocate(context, shop, hanna)];
  const answers = await Promise.all([
    merge(one.advocateId, other.advocateId),
    merge(other.advocateId, one.advocateId),
    merge(one.advocateId, other.advocateId),
  ]);
  expect(answers.filter((answer) => 'merged' in answer)).toHaveLength(1);
  expect(answers.filter((answer) => 'refused' in answer)).toEqual([{ refused: 'meanwhile' }, { refused: 'meanwhile' }]);
  const keptId = answers.flatMap((answer) => ('merged' in answer ? answer.merged : []))[0] ?? '';
  const goneId = keptId === one.advocateId ? other.advocateId : one.advocateId;
  expect(await rowOf(keptId)).toMatchObject({ mergedInto: null, customerId: keptId === one.advocateId ? '5001' : '5002' });
  expect(await rowOf(goneId)).toMatchObject({ mergedInto: keptId, customerId: null });
  expect(await merges()).toHaveLength(1);
});

test('Shopify tells of the merge the other way round at the same moment: nobody leads to themselves', async () => {
  const [one, other] = [await addAdvocate(context, shop, anna), await addAdvocate(context, shop, hanna)];
  const gid = (id: string) => `gid://shopify/Customer/${id}`;
  const told = {
    admin_graphql_api_customer_kept_id: gid('5001'),
    admin_graphql_api_customer_deleted_id: gid('5002'),
    status: 'completed',
  };
  await Promise.all([merge(one.advocateId, other.advocateId), mergeCustomers(context, shop, told)]);
  const rows = [await rowOf(one.advocateId), await rowOf(other.advocateId)];
  expect(rows.map(({ mergedInto }) => mergedInto === null).sort()).toEqual([false, true]);
  for (const { goneId, keptId } of await merges()) {
    expect(goneId).not.toBe(keptId);
    expect((await merges()).map((row) => row.goneId)).not.toContain(keptId);
  }
});

test('a guest and an account become one with the account, whoever stays; two guests become one guest', async () => {
  const people = [1, 2, 3, 4].map((place) => ({ customerId: `600${place}`, email: `guest${place}@advocate.example` }));
  const rows = [];
  for (const person of people) rows.push(await addAdvocate(context, shop, person));
  const [account, guest, second, third] = rows.map(({ advocateId }) => advocateId);
  for (const id of [guest, second, third]) await withoutAccount(id ?? '');
  expect(await merge(account ?? '', guest ?? '')).toEqual({ merged: guest });
  expect(await rowOf(guest ?? '')).toMatchObject({ customerId: '6001', linkWrittenAt: null });
  expect(await rowOf(account ?? '')).toMatchObject({ customerId: null, mergedInto: guest });
  expect(context.jobs.map(({ name }) => name)).toContain('write-advocate-links');
  expect(await merge(third ?? '', second ?? '')).toEqual({ merged: second });
  expect(await merge(second ?? '', guest ?? '')).toEqual({ merged: guest });
  expect(await rowOf(third ?? '')).toMatchObject({ mergedInto: guest });
  expect(await merges()).toEqual([]);
});

test('a block outlives the merge; who is unknown, erased or the same is refused, and nothing changes', async () => {
  const [one, other] = [await addAdvocate(context, shop, anna), await addAdvocate(context, shop, hanna)];
  const stranger = await addAdvocate(context, await openShop(context), anna);
  expect(await merge(one.advocateId, one.advocateId)).toEqual({ refused: 'same' });
  expect(await merge(stranger.advocateId, one.advocateId)).toEqual({ refused: 'not-found' });
  expect(await merge(one.advocateId, stranger.advocateId)).toEqual({ refused: 'not-found' });
  const set = (state: string) =>
    database.prisma.advocate.updateMany({ where: { shopId: shop.id, id: other.advocateId }, data: { state } });
  await set('redacted');
  expect(await merge(other.advocateId, one.advocateId)).toEqual({ refused: 'erased' });
  expect(await merges()).toEqual([]);
  await set('blocked');
  expect(await merge(other.advocateId, one.advocateId)).toEqual({ merged: one.advocateId });
  expect(await rowOf(one.advocateId)).toMatchObject({ state: 'blocked' });
});

test('Shopify asks for the erasure of the account that is part of another one: its row is emptied, the other stays', async () => {
  const [kept, gone] = [await addAdvocate(context, shop, anna), await addAdvocate(context, shop, hanna)];
  await merge(gone.advocateId, kept.advocateId);
  await work(context, shop, ['customers/redact', { customer: { id: 5002 }, orders_to_redact: [] }]);
  expect(await rowOf(gone.advocateId)).toMatchObject({ state: 'redacted', emailHash: null, emailSealed: null });
  expect(await rowOf(kept.advocateId)).toMatchObject({ state: 'active', customerId: '5001' });
  expect(await merges()).toEqual([]);
});
