/** How the shoppers of the played history learn codes: as real ones do, from the customer's metafield or from their account page. */
import { setTimeout as wait } from 'node:timers/promises';
import { LINK_METAFIELD_KEY, REF_PARAMETER } from '#app/domain/storefront-contract.ts';
import type { Random } from '#devstore/history/random.ts';
import type { StorefrontDoor } from '#devstore/history/storefront-door.ts';
import { findMetafield } from '#devstore/metafields.ts';
import { gid } from '#devstore/store.ts';
import type { CustomerState, ShopState, Store } from '#devstore/state.ts';

const askAgainMs = 250;

/**
 * The code of each customer who has one: read from the metafield that the app writes; when it is not there within `patienceMs`, the customer
 * asks the app (and joins when it does not know them).
 */
export async function learnCodes(
  store: Store,
  shop: ShopState,
  door: StorefrontDoor,
  customers: CustomerState[],
  patienceMs: number,
): Promise<Map<string, string>> {
  const codes = new Map<string, string>();
  const giveUpAt = performance.now() + patienceMs;
  for (;;) {
    for (const { id } of customers) {
      const link = findMetafield(store.app, shop, gid('Customer', id), '$app', LINK_METAFIELD_KEY);
      const code = link === null ? null : codeIn(link.value);
      if (code !== null) codes.set(id, code);
    }
    if (codes.size === customers.length || performance.now() > giveUpAt) break;
    await wait(askAgainMs);
  }
  const without = customers.filter(({ id }) => !codes.has(id));
  await Promise.all(
    without.map(async ({ id }) => {
      const standing = await door.standing(id, false);
      const joined = standing?.signedIn === true && standing.enrolled === false ? await door.standing(id, true) : standing;
      if (joined?.signedIn === true && joined.enrolled === true) codes.set(id, joined.code);
    }),
  );
  // In the order of the customers, whoever was answered first: what follows must not depend on that.
  return new Map(customers.flatMap(({ id }) => (codes.has(id) ? [[id, codes.get(id) ?? '']] : [])));
}

/** The code with one character exchanged for its neighbour in the text: what tired fingers do. */
export function mistyped(code: string, random: Random): string {
  const swappable = [...code].flatMap((character, index) =>
    character !== code[index + 1] && index + 1 < code.length ? [index] : [],
  );
  const at = random.pick(swappable);
  return `${code.slice(0, at)}${code.charAt(at + 1)}${code.charAt(at)}${code.slice(at + 2)}`;
}

function codeIn(link: string): string | null {
  return URL.canParse(link) ? new URL(link).searchParams.get(REF_PARAMETER) : null;
}
