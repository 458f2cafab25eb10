/** The period of a report: whole days of the shop's calendar, both ends included. Pure: today is an argument. */

/** `YYYY-MM-DD`. */
export type ReportDays = { from: string; to: string };

export const REPORT_PRESETS = ['7', '30', '90', 'month', 'last-month', 'year'] as const;
export type ReportPreset = (typeof REPORT_PRESETS)[number];

/** Why typed days are no period, and beside which field that is said. */
export const PERIOD_PROBLEMS = ['unreadable', 'backwards', 'future', 'too-long'] as const;
export type PeriodProblem = (typeof PERIOD_PROBLEMS)[number];

/** What a report is of. With a problem, it is of the usual period, and `typed` is kept for its fields. */
export type ReportChoice = {
  preset: ReportPreset | 'custom';
  days: ReportDays;
  /** The equally long run of days right before. */
  before: ReportDays;
  typed: { from: string; to: string } | null;
  problem: { code: PeriodProblem; field: 'from' | 'to' } | null;
};

/** Of one point of a chart. */
export type Grain = 'day' | 'week' | 'month';

const USUAL = '30';
const DAY = 86_400_000;
const MOST_YEARS = 10;

/**
 * Reads an address: `?period=` one of the presets, or `?from=&to=`. Nothing given is the last 30 days; what cannot be read is told, never replaced in silence.
 * @param today the shop's
 */
export function readReportChoice(search: { get(name: string): string | null }, today: string): ReportChoice {
  const [from, to] = [search.get('from'), search.get('to')];
  if (from !== null || to !== null) {
    const typed = { from: (from ?? '').trim(), to: (to ?? '').trim() };
    const problem = problemOf(typed, today);
    if (problem === null) return { preset: 'custom', days: typed, before: daysBefore(typed), typed, problem };
    return { ...presetChoice(USUAL, today), typed, problem };
  }
  const asked = search.get('period');
  return presetChoice(REPORT_PRESETS.find((preset) => preset === asked) ?? USUAL, today);
}

function presetChoice(preset: ReportPreset, today: string): ReportChoice {
  const days = daysOf(preset, today);
  return { preset, days, before: daysBefore(days), typed: null, problem: null };
}

function problemOf({ from, to }: ReportDays, today: string): ReportChoice['problem'] {
  if (!isDay(from)) return { code: 'unreadable', field: 'from' };
  if (!isDay(to)) return { code: 'unreadable', field: 'to' };
  if (from > today) return { code: 'future', field: 'from' };
  if (from > to) return { code: 'backwards', field: 'to' };
  if (lengthOf({ from, to }) > 366 * MOST_YEARS) return { code: 'too-long', field: 'from' };
  return null;
}

function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const at = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
}

function daysOf(preset: ReportPreset, today: string): ReportDays {
  switch (preset) {
    case 'month':
      return { from: `${today.slice(0, 7)}-01`, to: today };
    case 'last-month': {
      const to = addDays(`${today.slice(0, 7)}-01`, -1);
      return { from: `${to.slice(0, 7)}-01`, to };
    }
    case 'year':
      return { from: `${today.slice(0, 4)}-01-01`, to: today };
    default:
      return { from: addDays(today, 1 - Number(preset)), to: today };
  }
}

/** @returns `YYYY-MM-DD` @param days negative: earlier */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10);
}

/** In days. */
export function lengthOf({ from, to }: ReportDays): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY) + 1;
}

function daysBefore(days: ReportDays): ReportDays {
  return { from: addDays(days.from, -lengthOf(days)), to: addDays(days.from, -1) };
}

/** So that a chart has at most about a hundred points. */
export function grainOf(days: ReportDays): Grain {
  const length = lengthOf(days);
  if (length <= 92) return 'day';
  return length <= 731 ? 'week' : 'month';
}

/** `YYYY-MM` when the days are a month, or what there is of the present one; else null. */
export function wholeMonth({ from, to }: ReportDays, today: string): string | null {
  const month = from.slice(0, 7);
  const isWhole = from.endsWith('-01') && to.startsWith(month) && (to === today || !addDays(to, 1).startsWith(month));
  return isWhole ? month : null;
}
