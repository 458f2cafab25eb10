/** Long work that a merchant starts: what it is, and how it stands. */
import { z } from 'zod';
import { SCREENS } from './staff-act.ts';

export const TASK_KINDS = ['import-advocates', 'retry-deliveries', 'act-on-rewards', 'give-verdicts'] as const;
export type TaskKind = (typeof TASK_KINDS)[number];

/** `asking`: it waits for the merchant's word. `undone`: it was done, and taken back. */
export const TASK_STATES = ['running', 'asking', 'done', 'failed', 'undone'] as const;
export type TaskState = (typeof TASK_STATES)[number];

const count = z.int().min(0);

/** Something done to many things, a piece at a time. */
export type BulkKind = Exclude<TaskKind, 'import-advocates'>;

/** So many are done while somebody waits for the answer; more are long work. */
export const DONE_AT_ONCE = 25;

/** Of a change of many things: what is still to do, and what could not be done. Ids only; nothing is left when it has ended. */
export const bulkDetailSchema = z.object({
  /** A domain/staff-action.ts StaffAction, a verdict (`approve`, `refuse`), or `retry`. */
  what: z.string(),
  left: z.array(z.string()),
  /** Messages that were put back into the inbox, and are watched until they are worked in. */
  watched: z.array(z.string()).default([]),
  /** How many were left as they were, by reason. */
  refused: z.record(z.string(), count),
  /** What staff wrote with it, sealed, as base64. */
  note: z.string().nullable(),
  /** The entry in the log of staff acts, and the page that it was asked from. */
  seq: z.string(),
  screen: z.enum(SCREENS),
});
export type BulkDetail = z.infer<typeof bulkDetailSchema>;

export const BULK_PROBLEMS = ['cancelled', 'fault'] as const;

/** Of an import: the file, what was found in it, what became of it. */
export const importDetailSchema = z.object({
  fileName: z.string(),
  bytes: count,
  step: z.enum(['reading', 'importing', 'undoing']),
  encoding: z.string().nullable(),
  /** Rows by verdict (domain/import-row.ts). */
  found: z.record(z.string(), count),
  /** Line of the file that a failure is about. */
  line: count.nullable(),
  imported: count,
  /** Of the imported, those that were used since and therefore stayed. */
  stayed: count,
});
export type ImportDetail = z.infer<typeof importDetailSchema>;

/** Why an import came to nothing. `columns`: neither an e-mail address nor a customer among the headings. `meanwhile`: somebody else got a code of the file. */
export const IMPORT_PROBLEMS = [
  ...([
    'empty',
    'spreadsheet',
    'encoding',
    'quotes',
    'row-too-long',
    'columns',
    'too-large',
    'meanwhile',
    'fault',
    'discarded',
  ] as const),
] as const;
export type ImportProblem = (typeof IMPORT_PROBLEMS)[number];

/** Whether nothing stands in the way of importing: some are new, and no row has a mistake. */
export function isImportable(found: Readonly<Record<string, number>>): boolean {
  const { new: fresh = 0, known: _, twice: __, ...mistakes } = found;
  return fresh > 0 && Object.values(mistakes).every((rows) => rows === 0);
}
