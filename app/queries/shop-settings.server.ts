/** The settings of a shop with who changed them last. */
import { Prisma } from '@prisma/client';
import { z } from 'zod';
import { DEFAULT_SETTINGS, type Settings, settingsSchema } from '../domain/settings.ts';
import { isoTime, type Reader, readRows } from './read-rows.server.ts';

const row = z.object({ version: z.number(), settings: settingsSchema, changedAt: isoTime, changedBy: z.string() });

export type ShopSettings = { version: number; settings: Settings; changedAt: string | null; changedBy: string | null };

/** Version 0: nothing was set yet. */
export async function readShopSettings(prisma: Reader, shopId: string): Promise<ShopSettings> {
  const [found] = await readRows(
    prisma,
    row,
    Prisma.sql`
      SELECT version, settings, changed_at AS "changedAt", changed_by AS "changedBy" FROM shop_settings WHERE shop_id = ${shopId}::uuid`,
  );
  return found ?? { version: 0, settings: DEFAULT_SETTINGS, changedAt: null, changedBy: null };
}
