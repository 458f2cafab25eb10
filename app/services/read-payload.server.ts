/** From raw bytes to JSON whose ids are exact. */

/** A body that nobody can use; the message names what is wrong, never what was received. */
export class Unreadable extends Error {}

type Source = { source?: string };
const parseWithSource = JSON.parse as (
  text: string,
  reviver: (key: string, value: unknown, context: Source) => unknown,
) => unknown;

/**
 * Parses JSON; whole numbers that a JavaScript number cannot hold exactly stay text (Shopify's ids may exceed 2^53).
 * @throws Unreadable
 */
export function readPayload(body: Uint8Array): unknown {
  const text = Buffer.from(body).toString('utf8');
  try {
    // Reviving is slow, and most payloads have no such number.
    if (!/\d{16}/.test(text)) return JSON.parse(text) as unknown;
    return parseWithSource(text, (_key, value, { source }) =>
      typeof value === 'number' && !Number.isSafeInteger(value) && source !== undefined && /^\d+$/.test(source) ? source : value,
    );
  } catch {
    throw new Unreadable('not JSON');
  }
}
