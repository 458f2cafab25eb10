/** Loaded in the browser only: recharts measures the page and has nothing to draw on a server. */
import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { useFormats } from '../formats.ts';

const colour = '#2c6ecb';

export type CoursePoint = { day: string; value: number };

/** @param isMoney values are minor units of the shop's currency */
export default function CourseChart({ points, label, isMoney }: { points: CoursePoint[]; label: string; isMoney: boolean }) {
  const { money, roundMoney, number, calendarDay } = useFormats();
  const tick = { fontSize: 12, fill: '#616161' };
  return (
    <ResponsiveContainer width="100%" height="100%">
      <BarChart data={points} margin={{ top: 8, right: 8, bottom: 0, left: 0 }} accessibilityLayer title={label}>
        <CartesianGrid vertical={false} stroke="#ebebeb" />
        <XAxis dataKey="day" tickFormatter={calendarDay} tick={tick} tickLine={false} axisLine={false} minTickGap={48} />
        <YAxis
          tickFormatter={(value: number) => (isMoney ? roundMoney(String(Math.round(value))) : number(value))}
          tick={tick}
          tickLine={false}
          axisLine={false}
          width="auto"
          tickCount={4}
          allowDecimals={isMoney}
        />
        <Tooltip
          labelFormatter={(day) => calendarDay(String(day))}
          formatter={(value) => [isMoney ? money(String(value)) : number(Number(value)), label]}
          contentStyle={{ borderRadius: 8, borderColor: '#e3e3e3' }}
          cursor={{ fill: '#f1f1f1' }}
        />
        <Bar dataKey="value" name={label} fill={colour} radius={[2, 2, 0, 0]} maxBarSize={28} isAnimationActive={false} />
      </BarChart>
    </ResponsiveContainer>
  );
}
