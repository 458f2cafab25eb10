/** Loaded in the browser only: recharts measures the page and has nothing to draw on a server. */
import { Area, AreaChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import type { RevenueDay } from '../../queries/home-figures.server.ts';
import { useFormats } from '../formats.ts';

const colour = '#2c6ecb';

export default function RevenueChart({ days, label }: { days: RevenueDay[]; label: string }) {
  const { money, roundMoney, calendarDay } = useFormats();
  const points = days.map(({ day, revenueMinor }) => ({ day, revenue: Number(revenueMinor) }));
  const tick = { fontSize: 12, fill: '#616161' };
  return (
    <ResponsiveContainer width="100%" height="100%">
      <AreaChart data={points} margin={{ top: 8, right: 8, bottom: 0, left: 0 }} accessibilityLayer title={label}>
        <CartesianGrid vertical={false} stroke="#ebebeb" />
        <XAxis dataKey="day" tickFormatter={calendarDay} tick={tick} tickLine={false} axisLine={false} minTickGap={48} />
        <YAxis
          tickFormatter={(minor: number) => roundMoney(String(Math.round(minor)))}
          tick={tick}
          tickLine={false}
          axisLine={false}
          width="auto"
          tickCount={4}
        />
        <Tooltip
          labelFormatter={(day) => calendarDay(String(day))}
          formatter={(minor) => [money(String(minor)), label]}
          contentStyle={{ borderRadius: 8, borderColor: '#e3e3e3' }}
        />
        <Area
          dataKey="revenue"
          name={label}
          type="linear"
          stroke={colour}
          strokeWidth={2}
          fill={colour}
          fillOpacity={0.12}
          isAnimationActive={false}
        />
      </AreaChart>
    </ResponsiveContainer>
  );
}
