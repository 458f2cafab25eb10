import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Frame, Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { dayAt } from '#app/queries/period.server.ts';
import { insertAdvocate, insertOrder } from '#tests/fixtures/referral-rows.ts';
import { accessibilityProblems } from '#tests/support/accessibility.ts';
import { openScreen } from '#tests/support/admin-language.ts';
import { useStage } from '#tests/support/stage.ts';

const stage = useStage();
const DAY = 86_400_000;
let page: Page;
const now = Date.now();
let today: string;

beforeAll(async () => {
  const { page: first } = await stage.openAdmin('/app');
  await first.frameLocator('#app').getByRole('heading', { name: 'Home' }).waitFor();
  await first.context().close();
  const { prisma } = stage.database;
  const shop = await prisma.shop.findUniqueOrThrow({ where: { domain: stage.shop.domain } });
  today = dayAt(now, shop.timeZone);
  const advocateId = await insertAdvocate(prisma, shop, { name: 'Anna Berg', email: 'anna@example.com', code: 'ANNA7K2QXA' });
  await prisma.advocate.updateMany({ where: { id: advocateId }, data: { nameSealed: null, emailSealed: null } });
  for (const [place, days] of [0, 1, 3, 45].entries()) {
    const placedAt = new Date(now - days * DAY).toISOString();
    await insertOrder(prisma, shop, { orderId: String(900 + place), placedAt, advocateId, totalMinor: 5000n, country: 'US' });
  }
  await prisma.seenOrder.createMany({
    data: Array.from({ length: 43 }, (_, place) => ({
      ...{
        shopId: shop.id,
        orderId: String(900 + place),
        placedAt: new Date(now - place * DAY),
        currency: 'USD',
        hasEvidence: place < 4,
      },
      ...{ totalMinor: place < 4 ? 5000n : BigInt(3000 + place * 20), refundedMinor: place % 10 === 5 ? 500n : 0n },
      ...{ buyerHash: createHash('sha256').update(String(place)).digest() },
    })),
  });
  page = await stage.newShopper();
});

const open = (path: string): Promise<Frame> => openScreen(stage, page, path);
const figure = (frame: Frame, name: string) => frame.getByRole('link', { name: new RegExp(`^${name}`) });

test('a merchant reads the last 30 days, opens a figure and comes to just its rows', async () => {
  const frame = await open('/app/reports');
  expect(await figure(frame, 'Referred orders').innerText()).toMatch(/3[^]*3 were first orders/);
  expect(await figure(frame, 'Referred revenue').innerText()).toContain('$150.00');
  await frame
    .getByRole('img', { name: 'Referred revenue' })
    .or(frame.locator('.recharts-bar-rectangle').first())
    .first()
    .waitFor();
  await figure(frame, 'Referred orders').click();
  await frame.getByRole('heading', { name: 'Referrals', level: 1 }).waitFor();
  for (const order of ['#900', '#901', '#902']) await frame.getByRole('link', { name: order }).first().waitFor();
  expect(await frame.getByRole('link', { name: '#903' }).count()).toBe(0);
});

test('another period is chosen, kept in the address, and its days can be had as a table and as a file', async () => {
  const frame = await open('/app/reports');
  await frame.getByLabel('Period').selectOption('90');
  await expect.poll(() => figure(frame, 'Referred orders').innerText()).toMatch(/4/);
  expect(frame.url()).toContain('period=90');
  await frame.getByRole('button', { name: 'As a table' }).click();
  await frame.getByRole('columnheader', { name: 'Day' }).first().waitFor();
  const download = page.waitForEvent('download');
  await frame.getByRole('button', { name: 'Every day as a file' }).click();
  const file = readFileSync(await (await download).path(), 'utf8');
  const lines = file.trim().split('\r\n');
  expect(lines[0]).toContain('Day,Link visits,Offers claimed,Referred orders,Referred revenue,Currency');
  expect(lines).toHaveLength(91);
  expect(lines.at(-1)).toBe(`${today},0,0,1,50.00,USD`);
});

test('referred customers stand beside others with their range, or with what is missing', async () => {
  const frame = await open('/app/reports?period=90');
  const line = frame.getByRole('row', { name: /^Orders with a refund/ });
  await line.waitFor();
  expect(await line.innerText()).toMatch(/Not enough data yet: 4 of 30[^]*10.3%[^]*to/);
  expect(await frame.getByRole('row', { name: /^Average order/ }).innerText()).toMatch(
    /4 of 30[^]*\$3[0-9.]+[^]*\$3[0-9.]+ to \$3[0-9.]+/,
  );
  await frame.getByText('Not enough data yet: this needs 20 orders whose first visit is known.').waitFor();
});

test('days that make no period are said beside their field, and the keyboard is enough to mend them', async () => {
  const frame = await open(`/app/reports?from=${today}&to=2020-01-01`);
  await frame.getByText('The last day comes before the first. Swap them, or choose a later one.').waitFor();
  await frame.getByText('Below are the last 30 days instead.').waitFor();
  expect(await frame.getByRole('textbox', { name: 'To' }).getAttribute('aria-invalid')).toBe('true');
  await frame.getByRole('textbox', { name: 'To' }).fill(today);
  await page.keyboard.press('Enter');
  await expect.poll(() => figure(frame, 'Referred orders').innerText()).toMatch(/1/);
  expect(await frame.getByText('Below are the last 30 days instead.').count()).toBe(0);

  await open('/app/reports?from=2020-01-01&to=2020-01-31');
  const empty = await open('/app/reports?from=2020-01-01&to=2020-01-31');
  await empty.getByText('Nothing came by a link in these days').waitFor();
});

test.each([1280, 390])('the report is accessible and as wide as a window of %d', async (width) => {
  const shopper = await stage.newShopper({ viewport: { width, height: 900 } });
  const frame = await openScreen(stage, shopper, '/app/reports?from=2020-01-01&to=' + today);
  expect(await accessibilityProblems(frame)).toEqual([]);
  expect(await frame.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  expect(stage.problems).toEqual([]);
});
