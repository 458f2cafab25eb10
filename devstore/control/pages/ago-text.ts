/** "3 days ago", by the virtual clock. */
import { storeNow } from '#devstore/clock.ts';
import type { Store } from '#devstore/state.ts';

const words = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });

export function agoText(store: Store, iso: string): string {
  const seconds = (Date.parse(iso) - storeNow(store).getTime()) / 1_000;
  if (Math.abs(seconds) < 60) return 'just now';
  if (Math.abs(seconds) < 3_600) return words.format(Math.round(seconds / 60), 'minute');
  if (Math.abs(seconds) < 86_400) return words.format(Math.round(seconds / 3_600), 'hour');
  return words.format(Math.round(seconds / 86_400), 'day');
}
