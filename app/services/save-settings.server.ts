/** The merchant changes the settings. */
import type { Context } from '../context.server.ts';
import { storeSettings } from '../data/settings.server.ts';
import type { Settings } from '../domain/settings.ts';

/** @param change.over the version that the form was made from @param change.by Shopify user id. False when somebody else has saved since. */
export async function saveSettings(
  context: Context,
  shop: { id: string },
  change: { settings: Settings; over: number; by: string },
): Promise<boolean> {
  const saved = await storeSettings(context.db.prisma, shop.id, { ...change, at: context.now() });
  if (saved) context.log.info({ shopId: shop.id, by: change.by }, 'settings saved');
  return saved;
}
