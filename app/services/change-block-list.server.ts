/** The merchant keeps somebody out of the program, or lets them in again. */
import type { Context } from '../context.server.ts';
import { deleteBlockEntry, insertBlockEntry } from '../data/block-list.server.ts';
import { emailDomain } from '../domain/email-address.ts';
import { BLOCK_KINDS, type BlockKind, type PersonalHash } from '../domain/facts.ts';
import { fitText } from '../domain/untrusted-text.ts';
import { networkOf, type ShopHasher } from '../personal-data.server.ts';

export type BlockRequest = {
  kind: BlockKind;
  /** As the merchant typed it: an e-mail address; a domain; an IP address; a customer's number, gid or admin address. */
  value: string;
  note: string | null;
  /** Staff member's Shopify user id. */
  by: string;
};

/** `malformed`: the value is nothing of its kind. `known`: it is on the list already. */
export type BlockRefusal = 'malformed' | 'known' | 'note-too-long';

const LONGEST_NOTE = 500;
const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** Orders that are judged from now on know of it; decisions that were made stay. Returns the entry's id, or what is wrong with the request. */
export async function addToBlockList(
  context: Context,
  shop: { id: string; personalKey: Uint8Array },
  { kind, value, note, by }: BlockRequest,
): Promise<{ added: string } | { refused: BlockRefusal }> {
  const text = note?.trim() ?? '';
  if (text.length > LONGEST_NOTE) return { refused: 'note-too-long' };
  const blocked = readBlocked(kind, value.trim(), context.vault.forShop(shop.personalKey));
  if (blocked === null) return { refused: 'malformed' };
  const id = context.newId();
  const added = await insertBlockEntry(context.db.prisma, shop.id, {
    ...{ id, kind, hash: blocked.hash, labelSealed: context.vault.seal(blocked.label) },
    ...{ note: fitText(text, LONGEST_NOTE) || null, addedAt: context.now(), addedBy: by },
  });
  if (!added) return { refused: 'known' };
  context.log.info({ shopId: shop.id, entry: id, kind }, 'block entry added');
  return { added: id };
}

/** False when the shop has no such entry (any more). */
export async function removeFromBlockList(context: Context, shop: { id: string }, id: string): Promise<boolean> {
  const removed = UUID.test(id) && (await deleteBlockEntry(context.db.prisma, shop.id, id));
  if (removed) context.log.info({ shopId: shop.id, entry: id }, 'block entry removed');
  return removed;
}

/** Hashes (hex) of every entry that a search for this text may mean: whatever kind it is of, and for an address the domains above it. */
export function blocksMeantBy(text: string, hasher: ShopHasher): PersonalHash[] {
  const read = BLOCK_KINDS.flatMap((kind) => readBlocked(kind, text, hasher)?.hash ?? []);
  return [...new Set([...read, ...hasher.domains(text)])];
}

/** What stands in place of a label after its person's erasure. */
export const ERASED_LABEL = '';

/** The hash that orders are compared by, and what the merchant reads in the list. */
function readBlocked(kind: BlockKind, value: string, hasher: ShopHasher): { hash: PersonalHash; label: string } | null {
  switch (kind) {
    case 'email': {
      const hash = hasher.email(value);
      return hash === null ? null : { hash, label: value.toLowerCase() };
    }
    case 'domain': {
      const address = `anybody@${value.replace(/^@/, '')}`;
      const [hash] = hasher.domains(address);
      return hash === undefined ? null : { hash, label: emailDomain(address) ?? value };
    }
    case 'network': {
      const network = networkOf(value.replace(value.includes(':') ? /\/64$/ : /\/32$/, ''));
      if (network === null) return null;
      const label = network.includes(':') ? `${network}::/64` : network;
      const hash = hasher.network(label.replace('/64', ''));
      return hash === null ? null : { hash, label };
    }
    case 'customer': {
      const id = /^(?:gid:\/\/shopify\/Customer\/|https:\/\/\S+\/customers\/)?([1-9]\d{0,19})$/.exec(value)?.[1];
      return id === undefined ? null : { hash: hasher.customer(id), label: id };
    }
  }
}
