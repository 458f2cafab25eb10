/** Filters of a list under a name. */

/** What each list's address is narrowed and ordered by. What was searched for is left out: it may be a customer's name or address. */
export const VIEW_PARAMETERS = {
  referrals: ['outcome', 'reason', 'evidence', 'kind', 'channel', 'country', 'product', 'by', 'period', 'from', 'to'],
  rewards: ['state', 'owed', 'kind', 'recipient', 'purpose', 'period', 'from', 'to'],
  advocates: ['state', 'sort'],
} as const;
export type ViewList = keyof typeof VIEW_PARAMETERS;
export const VIEW_LISTS = Object.keys(VIEW_PARAMETERS) as ViewList[];

/** In UTF-16 units: what Polaris lets one type. */
export const LONGEST_VIEW_NAME = 40;
/** Of one list: of one person, and of the shop. */
export const MOST_VIEWS = 20;
const LONGEST_VALUE = 100;

/** The filters in an address that this list knows today, always in the same sequence; a filter that no longer exists is left out. Empty when none is set. */
export function viewQuery(list: ViewList, search: URLSearchParams | string): string {
  const given = new URLSearchParams(search);
  const known = new URLSearchParams();
  for (const name of VIEW_PARAMETERS[list]) {
    const value = given.get(name)?.slice(0, LONGEST_VALUE) ?? '';
    if (value !== '') known.set(name, value);
  }
  return known.toString();
}
