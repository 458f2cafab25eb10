/** Periods of reports and lists: whole days of the shop's time zone. */
import { Prisma } from '@prisma/client';
import { z } from 'zod';

/** First and last day, both included, as `YYYY-MM-DD`. */
export type Period = { from: string; to: string };

const dayMilliseconds = 86_400_000;

/** The shop's calendar day at a moment (epoch milliseconds). */
export function dayAt(at: number, timeZone: string): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(at);
}

/** The `days` days that end today, and as many before them. */
export function recentPeriods(now: number, timeZone: string, days: number): { current: Period; before: Period } {
  const today = dayAt(now, timeZone);
  return {
    current: { from: addDays(today, 1 - days), to: today },
    before: { from: addDays(today, 1 - 2 * days), to: addDays(today, -days) },
  };
}

function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMilliseconds).toISOString().slice(0, 10);
}

const presets = z.enum(['7', '30', '90', '365']);

/** Reads `?period=30` or `?from=…&to=…`; null (all time) when neither is readable. */
export function readPeriod(search: URLSearchParams, now: number, timeZone: string): Period | null {
  const preset = presets.safeParse(search.get('period'));
  if (preset.success) return recentPeriods(now, timeZone, Number(preset.data)).current;
  const period = z.object({ from: z.iso.date(), to: z.iso.date() }).safeParse(Object.fromEntries(search));
  return period.success && period.data.from <= period.data.to ? { from: period.data.from, to: period.data.to } : null;
}

/** `WHERE` part: the moment lies in the period. The bounds are constants for the planner, so an index on `at` serves. */
export function within(at: Prisma.Sql, period: Period | null, timeZone: string): Prisma.Sql {
  if (period === null) return Prisma.sql`TRUE`;
  return Prisma.sql`(${at} >= (${period.from}::date)::timestamp AT TIME ZONE ${timeZone}
    AND ${at} < (${period.to}::date + 1)::timestamp AT TIME ZONE ${timeZone})`;
}
