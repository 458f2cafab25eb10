/** The merchant removed the app. */
import type { Context } from '../context.server.ts';

/**
 * Marks the shop uninstalled and forgets its access tokens. Its data stays until Shopify asks for erasure (48 hours later), so that a merchant who
 * changes their mind finds everything; jobs that wait see the state and do nothing.
 * @param at when it happened, epoch milliseconds. News older than the present installation is ignored: deliveries may be late.
 */
export async function uninstallShop(context: Context, domain: string, at: number): Promise<void> {
  await context.db.prisma.$transaction(async (tx) => {
    const when = new Date(at);
    const { count } = await tx.shop.updateMany({
      where: { domain, state: 'installed', installedAt: { lte: when } },
      data: { state: 'uninstalled', uninstalledAt: when, scopes: '' },
    });
    if (count === 0) return;
    await tx.session.deleteMany({ where: { shop: domain } });
    context.log.info({ shop: domain }, 'uninstalled');
  });
}
