/** Why an address that a merchant typed in was not reached. */
export const OUTSIDE_PROBLEMS = [
  'no-https',
  'private-address',
  'unknown-host',
  'refused',
  'timeout',
  'tls',
  'broken-off',
] as const;
export type OutsideProblem = (typeof OUTSIDE_PROBLEMS)[number];
