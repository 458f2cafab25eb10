import { beforeAll, expect, test } from 'vitest';
import { findBlocks } from '#app/data/block-list.server.ts';
import type { BlockKind, PersonalHash } from '#app/domain/facts.ts';
import type { ShopHasher } from '#app/personal-data.server.ts';
import { addToBlockList, removeFromBlockList } from '#app/services/change-block-list.server.ts';
import { redactCustomer } from '#app/services/redact-customer.server.ts';
import { testContext, type TestContext } from '#tests/support/context.ts';
import { useDatabase } from '#tests/support/database.ts';
import { addAppShop, type FixtureShop } from '#tests/support/reward-fixture.ts';

const database = useDatabase();
let context: TestContext;
let shop: FixtureShop;
let other: FixtureShop;

beforeAll(async () => {
  context = testContext(database, { newId: () => crypto.randomUUID() });
  shop = await addAppShop(context, 'tea.myshopify.com');
  other = await addAppShop(context, 'coffee.myshopify.com');
});

const block = (kind: BlockKind, value: string, note: string | null = null) =>
  addToBlockList(context, shop, { kind, value, note, by: '17' });

async function labels(): Promise<Record<string, string>> {
  const rows = await database.prisma.blockEntry.findMany({ where: { shopId: shop.id } });
  return Object.fromEntries(rows.map((row) => [row.id, context.vault.open(row.labelSealed)]));
}

/** What of a buyer the list has. */
async function found(of: FixtureShop, buyer: { email?: string; ip?: string; customerId?: string }): Promise<BlockKind[]> {
  const hasher: ShopHasher = context.vault.forShop(of.personalKey);
  const key = (kind: BlockKind, hash: PersonalHash | null) => (hash === null ? [] : [{ kind, hash }]);
  const blocks = await findBlocks(database.prisma, of.id, [
    ...key('email', hasher.email(buyer.email)),
    ...hasher.domains(buyer.email).flatMap((hash) => key('domain', hash)),
    ...key('network', hasher.network(buyer.ip)),
    ...key('customer', buyer.customerId === undefined ? null : hasher.customer(buyer.customerId)),
  ]);
  return blocks.map(({ kind }) => kind).sort();
}

test('a blocked mailbox is recognised behind its aliases, in its own shop only', async () => {
  const answer = await block('email', '  Bad.Actor@Gmail.com ', ' asked for refunds ');
  expect(answer).toEqual({ added: expect.any(String) as string });
  expect(await found(shop, { email: 'badactor+new@googlemail.com' })).toEqual(['email']);
  expect(await found(shop, { email: 'someone.else@gmail.com' })).toEqual([]);
  expect(await found(other, { email: 'bad.actor@gmail.com' })).toEqual([]);
  expect(await labels()).toEqual({ [(answer as { added: string }).added]: 'bad.actor@gmail.com' });
  const row = await database.prisma.blockEntry.findFirstOrThrow({ where: { shopId: shop.id, kind: 'email' } });
  expect(row).toMatchObject({ note: 'asked for refunds', addedBy: '17', addedAt: new Date(context.now()) });
});

test('a blocked domain means its subdomains, however it is written', async () => {
  await block('domain', '@BÜCHER.example');
  expect(await found(shop, { email: 'a@xn--bcher-kva.example' })).toEqual(['domain']);
  expect(await found(shop, { email: 'a@mail.bücher.example' })).toEqual(['domain']);
  expect(await found(shop, { email: 'a@notbücher.example' })).toEqual([]);
  expect(Object.values(await labels())).toContain('xn--bcher-kva.example');
});

test('a blocked network is an IPv4 address or the /64 of an IPv6 one', async () => {
  await block('network', '203.0.113.7/32');
  await block('network', '2001:db8:1:2::99');
  expect(await found(shop, { ip: '::ffff:203.0.113.7' })).toEqual(['network']);
  expect(await found(shop, { ip: '2001:db8:1:2:aaaa::1' })).toEqual(['network']);
  expect(await found(shop, { ip: '203.0.113.8' })).toEqual([]);
  expect(Object.values(await labels())).toEqual(expect.arrayContaining(['203.0.113.7', '2001:db8:1:2::/64']));
  expect(await block('network', '2001:db8:1:2::/64')).toEqual({ refused: 'known' });
});

test('a customer is blocked by number, gid or the address in the admin', async () => {
  await block('customer', '7001');
  expect(await block('customer', 'gid://shopify/Customer/7001')).toEqual({ refused: 'known' });
  expect(await block('customer', 'https://admin.shopify.com/store/tea/customers/7001')).toEqual({ refused: 'known' });
  expect(await found(shop, { customerId: '7001', email: 'bad.actor@gmail.com', ip: '203.0.113.7' })).toEqual([
    'customer',
    'email',
    'network',
  ]);
});

test.each<[BlockKind, string]>([
  ['email', ''],
  ['email', 'nobody'],
  ['email', 'a b@example.com'],
  ['domain', 'localhost'],
  ['domain', 'a@b@c.example'],
  ['domain', 'https://mail.example/inbox'],
  ['network', '203.0.113.0/24'],
  ['network', '2001:db8::/32'],
  ['network', 'home'],
  ['customer', '0'],
  ['customer', 'gid://shopify/Order/5'],
  ['customer', '1'.repeat(30)],
  ['customer', "1' OR true"],
])('as a blocked %s “%s” is refused, and nothing is stored', async (kind, value) => {
  const before = await database.prisma.blockEntry.count();
  expect(await block(kind, value)).toEqual({ refused: 'malformed' });
  expect(await database.prisma.blockEntry.count()).toBe(before);
});

test('a note of more than 500 characters is refused; an empty one is none', async () => {
  expect(await block('customer', '7002', 'x'.repeat(501))).toEqual({ refused: 'note-too-long' });
  expect(await block('customer', '7002', `  ${'x'.repeat(500)}  `)).toEqual({ added: expect.any(String) as string });
  const answer = await block('customer', '7003', '   ');
  const { note } = await database.prisma.blockEntry.findFirstOrThrow({ where: { id: (answer as { added: string }).added } });
  expect(note).toBeNull();
});

test('a removed entry blocks nobody any more, and another shop cannot remove it', async () => {
  const answer = await block('customer', '7004');
  const id = 'added' in answer ? answer.added : '';
  expect(await removeFromBlockList(context, other, id)).toBe(false);
  expect(await found(shop, { customerId: '7004' })).toEqual(['customer']);
  expect(await removeFromBlockList(context, shop, id)).toBe(true);
  expect(await found(shop, { customerId: '7004' })).toEqual([]);
  expect(await removeFromBlockList(context, shop, id)).toBe(false);
  expect(await removeFromBlockList(context, shop, 'no id')).toBe(false);
});

test('after the erasure of a blocked person the entry still blocks, and names nobody', async () => {
  await block('email', 'gone@example.com', 'Greta Gone, twice');
  await block('customer', '7005', 'Greta Gone');
  const kept = await block('customer', '7006', 'somebody else');
  await redactCustomer(context, shop, { customer: { id: 7005, email: 'Gone@example.com' } });
  expect(await found(shop, { email: 'gone@example.com', customerId: '7005' })).toEqual(['customer', 'email']);
  const rows = await database.prisma.blockEntry.findMany({ where: { shopId: shop.id } });
  const told = rows.map(({ labelSealed, note }) => `${context.vault.open(labelSealed)} ${note ?? ''}`).join('\n');
  expect(told).not.toMatch(/greta|gone@|7005/i);
  expect(told).toContain('somebody else');
  expect((await labels())['added' in kept ? kept.added : '']).toBe('7006');
});

test('labels do not stand in the database in the clear', async () => {
  const { rows } = await database.pool.query<{ all: string }>(
    `SELECT string_agg(to_jsonb(t)::text || encode(t.label_sealed, 'escape'), '') AS all FROM block_entry t`,
  );
  expect(rows[0]?.all).toMatch(/email/);
  expect(rows[0]?.all).not.toMatch(/gmail|bcher|203\.0\.113|7001/);
});
