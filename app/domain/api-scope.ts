/** Where the API answers. */
export const API_PATH = '/api/v1';

/** What a key of the API may be used for. */
export const API_SCOPES = [
  'read_advocates',
  'write_advocates',
  'read_referrals',
  'write_referrals',
  'read_rewards',
  'write_rewards',
  'read_reports',
] as const;
export type ApiScope = (typeof API_SCOPES)[number];
