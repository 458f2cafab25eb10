import { beforeAll, expect, test } from 'vitest';
import type { OrderFacts, Signal } from '#app/domain/facts.ts';
import type { ProgramRules } from '#app/domain/program.ts';
import type { RiskCheckCode } from '#app/domain/risk/codes.ts';
import { replayOrders, type WhatIf } from '#app/queries/what-if.server.ts';
import { monthsBefore } from '#app/what-if-months.ts';
import { advocate, buyer, DAY, hash, order, PLACED, rules, signal } from '#tests/domain/order-facts.ts';
import { insertDecided } from '#tests/fixtures/decided-orders.ts';
import { insertAdvocate, insertShop, revealPlain, type TestShop } from '#tests/fixtures/referral-rows.ts';
import { useDatabase } from '#tests/support/database.ts';

const database = useDatabase();
const inForce = rules();
let shop: TestShop;
let anna: string;
let ben: string;

beforeAll(async () => {
  shop = await insertShop(database.prisma);
  anna = await insertAdvocate(database.prisma, shop, { name: 'Anna Berg', email: 'anna@example.com', code: 'ANNA7K2Q' });
  ben = await insertAdvocate(database.prisma, shop, { name: 'Ben Ek', email: 'ben@example.com', code: 'BEN4M8WX' });
  await insertDecided(database.prisma, shop, story(), inForce);
});

/** A stranger's order, a day after the one before it. */
function friendly(number: number, signals: Signal[], changes: Partial<OrderFacts> = {}): OrderFacts {
  const at = PLACED + number * DAY;
  return order({
    orderId: String(number),
    placedAt: at,
    paidAt: at,
    buyer: buyer({ customerId: `friend-${number}`, emailHash: hash(`friend-${number}`) }),
    signals: signals.map((found) => (found.at === null ? found : { ...found, at: found.at + number * DAY })),
    advocates: [advocate(anna), advocate(ben)],
    ...changes,
  });
}

function story(): OrderFacts[] {
  const link = (whose: string, days: number) => signal('cart-attribute', whose, days);
  const nothing = { minor: 0n, currency: 'USD' };
  const throwAway = buyer({ customerId: 'friend-8', emailHash: hash('friend-8'), disposableEmail: true });
  return [
    friendly(1, [link(anna, 1)], {
      buyer: buyer({ customerId: 'friend-1', emailHash: hash('friend-1'), addressHashes: [hash('home')] }),
      advocates: [advocate(anna, { addressHashes: [hash('home')] })],
    }),
    friendly(2, [link(anna, 20)]),
    friendly(3, [link(anna, 13), link(ben, 2)]),
    friendly(4, [link(ben, 40)]),
    friendly(5, [link(ben, 1)], { subtotal: { minor: 4_000n, currency: 'USD' } }),
    friendly(6, [link(anna, 1)], { earlierOrders: 3 }),
    friendly(7, [signal('landing-link', ben, 25)], {
      kind: 'sign-up',
      orderId: 'signup-7',
      paidAt: null,
      subtotal: nothing,
      total: nothing,
    }),
    friendly(8, [link(anna, 1)], { buyer: throwAway }),
  ];
}

const replay = (changed: ProgramRules, options: { of?: TestShop; since?: number; signal?: AbortSignal } = {}): Promise<WhatIf> =>
  replayOrders(
    database.prisma,
    (options.of ?? shop).id,
    { rules: changed, since: new Date(options.since ?? PLACED - 365 * DAY).toISOString() },
    revealPlain,
    options.signal ?? new AbortController().signal,
  );
const graded = (check: RiskCheckCode, grade: 'note' | 'review'): ProgramRules => {
  const { risk } = inForce;
  return { ...inForce, risk: { ...risk, checks: { ...risk.checks, [check]: { ...risk.checks[check], grade } } } };
};
const attribution = (changes: Partial<ProgramRules['attribution']>) => rules(changes);

test('the same rules change nothing, and every order is accounted for', async () => {
  const same = await replay(inForce);
  expect(same).toMatchObject({ orders: 7, signUps: 1, changed: 0, rows: [], advocates: [], unreadable: 0, withoutLines: 7 });
  expect([same.credited, same.held]).toEqual([
    { before: 4, after: 4 },
    { before: 1, after: 1 },
  ]);
  expect(same.revenue).toEqual([{ currency: 'USD', before: '34000', after: '34000' }]);
  expect(same.storedSince).toBe(new Date(PLACED + DAY).toISOString());
});

test('a shorter window loses exactly the credits whose link is older, each told with what it was and what it would be', async () => {
  const shorter = await replay(attribution({ windowDays: 14 }));
  expect(shorter.kinds).toEqual({
    'newly-credited': 0,
    'no-longer-credited': 1,
    'newly-held': 0,
    'no-longer-held': 0,
    'other-advocate': 0,
  });
  expect(shorter.rows).toEqual([
    {
      orderId: '2',
      name: '#2',
      placedAt: new Date(PLACED + 2 * DAY).toISOString(),
      kind: 'order',
      subtotalMinor: '10000',
      currency: 'USD',
      before: { outcome: 'credited', reason: { code: 'credited', signal: 'cart-attribute' }, advocateId: anna },
      after: { outcome: 'not-credited', reason: { code: 'outside-window', days: 20, windowDays: 14 }, advocateId: null },
    },
  ]);
  expect(shorter.advocates).toMatchObject([{ id: anna, code: 'ANNA7K2Q', name: 'Anna Berg' }]);
  expect(shorter.revenue).toEqual([{ currency: 'USD', before: '34000', after: '24000' }]);
  expect(shorter.rewardCost).toEqual([{ currency: 'USD', before: '3400', after: '2400' }]);
});

test.each([
  ['a longer window', attribution({ windowDays: 60 }), 'newly-credited', ['4']],
  ['first touch', attribution({ touch: 'first' }), 'other-advocate', ['3']],
  ['a minimum', attribution({ minimumSubtotalMinor: '5000' }), 'no-longer-credited', ['5']],
  ['returning customers', attribution({ newCustomersOnly: false }), 'newly-credited', ['6']],
  ['sign-ups', { ...inForce, signUps: { ...inForce.signUps, credited: true } }, 'newly-credited', ['signup-7']],
  ['stricter checks', graded('same-address', 'review'), 'newly-held', ['1']],
  ['laxer checks', graded('disposable-email', 'note'), 'no-longer-held', ['8']],
] as const)('%s: exactly the orders that it concerns', async (_name, changed, kind, orderIds) => {
  const found = await replay(changed);
  expect(found.rows.map(({ orderId }) => orderId)).toEqual(orderIds);
  expect(found.kinds[kind]).toBe(orderIds.length);
  expect(found.changed).toBe(orderIds.length);
});

test('a paused program is judged as if it were live', async () => {
  expect(await replay({ ...inForce, live: false })).toMatchObject({ changed: 0, credited: { before: 4, after: 4 } });
});

test('only orders of the time that was asked for are judged', async () => {
  expect(await replay(inForce, { since: PLACED + 4 * DAY })).toMatchObject({ orders: 4, signUps: 1 });
  expect(await replay(inForce, { since: PLACED + 30 * DAY })).toMatchObject({ orders: 0, signUps: 0, rows: [] });
});

test('another shop’s orders are never in it', async () => {
  const stranger = await insertShop(database.prisma);
  expect(await replay(attribution({ windowDays: 14 }), { of: stranger })).toMatchObject({
    orders: 0,
    changed: 0,
    storedSince: null,
  });
});

test('a friend’s credit that falls away makes room for the next order of the same friend', async () => {
  const family = await insertShop(database.prisma);
  const friend = buyer({ customerId: '77', emailHash: hash('same-friend') });
  const first = friendly(1, [signal('cart-attribute', anna, 20)], { buyer: friend });
  const second = friendly(9, [signal('cart-attribute', anna, 1)], {
    buyer: friend,
    friendCreditedOn: '1',
    friendCreditedTo: anna,
  });
  await insertDecided(database.prisma, family, [first, second], inForce);
  expect(await replay(inForce, { of: family })).toMatchObject({ changed: 0 });
  const shorter = await replay(attribution({ windowDays: 14 }), { of: family });
  expect(shorter.rows.map(({ orderId, after }) => [orderId, after.outcome])).toEqual([
    ['9', 'credited'],
    ['1', 'not-credited'],
  ]);
});

test('more changes than fit on the screen: all are counted, the newest are told, over many pages', async () => {
  const large = await insertShop(database.prisma);
  const orders = Array.from({ length: 1_300 }, (_, index) => {
    const at = PLACED + Math.floor(index / 3) * 1_000; // three at a time share a moment
    return friendly(index, [], {
      placedAt: at,
      paidAt: at,
      signals: [{ ...signal('cart-attribute', anna, 20), at: at - 20 * DAY }],
    });
  });
  await insertDecided(database.prisma, large, orders, inForce);
  expect(await replay(inForce, { of: large })).toMatchObject({ orders: 1_300, changed: 0, credited: { after: 1_300 } });
  const shorter = await replay(attribution({ windowDays: 14 }), { of: large });
  expect(shorter).toMatchObject({ orders: 1_300, changed: 1_300, kinds: { 'no-longer-credited': 1_300 } });
  expect(shorter.rows).toHaveLength(500);
  const times = shorter.rows.map(({ placedAt }) => placedAt);
  expect(times).toEqual([...times].sort().reverse());
  expect(new Set(shorter.rows.map(({ orderId }) => orderId)).size).toBe(500);
  expect(times[0]).toBe(new Date(PLACED + 433_000).toISOString());
});

test('facts that cannot be read are left out and counted', async () => {
  const old = await insertShop(database.prisma);
  await insertDecided(database.prisma, old, [friendly(1, [signal('cart-attribute', anna, 1)]), friendly(2, [])], inForce);
  await database.prisma.buyerOrder.updateMany({ where: { shopId: old.id, orderId: '2' }, data: { facts: { broken: true } } });
  expect(await replay(inForce, { of: old })).toMatchObject({ orders: 1, unreadable: 1, changed: 0 });
});

test('who stops waiting stops the work', async () => {
  const stopped = new AbortController();
  stopped.abort();
  await expect(replay(inForce, { signal: stopped.signal })).rejects.toThrow('aborted');
});

test('months are counted back by the calendar', () => {
  const back = (day: string, months: number) => monthsBefore(Date.parse(`${day}T10:30:00Z`), months).slice(0, 10);
  expect([back('2026-11-22', 1), back('2026-03-31', 1), back('2028-02-29', 12), back('2026-01-15', 3)]).toEqual([
    '2026-10-22',
    '2026-02-28',
    '2027-02-28',
    '2025-10-15',
  ]);
});

test('a new scale counts what was credited before the first replayed order', async () => {
  const busy = await insertShop(database.prisma);
  const cleo = await insertAdvocate(database.prisma, busy, { name: 'Cleo Dahl', email: 'cleo@example.com', code: 'CLEO2M8W' });
  const plain = { ...inForce, reward: { ...inForce.reward, value: { kind: 'fixed-amount', minor: '1000' } as const } };
  const orders = [1, 2, 3, 4].map((number) =>
    friendly(number, [signal('cart-attribute', cleo, 1)], { advocates: [advocate(cleo)] }),
  );
  await insertDecided(database.prisma, busy, orders, plain);
  await database.prisma.referral.createMany({
    data: orders.map(({ orderId, placedAt }) => ({
      ...{
        shopId: busy.id,
        id: crypto.randomUUID(),
        orderId,
        advocateId: cleo,
        programVersion: 1,
        creditedAt: new Date(placedAt),
      },
    })),
  });
  const steps = [{ from: '4', value: { kind: 'fixed-amount', minor: '9000' } as const }];
  const costOf = async (days: number | null) => {
    const scaled = { ...plain, reward: { ...plain.reward, tiers: { by: 'referrals' as const, days, keeps: false, steps } } };
    const { rewardCost } = await replay(scaled, { of: busy, since: PLACED + 3 * DAY });
    return rewardCost;
  };
  expect(await costOf(null)).toEqual([{ currency: 'USD', before: '2000', after: '10000' }]); // the fourth
  expect(await costOf(2)).toEqual([{ currency: 'USD', before: '2000', after: '2000' }]);
});
