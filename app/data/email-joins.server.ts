/** Requests to join by e-mail, and the personal links that they become. The only writer of the table. */
import { z } from 'zod';
import type { Transaction } from '../db.server.ts';
import type { PersonalHash } from '../domain/facts.ts';

export type NewJoin = {
  id: string;
  emailHash: PersonalHash;
  emailSealed: Uint8Array<ArrayBuffer>;
  networkHash: PersonalHash | null;
  locale: string;
  /** Hex. */
  tokenHash: string;
  keyHash: string;
  /** Epoch milliseconds. */
  askedAt: number;
  expiresAt: number;
};

const bytes = (hex: string) => new Uint8Array(Buffer.from(hex, 'hex'));

/** One at a time for an address or a network, until the transaction ends: the limits are counted before they are used. */
export async function lockJoins(tx: Transaction, shopId: string, hashes: readonly string[]): Promise<void> {
  for (const hash of [...hashes].sort()) {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`join ${shopId} ${hash}`}, 0))`;
  }
}

/** How often it was asked since: for the address, and from the network. */
export async function countJoins(
  tx: Transaction,
  shopId: string,
  asked: { emailHash: PersonalHash; networkHash: PersonalHash | null; emailSince: number; networkSince: number },
): Promise<{ byEmail: number; byNetwork: number }> {
  const { emailHash, networkHash, emailSince, networkSince } = asked;
  const byEmail = await tx.emailJoin.count({
    where: { shopId, emailHash: bytes(emailHash), askedAt: { gt: new Date(emailSince) } },
  });
  if (networkHash === null) return { byEmail, byNetwork: 0 };
  const byNetwork = await tx.emailJoin.count({
    where: { shopId, networkHash: bytes(networkHash), askedAt: { gt: new Date(networkSince) } },
  });
  return { byEmail, byNetwork };
}

export async function insertJoin(tx: Transaction, shopId: string, join: NewJoin): Promise<void> {
  const { emailHash, networkHash, tokenHash, keyHash, askedAt, expiresAt, ...rest } = join;
  await tx.emailJoin.create({
    data: {
      ...{ ...rest, shopId, emailHash: bytes(emailHash), networkHash: networkHash === null ? null : bytes(networkHash) },
      ...{ tokenHash: bytes(tokenHash), keyHash: bytes(keyHash) },
      ...{ askedAt: new Date(askedAt), expiresAt: new Date(expiresAt) },
    },
  });
}

export type OpenJoin = { id: string; emailHash: PersonalHash; emailSealed: Uint8Array };

const openRow = z.object({ id: z.string(), emailHash: z.string(), emailSealed: z.instanceof(Uint8Array) });

/** The request that this token confirms, locked; null when there is none, or it was confirmed, or its time is over. */
export async function lockOpenJoin(tx: Transaction, shopId: string, tokenHash: string, now: number): Promise<OpenJoin | null> {
  const rows = await tx.$queryRaw`
    SELECT id, encode(email_hash, 'hex') AS "emailHash", email_sealed AS "emailSealed" FROM email_join
    WHERE shop_id = ${shopId}::uuid AND token_hash = decode(${tokenHash}, 'hex') AND confirmed_at IS NULL AND revoked_at IS NULL
      AND expires_at > ${new Date(now)}
    FOR UPDATE`;
  return (z.array(openRow).parse(rows)[0] as OpenJoin | undefined) ?? null;
}

export async function confirmJoinOf(
  tx: Transaction,
  shopId: string,
  joinId: string,
  advocateId: string,
  now: number,
): Promise<void> {
  await tx.emailJoin.update({
    where: { shopId_id: { shopId, id: joinId } },
    data: { advocateId, confirmedAt: new Date(now) },
  });
}

/** Whose personal link this is; null when it is nobody's, was revoked, or was confirmed before `since`. */
export async function advocateOfKey(tx: Transaction, shopId: string, keyHash: string, since: number): Promise<string | null> {
  const join = await tx.emailJoin.findUnique({
    where: { shopId_keyHash: { shopId, keyHash: bytes(keyHash) } },
    select: { advocateId: true, confirmedAt: true, revokedAt: true, advocate: { select: { mergedInto: true } } },
  });
  const isGood = join?.revokedAt === null && (join.confirmedAt?.getTime() ?? 0) > since;
  return isGood ? (join.advocate?.mergedInto ?? join.advocateId) : null;
}

/** All personal links of the advocate open nothing any more. */
export async function revokeKeys(tx: Transaction, shopId: string, advocateId: string, now: number): Promise<void> {
  await tx.emailJoin.updateMany({ where: { shopId, advocateId, revokedAt: null }, data: { revokedAt: new Date(now) } });
}

/** What an e-mail about it needs; null when it is gone. */
export async function findMailedJoin(tx: Transaction, shopId: string, joinId: string) {
  return tx.emailJoin.findUnique({
    where: { shopId_id: { shopId, id: joinId } },
    select: {
      ...{ emailSealed: true, locale: true, expiresAt: true, confirmedAt: true, revokedAt: true },
      shop: {
        select: { name: true, storefrontUrl: true, proxyPath: true, contactEmail: true, state: true },
      },
    },
  });
}

/** A person is erased: their requests, links and e-mails about them go. */
export async function forgetJoins(
  tx: Transaction,
  shopId: string,
  emailHash: PersonalHash | null,
  advocateIds: readonly string[],
): Promise<void> {
  const byEmail = emailHash === null ? [] : [{ emailHash: bytes(emailHash) }];
  await tx.emailJoin.deleteMany({ where: { shopId, OR: [...byEmail, { advocateId: { in: [...advocateIds] } }] } });
}

/**
 * Forgets requests that nobody confirmed until `before`, and personal links that were confirmed or revoked before `linksBefore`; and which networks asked,
 * where that limits nothing any more. Returns how many requests went.
 */
export async function pruneJoins(
  tx: Transaction,
  shopId: string,
  { before, linksBefore }: { before: number; linksBefore: number },
): Promise<number> {
  const [asked, over] = [{ lt: new Date(before) }, { lt: new Date(linksBefore) }];
  const { count } = await tx.emailJoin.deleteMany({
    where: { shopId, OR: [{ confirmedAt: null, expiresAt: asked }, { confirmedAt: over }, { revokedAt: over }] },
  });
  await tx.emailJoin.updateMany({ where: { shopId, networkHash: { not: null }, askedAt: asked }, data: { networkHash: null } });
  return count;
}
