import { Session } from '@shopify/shopify-api';
import { expect, test } from 'vitest';
import { createVault } from '#app/personal-data.server.ts';
import { createSessionStorage } from '#app/sessions.server.ts';
import { useDatabase } from '#tests/support/database.ts';

const database = useDatabase();
const vault = createVault(Buffer.alloc(32, 1).toString('base64'));
const hasher = vault.forShop(vault.newShopKey());

test('what is sealed can be opened with the same key only, and not after a change', () => {
  const sealed = vault.seal('Zoë Ångström 茶');
  expect(vault.open(sealed)).toBe('Zoë Ångström 茶');
  expect(Buffer.from(vault.seal('Zoë Ångström 茶')).equals(Buffer.from(sealed))).toBe(false);
  expect(sealed[0]).toBe(1); // key version
  const other = createVault(Buffer.alloc(32, 2).toString('base64'));
  expect(() => other.open(sealed)).toThrow();
  for (const index of [0, 1, 13, sealed.length - 1]) {
    const changed = sealed.map((byte, at) => (at === index ? byte ^ 1 : byte));
    expect(() => vault.open(changed)).toThrow();
  }
  expect(() => vault.open(sealed.subarray(0, 20))).toThrow('not sealed by this app');
});

test('hashes compare within one shop and one kind of data', () => {
  const another = vault.forShop(vault.newShopKey());
  expect(hasher.email('Anna.Berg+tea@gmail.com')).toBe(hasher.email('annaberg@googlemail.com'));
  expect(hasher.email('anna@example.com')).not.toBe(another.email('anna@example.com'));
  expect(hasher.phone('+49 (0)151 234-567')).toBe(hasher.phone('0049151234567'));
  expect(hasher.customer('5551234567')).not.toBe(hasher.phone('5551234567'));
  expect([hasher.email(null), hasher.email('nobody'), hasher.phone(''), hasher.network('x'), hasher.device(' ')]).toEqual([
    null,
    null,
    null,
    null,
    null,
  ]);
  expect(hasher.words('Zoë  BERG, zoe')).toEqual(hasher.words('zoe berg'));
});

test('a network is an IPv4 address or the /64 of an IPv6 one, however it is written', () => {
  expect(hasher.network('::ffff:203.0.113.9')).toBe(hasher.network('203.0.113.9'));
  expect(hasher.network('2001:db8:1:2::1')).toBe(hasher.network('2001:0DB8:0001:0002:ffff:ffff:ffff:ffff'));
  expect(hasher.network('2001:db8::1')).toBe(hasher.network('2001:db8:0:0:1::'));
  expect(hasher.network('2001:db8:1:2::1')).not.toBe(hasher.network('2001:db8:1:3::1'));
  expect(hasher.network('::1')).not.toBeNull();
});

test('sessions come back as they were stored, and no token reaches the database in the clear', async () => {
  const storage = createSessionStorage(database.prisma, vault);
  const offline = new Session({
    ...{ id: 'offline_tea.myshopify.com', shop: 'tea.myshopify.com', state: '', isOnline: false, scope: 'read_orders' },
    ...{ accessToken: 'shpat_secret', refreshToken: 'shprt_secret' },
    ...{ expires: new Date('2026-11-22T11:00:00Z'), refreshTokenExpires: new Date('2027-02-20T10:00:00Z') },
  });
  await storage.storeSession(offline);
  expect((await storage.loadSession(offline.id))?.toObject()).toEqual(offline.toObject());
  expect((await storage.findSessionsByShop(offline.shop))[0]?.accessToken).toBe('shpat_secret');
  const row = await database.prisma.session.findUniqueOrThrow({ where: { id: offline.id } });
  expect(JSON.stringify(row)).not.toContain('secret');

  await Promise.all(
    Array.from({ length: 20 }, (_, index) =>
      storage.storeSession(new Session({ ...offline.toObject(), accessToken: `shpat_${index}` })),
    ),
  );
  expect((await storage.loadSession(offline.id))?.accessToken).toMatch(/^shpat_\d+$/);
  await storage.deleteSessions([offline.id]);
  expect(await storage.loadSession(offline.id)).toBeUndefined();
});
