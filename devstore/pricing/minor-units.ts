/** Money of the dev store: decimal strings outside ("24.00"), whole minor units of the currency inside. */

const zeroDigits = new Set([
  'BIF',
  'CLP',
  'DJF',
  'GNF',
  'JPY',
  'KMF',
  'KRW',
  'PYG',
  'RWF',
  'UGX',
  'VND',
  'VUV',
  'XAF',
  'XOF',
  'XPF',
]);
const threeDigits = new Set(['BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND']);

/** Digits after the point: 0 (JPY), 2 (USD) or 3 (KWD), by ISO 4217. */
export function currencyDigits(currency: string): number {
  if (zeroDigits.has(currency)) return 0;
  return threeDigits.has(currency) ? 3 : 2;
}

/** "24.00" USD → 2400. Digits beyond the currency's are rounded half up. */
export function toMinor(decimal: string, currency: string): number {
  const match = /^(-?)(\d+)(?:\.(\d*))?$/.exec(decimal.trim());
  if (match === null) throw new Error(`dev store: "${decimal}" is not an amount of money`);
  const digits = currencyDigits(currency);
  const fraction = (match[3] ?? '').padEnd(digits + 1, '0');
  const units = Number(`${match[2] ?? '0'}${fraction.slice(0, digits)}`) + (Number(fraction[digits]) >= 5 ? 1 : 0);
  if (!Number.isSafeInteger(units)) throw new Error(`dev store: "${decimal}" is too much money`);
  return match[1] === '-' && units !== 0 ? -units : units;
}

/** 2400 USD → "24.00"; 2400 JPY → "2400". */
export function fromMinor(minor: number, currency: string): string {
  const digits = currencyDigits(currency);
  if (digits === 0) return String(minor);
  const text = String(Math.abs(minor)).padStart(digits + 1, '0');
  return `${minor < 0 ? '-' : ''}${text.slice(0, -digits)}.${text.slice(-digits)}`;
}

/** An amount of one currency in another, at `rate`, rounded half up to the other's minor unit. */
export function convert(minor: number, from: string, to: string, rate: number): number {
  if (from === to && rate === 1) return minor;
  return shareOf(minor * 10 ** currencyDigits(to), rate / 10 ** currencyDigits(from));
}

/** `fraction` of an amount, rounded half up. The fraction is taken at nine digits, so that 0.07 means seven hundredths exactly. */
export function shareOf(minor: number, fraction: number): number {
  const scale = 1_000_000_000n;
  const product = BigInt(Math.round(minor)) * BigInt(Math.round(fraction * Number(scale)));
  return Number((product + scale / 2n) / scale);
}

/**
 * Splits `amount` over lines in proportion to `weights`, no line above its cap. Whole minor units: what rounding leaves over goes to the
 * lines with the largest remainder first. Returns less than `amount` only when the caps add up to less.
 */
export function allocate(amount: number, weights: readonly number[], caps: readonly number[]): number[] {
  const weight = weights.reduce((sum, each) => sum + BigInt(each), 0n);
  const shares = weights.map((each, index) => {
    const exact = weight === 0n ? 0n : (BigInt(amount) * BigInt(each)) / weight;
    return Math.min(Number(exact), caps[index] ?? 0);
  });
  const remainder = (index: number) => (weight === 0n ? 0n : (BigInt(amount) * BigInt(weights[index] ?? 0)) % weight);
  const order = weights
    .map((_, index) => index)
    .sort((a, b) => (remainder(b) > remainder(a) ? 1 : remainder(b) < remainder(a) ? -1 : a - b));
  let left = amount - shares.reduce((sum, each) => sum + each, 0);
  while (left > 0) {
    const open = order.filter((index) => (shares[index] ?? 0) < (caps[index] ?? 0));
    if (open.length === 0) break;
    const step = Math.max(1, Math.floor(left / open.length));
    for (const index of open) {
      const given = Math.min(step, left, (caps[index] ?? 0) - (shares[index] ?? 0));
      shares[index] = (shares[index] ?? 0) + given;
      left -= given;
    }
  }
  return shares;
}
