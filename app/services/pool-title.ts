/** How the merchant finds a discount of many codes in Shopify's list. */
import { formatDecimal } from '../domain/money.ts';
import type { CodeValue } from '../domain/rewards.ts';

/** In English, as Shopify shows it to staff only: "Referral offers: 10 % off, until 28 December 2026". @param endsAt epoch milliseconds; null = never */
export function poolTitle(
  { purpose, value, currency }: { purpose: 'offer' | 'reward'; value: CodeValue; currency: string },
  endsAt: number | null,
  timeZone: string,
): string {
  const until =
    endsAt === null ? '' : `, until ${new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone }).format(endsAt)}`;
  return `Referral ${purpose}s: ${worthOf(value, currency)}${until}`;
}

function worthOf(value: CodeValue, currency: string): string {
  switch (value.kind) {
    case 'percentage':
      return `${value.basisPoints / 100} % off`;
    case 'fixed-amount':
      return `${formatDecimal({ minor: BigInt(value.minor), currency })} ${currency} off`;
    case 'free-shipping':
      return 'free shipping';
    case 'free-product':
      return `${value.quantity} free with ${formatDecimal({ minor: BigInt(value.spendMinor), currency })} ${currency} or more`;
  }
}
