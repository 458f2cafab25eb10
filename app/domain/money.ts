/** Money is a whole number of minor units and a currency; never a float. */

export type Money = {
  /** Minor units: cents for USD, whole yen for JPY, fils for KWD. May be negative (a total after a refund). */
  minor: bigint;
  /** ISO 4217, upper case. */
  currency: string;
};

/** ISO 4217 minor units of the currencies that do not have two. */
const DIGITS: Readonly<Record<string, number>> = {
  ...sameDigits(0, 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'),
  ...sameDigits(3, 'BHD IQD JOD KWD LYD OMR TND'),
  ...sameDigits(4, 'CLF UYW'),
};

function sameDigits(digits: number, currencies: string): Record<string, number> {
  return Object.fromEntries(currencies.split(' ').map((currency) => [currency, digits]));
}

/** How many decimals the currency has: 0 for JPY, 2 for USD, 3 for KWD, 4 for CLF. */
export function digitsOf(currency: string): number {
  return Object.hasOwn(DIGITS, currency) ? (DIGITS[currency] ?? 2) : 2;
}

export function zeroMoney(currency: string): Money {
  return { minor: 0n, currency };
}

/**
 * Reads a decimal string as Shopify writes it ("24.00", "-0.5", "1000.0"). Exact: zeros beyond the currency's decimals are accepted,
 * other digits there are refused.
 * @throws RangeError when the text is no decimal number, or has a fraction that the currency cannot hold
 */
export function parseMoney(decimal: string, currency: string): Money {
  const match = /^(-?)(\d{1,15})(?:\.(\d{1,18}))?$/.exec(decimal);
  const [, sign = '', whole = '', fraction = ''] = match ?? [];
  const digits = digitsOf(currency);
  if (match === null) throw new RangeError('not a decimal amount');
  if (/[1-9]/.test(fraction.slice(digits))) throw new RangeError(`more than ${digits} decimals in an amount of ${currency}`);
  const minor = BigInt(whole + fraction.slice(0, digits).padEnd(digits, '0'));
  return { minor: sign === '-' ? -minor : minor, currency };
}

/** The amount as a decimal string with exactly the currency's decimals: "24.00", "2400" (JPY), "-0.500" (KWD). */
export function formatDecimal(money: Money): string {
  const digits = digitsOf(money.currency);
  const sign = money.minor < 0n ? '-' : '';
  const text = (money.minor < 0n ? -money.minor : money.minor).toString().padStart(digits + 1, '0');
  return digits === 0 ? sign + text : `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`;
}

/** @throws RangeError when the currencies differ */
export function addMoney(a: Money, b: Money): Money {
  return { minor: a.minor + sameCurrency(a, b).minor, currency: a.currency };
}

/** @throws RangeError when the currencies differ */
export function subtractMoney(a: Money, b: Money): Money {
  return { minor: a.minor - sameCurrency(a, b).minor, currency: a.currency };
}

/**
 * Negative when `a` is less than `b`, 0 when equal, positive when more.
 * @throws RangeError when the currencies differ
 */
export function compareMoney(a: Money, b: Money): number {
  const difference = a.minor - sameCurrency(a, b).minor;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** A share of an amount, rounded to the nearest minor unit, halves away from zero. @param basisPoints 1000 = 10 % */
export function percentageOf(money: Money, basisPoints: number): Money {
  const scaled = money.minor * BigInt(basisPoints);
  const half = scaled < 0n ? -5_000n : 5_000n;
  return { minor: (scaled + half) / 10_000n, currency: money.currency };
}

function sameCurrency(a: Money, b: Money): Money {
  if (a.currency !== b.currency) throw new RangeError(`amounts in ${a.currency} and ${b.currency} do not compare`);
  return b;
}
