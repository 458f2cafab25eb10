/** Advocates who joined by e-mail: they have an address, and no account until one is recognised. */
import type { Transaction } from '../db.server.ts';
import type { PersonalHash } from '../domain/facts.ts';

export type GuestAdvocate = { emailHash: PersonalHash; emailSealed: Uint8Array; nameSearch: PersonalHash[] };

/** The advocate whose address this is, with an account rather than without, the oldest first; null when there is none. */
export async function advocateOfEmail(tx: Transaction, shopId: string, emailHash: PersonalHash): Promise<string | null> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT coalesce(merged_into, id) AS id FROM advocate WHERE shop_id = ${shopId}::uuid AND email_hash = decode(${emailHash}, 'hex') AND state <> 'redacted'
    ORDER BY customer_id IS NULL, enrolled_at, id LIMIT 1`;
  return rows[0]?.id ?? null;
}

/** False when the code is taken, or the address has joined meanwhile. */
export async function insertGuest(
  tx: Transaction,
  shopId: string,
  guest: GuestAdvocate & { id: string; code: string; at: number },
): Promise<boolean> {
  const inserted = await tx.$executeRaw`
    INSERT INTO advocate (shop_id, id, code, email_hash, email_sealed, name_search, source, enrolled_at)
    VALUES (${shopId}::uuid, ${guest.id}::uuid, ${guest.code}, decode(${guest.emailHash}, 'hex'), ${Buffer.from(guest.emailSealed)},
      ARRAY(SELECT decode(word, 'hex') FROM unnest(${guest.nameSearch}::text[]) AS word), 'email', ${new Date(guest.at)})
    ON CONFLICT DO NOTHING`;
  return inserted === 1;
}

/** Gives a guest their account, which must not be an advocate's yet. @param emailHash of the account's address, or the guest's id @returns whether there was one */
export async function adoptGuest(
  tx: Transaction,
  shopId: string,
  customerId: string,
  whom: { emailHash: PersonalHash } | { advocateId: string },
): Promise<boolean> {
  const { emailHash = null, advocateId = null } = whom as { emailHash?: PersonalHash; advocateId?: string };
  const adopted = await tx.$executeRaw`
    UPDATE advocate SET customer_id = ${customerId}, link_written_at = NULL
    WHERE shop_id = ${shopId}::uuid AND source IN ('email', 'merchant') AND customer_id IS NULL AND merged_into IS NULL AND state <> 'redacted'
      AND (email_hash = decode(${emailHash}, 'hex') OR id = ${advocateId}::uuid)
      AND NOT EXISTS (SELECT 1 FROM advocate known WHERE known.shop_id = ${shopId}::uuid AND known.customer_id = ${customerId})`;
  return adopted === 1;
}

/** Whether anybody is without an account. */
export async function hasGuests(tx: Transaction, shopId: string): Promise<boolean> {
  return (
    (await tx.advocate.findFirst({
      where: { shopId, source: { in: ['email', 'merchant'] }, customerId: null },
      select: { id: true },
    })) !== null
  );
}
