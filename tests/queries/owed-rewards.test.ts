import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { appendEntries } from '#app/data/ledger.server.ts';
import { ACCOUNTS, ACCOUNT_OF, balances, entriesForCarry, entriesForMove, entriesForRedemption } from '#app/domain/ledger.ts';
import { MOVEMENTS, movementOf } from '#app/domain/ledger-movement.ts';
import { REWARD_EVENTS, type RewardState, moveReward } from '#app/domain/reward-state.ts';
import type { PlannedValue } from '#app/domain/rewards.ts';
import { readLiability } from '#app/queries/liability.server.ts';
import { everyEntry, firstMonth, monthAt, readMonth, readStatement } from '#app/queries/reward-statement.server.ts';
import { testContext, type TestContext } from '../support/context.ts';
import { useDatabase } from '../support/database.ts';
import { addAppShop, addReward, type FixtureShop } from '../support/reward-fixture.ts';

const database = useDatabase();
const NOW = Date.parse('2026-11-20T12:00:00Z');
const DAY = 86_400_000;
let context: TestContext;

beforeAll(() => {
  context = testContext(database);
});

const zone = (timeZone = 'America/New_York') => ({ timeZone });
const values: PlannedValue[] = [
  { kind: 'percentage', basisPoints: 1000 },
  { kind: 'fixed-amount', minor: '1500' },
  { kind: 'store-credit', minor: '700' },
  { kind: 'gift-card', minor: '2500' },
];

/** A reward that has been through these events, `days` days ago and then a day apart; its states and entries are written as the app writes them. */
async function live(
  shop: FixtureShop,
  value: PlannedValue,
  days: number,
  events: readonly (typeof REWARD_EVENTS)[number][],
): Promise<void> {
  let at = NOW - days * DAY;
  context.clock.at = at;
  const { rewardId, accrued } = await addReward(context, shop, 'pending', { value, dueAt: at + 14 * DAY });
  let state: RewardState = 'pending';
  for (const event of events) {
    const next = moveReward(state, event);
    if (typeof next !== 'string' || event === 'restore' || event === 'pay-late') continue;
    at += 60_000;
    const reward = { rewardId, amount: { minor: accrued, currency: 'USD' }, at };
    const entries =
      next === 'redeemed'
        ? [
            ...entriesForRedemption(reward, state, { minor: accrued + 30n, currency: 'USD' }),
            ...entriesForCarry({ ...reward, amount: { minor: accrued + 30n, currency: 'USD' } }),
          ]
        : entriesForMove(reward, state, next);
    await appendEntries(database.prisma, shop.id, entries);
    state = next;
    const expiresAt = state === 'issued' && value.kind !== 'store-credit' ? new Date(at + 90 * DAY) : null;
    await database.prisma.reward.update({ where: { shopId_id: { shopId: shop.id, id: rewardId } }, data: { state, expiresAt } });
  }
}

async function ledgerOf(shop: { id: string }, until = Number.MAX_SAFE_INTEGER): Promise<Record<string, bigint>> {
  const rows = await database.prisma.ledgerEntry.findMany({ where: { shopId: shop.id } });
  return balances(
    rows
      .filter(({ at }) => at.getTime() < until)
      .map((row) => ({
        from: row.fromAccount as (typeof ACCOUNTS)[number],
        to: row.toAccount as (typeof ACCOUNTS)[number],
        amount: { minor: row.amountMinor, currency: row.currency },
      })),
  );
}

const sum = (rows: readonly { minor: string }[]) => rows.reduce((all, { minor }) => all + BigInt(minor), 0n);

describe('what is owed', () => {
  test(
    'whatever happened to the rewards, the report is what the ledger carries, however it is split',
    { timeout: 120_000 },
    async () => {
      const lives = fc.array(
        fc.record({
          value: fc.constantFrom(...values),
          days: fc.integer({ min: 0, max: 200 }),
          events: fc.array(fc.constantFrom(...REWARD_EVENTS), { maxLength: 6 }),
        }),
        { minLength: 1, maxLength: 12 },
      );
      let number = 0;
      await fc.assert(
        fc.asyncProperty(lives, async (rewards) => {
          const shop = await addAppShop(context, `owed-${(number += 1)}.myshopify.com`);
          for (const { value, days, events } of rewards) await live(shop, value, days, events);
          const { owed, expiry, due, debts } = await readLiability(database.prisma, { ...shop, ...zone() }, NOW);
          const ledger = await ledgerOf(shop);
          const at = (place: string) => sum(owed.filter((row) => row.place === place));
          expect([at('held') + at('waiting'), at('payable')]).toEqual([ledger['pending'], ledger['payable']]);
          // What was paid out is the customer's money at Shopify.
          const paid = await database.prisma.reward.findMany({
            where: { shopId: shop.id, state: 'issued', kind: { in: ['store-credit', 'gift-card'] } },
          });
          expect(at('issued') + paid.reduce((all, { amountMinor }) => all + (amountMinor ?? 0n), 0n)).toEqual(ledger['issued']);
          expect(sum(expiry)).toEqual(at('issued'));
          expect(sum(due)).toEqual(at('waiting'));
          expect(sum(debts)).toEqual(-(ledger['carried'] ?? 0n));
          const open = await database.prisma.reward.count({
            where: { shopId: shop.id, state: { in: ['pending', 'approved', 'issuing'] } },
          });
          expect(owed.filter(({ place }) => place !== 'issued').reduce((all, row) => all + row.rewards, 0)).toBe(open);
        }),
        { numRuns: 15 },
      );
    },
  );

  test('a held credit is owed apart, ages are days since the promise, another shop adds nothing', async () => {
    const [shop, stranger] = [
      await addAppShop(context, 'aged.myshopify.com'),
      await addAppShop(context, 'stranger.myshopify.com'),
    ];
    for (const days of [0, 30, 31, 60, 61, 90, 91, 400]) await live(shop, { kind: 'fixed-amount', minor: '100' }, days, []);
    await live(stranger, { kind: 'fixed-amount', minor: '9900' }, 3, []);
    context.clock.at = NOW;
    const { orderId } = await addReward(context, shop, 'pending', {
      value: { kind: 'gift-card', minor: '55' },
      dueAt: NOW + DAY,
    });
    await database.prisma.referral.update({ where: { shopId_orderId: { shopId: shop.id, orderId } }, data: { state: 'held' } });
    const { owed } = await readLiability(database.prisma, { ...shop, ...zone() }, NOW);
    expect(owed.map(({ place, kind, age, rewards, minor }) => [place, kind, age, rewards, minor])).toEqual([
      ['held', 'gift-card', '0-30', 1, '55'],
      ['waiting', 'fixed-amount', '0-30', 2, '200'],
      ['waiting', 'fixed-amount', '31-60', 2, '200'],
      ['waiting', 'fixed-amount', '61-90', 2, '200'],
      ['waiting', 'fixed-amount', '91+', 2, '200'],
    ]);
  });
});

describe('the monthly statement', () => {
  test(
    'opening plus movements is closing, months join without a gap, and the file adds up to the same',
    { timeout: 120_000 },
    async () => {
      const entry = fc.record({
        from: fc.constantFrom(...ACCOUNTS),
        to: fc.constantFrom(...ACCOUNTS),
        minor: fc.bigInt({ min: 1n, max: 10_000_000n }),
        currency: fc.constantFrom('USD', 'JPY'),
        at: fc.integer({ min: Date.parse('2026-01-30T00:00:00Z'), max: Date.parse('2026-05-02T00:00:00Z') }),
      });
      let number = 0;
      await fc.assert(
        fc.asyncProperty(
          fc.array(entry, { minLength: 1, maxLength: 40 }),
          fc.constantFrom('Asia/Tokyo', 'America/Los_Angeles', 'Europe/Paris'),
          async (entries, timeZone) => {
            const shop = await addAppShop(context, `statement-${(number += 1)}.myshopify.com`);
            context.clock.at = Date.parse('2026-01-30T00:00:00Z');
            const { rewardId } = await addReward(context, shop, 'pending', { value: { kind: 'free-shipping' } });
            const posted = entries
              .filter(({ from, to }) => from !== to)
              .map(({ minor, currency, ...rest }, place) => ({
                ...rest,
                key: `k${place}`,
                rewardId,
                amount: { minor, currency },
              }));
            await appendEntries(database.prisma, shop.id, posted);
            const viewed = { ...shop, timeZone };
            let closing = new Map<string, Record<string, string>>();
            let seen = 0;
            for (const month of ['2026-01', '2026-02', '2026-03', '2026-04', '2026-05']) {
              const statement = await readStatement(database.prisma, viewed, month);
              const rows = [];
              for await (const row of everyEntry(database.prisma, viewed, month, 7)) rows.push(row);
              seen += rows.length;
              for (const { currency, opening, closing: ending, lines } of statement) {
                expect(opening).toEqual(closing.get(currency) ?? opening);
                if (!closing.has(currency)) expect(new Set(Object.values(opening))).toEqual(new Set(['0']));
                for (const account of ACCOUNTS) {
                  const moved = rows
                    .filter((row) => row.currency === currency)
                    .reduce(
                      (all, row) =>
                        all + (row.to === account ? BigInt(row.minor) : 0n) - (row.from === account ? BigInt(row.minor) : 0n),
                      0n,
                    );
                  expect(BigInt(ending[account]) - BigInt(opening[account])).toBe(moved);
                }
                expect(sum(lines)).toBe(sum(rows.filter((row) => row.currency === currency)));
                expect(Object.values(ending).reduce((all, minor) => all + BigInt(minor), 0n)).toBe(0n);
              }
              closing = new Map(statement.map((one) => [one.currency, one.closing]));
            }
            expect(seen).toBe(posted.length);
          },
        ),
        { numRuns: 25 },
      );
    },
  );

  test('a month begins at midnight of the shop, also when the clocks change in it', async () => {
    const shop = await addAppShop(context, 'midnight.myshopify.com');
    context.clock.at = Date.parse('2026-03-01T00:00:00Z');
    const { rewardId } = await addReward(context, shop, 'pending', { value: { kind: 'free-shipping' } });
    const at = (time: string, key: string) => ({
      ...{ key, rewardId, from: 'program-cost' as const, to: 'pending' as const, amount: { minor: 1n, currency: 'USD' } },
      at: Date.parse(time),
    });
    await appendEntries(database.prisma, shop.id, [
      at('2026-03-01T07:59:59.999Z', 'still February'),
      at('2026-03-01T08:00:00Z', 'first of March'),
      at('2026-04-01T06:59:59.999Z', 'last of March'),
      at('2026-04-01T07:00:00Z', 'April'),
    ]);
    const keys = [];
    const viewed = { ...shop, timeZone: 'America/Los_Angeles' };
    for await (const { key } of everyEntry(database.prisma, viewed, '2026-03', 1)) keys.push(key);
    expect(keys).toEqual(['first of March', 'last of March']);
    expect(await firstMonth(database.prisma, viewed)).toBe('2026-02');
    expect(monthAt(Date.parse('2026-04-01T06:59:00Z'), 'America/Los_Angeles')).toBe('2026-03');
  });

  test('what is no month is none', () => {
    expect(['2026-13', '2026-00', '26-01', '2026-1', "2026-01'", '', '2026-01-01'].map(readMonth)).toEqual(Array(7).fill(null));
    expect(readMonth('2026-12')).toBe('2026-12');
  });

  test('every posting the app can make has a name, and each state of a reward an account that it names', () => {
    for (const from of ACCOUNTS) for (const to of ACCOUNTS) if (from !== to) expect(MOVEMENTS).toContain(movementOf(from, to));
    expect(movementOf('program-cost', ACCOUNT_OF.pending)).toBe('promised');
    expect(movementOf('issued', 'revoked')).toBe('taken-back');
    expect(movementOf('payable', 'carried')).toBe('set-off');
  });
});
