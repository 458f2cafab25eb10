/** What to call the advocates that decisions name. */
import { Prisma } from '@prisma/client';
import { z } from 'zod';
import { type Reader, readRows, type Reveal, sealed } from './read-rows.server.ts';

const row = z.object({ id: z.string(), code: z.string(), state: z.string(), nameSealed: sealed });
/** `name` is null when none is known or it was erased. */
export type NamedAdvocate = Omit<z.infer<typeof row>, 'nameSealed'> & { name: string | null };

/** @param ids may repeat; those of another shop are left out */
export async function nameAdvocates(
  prisma: Reader,
  shopId: string,
  ids: readonly string[],
  reveal: Reveal,
): Promise<NamedAdvocate[]> {
  const wanted = [...new Set(ids)];
  if (wanted.length === 0) return [];
  const rows = await readRows(
    prisma,
    row,
    Prisma.sql`SELECT a.id, a.code, a.state, a.name_sealed AS "nameSealed" FROM advocate a
      WHERE a.shop_id = ${shopId}::uuid AND a.id = ANY(${wanted}::uuid[])`,
  );
  return rows.map(({ nameSealed, ...advocate }) => ({ ...advocate, name: reveal(nameSealed) }));
}
