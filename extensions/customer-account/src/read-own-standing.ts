import { isRecord, readStanding, STANDING_KEY, type Standing } from '../../sharing-source/standing.ts';

/** Shopify signs the request with the customer's own session: no network access, no app. */
const CUSTOMER_ACCOUNT_API = 'shopify://customer-account/api/2026-07/graphql.json';
const QUERY = `query OwnStanding { customer { metafield(namespace: "$app", key: "${STANDING_KEY}") { value } } }`;

/** The signed-in customer's standing; null when they are no advocate yet; `unknown` when Shopify does not tell. Never throws. */
export async function readOwnStanding(language: string, now: number): Promise<Standing | null | 'unknown'> {
  try {
    const response = await fetch(CUSTOMER_ACCOUNT_API, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ query: QUERY }),
    });
    const answer: unknown = await response.json();
    const data = isRecord(answer) ? answer['data'] : null;
    const customer = isRecord(data) ? data['customer'] : null;
    if (!response.ok || !isRecord(customer)) return 'unknown';
    const { metafield } = customer;
    return isRecord(metafield) ? readStanding(metafield['value'], language, now) : null;
  } catch {
    return 'unknown';
  }
}
