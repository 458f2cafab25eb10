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
 * What stands after `?ref=` in each customer's link (a code, or a code with its seal). First the app has `patienceMs` to write the links into
 * the customers' metafields; then every customer looks at their page (and joins where they are not enrolled) and takes one of its links.
 */
export async function learnCodes(
  store: Store,
  shop: ShopState,
  door: StorefrontDoor,
  customers: CustomerState[],
  patienceMs: number,
  random: Random,
): Promise<Map<string, string>> {
  const codes = new Map<string, string>();
  const giveUpAt = performance.now() + patienceMs;
  for (;;) {
    for (const { id } of customers) {
      const link = findMetafield(store.app, shop, gid('Customer', id), '$app', LINK_METAFIELD_KEY);
      const ref = link === null ? null : refIn(link.value);
      if (ref !== null) codes.set(id, ref);
    }
    if (codes.size === customers.length || performance.now() > giveUpAt) break;
    await wait(askAgainMs);
  }
  const standings = await Promise.all(
    customers.map(async ({ id }) => {
      const standing = await door.standing(id, false);
      const joins = !codes.has(id) && standing?.signedIn === true && !standing.enrolled;
      return joins ? door.standing(id, true) : standing;
    }),
  );
  for (const [index, standing] of standings.entries()) {
    const id = customers[index]?.id;
    if (id === undefined || standing?.signedIn !== true || !standing.enrolled) continue;
    // Everybody shares in a way of their own: by mail, by messenger, or as the account page shows the link.
    const link = random.pick([standing.link, ...Object.values(standing.links)]);
    codes.set(id, refIn(link) ?? standing.code);
  }
  // In the order of the customers, whoever was answered first: what follows must not depend on that.
  return new Map(customers.flatMap(({ id }) => (codes.has(id) ? [[id, codes.get(id) ?? '']] : [])));
}

/** The code with one character exchanged for its neighbour in the text: what tired fingers do. Nobody types the seal after the dot. */
export function mistyped(ref: string, random: Random): string {
  const code = ref.replace(/\..*$/, '');
  const swappable = [...code].flatMap((character, index) =>
    character !== code[index + 1] && index + 1 < code.length ? [index] : [],
  );
  const at = random.pick(swappable);
  return `${code.slice(0, at)}${code.charAt(at + 1)}${code.charAt(at)}${code.slice(at + 2)}`;
}

function refIn(link: string): string | null {
  return URL.canParse(link) ? new URL(link).searchParams.get(REF_PARAMETER) : null;
}
