/** Long work that merchants have started, and what was found in a file of advocates. */
import { Prisma } from '@prisma/client';
import { z } from 'zod';
import { ROW_VERDICTS } from '../domain/import-row.ts';
import {
  BULK_PROBLEMS,
  bulkDetailSchema,
  type BulkKind,
  IMPORT_PROBLEMS,
  importDetailSchema,
  isImportable,
  TASK_STATES,
  type TaskKind,
} from '../domain/task.ts';
import { isoTime, type Reader, readRows, type Reveal, sealed } from './read-rows.server.ts';

const importTask = z.object({
  id: z.string(),
  state: z.enum(TASK_STATES),
  done: z.number(),
  total: z.number().nullable(),
  problem: z.enum(IMPORT_PROBLEMS).nullable(),
  detail: importDetailSchema,
  startedAt: isoTime,
});
export type ImportTask = z.infer<typeof importTask> & { importable: boolean };

/** The newest import; null: there was none. */
export async function readLatestImport(prisma: Reader, shopId: string): Promise<ImportTask | null> {
  const kind: TaskKind = 'import-advocates';
  const [task] = await readRows(
    prisma,
    importTask,
    Prisma.sql`
      SELECT id, state, done, total, problem, detail, started_at AS "startedAt" FROM task
      WHERE shop_id = ${shopId}::uuid AND kind = ${kind} ORDER BY started_at DESC LIMIT 1`,
  );
  return task === undefined ? null : { ...task, importable: isImportable(task.detail.found) };
}

const bulkTask = z.object({
  id: z.string(),
  state: z.enum(TASK_STATES),
  done: z.number(),
  total: z.number(),
  problem: z.enum(BULK_PROBLEMS).nullable(),
  what: z.string(),
  /** How many were left as they were, by reason. */
  refused: bulkDetailSchema.shape.refused,
  endedAt: isoTime.nullable(),
});
export type BulkTask = z.infer<typeof bulkTask>;

/** The newest change of many things of this kind: under way, or what came of it; null: there is none. */
export async function readBulkTask(prisma: Reader, shopId: string, kind: BulkKind): Promise<BulkTask | null> {
  const [task] = await readRows(
    prisma,
    bulkTask,
    Prisma.sql`
      SELECT id, state, done, total, problem, detail->>'what' AS what, detail->'refused' AS refused, ended_at AS "endedAt" FROM task
      WHERE shop_id = ${shopId}::uuid AND kind = ${kind} ORDER BY started_at DESC LIMIT 1`,
  );
  return task ?? null;
}

const importRow = z.object({
  line: z.number(),
  verdict: z.enum(ROW_VERDICTS),
  firstLine: z.number().nullable(),
  emailSealed: sealed,
  nameSealed: sealed,
  customerId: z.string().nullable(),
  code: z.string().nullable(),
});
export type ImportRowFound = Omit<z.infer<typeof importRow>, 'emailSealed' | 'nameSealed'> & {
  email: string | null;
  name: string | null;
};

/** Rows of the file behind `after`, with what was found. `troubled`: only those that are not new. */
export async function listImportRows(
  prisma: Reader,
  shopId: string,
  taskId: string,
  { after, limit, troubled }: { after: number; limit: number; troubled: boolean },
  reveal: Reveal,
): Promise<ImportRowFound[]> {
  if (!z.guid().safeParse(taskId).success) return [];
  const rows = await readRows(
    prisma,
    importRow,
    Prisma.sql`
      SELECT r.line, r.verdict, r.first_line AS "firstLine", r.email_sealed AS "emailSealed", r.name_sealed AS "nameSealed",
        r.customer_id AS "customerId", r.chosen_code AS code
      FROM import_row r WHERE r.shop_id = ${shopId}::uuid AND r.task_id = ${taskId}::uuid AND r.line > ${after}
        AND (NOT ${troubled} OR r.verdict <> 'new') ORDER BY r.line LIMIT ${limit}`,
  );
  return rows.map(({ emailSealed, nameSealed, ...row }) => ({ ...row, email: reveal(emailSealed), name: reveal(nameSealed) }));
}
