/** An amount of an order in both its currencies, as webhooks print it. */
import { convert, fromMinor } from '#devstore/pricing/minor-units.ts';
import type { OrderState } from '#devstore/state.ts';

export type MoneySet = {
  shop_money: { amount: string; currency_code: string };
  presentment_money: { amount: string; currency_code: string };
};

type Currencies = Pick<OrderState, 'currency' | 'presentmentCurrency' | 'presentmentRate'>;

/** @param minor minor units of the shop's currency */
export function moneySet(order: Currencies, minor: number): MoneySet {
  return {
    shop_money: { amount: fromMinor(minor, order.currency), currency_code: order.currency },
    presentment_money: { amount: presentmentAmount(order, minor), currency_code: order.presentmentCurrency },
  };
}

export function presentmentAmount(order: Currencies, minor: number): string {
  const sign = minor < 0 ? -1 : 1;
  const converted = convert(Math.abs(minor), order.currency, order.presentmentCurrency, order.presentmentRate);
  return fromMinor(sign * converted, order.presentmentCurrency);
}
