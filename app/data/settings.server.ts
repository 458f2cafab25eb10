/** What a merchant has set beside the program. */
import type { Transaction } from '../db.server.ts';
import { DEFAULT_SETTINGS, type Settings, settingsSchema } from '../domain/settings.ts';

/** As they hold now. */
export async function settingsOf(tx: Transaction, shopId: string): Promise<Settings> {
  const row = await tx.shopSettings.findUnique({ where: { shopId }, select: { settings: true } });
  return row === null ? DEFAULT_SETTINGS : settingsSchema.parse(row.settings);
}

/** Stores the version after `over` (0: nothing was set yet). False when somebody else has saved since. */
export async function storeSettings(
  tx: Transaction,
  shopId: string,
  { settings, over, by, at }: { settings: Settings; over: number; by: string; at: number },
): Promise<boolean> {
  const json = JSON.stringify(settings);
  const stored =
    over === 0
      ? await tx.$executeRaw`
          INSERT INTO shop_settings (shop_id, version, settings, changed_at, changed_by)
          VALUES (${shopId}::uuid, 1, ${json}::jsonb, ${new Date(at)}, ${by}) ON CONFLICT DO NOTHING`
      : await tx.$executeRaw`
          UPDATE shop_settings SET version = version + 1, settings = ${json}::jsonb, changed_at = ${new Date(at)}, changed_by = ${by}
          WHERE shop_id = ${shopId}::uuid AND version = ${over}`;
  return stored === 1;
}
