/** Changes of a cart: the rules behind /cart/add, change, update and clear. */
import { createHash, randomBytes } from 'node:crypto';
import { storeTime } from '#devstore/clock.ts';
import { findDiscountCode } from '#devstore/pricing/find-discount.ts';
import { variantOf } from '#devstore/pricing/price-cart.ts';
import {
  badParameter,
  type CartError,
  missingLine,
  onlySoManyAdded,
  soldOut,
  unknownVariant,
} from '#devstore/storefront/cart/cart-error.ts';
import type { Visit } from '#devstore/storefront/visit.ts';
import type { CartLine, CartState } from '#devstore/state.ts';

export type NewItem = { id: string; quantity: number; properties: Record<string, string> };

export function findCart(visit: Visit): CartState | null {
  const token = visit.session.cartToken;
  return token === null ? null : (visit.shop.carts.get(token) ?? null);
}

/** The visitor's cart; a new one takes the discount code of a /discount/ link with it. */
export function openCart(visit: Visit): CartState {
  const found = findCart(visit);
  if (found !== null) return found;
  const now = storeTime(visit.store);
  const cart: CartState = {
    token: `hWN${randomBytes(15).toString('base64url').replace(/[-_]/g, 'x')}`,
    lines: [],
    attributes: {},
    note: '',
    discountCodes: visit.session.pendingDiscount === null ? [] : [visit.session.pendingDiscount],
    createdAt: now,
    updatedAt: now,
    landing: visit.session.landing,
  };
  visit.shop.carts.set(cart.token, cart);
  visit.session.cartToken = cart.token;
  return cart;
}

/** Adds items and returns their lines. Too many of one: what there is is added, and the error tells how many that was. */
export function addItems(visit: Visit, items: readonly NewItem[]): CartLine[] {
  const found = items.map((item) => {
    if (!Number.isInteger(item.quantity) || item.quantity < 1) throw badParameter('Quantity must be a positive whole number');
    const known = findVariant(visit, item.id);
    if (known.variant.inventory <= 0) throw soldOut(lineTitle(known.product.title, known.variant.title));
    return { ...item, ...known };
  });
  const cart = openCart(visit);
  let problem: CartError | null = null;
  const lines = found.map((item) => {
    const room = item.variant.inventory - quantityInCart(cart, item.id);
    const added = Math.max(0, Math.min(item.quantity, room));
    if (added < item.quantity) problem = onlySoManyAdded(added);
    return added === 0 ? null : addToLine(cart, item, added);
  });
  touch(visit, cart);
  if (problem !== null) throw problem;
  return lines.filter((line) => line !== null);
}

/** Sets the quantity (and, when given, the properties) of one line: by its key, its variant's id, or its place counted from 1. */
export function changeLine(
  visit: Visit,
  which: { id?: string | undefined; line?: number | undefined },
  quantity: number,
  properties: Record<string, string> | undefined,
): void {
  const cart = openCart(visit);
  const line = which.line === undefined ? lineById(cart, which.id ?? '') : cart.lines[which.line - 1];
  if (line === undefined) throw missingLine();
  if (!Number.isInteger(quantity) || quantity < 0) throw badParameter('Quantity must be a whole number');
  const { variant } = findVariant(visit, line.variantId);
  const others = quantityInCart(cart, line.variantId) - line.quantity;
  const room = Math.max(0, variant.inventory - others);
  const before = line.quantity;
  line.quantity = quantity > before ? Math.max(before, Math.min(quantity, room)) : quantity;
  const added = line.quantity - before;
  if (properties !== undefined) {
    line.properties = properties;
    line.key = lineKey(line.variantId, properties);
    const twin = cart.lines.find((other) => other !== line && other.key === line.key);
    if (twin !== undefined) {
      line.quantity += twin.quantity;
      twin.quantity = 0;
    }
  }
  dropEmptyLines(cart);
  touch(visit, cart);
  if (added < quantity - before) throw onlySoManyAdded(added);
}

export type CartUpdate = {
  /** By variant id or line key; variants that are not in the cart are added. Stock is not looked at, as with Shopify. */
  updates?: Record<string, number> | undefined;
  /** By place. */
  quantities?: number[] | undefined;
  note?: string | undefined;
  /** Merged; null and '' remove. */
  attributes?: Record<string, string | null> | undefined;
  /** Replaces the codes: "A,B", or '' for none. */
  discount?: string | undefined;
};

export function updateCart(visit: Visit, update: CartUpdate): void {
  const cart = openCart(visit);
  const known = Object.entries(update.updates ?? {}).map(([id, quantity]) => ({ id, quantity, line: lineById(cart, id) }));
  for (const { id, quantity, line } of known) {
    if (!Number.isInteger(quantity) || quantity < 0) throw badParameter('Quantity must be a whole number');
    if (line === undefined) findVariant(visit, id);
  }
  for (const { id, quantity, line } of known) {
    if (line !== undefined) line.quantity = quantity;
    else if (quantity > 0) addToLine(cart, { id, properties: {} }, quantity);
  }
  update.quantities?.forEach((quantity, index) => {
    const line = cart.lines[index];
    if (line !== undefined && Number.isInteger(quantity) && quantity >= 0) line.quantity = quantity;
  });
  dropEmptyLines(cart);
  if (update.note !== undefined) cart.note = update.note;
  if (update.attributes !== undefined) mergeAttributes(cart, update.attributes);
  if (update.discount !== undefined) {
    cart.discountCodes = splitCodes(update.discount);
    if (cart.discountCodes.length === 0) visit.session.pendingDiscount = null;
  }
  touch(visit, cart);
}

/** Empties the lines; attributes and note stay. */
export function clearCart(visit: Visit): void {
  const cart = openCart(visit);
  cart.lines = [];
  touch(visit, cart);
}

/** Adds a code to those of the cart, if the shop has it. */
export function applyCode(visit: Visit, code: string): void {
  if (findDiscountCode(visit.shop, code) === null) return;
  visit.session.pendingDiscount = code;
  const cart = findCart(visit);
  if (cart !== null && !cart.discountCodes.some((each) => each.toUpperCase() === code.toUpperCase()))
    cart.discountCodes.push(code);
}

export function mergeAttributes(cart: CartState, attributes: Record<string, string | null>): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === '') delete cart.attributes[name];
    else cart.attributes[name] = value;
  }
}

/** What Liquid and cart.js may see: attributes that begin with two underscores are private. */
export function visibleAttributes(cart: CartState): Record<string, string> {
  return Object.fromEntries(Object.entries(cart.attributes).filter(([name]) => !name.startsWith('__')));
}

/** "Enamel Mug - Forest"; a product without choices is only its title. */
export function lineTitle(product: string, variant: string): string {
  return variant === 'Default Title' ? product : `${product} - ${variant}`;
}

function splitCodes(text: string): string[] {
  return [...new Set(text.split(',').map((code) => code.trim()))].filter((code) => code !== '');
}

function findVariant(visit: Visit, id: string) {
  if (![...visit.shop.products.values()].some((product) => product.variants.some((variant) => variant.id === id))) {
    throw unknownVariant();
  }
  return variantOf(visit.shop, id);
}

function addToLine(cart: CartState, item: { id: string; properties: Record<string, string> }, quantity: number): CartLine {
  const key = lineKey(item.id, item.properties);
  const existing = cart.lines.find((line) => line.key === key);
  if (existing !== undefined) {
    existing.quantity += quantity;
    return existing;
  }
  const line = { key, variantId: item.id, quantity, properties: item.properties };
  cart.lines.unshift(line);
  return line;
}

/** The same variant with other properties is a line of its own. */
function lineKey(variantId: string, properties: Record<string, string>): string {
  const sorted = Object.entries(properties).sort(([a], [b]) => (a < b ? -1 : 1));
  return `${variantId}:${createHash('md5')
    .update(JSON.stringify([variantId, sorted]))
    .digest('hex')}`;
}

function lineById(cart: CartState, id: string): CartLine | undefined {
  return cart.lines.find((line) => line.key === id) ?? cart.lines.find((line) => line.variantId === id);
}

function quantityInCart(cart: CartState, variantId: string): number {
  return cart.lines.filter((line) => line.variantId === variantId).reduce((sum, line) => sum + line.quantity, 0);
}

function dropEmptyLines(cart: CartState): void {
  cart.lines = cart.lines.filter((line) => line.quantity > 0);
}

function touch(visit: Visit, cart: CartState): void {
  cart.updatedAt = storeTime(visit.store);
}
