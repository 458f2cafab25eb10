import { beforeAll, expect, test } from 'vitest';
import { readReportCourse } from '#app/queries/report-figures.server.ts';
import { readChannels, readCountries, readLeaders, readProducts } from '#app/queries/report-slices.server.ts';
import { insertAdvocate, insertOrder } from '#tests/fixtures/referral-rows.ts';
import { responseOf, useAdmin } from '#tests/support/admin-requests.ts';

const admin = useAdmin();
const days = { from: '2026-11-01', to: '2026-11-30' };
const span = 'from=2026-11-01&to=2026-11-30';

beforeAll(async () => {
  const { shop, stranger, context } = admin;
  const { prisma } = context.db;
  for (const tenant of [shop, stranger]) {
    const code = tenant === shop ? 'ANNA7K2Q' : 'CLEO7K2Q';
    const anna = await insertAdvocate(prisma, tenant, { name: 'Anna', email: 'a@example.com', code });
    const name = tenant === shop ? '=HYPERLINK("https://evil.example")' : 'Cleo';
    await prisma.advocate.updateMany({ where: { id: anna }, data: { nameSealed: context.vault.seal(name) } });
    for (let place = 0; place < 13; place += 1) {
      const order = { orderId: String(100 + place), placedAt: `2026-11-${String(place + 1).padStart(2, '0')}T12:00:00Z` };
      const country = `${String.fromCharCode(65 + place)}E`;
      await insertOrder(prisma, tenant, { ...order, advocateId: anna, totalMinor: 1000n * BigInt(place + 1), country });
      const where = { shopId_orderId: { shopId: tenant.id, orderId: order.orderId } };
      const { facts } = await prisma.buyerOrder.findUniqueOrThrow({ where });
      const lines = [{ productId: String(50 + place), quantity: 2, fullMinor: '900', discountedMinor: '800' }];
      await prisma.buyerOrder.update({ where, data: { facts: { ...(facts as Record<string, unknown>), lines } } });
    }
    await insertOrder(prisma, tenant, {
      ...{ orderId: '200', placedAt: '2026-11-20T12:00:00Z', totalMinor: 700n },
      reason: { code: 'code-unknown', received: 'X' },
    });
  }
});

/** The file's lines, cell by cell; none of these cells holds a comma. */
async function fileOf(what: string, query = span): Promise<string[][]> {
  const { loader } = await import('#app/routes/app.export.$what.ts');
  const answer = await responseOf(loader(await admin.signedIn(`/app/export/${what}?${query}`, { params: { what } })));
  expect([answer.status, answer.headers.get('content-disposition')?.includes(`vouchsafe-${what}-`)]).toEqual([200, true]);
  return (await answer.text())
    .replace('\uFEFF', '')
    .trimEnd()
    .split('\r\n')
    .slice(1)
    .map((line) => line.split(','));
}
const amount = (minor: string) => (Number(minor) / 100).toFixed(2);

test('the file of each breakdown has every row of its query, also those beyond the ten of the screen, figure by figure', async () => {
  const { shop, context } = admin;
  const { prisma } = context.db;
  const reveal = (sealed: Uint8Array | null) => (sealed === null ? null : context.vault.open(sealed));
  const channels = await readChannels(prisma, shop, days);
  expect((await fileOf('report-channels')).map(([, ...cells]) => cells)).toEqual(
    channels.map((row) => [String(row.visits), String(row.orders), amount(row.revenueMinor), 'USD']),
  );
  const countries = await readCountries(prisma, shop, days, 1000);
  expect(countries).toHaveLength(13);
  expect(await fileOf('report-countries')).toEqual(
    countries.map((row) => [row.country, String(row.orders), amount(row.revenueMinor), 'USD']),
  );
  const products = await readProducts(prisma, shop, days, 1000);
  expect(await fileOf('report-products')).toEqual(
    products.map((row) => [row.productId, String(row.pieces), String(row.orders), amount(row.revenueMinor), 'USD']),
  );
  const leaders = await readLeaders(prisma, shop, days, 1000, reveal);
  expect((await fileOf('report-advocates')).map((cells) => cells.slice(1))).toEqual(
    leaders.map((row) => [row.code, String(row.visits), String(row.orders), amount(row.revenueMinor), 'USD']),
  );
  const course = await readReportCourse(prisma, shop, days, 'day');
  expect((await fileOf('report')).map(([day, , , orders]) => [day, orders])).toEqual(
    course.map(({ day, orders }) => [day, String(orders)]),
  );
  expect(await fileOf('report-lost')).toEqual([['code-unknown', 'Unknown code', '1', '7.00', 'USD']]);
});

test('a name that a spreadsheet would run as a formula is neutralised', async () => {
  const [[name = ''] = []] = await fileOf('report-advocates');
  expect(name).toBe(`"'=HYPERLINK(""https://evil.example"")"`);
});

test('the comparison and the cohorts have their files; too few people leave the figure empty and say how many were counted', async () => {
  const compared = await fileOf('report-customers');
  expect(compared.map(([figure]) => figure)).toEqual(['Average order', 'Order again', 'Orders with a refund']);
  expect(compared[0]?.slice(1)).toEqual(['USD', '', '', '', '0', '', '', '', '0']);
  for (const what of ['report-friends', 'report-joined']) expect(await fileOf(what, '')).toBeInstanceOf(Array);
});

test('a card that does not exist is answered 404', async () => {
  const { loader } = await import('#app/routes/app.export.$what.ts');
  const args = await admin.signedIn('/app/export/report-secrets', { params: { what: 'report-secrets' } });
  expect((await responseOf(loader(args))).status).toBe(404);
});
