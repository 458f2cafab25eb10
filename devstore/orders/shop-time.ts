/** Times as webhooks print them: the shop's wall clock with its offset ("2026-11-21T19:00:00-05:00"). */

const formats = new Map<string, Intl.DateTimeFormat>();

/** @param iso any ISO time; null stays null */
export function shopTime<Time extends string | null>(iso: Time, timeZone: string): Time extends null ? string | null : string;
export function shopTime(iso: string | null, timeZone: string): string | null {
  if (iso === null) return null;
  const at = new Date(iso);
  const parts = Object.fromEntries(
    formatFor(timeZone)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  );
  const wall = `${parts.year}-${parts.month}-${parts.day}T${parts.hour}:${parts.minute}:${parts.second}`;
  const offset = Math.round((Date.parse(`${wall}Z`) - at.getTime()) / 60_000);
  const sign = offset < 0 ? '-' : '+';
  const twoDigits = (number: number) => String(number).padStart(2, '0');
  return `${wall}${sign}${twoDigits(Math.floor(Math.abs(offset) / 60))}:${twoDigits(Math.abs(offset) % 60)}`;
}

function formatFor(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  formats.set(timeZone, format);
  return format;
}
