/** A merchant installed the app, for the first time or again. */
import type { Session } from '@shopify/shopify-api';
import type { Context } from '../context.server.ts';
import { wakeDeliveries } from '../data/deliveries.server.ts';
import { currentVersion, insertProgramVersion } from '../data/programs.server.ts';
import { findShop, setScopes, type ShopRecord, upsertInstalledShop } from '../data/shops.server.ts';
import { defaultRules } from '../domain/program.ts';
import { Fault } from '../shopify/faults.ts';
import { readShopDetails } from '../shopify/operations/shop-details.ts';
import { refreshShop } from './refresh-shop.server.ts';

/**
 * Records the shop with its own key and a first program (not live), and lets it settle in. A shop that comes back finds everything as it left it, and
 * what arrived meanwhile is worked in. Repeats are harmless.
 * @param session offline session that has been stored already. Throws Fault when Shopify does not answer and the shop is not there yet.
 */
export async function installShop(context: Context, session: Pick<Session, 'shop' | 'scope'>): Promise<void> {
  const known = await findShop(context.db.prisma, session.shop);
  if (known?.state === 'installed') await openAgain(context, known, session.scope ?? '');
  else await install(context, session);
}

/** The merchant sees the app whether or not Shopify answers: what is known of the shop will do. */
async function openAgain(context: Context, shop: ShopRecord, scopes: string): Promise<void> {
  await setScopes(context.db.prisma, shop.id, scopes.split(','));
  try {
    await refreshShop(context, shop);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    context.log.warn({ shop: shop.domain, fault: error.kind }, 'shop details not refreshed');
  }
}

async function install(context: Context, session: Pick<Session, 'shop' | 'scope'>): Promise<void> {
  const details = await readShopDetails(await context.shopify(session.shop));
  const at = context.now();
  const installation = await context.db.prisma.$transaction(async (tx) => {
    const shop = await upsertInstalledShop(
      tx,
      {
        id: context.newId(),
        domain: session.shop,
        personalKey: context.vault.newShopKey(),
        scopes: session.scope ?? '',
        ...details,
      },
      at,
    );
    if ((await currentVersion(tx, shop.id)) === 0) {
      const first = { version: 1, rules: defaultRules(details.currency), createdAt: at, createdBy: 'install' };
      await insertProgramVersion(tx, shop.id, first);
    }
    if (shop.outcome !== 'unchanged') {
      await wakeDeliveries(tx, session.shop, at);
      await context.queue.enqueue(tx, 'settle-in', { shopId: shop.id }, { once: shop.id });
    }
    return shop;
  });
  if (installation.outcome !== 'unchanged') context.log.info({ shop: session.shop, outcome: installation.outcome }, 'installed');
}
