/** What a reporting tool reads through the star schema: the reports' own figures, of one shop, and nobody's personal data (docs/bi.md). */
import { randomBytes, randomUUID } from 'node:crypto';
import type pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readReportFigures } from '#app/queries/report-figures.server.ts';
import { hashOf, insertAdvocate, insertOrder, insertShop, plainBytes, type TestShop } from '#tests/fixtures/referral-rows.ts';
import { useDatabase } from '#tests/support/database.ts';

const database = useDatabase();
const VIEWS = [
  'fact_order',
  'fact_visit',
  'fact_claim',
  'fact_reward',
  'fact_ledger_entry',
  'dim_advocate',
  'dim_program_version',
  'shop',
];
const NOVEMBER = { from: '2026-11-01', to: '2026-11-30' };
const [reader, stranger] = ['reader', 'stranger'].map((name) => `${name}_${randomBytes(4).toString('hex')}`) as [string, string];
const bytes = (text: string) => new Uint8Array(Buffer.from(hashOf(text), 'hex'));

let shop: TestShop;

/** Asks as a role that has signed in. */
async function as<Row extends pg.QueryResultRow>(role: string, text: string): Promise<Row[]> {
  const client = await database.pool.connect();
  try {
    await client.query(`SET SESSION AUTHORIZATION ${role}`);
    return (await client.query<Row>(text)).rows;
  } finally {
    await client.query('RESET SESSION AUTHORIZATION');
    client.release();
  }
}

async function fill(place: TestShop, prefix: string): Promise<void> {
  const { prisma } = database;
  const shopId = place.id;
  const person = { name: 'Anna Advocate', email: 'anna@a.example', code: `${prefix}ANNA7K2Q`, customerId: '5551234' };
  const anna = await insertAdvocate(prisma, place, person);
  const rewardId = await insertOrder(prisma, place, {
    orderId: `${prefix}1`,
    placedAt: '2026-11-05T12:00:00Z',
    refundedMinor: 500n,
    advocateId: anna,
  });
  await insertOrder(prisma, place, { orderId: `${prefix}2`, placedAt: '2026-11-06T12:00:00Z', advocateId: anna, held: true });
  await insertOrder(prisma, place, { orderId: `${prefix}3`, placedAt: '2026-11-07T12:00:00Z', advocateId: anna, reversed: true });
  await insertOrder(prisma, place, {
    orderId: `${prefix}4`,
    placedAt: '2026-11-08T12:00:00Z',
    reason: { code: 'order-cancelled' },
  });
  // The last minutes of October and of November in New York.
  await insertOrder(prisma, place, {
    orderId: `${prefix}5`,
    placedAt: '2026-11-01T03:30:00Z',
    advocateId: anna,
    currency: 'EUR',
  });
  await insertOrder(prisma, place, {
    orderId: `${prefix}6`,
    placedAt: '2026-12-01T04:30:00Z',
    advocateId: anna,
    currency: 'EUR',
  });
  const friend = { friendEmail: 'finn@friend.example', customerId: '7771234' };
  await insertOrder(prisma, place, {
    orderId: 'signup-7771234',
    placedAt: '2026-11-09T12:00:00Z',
    kind: 'sign-up',
    advocateId: anna,
    ...friend,
  });
  const seen = {
    shopId,
    currency: 'USD',
    totalMinor: 8000n,
    buyerHash: bytes('finn'),
    country: 'NO',
    hasEvidence: false,
    refundedMinor: 100n,
  };
  await prisma.seenOrder.createMany({
    data: [
      { ...seen, orderId: `${prefix}1`, placedAt: '2026-11-05T12:00:00Z', hasEvidence: true },
      { ...seen, orderId: `${prefix}9`, placedAt: '2026-11-10T12:00:00Z' },
    ],
  });
  const about = { shopId, advocateId: anna, networkHash: bytes('network'), customerId: '7771234' };
  await prisma.visit.create({
    data: {
      ...about,
      id: randomUUID(),
      code: 'X',
      at: '2026-11-04T12:00:00Z',
      landingPath: '/for-finn',
      referrerHost: 'finn.example',
    },
  });
  await prisma.claim.create({
    data: {
      ...about,
      id: randomUUID(),
      programVersion: 1,
      offerCode: `FINN${prefix}`,
      claimedAt: '2026-11-04T13:00:00Z',
      emailHash: bytes('finn'),
    },
  });
  const entry = { shopId, rewardId: rewardId ?? '', inputHash: plainBytes('x'), currency: 'USD' };
  await prisma.ledgerEntry.createMany({
    data: [
      { ...entry, key: 'a', fromAccount: 'program-cost', toAccount: 'pending', amountMinor: 900n, at: '2026-11-05T12:00:00Z' },
      { ...entry, key: 'b', fromAccount: 'pending', toAccount: 'program-cost', amountMinor: 200n, at: '2026-11-06T12:00:00Z' },
      { ...entry, key: 'c', fromAccount: 'pending', toAccount: 'payable', amountMinor: 700n, at: '2026-11-07T12:00:00Z' },
    ],
  });
}

beforeAll(async () => {
  shop = await insertShop(database.prisma);
  const other = await insertShop(database.prisma);
  await fill(shop, '10');
  await fill(other, '20');
  for (const role of [reader, stranger]) {
    await database.pool.query(`CREATE ROLE ${role} LOGIN`);
    await database.pool.query(`GRANT USAGE ON SCHEMA bi TO ${role}`);
    await database.pool.query(`GRANT SELECT ON ${VIEWS.map((view) => `bi.${view}`).join(', ')} TO ${role}`);
  }
  await database.pool.query('INSERT INTO bi.reader (role, shop_id) VALUES ($1, $2)', [reader, shop.id]);
});

afterAll(async () => {
  for (const role of [reader, stranger]) await database.pool.query(`DROP OWNED BY ${role}; DROP ROLE ${role}`);
});

test('the views add up to the report of the same days', async () => {
  const figures = await readReportFigures(database.prisma, shop, NOVEMBER);
  const during = (day: string) => `${day} BETWEEN '${NOVEMBER.from}' AND '${NOVEMBER.to}'`;
  const [read] = await as(
    reader,
    `SELECT v.visits::int, c.claims::int, w.rewards::int, l.cost::text AS "rewardCostMinor", o.* FROM
      (SELECT count(*) AS visits FROM bi.fact_visit WHERE ${during('visited_on')}) v,
      (SELECT count(*) AS claims FROM bi.fact_claim WHERE ${during('claimed_on')}) c,
      (SELECT count(*) AS rewards FROM bi.fact_reward WHERE ${during('created_on')}) w,
      (SELECT sum(cost_minor) AS cost FROM bi.fact_ledger_entry JOIN bi.shop USING (currency) WHERE ${during('entered_on')}) l,
      (SELECT count(*) FILTER (WHERE standing = 'credited')::int AS orders, count(*) FILTER (WHERE standing = 'held')::int AS "heldOrders",
        count(*) FILTER (WHERE standing = 'not-credited')::int AS "lostOrders", count(*) FILTER (WHERE standing = 'reversed')::int AS "reversedOrders",
        count(*) FILTER (WHERE standing = 'credited' AND o.currency <> shop.currency)::int AS "otherCurrency",
        sum(total_minor - refunded_minor) FILTER (WHERE standing = 'credited' AND o.currency = shop.currency)::text AS "revenueMinor"
      FROM bi.fact_order o CROSS JOIN bi.shop WHERE ${during('placed_on')}) o`,
  );
  expect(figures).toMatchObject({
    orders: 2,
    otherCurrency: 1,
    heldOrders: 1,
    reversedOrders: 1,
    lostOrders: 1,
    visits: 1,
    claims: 1,
    rewardCostMinor: '700',
  });
  expect(figures).toMatchObject(read ?? { read: 'nothing' });
  const orders = await as<{ order_id: string; standing: string; country: string | null }>(
    reader,
    `SELECT order_id, standing, country FROM bi.fact_order ORDER BY order_id`,
  );
  expect(orders.map(({ order_id }) => order_id)).toEqual(['101', '102', '103', '104', '105', '106', '109']);
  expect(orders.at(-1)).toEqual({ order_id: '109', standing: 'none', country: 'NO' });
});

test('a role reads the shop that is named for it, any other role none; neither reaches a table, and nobody can name another shop', async () => {
  for (const view of VIEWS) {
    const mine = await as(reader, `SELECT to_jsonb(t)::text AS line FROM bi.${view} t`);
    expect(mine.length, view).toBeGreaterThan(0);
    expect(await as(stranger, `SELECT FROM bi.${view}`), view).toEqual([]);
  }
  const advocates = await as<{ code: string }>(reader, 'SELECT code FROM bi.dim_advocate');
  expect(advocates).toEqual([{ code: '10ANNA7K2Q' }]);
  for (const denied of ['SELECT FROM public.advocate', 'SELECT FROM bi.reader', `INSERT INTO bi.reader VALUES ('${reader}')`]) {
    await expect(as(reader, denied), denied).rejects.toThrow('permission denied');
  }
});

test('no view holds a name, an address, an account, a hash, a path or a usable code', async () => {
  const read = await Promise.all(
    VIEWS.map((view) => as<{ line: string }>(reader, `SELECT to_jsonb(t)::text AS line FROM bi.${view} t`)),
  );
  const text = read
    .flat()
    .map(({ line }) => line)
    .join('\n')
    .toLowerCase();
  const secrets = [
    'anna@',
    'advocate.example',
    '5551234',
    '7771234',
    'finn',
    'signup',
    hashOf('finn'),
    hashOf('network'),
    hashOf('finn@friend.example'),
  ];
  expect(secrets.filter((secret) => text.includes(secret.toLowerCase()))).toEqual([]);
  expect(text).toContain('"code": "10anna7k2q"');
  const columns = await database.pool.query<{ name: string }>(
    `SELECT DISTINCT column_name AS name FROM information_schema.columns WHERE table_schema = 'bi'
     AND (column_name ~ 'hash|sealed|email|phone|customer|name|path|network|device|facts|decision' OR data_type IN ('bytea', 'jsonb'))`,
  );
  expect(columns.rows).toEqual([]);
});
