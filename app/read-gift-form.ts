/** What the fields of "Give a reward" say, or which of them says nothing that can be given. */
import type { OrderlessValue } from './domain/benefit.ts';
import { parseMoney } from './domain/money.ts';
import { productEntry, wordsOf } from './program-form-lists.ts';
import { typedDecimal } from './typed-amount.ts';

/** As typed. */
export type GiftForm = {
  kind: OrderlessValue['kind'];
  percent: string;
  amount: string;
  products: string;
  quantity: string;
};
export const EMPTY_GIFT: GiftForm = { kind: 'percentage', percent: '10', amount: '', products: '', quantity: '1' };

/** `amount` is that of the reward, for products the least that is to be spent. */
export type GiftProblem = 'percent' | 'amount' | 'products' | 'quantity';

/** @param currency of the amounts */
export function readGift(form: GiftForm, currency: string): { value: OrderlessValue } | { problem: GiftProblem } {
  switch (form.kind) {
    case 'free-shipping':
      return { value: { kind: 'free-shipping' } };
    case 'percentage': {
      const basisPoints = readBasisPoints(form.percent);
      return basisPoints === null ? { problem: 'percent' } : { value: { kind: 'percentage', basisPoints } };
    }
    case 'free-product':
      return readProducts(form, currency);
    case 'fixed-amount':
    case 'store-credit':
    case 'gift-card': {
      const minor = readAmount(form.amount, currency);
      return minor === null ? { problem: 'amount' } : { value: { kind: form.kind, minor } };
    }
  }
}

function readProducts(form: GiftForm, currency: string): { value: OrderlessValue } | { problem: GiftProblem } {
  const entries = wordsOf(form.products).map(productEntry);
  const productIds = entries.filter((id) => id !== null);
  if (entries.length === 0 || entries.length > 100 || productIds.length < entries.length) return { problem: 'products' };
  const quantity = Number(form.quantity.trim());
  if (!Number.isInteger(quantity) || quantity < 1 || quantity > 100) return { problem: 'quantity' };
  const spendMinor = readAmount(form.amount, currency);
  if (spendMinor === null) return { problem: 'amount' };
  return { value: { kind: 'free-product', productIds: [...new Set(productIds)], quantity, spendMinor, buys: null } };
}

function readBasisPoints(text: string): number | null {
  const plain = typedDecimal(text);
  const value = Math.round(Number(plain) * 100);
  return /^\d{1,3}(\.\d{1,2})?$/.test(plain) && value >= 1 && value <= 10_000 ? value : null;
}

function readAmount(text: string, currency: string): string | null {
  const plain = typedDecimal(text);
  if (!/^\d{1,9}(\.\d+)?$/.test(plain)) return null;
  try {
    const { minor } = parseMoney(plain, currency);
    return minor > 0n && minor.toString().length <= 12 ? minor.toString() : null;
  } catch {
    return null;
  }
}
