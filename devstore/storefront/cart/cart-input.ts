/** What shoppers, themes and apps send to the cart, brought into one form. Anything may come: ids and quantities as numbers or text. */
import { z } from 'zod';
import type { CartUpdate, NewItem } from '#devstore/storefront/cart/change-cart.ts';
import { badParameter } from '#devstore/storefront/cart/cart-error.ts';
import type { Fields } from '#devstore/storefront/form-fields.ts';

const id = z.union([z.string(), z.number()]).transform(String);
const quantity = z.union([z.number(), z.string().transform(Number)]).pipe(z.number().max(1_000_000));
const scalar = z.union([z.string(), z.number(), z.boolean()]).transform(String);
const texts = z.record(z.string(), scalar.nullable());
const properties = texts.transform((all) =>
  Object.fromEntries(Object.entries(all).flatMap(([name, value]) => (value === null || value === '' ? [] : [[name, value]]))),
);
const item = z.object({ id, quantity: quantity.default(1), properties: properties.nullish() });

const addSchema = z.object({
  items: z.union([z.array(item), z.record(z.string(), item).transform((items) => Object.values(items))]).optional(),
  attributes: texts.optional(),
});
const changeSchema = z.object({
  id: id.optional(),
  line: z.coerce.number().int().optional(),
  quantity: quantity.optional(),
  properties: properties.optional(),
});
const updateSchema = z.object({
  updates: z.union([z.array(quantity), z.record(z.string(), quantity)]).optional(),
  note: z.string().nullish(),
  attributes: texts.optional(),
  discount: z.string().nullish(),
});

/** One item comes back bare, several as a list (`items`). */
export function readAdd(fields: Fields): { items: NewItem[]; single: boolean; attributes: Record<string, string | null> } {
  const { items, attributes } = parse(addSchema, fields);
  const wanted = items ?? [parse(item, fields, 'Required parameter missing or invalid: items')];
  return {
    items: wanted.map((each) => ({ id: each.id, quantity: each.quantity, properties: each.properties ?? {} })),
    single: items === undefined,
    attributes: attributes ?? {},
  };
}

export function readChange(fields: Fields) {
  const { quantity: wanted, ...rest } = parse(changeSchema, fields);
  return { ...rest, quantity: wanted };
}

export function readUpdate(fields: Fields): CartUpdate {
  const { updates, note, attributes, discount } = parse(updateSchema, fields);
  return {
    ...(Array.isArray(updates) ? { quantities: updates } : { updates }),
    note: note ?? undefined,
    attributes,
    discount: discount ?? undefined,
  };
}

function parse<T>(schema: z.ZodType<T>, fields: Fields, description?: string): T {
  const result = schema.safeParse(fields);
  if (result.success) return result.data;
  throw badParameter(description ?? `Invalid parameter: ${result.error.issues[0]?.path.join('.') ?? 'body'}`);
}
