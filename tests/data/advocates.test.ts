import { expect, test } from 'vitest';
import {
  describeAdvocates,
  enrolAdvocates,
  findAdvocateByCustomer,
  findAdvocatesByCode,
  findAdvocatesById,
  type NewAdvocate,
} from '#app/data/advocates.server.ts';
import type { PersonalHash } from '#app/domain/facts.ts';
import { testContext } from '#tests/support/context.ts';
import { useDatabase } from '#tests/support/database.ts';
import { newCode, openShop } from '#tests/support/shopfront.ts';

const database = useDatabase();
const newId = () => crypto.randomUUID();
const hex = (byte: number) => byte.toString(16).padStart(2, '0').repeat(32) as PersonalHash;

function person(customerId: string, changes: Partial<NewAdvocate> = {}): NewAdvocate {
  return {
    customerId,
    emailHash: hex(1),
    phoneHash: null,
    nameSealed: new Uint8Array([1, 2]),
    emailSealed: null,
    nameSearch: [hex(2), hex(3)],
    ...changes,
  };
}

test('a batch is enrolled in the order given, each customer once, with what is known of them', async () => {
  const context = testContext(database);
  const shop = await openShop(context, { domain: 'batch.myshopify.com' });
  const people = [person('2'), person('1', { emailHash: null, nameSealed: null, nameSearch: [] }), person('2')];
  const enrolled = await enrolAdvocates(database.prisma, shop, people, 'order', context.now(), newCode, newId);
  expect(enrolled.map(({ customerId, isNew }) => [customerId, isNew])).toEqual([
    ['2', true],
    ['1', true],
  ]);
  const rows = await database.prisma.advocate.findMany({ where: { shopId: shop.id }, orderBy: { customerId: 'asc' } });
  expect(rows.map(({ customerId, source, state, linkWrittenAt }) => [customerId, source, state, linkWrittenAt])).toEqual([
    ['1', 'order', 'active', null],
    ['2', 'order', 'active', null],
  ]);
  expect([rows[0]?.emailHash, rows[0]?.nameSearch.length, rows[1]?.nameSearch.length]).toEqual([null, 0, 2]);
  expect(Buffer.from(rows[1]?.emailHash ?? []).toString('hex')).toBe(hex(1));
  expect(await enrolAdvocates(database.prisma, shop, [], 'order', context.now(), newCode, newId)).toEqual([]);
});

test('who is an advocate already keeps code and data, and is answered for', async () => {
  const context = testContext(database);
  const shop = await openShop(context, { domain: 'again.myshopify.com' });
  const [first] = await enrolAdvocates(database.prisma, shop, [person('1')], 'order', context.now(), newCode, newId);
  const again = await enrolAdvocates(
    database.prisma,
    shop,
    [person('9'), person('1')],
    'storefront',
    context.now(),
    newCode,
    newId,
  );
  expect(again[1]).toEqual({ ...first, isNew: false });
  expect(again[0]?.isNew).toBe(true);
});

test('a code that somebody has is not given twice: the newcomer gets another', async () => {
  const context = testContext(database);
  const shop = await openShop(context, { domain: 'collision.myshopify.com' });
  const taken = newCode();
  const codes = [taken, taken, newCode(), newCode()];
  const enrolled = await enrolAdvocates(
    database.prisma,
    shop,
    [person('1'), person('2')],
    'order',
    context.now(),
    () => codes.shift() ?? taken,
    newId,
  );
  expect(new Set(enrolled.map(({ code }) => code)).size).toBe(2);
  const stuck = enrolAdvocates(database.prisma, shop, [person('3')], 'order', context.now(), () => taken, newId);
  await expect(stuck).rejects.toThrow('no free referral code');
});

test('the same customer enrolled by many at once has one code', async () => {
  const context = testContext(database);
  const shop = await openShop(context, { domain: 'race.myshopify.com' });
  const answers = await Promise.all(
    Array.from({ length: 8 }, () =>
      database.prisma.$transaction((tx) =>
        enrolAdvocates(tx, shop, [person('1'), person('2')], 'order', context.now(), newCode, newId),
      ),
    ),
  );
  expect(new Set(answers.flat().map(({ code }) => code)).size).toBe(2);
  expect(answers.flat().filter(({ isNew }) => isNew)).toHaveLength(2);
});

test('the same code string in two shops leads to each shop’s own advocate', async () => {
  const context = testContext(database);
  const [here, there] = [
    await openShop(context, { domain: 'here.myshopify.com' }),
    await openShop(context, { domain: 'there.myshopify.com' }),
  ];
  const code = newCode();
  for (const shop of [here, there])
    await enrolAdvocates(database.prisma, shop, [person('1')], 'order', context.now(), () => code, newId);
  const [mine] = await findAdvocatesByCode(database.prisma, here.id, [code, 'UNKNOWN']);
  const [theirs] = await findAdvocatesByCode(database.prisma, there.id, [code]);
  expect(mine?.advocateId).not.toBe(theirs?.advocateId);
  expect(await findAdvocatesById(database.prisma, here.id, [theirs?.advocateId ?? ''])).toEqual([]);
  expect(await findAdvocateByCustomer(database.prisma, here.id, '1')).toEqual({
    advocateId: mine?.advocateId,
    code,
    madeCode: code,
    chosenCode: null,
    state: 'active',
    customerId: '1',
    emailHash: hex(1),
    otherEmails: [],
    otherPhones: [],
    phoneHash: null,
    currency: null,
    nameSealed: new Uint8Array([1, 2]),
  });
});

test('name, address and telephone are added where they are missing, and nowhere else', async () => {
  const context = testContext(database);
  const shop = await openShop(context, { domain: 'describe.myshopify.com' });
  const blank = person('1', { emailHash: null, nameSealed: null, nameSearch: [] });
  await enrolAdvocates(
    database.prisma,
    shop,
    [blank, person('2', { phoneHash: hex(4) }), person('4')],
    'storefront',
    context.now(),
    newCode,
    newId,
  );
  const news = {
    emailHash: hex(7),
    phoneHash: hex(6),
    nameSealed: new Uint8Array([7]),
    emailSealed: new Uint8Array([8]),
    nameSearch: [hex(9)],
  };
  expect(
    await describeAdvocates(
      database.prisma,
      shop,
      [1, 2, 3, 4].map((id) => person(String(id), news)),
    ),
  ).toBe(2);
  const rows = await database.prisma.advocate.findMany({ where: { shopId: shop.id }, orderBy: { customerId: 'asc' } });
  expect(
    rows.map(({ nameSealed, nameSearch, phoneHash }) => [[...(nameSealed ?? [])], nameSearch.length, phoneHash?.[0]]),
  ).toEqual([
    [[7], 1, 6],
    [[1, 2], 2, 4],
    [[1, 2], 2, 6],
  ]);
});
