/** What an app without approval for protected customer data gets in a webhook: the same document with the fields empty. */

const everywhere = new Set([
  'email',
  'contact_email',
  'phone',
  'first_name',
  'last_name',
  'address1',
  'address2',
  'zip',
  'latitude',
  'longitude',
]);

/** @returns a copy; names are emptied inside people and addresses only, so that "#1001" and product names stay */
export function withoutProtectedData(payload: unknown): unknown {
  if (Array.isArray(payload)) return payload.map((item: unknown) => withoutProtectedData(item));
  if (typeof payload !== 'object' || payload === null) return payload;
  const isPerson = 'address1' in payload || 'first_name' in payload;
  return Object.fromEntries(
    Object.entries(payload).map(([key, value]: [string, unknown]) => [
      key,
      everywhere.has(key) || (isPerson && key === 'name') ? null : withoutProtectedData(value),
    ]),
  );
}
