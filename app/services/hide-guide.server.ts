/** The set-up guide of the home page is put away or brought back. */
import type { Context } from '../context.server.ts';
import { setGuideHidden } from '../data/setup-guide.server.ts';

export async function hideGuide(context: Context, shop: { id: string }, hidden: boolean): Promise<void> {
  await setGuideHidden(context.db.prisma, shop.id, hidden ? context.now() : null);
}
