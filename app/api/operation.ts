/** What the API's door, its operations and its document agree on. */
import type { z } from 'zod';
import type { Context } from '../context.server.ts';
import type { ApiScope } from '../domain/api-scope.ts';
import type { findApiKey } from '../data/api-keys.server.ts';

export type ApiKey = NonNullable<Awaited<ReturnType<typeof findApiKey>>>;

export type ApiCall<Query = unknown, Body = unknown> = {
  context: Context;
  key: ApiKey;
  /** The shop of the key. */
  shop: ApiKey['shop'];
  /** As staff acts and notes name it. */
  by: string;
  /** From the address, decoded. */
  params: Readonly<Record<string, string>>;
  query: Query;
  body: Body;
  /** BCP 47, for sentences. */
  locale: string;
  /** The same for every repeat of a request that changes something. */
  idempotencyKey: string;
};

export type Operation = {
  method: 'get' | 'post';
  /** With `{names}`. */
  path: string;
  /** Null: any key. */
  scope: ApiScope | null;
  summary: string;
  query: z.ZodType | null;
  body: z.ZodType | null;
  answer: z.ZodType;
  run(call: ApiCall): Promise<unknown>;
};

/** One operation, its handler knowing what was parsed. */
export function operation<Query extends z.ZodType, Body extends z.ZodType>(
  given: Omit<Operation, 'run' | 'query' | 'body'> & {
    query?: Query;
    body?: Body;
    run(call: ApiCall<z.output<Query>, z.output<Body>>): Promise<unknown>;
  },
): Operation {
  return { ...given, query: given.query ?? null, body: given.body ?? null, run: given.run as Operation['run'] };
}

const TITLES: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  409: 'Conflict',
  413: 'Content Too Large',
  422: 'Unprocessable Content',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
};

/** A refusal that says what to do next, as RFC 9457 writes it. */
export class ApiProblem extends Error {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  constructor(status: number, code: string, detail: string) {
    super(code);
    this.status = status;
    this.code = code;
    this.detail = detail;
  }
  document() {
    const { status, code, detail } = this;
    return { type: 'about:blank' as const, title: TITLES[status] ?? 'Error', status, code, detail };
  }
}

export const notFound = () => new ApiProblem(404, 'not-found', 'This shop has nothing of this id.');

/** A part of the address that has the form of what it names. @throws ApiProblem 404 */
export function parameter(call: Pick<ApiCall, 'params'>, name: string, schema: z.ZodType<string>): string {
  const parsed = schema.safeParse(call.params[name]);
  if (!parsed.success) throw notFound();
  return parsed.data;
}
