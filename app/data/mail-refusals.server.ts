/** Who wants no more of the e-mails that one can do without, by the keyed hash of their address. */
import type { Transaction } from '../db.server.ts';
import type { PersonalHash } from '../domain/facts.ts';

const bytes = (hash: PersonalHash) => new Uint8Array(Buffer.from(hash, 'hex'));

export async function refusesMail(tx: Transaction, shopId: string, emailHash: PersonalHash): Promise<boolean> {
  return (await tx.mailRefusal.count({ where: { shopId, emailHash: bytes(emailHash) } })) > 0;
}

/** Said again, it changes nothing. */
export async function refuseMail(tx: Transaction, shopId: string, emailHash: PersonalHash, at: number): Promise<void> {
  await tx.mailRefusal.createMany({ data: { shopId, emailHash: bytes(emailHash), at: new Date(at) }, skipDuplicates: true });
}

export async function wantMailAgain(tx: Transaction, shopId: string, emailHash: PersonalHash): Promise<void> {
  await tx.mailRefusal.deleteMany({ where: { shopId, emailHash: bytes(emailHash) } });
}
