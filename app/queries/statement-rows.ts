/** What a monthly statement consists of. */
import type { Account } from '../domain/ledger.ts';
import type { Movement } from '../domain/ledger-movement.ts';

/** `YYYY-MM` */
export type Month = string;

/** Amounts: minor units as decimal strings, here and below. */
export type StatementLine = { movement: Movement; from: Account; to: Account; entries: number; minor: string };

/** Of one currency. A balance is what came into the account minus what left it; all balances of a currency add up to zero. */
export type CurrencyStatement = {
  currency: string;
  opening: Record<Account, string>;
  closing: Record<Account, string>;
  lines: StatementLine[];
};
