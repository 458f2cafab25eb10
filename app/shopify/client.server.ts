/** The one way to the Admin API: typed operations, answers parsed with zod, faults that say whether to retry. */
import type { z } from 'zod';

/** One GraphQL operation: a file of its own in operations/. */
export type Operation<Variables extends Record<string, unknown>, Result> = {
  name: string;
  document: string;
  /** Parses `data` of the answer. */
  result: z.ZodType<Result>;
  /** Never set at run time; binds the type of the variables. */
  variables?: Variables;
};

/** One shop's Admin API. */
export type AdminClient = {
  shopDomain: string;
  /** Runs an operation and returns its parsed data. Throws `Fault` (faults.ts); never returns half an answer. */
  run<Variables extends Record<string, unknown>, Result>(
    operation: Operation<Variables, Result>,
    variables: Variables,
  ): Promise<Result>;
};
