/** Customer accounts opened lately: evidence about them may come after them. The only writer of the table, apart from pruning and redaction. */
import type { Sql } from '../db.server.ts';
import type { PersonalHash } from '../domain/facts.ts';

export type SignUp = {
  /** Numeric part of the customer gid. */
  customerId: string;
  emailHash: PersonalHash | null;
  phoneHash: PersonalHash | null;
  /** epoch milliseconds */
  at: number;
};

/** Notes accounts, one customer once; a repeat changes nothing. */
export async function noteSignUps(tx: Sql, shopId: string, signUps: readonly SignUp[]): Promise<void> {
  if (signUps.length === 0) return;
  const rows = signUps.map((signUp) => ({ ...signUp, at: new Date(signUp.at) }));
  await tx.$executeRaw`
    INSERT INTO sign_up (shop_id, customer_id, email_hash, phone_hash, at)
    SELECT ${shopId}::uuid, s."customerId", decode(s."emailHash", 'hex'), decode(s."phoneHash", 'hex'), s.at
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS s("customerId" text, "emailHash" text, "phoneHash" text, at timestamptz)
    ON CONFLICT DO NOTHING`;
}

export async function findSignUps(tx: Sql, shopId: string, customerIds: readonly string[]): Promise<SignUp[]> {
  if (customerIds.length === 0) return [];
  const rows = await tx.$queryRaw<(Omit<SignUp, 'at'> & { at: Date })[]>`
    SELECT customer_id AS "customerId", encode(email_hash, 'hex') AS "emailHash", encode(phone_hash, 'hex') AS "phoneHash", at
    FROM sign_up WHERE shop_id = ${shopId}::uuid AND customer_id = ANY(${customerIds})`;
  return rows.map((row) => ({ ...row, at: row.at.getTime() }));
}
