import { randomUUID } from 'node:crypto';
import { allows } from '#devstore/auth/install.ts';
import { storeTime } from '#devstore/clock.ts';
import { apiError, idOf, parseGid, refused, type ApiContext, type Fields } from '#devstore/admin-api/answers.ts';
import { nodeAnswer } from '#devstore/admin-api/resolvers/nodes.ts';
import { emitOrderEvents } from '#devstore/orders/order-events.ts';
import { customerJson } from '#devstore/orders/person-json.ts';
import { emitWebhook } from '#devstore/webhooks/emit.ts';

type TagArgs = { id: string; tags: string[] };

const writeScopes: Record<string, string> = {
  Customer: 'write_customers',
  Order: 'write_orders',
  Product: 'write_products',
  DiscountNode: 'write_discounts',
  DiscountCodeNode: 'write_discounts',
};

export function tagMutations(context: ApiContext): Fields {
  return {
    tagsAdd: (args: TagArgs) =>
      changeTags(context, 'tagsAdd', args.id, (tags) => {
        const known = new Set(tags.map((tag) => tag.toLowerCase()));
        return [...tags, ...cleaned(args.tags).filter((tag) => !known.has(tag.toLowerCase()))];
      }),
    tagsRemove: (args: TagArgs) => {
      const gone = new Set(cleaned(args.tags).map((tag) => tag.toLowerCase()));
      return changeTags(context, 'tagsRemove', args.id, (tags) => tags.filter((tag) => !gone.has(tag.toLowerCase())));
    },
  };
}

/** Tags may be sent as "a, b" in one string. */
function cleaned(tags: string[]): string[] {
  const split = tags.flatMap((tag) => tag.split(',')).map((tag) => tag.trim());
  return [...new Set(split.filter((tag) => tag !== ''))];
}

function changeTags(context: ApiContext, field: string, gidText: string, change: (tags: string[]) => string[]): Fields {
  const { store, shop } = context;
  const type = parseGid(gidText)?.type ?? '';
  const id = idOf(gidText);
  const scope = writeScopes[type];
  if (scope !== undefined && !allows(context.scopes, scope)) {
    throw apiError(`Access denied for ${field} field. Required access: \`${scope}\` access scope.`, 'ACCESS_DENIED');
  }
  const order = shop.orders.get(id);
  const customer = shop.customers.get(id);
  const tagged = { Customer: customer, Order: order, Product: shop.products.get(id) }[type] ?? shop.discounts.get(id);
  if (tagged === undefined) return refused(['node'], 'UserError', [{ field: ['id'], message: `${type} does not exist` }]);
  tagged.tags = change(tagged.tags).sort();
  const at = storeTime(store);
  if ('updatedAt' in tagged) tagged.updatedAt = at;
  if (type === 'Customer' && customer !== undefined) {
    emitWebhook(store, shop, 'customers/update', customerJson(shop, customer), { eventId: randomUUID(), at });
  }
  if (type === 'Order' && order !== undefined) emitOrderEvents(store, shop, order, ['orders/updated'], { at });
  return { node: () => nodeAnswer(context, gidText), userErrors: [] };
}
