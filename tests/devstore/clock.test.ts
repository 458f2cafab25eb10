import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { execFileSync } from 'node:child_process';
import vm from 'node:vm';
import { afterAll, expect, test } from 'vitest';
import { browserClock, shareClock } from '#devstore/clock.ts';
import { createStore } from '#devstore/store.ts';

const day = 86_400_000;
const folder = mkdtempSync(path.join(tmpdir(), 'devstore-clock-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('a process that follows the clock sees every turn of it, and dates stay dates', () => {
  const store = createStore({ apiKey: 'key', apiSecret: 'secret', appOrigin: 'http://127.0.0.1:9' });
  store.clockOffset = -60 * day;
  const environment = shareClock(store, path.join(folder, 'clock'));
  const script = `console.log(JSON.stringify([Date.now(), +new Date(), +new Date(5), new Date() instanceof Date, Date.UTC(1970, 0, 2)]))`;
  const look = () =>
    JSON.parse(
      execFileSync(process.execPath, ['--input-type=module', '-e', script], {
        env: { ...process.env, ...environment },
        encoding: 'utf8',
      }),
    ) as [number, number, number, boolean, number];
  const [now, constructed, five, isDate, utc] = look();
  expect(Math.abs(now - (Date.now() - 60 * day))).toBeLessThan(30_000);
  expect(Math.abs(constructed - now)).toBeLessThan(1_000);
  expect([five, isDate, utc]).toEqual([5, true, day]);
  store.clockOffset = 15 * day;
  expect(Math.abs(look()[0] - (Date.now() + 15 * day))).toBeLessThan(30_000);
});

test("a browser's clock follows where the app's does, and is left alone otherwise", () => {
  const store = createStore({ apiKey: 'key', apiSecret: 'secret', appOrigin: 'http://127.0.0.1:9' });
  store.clockOffset = 15 * day;
  expect(browserClock(store)).toBe('');
  store.appFollowsClock = true;
  const seen = vm.runInNewContext(
    `${browserClock(store)} [Date.now(), +new Date(), +new Date(5), new Date() instanceof Date]`,
  ) as number[];
  expect(Math.abs((seen[0] ?? 0) - (Date.now() + 15 * day))).toBeLessThan(30_000);
  expect(seen[2]).toBe(5);
  expect(seen[3]).toBe(true);
  store.clockOffset = 0;
  expect(browserClock(store)).toBe('');
});
