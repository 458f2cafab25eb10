import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { AGES } from '../../domain/owed.ts';
import type { OwedRow, OwedUntil } from '../../queries/owed-rows.ts';
import { REWARD_KINDS } from '../../domain/rewards.ts';
import { useFormats } from '../formats.ts';
import { SplitCard, type SplitLine } from './split-card.tsx';

/** When rewards become due, by week, or when unused codes end, by month. Of one currency. */
export function TimeCard({ of, rows, currency }: { of: 'due' | 'expiry'; rows: OwedUntil[]; currency: string }) {
  const { t } = useTranslation();
  const { calendarDay, calendarMonth } = useFormats();
  const label = (from: string | null) => {
    if (from === null) return t(of === 'due' ? 'owed.dueUnknown' : 'owed.expiryNever');
    return of === 'due' ? t('owed.dueWeek', { day: calendarDay(from) }) : calendarMonth(from.slice(0, 7));
  };
  return (
    <SplitCard
      title={t(`owed.${of}Title`)}
      column={t(of === 'due' ? 'owed.week' : 'owed.month')}
      text={t(`owed.${of}Text`)}
      currency={currency}
      lines={rows.map((row) => ({ key: row.from ?? 'none', label: label(row.from), rewards: row.rewards, minor: row.minor }))}
    />
  );
}

/** A line for each age or kind that there is, in the order of their list. */
export function splitBy(rows: OwedRow[], by: 'age' | 'kind', t: TFunction): SplitLine[] {
  const keys = by === 'age' ? AGES : REWARD_KINDS;
  return keys.flatMap((key) => {
    const own = rows.filter((row) => row[by] === key);
    if (own.length === 0) return [];
    const label = by === 'age' ? t(`owed.age.${key as OwedRow['age']}`) : t(`owed.kind.${key as OwedRow['kind']}`);
    return [{ key, label, rewards: own.reduce((all, { rewards }) => all + rewards, 0), minor: sumOf(own) }];
  });
}

/** @returns minor units */
export function sumOf(rows: readonly { minor: string }[]): string {
  return rows.reduce((all, { minor }) => all + BigInt(minor), 0n).toString();
}
