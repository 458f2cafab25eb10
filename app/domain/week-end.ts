/** Codes with the same end share a discount: ends are moved to the end of their week, never earlier. */

const DAY = 86_400_000;

/**
 * The last millisecond of the week (Monday to Sunday) of a moment, by the clocks of a place. Epoch milliseconds.
 * @param timeZone IANA name
 */
export function endOfWeek(at: number, timeZone: string): number {
  const local = localTime(at, timeZone);
  const day = new Date(local).getUTCDay(); // of the wall clock; Sunday is 0
  const midnight = Math.floor(local / DAY) * DAY + (day === 0 ? 1 : 8 - day) * DAY;
  return momentOf(midnight, timeZone) - 1_000;
}

/** What the clocks of a place show, as if it were UTC. */
function localTime(at: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    ...{ timeZone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric' },
    ...{ hour: 'numeric', minute: 'numeric', second: 'numeric' },
  }).formatToParts(at);
  const part = (type: string) => Number(parts.find((one) => one.type === type)?.value);
  return Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
}

/** When the clocks of a place show this; the second look sees what a change of the clocks in between moved. */
function momentOf(local: number, timeZone: string): number {
  const guess = local - (localTime(local, timeZone) - local);
  return local - (localTime(guess, timeZone) - guess);
}
