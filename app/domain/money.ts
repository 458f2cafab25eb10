/** Money is a whole number of minor units and a currency; never a float. */

export type Money = {
  /** Minor units: cents for USD, whole yen for JPY, fils for KWD. */
  minor: bigint;
  /** ISO 4217, upper case. */
  currency: string;
};
