/** The lines of an order, as its webhooks tell them. */
import { z } from 'zod';
import type { OrderLine } from '../domain/facts.ts';
import { parseMoney } from '../domain/money.ts';

const money = z.object({ shop_money: z.object({ amount: z.string(), currency_code: z.string() }) });
const lineSchema = z.object({
  product_id: z
    .union([z.number().int().positive(), z.string().regex(/^\d+$/)])
    .transform(String)
    .nullish(),
  gift_card: z.boolean().nullish(),
  quantity: z.int().min(0).max(1_000_000),
  current_quantity: z.int().min(0).max(1_000_000).nullish(),
  price_set: money,
  discount_allocations: z.array(z.object({ amount_set: money })).nullish(),
  tax_lines: z.array(z.object({ price_set: money.nullish() })).nullish(),
});

/** Orders of merchants to merchants have hundreds; the order's own subtotal counts what is left out (domain/eligibility.ts). */
const MOST_LINES = 100;
/** What stored facts hold: 18 digits. */
const LARGEST = 10n ** 18n;

/**
 * Lines in shop money; none when any of them lacks its price or quantity, or is something else: what is half known would count wrongly.
 * @param currency shop money of the order @throws RangeError when an amount is none, in another currency, or beyond all bounds
 */
export function readOrderLines(lineItems: unknown, currency: string): OrderLine[] {
  const read = z.array(lineSchema).safeParse(Array.isArray(lineItems) ? lineItems.slice(0, MOST_LINES) : null);
  return read.success ? read.data.map((line) => lineOf(line, currency)) : [];
}

function lineOf(line: z.infer<typeof lineSchema>, currency: string): OrderLine {
  const minor = ({ shop_money }: z.infer<typeof money>) => {
    if (shop_money.currency_code !== currency) throw new RangeError('a line in another currency than its order');
    return parseMoney(shop_money.amount, currency).minor;
  };
  const sum = (amounts: (z.infer<typeof money> | null | undefined)[]) =>
    amounts.reduce((total, amount) => total + (amount ? minor(amount) : 0n), 0n);
  const fullMinor = minor(line.price_set) * BigInt(line.quantity);
  // Discounts of the line and of the whole order alike; `total_discount` is what only a draft's or a till's staff took off.
  const discount = sum((line.discount_allocations ?? []).map(({ amount_set }) => amount_set));
  const taxMinor = sum((line.tax_lines ?? []).map(({ price_set }) => price_set));
  for (const amount of [fullMinor, discount, taxMinor]) {
    if (amount >= LARGEST || amount <= -LARGEST) throw new RangeError('an amount of more than 18 digits');
  }
  return {
    productId: line.product_id ?? null,
    ...{ collections: [], tags: [], giftCard: line.gift_card ?? false },
    quantity: line.quantity,
    currentQuantity: Math.min(line.current_quantity ?? line.quantity, line.quantity),
    fullMinor,
    discountedMinor: fullMinor - discount,
    taxMinor,
  };
}
