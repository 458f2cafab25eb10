import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays, grainOf, lengthOf, readReportChoice, REPORT_PRESETS, wholeMonth } from '#app/domain/report-period.ts';

const today = '2026-03-10';
const read = (address: string) => readReportChoice(new URLSearchParams(address), today);

test('presets end today, or with the last month, and are compared with as many days before', () => {
  expect(read('')).toMatchObject({
    preset: '30',
    days: { from: '2026-02-09', to: today },
    before: { from: '2026-01-10', to: '2026-02-08' },
  });
  expect(read('period=7').days).toEqual({ from: '2026-03-04', to: today });
  expect(read('period=month')).toMatchObject({
    days: { from: '2026-03-01', to: today },
    before: { from: '2026-02-19', to: '2026-02-28' },
  });
  expect(read('period=last-month').days).toEqual({ from: '2026-02-01', to: '2026-02-28' });
  expect(read('period=year').days).toEqual({ from: '2026-01-01', to: today });
  expect(read('period=whatever').preset).toBe('30');
  expect(readReportChoice(new URLSearchParams('period=last-month'), '2024-01-31').days).toEqual({
    from: '2023-12-01',
    to: '2023-12-31',
  });
});

test('days of one’s own are taken as they are; what cannot be read is said beside its field, and the usual days stand instead', () => {
  expect(read('from=2026-01-01&to=2026-01-01')).toMatchObject({
    ...{ preset: 'custom', problem: null, days: { from: '2026-01-01', to: '2026-01-01' } },
    before: { from: '2025-12-31', to: '2025-12-31' },
  });
  for (const [address, code, field] of [
    ['from=2026-02-30&to=2026-03-01', 'unreadable', 'from'],
    ['from=2026-02-01&to=1.3.2026', 'unreadable', 'to'],
    ['from=2026-02-01', 'unreadable', 'to'],
    ['from=%3Cscript%3E&to=2026-03-01', 'unreadable', 'from'],
    ['from=2026-03-05&to=2026-03-01', 'backwards', 'to'],
    ['from=2026-03-11&to=2026-03-12', 'future', 'from'],
    ['from=1999-01-01&to=2026-03-01', 'too-long', 'from'],
  ] as const) {
    expect(read(address), address).toMatchObject({
      problem: { code, field },
      preset: '30',
      days: { from: '2026-02-09', to: today },
    });
  }
  expect(read('from=2016-03-11&to=2026-03-10').problem).toBeNull();
});

test('every choice has as many days before it as in it, and a chart of at most 140 points', () => {
  const day = fc.integer({ min: 0, max: 3_600 }).map((days) => addDays(today, -days));
  const address = fc.oneof(
    fc.constantFrom(...REPORT_PRESETS).map((preset) => `period=${preset}`),
    fc.tuple(day, day).map(([from, to]) => `from=${from}&to=${to}`),
    fc.string(),
  );
  fc.assert(
    fc.property(address, (text) => {
      const { days, before } = read(text);
      expect(lengthOf(before)).toBe(lengthOf(days));
      expect(addDays(before.to, 1)).toBe(days.from);
      const points = lengthOf(days) / { day: 1, week: 7, month: 28 }[grainOf(days)];
      expect(points).toBeLessThanOrEqual(140);
    }),
  );
});

test('days that are a month, or what there is of the present one, have its statement; others have none', () => {
  expect(wholeMonth({ from: '2026-02-01', to: '2026-02-28' }, today)).toBe('2026-02');
  expect(wholeMonth(read('period=month').days, today)).toBe('2026-03');
  for (const [from, to] of [
    ['2026-02-01', '2026-02-27'],
    ['2026-02-02', '2026-02-28'],
    ['2026-01-01', '2026-02-28'],
    ['2026-02-01', '2026-03-01'],
  ] as const) {
    expect(wholeMonth({ from, to }, today), `${from} ${to}`).toBeNull();
  }
});
