import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Fault } from '#app/shopify/faults.ts';
import { createPacer, type Lane, type Pacer } from '#app/shopify/pacer.server.ts';

/** Time that passes only when the test says so. */
function fakeClock() {
  let at = 0;
  const timers: { at: number; ring(): void }[] = [];
  return {
    now: () => at,
    wait: (milliseconds: number) => new Promise<void>((ring) => void timers.push({ at: at + milliseconds, ring })),
    async advance(milliseconds: number) {
      const end = at + milliseconds;
      await settled();
      for (;;) {
        const [next] = timers.filter((timer) => timer.at <= end).sort((one, other) => one.at - other.at);
        if (next === undefined) break;
        timers.splice(timers.indexOf(next), 1);
        at = next.at;
        next.ring();
        await settled();
      }
      at = end;
    },
  };
}

async function settled(): Promise<void> {
  for (let turn = 0; turn < 30; turn += 1) await Promise.resolve();
}

const TEA = 'tea.myshopify.com';
const PRICES = { Look: 10, Grant: 10, Reconcile: 500 } as const;
const status = { maximumAvailable: 2_000, restoreRate: 100 };

type Stage = {
  pacer: Pacer;
  clock: ReturnType<typeof fakeClock>;
  done: string[];
  call(lane: Lane, price?: keyof typeof PRICES): Promise<void>;
};

/** A shop of the smallest plan whose bucket holds so much; `done` names the lanes in the order in which they were let in. */
function stage(currentlyAvailable: number): Stage {
  const clock = fakeClock();
  const pacer = createPacer(clock);
  for (const [operation, requestedQueryCost] of Object.entries(PRICES)) {
    const throttleStatus = { ...status, currentlyAvailable };
    pacer.learn(TEA, operation, { requestedQueryCost, actualQueryCost: requestedQueryCost, throttleStatus });
  }
  const done: string[] = [];
  async function call(lane: Lane, price: keyof typeof PRICES = 'Grant'): Promise<void> {
    await pacer.admit(TEA, price, lane);
    done.push(lane);
  }
  return { pacer, clock, done, call };
}

function count(done: readonly string[], lane: Lane): number {
  return done.filter((one) => one === lane).length;
}

/** Calls of a lane, one after the other, each as soon as the one before was let in, also after it was refused for now. */
async function keepCalling({ call, clock }: Stage, lane: Lane, price: keyof typeof PRICES, stop: () => boolean): Promise<void> {
  while (!stop()) {
    await call(lane, price).catch((error: unknown) => {
      if (!(error instanceof Fault)) throw error;
      return clock.wait(5_000);
    });
  }
}

test('an unknown shop is not kept waiting, and what its bucket holds is used at once down to a tenth', async () => {
  const { pacer, clock } = stage(0);
  await pacer.admit('new.myshopify.com', 'Grant', 'background');
  const { call, done } = stage(300);
  for (let index = 0; index < 20; index += 1) void call('work').catch(() => undefined);
  await settled();
  expect(done).toHaveLength(10);
  expect(clock.now()).toBe(0);
});

test('a person uses the last tenth and goes ahead of all that wait', async () => {
  const { call, done, clock } = stage(200);
  for (let index = 0; index < 5; index += 1) void call('work');
  await settled();
  expect(done).toEqual([]);
  for (let index = 0; index < 20; index += 1) void call('person');
  await settled();
  expect(done).toEqual(Array.from({ length: 20 }, () => 'person'));
  void call('person');
  await clock.advance(100);
  expect(count(done, 'person')).toBe(21);
});

test('a flood of rewards is let in as fast as the bucket is restored, no faster', async () => {
  const here = stage(200);
  let over = false;
  for (let worker = 0; worker < 8; worker += 1) void keepCalling(here, 'work', 'Grant', () => over);
  await here.clock.advance(60_000);
  over = true;
  expect(count(here.done, 'work')).toBeGreaterThanOrEqual(599);
  expect(count(here.done, 'work')).toBeLessThanOrEqual(601);
});

test('while lookups of the background wait, rewards keep three quarters and are never held up by a dear one', async () => {
  const here = stage(200);
  let over = false;
  let longest = 0;
  let last = 0;
  for (let worker = 0; worker < 4; worker += 1) {
    void keepCalling(here, 'work', 'Grant', () => {
      longest = Math.max(longest, here.clock.now() - last);
      last = here.clock.now();
      return over;
    });
  }
  void keepCalling(here, 'background', 'Reconcile', () => over);
  await here.clock.advance(200_000);
  over = true;
  const share = count(here.done, 'work') / (200_000 / 100);
  expect(share).toBeGreaterThan(0.72);
  expect(share).toBeLessThan(0.8);
  // 200 s restore 20,000 points; a quarter of them are ten lookups of 500.
  expect(count(here.done, 'background')).toBeGreaterThanOrEqual(9);
  expect(longest).toBeLessThanOrEqual(300);
});

test('rewards that come and go do not eat what a lookup has saved up', async () => {
  const here = stage(200);
  void here.call('background', 'Reconcile');
  for (let second = 0; second < 10; second += 1) {
    void here.call('work');
    void here.call('work');
    await here.clock.advance(1_000);
  }
  expect(count(here.done, 'background')).toBe(1);
  expect(count(here.done, 'work')).toBe(20);
});

test('the background has everything while nothing else waits', async () => {
  const here = stage(200);
  let over = false;
  void keepCalling(here, 'background', 'Reconcile', () => over);
  await here.clock.advance(50_000);
  over = true;
  expect(count(here.done, 'background')).toBe(10);
});

test('who would wait too long is told so at once, with the time; the background has patience', async () => {
  const { call, done, clock } = stage(-1_000);
  await expect(call('work')).rejects.toMatchObject({ kind: 'throttled', retryAfter: 12_100 });
  await expect(call('person')).rejects.toMatchObject({ kind: 'throttled', retryAfter: 10_100 });
  void call('background');
  await clock.advance(12_100);
  expect(done).toEqual(['background']);
});

test('a call dearer than the bucket is let in when the bucket is full, instead of never', async () => {
  const { pacer, clock, done } = stage(1_900);
  const throttleStatus = { ...status, currentlyAvailable: 1_900 };
  pacer.learn(TEA, 'Huge', { requestedQueryCost: 5_000, actualQueryCost: 9, throttleStatus });
  void pacer.admit(TEA, 'Huge', 'work').then(() => done.push('huge'));
  await clock.advance(1_000);
  expect(done).toEqual(['huge']);
});

test('one shop never waits for another', async () => {
  const { pacer, call, clock } = stage(0);
  for (let index = 0; index < 10; index += 1) void call('work').catch(() => undefined);
  const throttleStatus = { ...status, currentlyAvailable: 2_000 };
  pacer.learn('coffee.myshopify.com', 'Grant', { requestedQueryCost: 10, actualQueryCost: 10, throttleStatus });
  await pacer.admit('coffee.myshopify.com', 'Grant', 'background');
  expect(clock.now()).toBe(0);
});

test('whatever comes when: nobody is forgotten, no lane overtakes itself, and no more is let in than the bucket gives', async () => {
  const arrival = fc.record({
    lane: fc.constantFrom<Lane>('person', 'work', 'background'),
    price: fc.constantFrom<keyof typeof PRICES>('Look', 'Grant', 'Reconcile'),
    after: fc.integer({ min: 0, max: 2_000 }),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(arrival, { maxLength: 60 }), fc.integer({ min: -300, max: 2_000 }), async (arrivals, available) => {
      const { pacer, clock } = stage(available);
      let left = available;
      let asOf = 0;
      let open = 0;
      const order: Record<Lane, number[]> = { person: [], work: [], background: [] };
      for (const [index, { lane, price, after }] of arrivals.entries()) {
        await clock.advance(after);
        open += 1;
        void pacer.admit(TEA, price, lane).then(
          () => {
            left = Math.min(status.maximumAvailable, left + ((clock.now() - asOf) / 1000) * status.restoreRate) - PRICES[price];
            asOf = clock.now();
            expect(left).toBeGreaterThan(-1);
            order[lane].push(index);
            open -= 1;
          },
          () => (open -= 1),
        );
      }
      await clock.advance(600_000);
      expect(open).toBe(0);
      for (const lane of Object.values(order)) expect(lane).toEqual([...lane].sort((one, other) => one - other));
    }),
    { numRuns: 200 },
  );
});
