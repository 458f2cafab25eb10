/** Since when the visits of a shop are all there: older ones are forgotten (services/keep-house.server.ts). */
import { addDays } from './domain/report-period.ts';
import { visitsKeptFor } from './domain/settings.ts';
import { dayAt } from './queries/period.server.ts';
import { listProgramVersions } from './queries/program-versions.server.ts';
import type { Reader } from './queries/read-rows.server.ts';
import { readShopSettings } from './queries/shop-settings.server.ts';

/** More versions than a program ever has. */
const EVERY = 10_000;

/** The first whole day; null: all there ever were. @param today of the shop */
export async function visitsKeptSince(
  prisma: Reader,
  shop: { id: string; timeZone: string; installedAt: Date },
  today: string,
): Promise<string | null> {
  const { settings } = await readShopSettings(prisma, shop.id);
  const windows = (await listProgramVersions(prisma, shop.id, EVERY)).map(({ rules }) => rules.attribution.windowDays);
  const since = addDays(today, 1 - visitsKeptFor(settings, windows));
  return dayAt(shop.installedAt.getTime(), shop.timeZone) < since ? since : null;
}
