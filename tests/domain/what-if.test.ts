import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decideAttribution } from '#app/domain/attribution.ts';
import type { OrderFacts } from '#app/domain/facts.ts';
import type { ProgramRules } from '#app/domain/program.ts';
import { type DecidedOrder, startComparison } from '#app/domain/what-if.ts';
import { buyer, DAY, hash, order, PLACED, rules, signal, signUp } from './order-facts.ts';

/** Many orders of few people: history and window alone do not stop them. */
const open = rules({ newCustomersOnly: false });
const decided = (facts: OrderFacts, by: ProgramRules = open): DecidedOrder => ({
  facts,
  decision: decideAttribution(facts, by, 1),
});

function compare(orders: readonly DecidedOrder[], after: ProgramRules, before: ProgramRules | null = open) {
  const comparison = startComparison(after, 2, () => before);
  const changes = orders.flatMap((order) => {
    const changed = comparison.add(order);
    if (changed === null) return [];
    const { orderId, before: was, after: is } = changed;
    return [`${orderId}: ${was.advocateId ?? 'nobody'} → ${is.advocateId ?? 'nobody'} (${is.reason.code})`];
  });
  return { changes, totals: comparison.totals() };
}

const mia = buyer({ customerId: '900', emailHash: hash('mia') });
const bought = (orderId: string, changes: Partial<OrderFacts> = {}) =>
  order({
    orderId,
    placedAt: PLACED,
    signals: [signal('claim', 'anna', 5)],
    buyer: buyer({ customerId: orderId, emailHash: hash(orderId) }),
    ...changes,
  });

test('a shorter window loses the orders that came later, and the figures say what that is worth', () => {
  const orders = [
    bought('1'),
    bought('2', { signals: [signal('claim', 'ben', 20)], subtotal: { minor: 3_000n, currency: 'USD' } }),
  ].map((facts) => decided(facts));
  const { changes, totals } = compare(orders, rules({ newCustomersOnly: false, windowDays: 14 }));
  expect(changes).toEqual(['2: ben → nobody (outside-window)']);
  expect(totals).toEqual({
    orders: 2,
    credited: { before: 2, after: 1 },
    held: { before: 0, after: 0 },
    signUps: 0,
    signUpsCredited: { before: 0, after: 0 },
    changed: 1,
    revenue: new Map([['USD', { before: 13_000n, after: 10_000n }]]),
    rewardCost: new Map([['USD', { before: 1_300n, after: 1_000n }]]),
  });
});

test('first touch instead of last moves an order to another advocate', () => {
  const facts = bought('1', { signals: [signal('claim', 'anna', 5), signal('claim', 'ben', 2)] });
  expect(compare([decided(facts)], { ...open, attribution: { ...open.attribution, touch: 'first' } }).changes).toEqual([
    '1: ben → anna (credited)',
  ]);
});

test('a dearer reward changes no order and costs more; the old cost is that of the old version', () => {
  const dearer = { ...open, reward: { ...open.reward, value: { kind: 'fixed-amount' as const, minor: '2500' } } };
  const { changes, totals } = compare([decided(bought('1'))], dearer);
  expect(changes).toEqual([]);
  expect(totals.rewardCost).toEqual(new Map([['USD', { before: 1_000n, after: 2_500n }]]));
  expect(compare([decided(bought('1'))], dearer, null).totals.rewardCost).toEqual(
    new Map([['USD', { before: 0n, after: 2_500n }]]),
  );
});

test('held orders are counted as held, neither as credited nor as revenue', () => {
  const disputed = decided(bought('1', { dispute: 'open' }));
  const lenient = { ...open, risk: { ...open.risk, reviewFrom: null, checks: { ...open.risk.checks } } };
  lenient.risk.checks.dispute = { grade: 'note', weight: 60 };
  const { changes, totals } = compare([disputed], lenient);
  expect(changes).toEqual(['1: anna → anna (credited)']);
  expect(totals).toMatchObject({ credited: { before: 0, after: 1 }, held: { before: 1, after: 0 }, changed: 1 });
  expect(totals.revenue).toEqual(new Map([['USD', { before: 0n, after: 10_000n }]]));
});

test('sign-ups have figures of their own, and their rewards cost, too', () => {
  const value = { kind: 'fixed-amount' as const, minor: '300' };
  const crediting = { ...open, signUps: { ...open.signUps, credited: true, value } };
  const facts = signUp({ signals: [signal('claim', 'anna')] });
  const { changes, totals } = compare([decided(facts)], crediting);
  expect(changes).toEqual(['signup-900: nobody → anna (credited)']);
  expect(totals).toMatchObject({ orders: 0, signUps: 1, credited: { after: 0 }, signUpsCredited: { before: 0, after: 1 } });
  expect([totals.revenue, totals.rewardCost]).toEqual([new Map(), new Map([['USD', { before: 0n, after: 300n }]])]);
});

test('amounts of different currencies are not added up', () => {
  const euros = { minor: 500n, currency: 'EUR' };
  const { totals } = compare([decided(bought('1')), decided(bought('2', { subtotal: euros }))], open);
  expect(totals.revenue).toEqual(
    new Map([
      ['USD', { before: 10_000n, after: 10_000n }],
      ['EUR', { before: 500n, after: 500n }],
    ]),
  );
});

test('when the friend’s first order loses its credit, the next one gets it, and only that', () => {
  const first = decided(bought('1', { buyer: mia, signals: [signal('claim', 'anna', 20)] }));
  const later = (orderId: string) => decided(bought(orderId, { buyer: mia, friendCreditedOn: '1', friendCreditedTo: 'anna' }));
  const { changes } = compare([first, later('2'), later('3')], rules({ newCustomersOnly: false, windowDays: 14 }));
  expect(changes).toEqual(['1: anna → nobody (outside-window)', '2: nobody → anna (credited)']);
});

test('when an order wins the friend’s credit, later orders of the friend lose it: same mailbox or same account', () => {
  const longer = { ...open, attribution: { ...open.attribution, windowDays: 60 } };
  const first = decided(bought('1', { buyer: mia, signals: [signal('claim', 'anna', 50)] }));
  const guest = decided(bought('2', { buyer: { ...mia, customerId: null } }));
  const account = decided(bought('3', { buyer: { ...mia, emailHash: hash('other') } }));
  const stranger = decided(bought('4', { buyer: buyer({ customerId: null, emailHash: null }) }));
  expect(compare([first, guest, account, stranger], longer).changes).toEqual([
    '1: nobody → anna (credited)',
    '2: anna → nobody (friend-already-credited)',
    '3: anna → nobody (friend-already-credited)',
  ]);
});

test('buyers of whom nothing is known, or whose mailbox looks like another’s account, are not one friend', () => {
  const longer = { ...open, attribution: { ...open.attribution, windowDays: 60 } };
  const late = { signals: [signal('claim', 'anna', 50)] };
  const someone = (customerId: string | null, emailHash: string | null) =>
    buyer({ customerId, emailHash: emailHash === null ? null : hash(emailHash) });
  const orders = [
    bought('1', { buyer: someone(null, null), ...late }),
    bought('2', { buyer: someone(null, null) }),
    bought('3', { buyer: someone('7', 'x'), ...late }),
    bought('4', { buyer: someone('x', '7') }),
    bought('5', { buyer: someone('8', null), ...late }),
    bought('6', { buyer: someone('9', null) }),
    bought('7', { buyer: someone(null, 'y'), ...late }),
    bought('8', { buyer: someone(null, 'z') }),
  ];
  expect(
    compare(
      orders.map((facts) => decided(facts)),
      longer,
    ).changes,
  ).toEqual(['1', '3', '5', '7'].map((id) => `${id}: nobody → anna (credited)`));
});

test('an order that was not credited and is not now loses nobody’s credit', () => {
  const first = decided(bought('1', { buyer: mia, cancelledAt: PLACED }));
  const second = decided(bought('2', { buyer: mia, friendCreditedOn: '1', friendCreditedTo: 'anna' }));
  expect(compare([first, second], open).changes).toEqual([]);
});

test('of several credits of a friend the first one is named', () => {
  const often = rules({ newCustomersOnly: false, oneCreditPerFriend: false });
  const named = { friendCreditedOn: '0', friendCreditedTo: 'anna' };
  const orders = [
    decided(bought('0', { buyer: mia, signals: [signal('claim', 'anna', 20)] }), often),
    decided(bought('1', { buyer: { ...mia, emailHash: hash('first') }, ...named }), often),
    decided(bought('2', { buyer: { ...mia, emailHash: hash('second') }, ...named, signals: [signal('merchant', 'ben')] }), often),
    decided(bought('3', { buyer: mia, ...named }), often),
  ];
  const comparison = startComparison(rules({ newCustomersOnly: false, windowDays: 14 }), 2, () => open);
  expect(orders.map((order) => comparison.add(order)?.after.reason).at(-1)).toEqual({
    code: 'friend-already-credited',
    orderId: '1',
  });
});

test('a credit outside of the replayed months still counts', () => {
  const facts = bought('2', { friendCreditedOn: 'last-year', friendCreditedTo: 'anna' });
  expect(compare([decided(facts)], open).changes).toEqual([]);
});

test('a friend’s credit that was known to be taken back does not come back', () => {
  const [first, second] = [decided(bought('1', { buyer: mia })), decided(bought('2', { buyer: mia, friendCreditedOn: null }))];
  expect(compare([first, second], open).changes).toEqual([]);
});

test('with “one credit per friend” newly on, only the first of the orders that were all credited keeps its credit', () => {
  const often = rules({ newCustomersOnly: false, oneCreditPerFriend: false });
  const orders = ['1', '2', '3'].map((id, index) =>
    decided(bought(id, { buyer: mia, ...(index > 0 ? { friendCreditedOn: '1', friendCreditedTo: 'anna' } : {}) }), often),
  );
  expect(compare(orders, open).changes).toEqual([
    '2: anna → nobody (friend-already-credited)',
    '3: anna → nobody (friend-already-credited)',
  ]);
});

test('when the named credit is lost, another credit of the friend in the replay holds', () => {
  const often = rules({ newCustomersOnly: false, oneCreditPerFriend: false });
  const first = decided(bought('1', { buyer: mia, signals: [signal('claim', 'anna', 20)] }), often);
  const second = decided(
    bought('2', { buyer: mia, friendCreditedOn: '1', friendCreditedTo: 'anna', signals: [signal('claim', 'ben', 2)] }),
    often,
  );
  const third = decided(bought('3', { buyer: mia, friendCreditedOn: '1', friendCreditedTo: 'anna' }), often);
  const { changes } = compare([first, second, third], rules({ newCustomersOnly: false, windowDays: 14 }));
  expect(changes).toEqual(['1: anna → nobody (outside-window)', '3: anna → nobody (friend-already-credited)']);
});

test('neither sign-ups nor renewals take a friend’s credit', () => {
  const base = { ...open, signUps: { ...open.signUps, credited: true } };
  const generous = { ...base, eligibility: { ...base.eligibility, renewals: 3 } };
  const joined = decided(signUp({ buyer: mia, signals: [signal('claim', 'anna')] }));
  const renewed = decided(bought('1', { buyer: mia, renewal: 1, signals: [signal('renewal', 'anna')] }));
  const next = decided(bought('2', { buyer: mia }));
  expect(compare([joined, renewed, next], generous).changes).toEqual([
    'signup-900: nobody → anna (credited)',
    '1: nobody → anna (credited)',
  ]);
});

test('staff’s word stays: an assignment, an approval and a refusal hold under any rules', () => {
  const verdict = (kind: 'approve' | 'refuse') => ({ kind, advocateId: 'anna', by: 'staff' as const, at: PLACED + DAY });
  const orders = [
    decided(bought('1', { signals: [signal('merchant', 'anna', -1, { trust: 'verified' })] })),
    decided(bought('2', { dispute: 'open', verdict: verdict('approve') })),
    decided(bought('3', { verdict: verdict('refuse') })),
  ];
  expect(compare(orders, rules({ newCustomersOnly: false, minimumSubtotalMinor: '0', windowDays: 6 })).changes).toEqual([]);
});

test('decisions name the version that is tried', () => {
  const comparison = startComparison(rules({ windowDays: 1 }), 99, () => open);
  expect(comparison.add(decided(bought('1')))?.after.programVersion).toBe(99);
  expect(comparison.totals().changed).toBe(1);
});

test('law: under the rules that decided, nothing changes, whatever friends and credits there are', () => {
  const one = fc.record({
    friend: fc.constantFrom('mia', 'noa'),
    advocate: fc.constantFrom('anna', 'ben'),
    days: fc.integer({ min: 0, max: 40 }),
    reversed: fc.boolean(),
    held: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(one, { maxLength: 12 }), fc.boolean(), (given, oneCreditPerFriend) => {
      const program = rules({ newCustomersOnly: false, oneCreditPerFriend });
      const credits = new Map<string, { orderId: string; advocateId: string }>();
      const orders = given.map(({ friend, advocate, days, reversed, held }, index) => {
        const known = credits.get(friend);
        const facts = bought(`${index}`, {
          buyer: buyer({ customerId: friend, emailHash: hash(friend) }),
          signals: [signal('claim', advocate, days)],
          dispute: held ? 'open' : null,
          friendCreditedOn: known?.orderId ?? null,
          friendCreditedTo: known?.advocateId ?? null,
        });
        const order = decided(facts, program);
        const { advocateId } = order.decision;
        if (advocateId !== null && !reversed && known === undefined) credits.set(friend, { orderId: facts.orderId, advocateId });
        return order;
      });
      const { changes, totals } = compare(orders, program, program);
      expect(changes).toEqual([]);
      expect(totals.credited.before).toBe(totals.credited.after);
      for (const { before, after } of [...totals.revenue.values(), ...totals.rewardCost.values()]) expect(before).toBe(after);
    }),
  );
});

test('a scale that was counted is replayed as it was counted; one that was not is counted across the replayed orders', () => {
  const step = { from: '3', value: { kind: 'fixed-amount', minor: '5000' } } as const;
  const tiers = { by: 'referrals', days: null, keeps: false, steps: [step] } as const;
  const base = { ...open.reward, value: { kind: 'fixed-amount', minor: '1000' } } as const;
  const plain: ProgramRules = { ...open, reward: base };
  const scaled: ProgramRules = { ...open, reward: { ...base, tiers: { ...tiers, steps: [step] } } };
  const orders = [1, 2, 3, 4].map((number) =>
    decided(
      bought(`${number}`, {
        placedAt: PLACED + number,
        buyer: buyer({ customerId: `f${number}`, emailHash: hash(`f${number}`) }),
      }),
    ),
  );
  const cost = ({ totals }: ReturnType<typeof compare>) => totals.rewardCost.get('USD');
  expect(cost(compare(orders, scaled, plain))).toEqual({ before: 4_000n, after: 12_000n });
  const counted = orders.map(({ facts, decision }, place) => ({
    decision,
    facts: {
      ...facts,
      advocates: facts.advocates.map((advocate) => ({
        ...advocate,
        tally: { by: 'referrals' as const, days: null, orders: place === 0 ? 7 : 0, revenueMinor: 0n, tierFrom: null },
      })),
    },
  }));
  expect(cost(compare(counted, scaled, scaled))).toEqual({ before: 8_000n, after: 8_000n });
  const lately: ProgramRules = { ...scaled, reward: { ...base, tiers: { ...tiers, days: 1, steps: [{ ...step, from: '2' }] } } };
  expect(cost(compare(counted, lately, scaled))).toEqual({ before: 8_000n, after: 16_000n });
});
