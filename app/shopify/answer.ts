/** Reads one HTTP answer of the Admin API: data, or the Fault it stands for. */
import { z } from 'zod';
import { Fault, type FaultKind } from './faults.ts';
import { type Cost, timeUntilAffordable } from './pacer.server.ts';

const costSchema = z.object({
  requestedQueryCost: z.number(),
  actualQueryCost: z.number().nullable(),
  throttleStatus: z.object({
    maximumAvailable: z.number().positive(),
    currentlyAvailable: z.number(),
    restoreRate: z.number().positive(),
  }),
});

const errorSchema = z.object({
  message: z.string(),
  path: z.array(z.union([z.string(), z.number()])).nullish(),
  extensions: z.object({ code: z.string().nullish() }).nullish(),
});
type AnswerError = z.infer<typeof errorSchema>;

const bodySchema = z.object({
  data: z.unknown().optional(),
  errors: z.union([z.array(errorSchema), z.string()]).nullish(),
  extensions: z.object({ cost: costSchema.nullish() }).nullish(),
});

/** What an answer held beside the faults: `denied` names the fields that Shopify left empty because the app may not read them. */
export type Answer = { data: unknown; cost: Cost | null; denied: string[] };

/** Faults by HTTP status: https://shopify.dev/docs/api/usage/response-codes */
const statusFaults: Readonly<Record<number, [FaultKind, string]>> = {
  401: ['unauthorized', 'the access token is no longer accepted'],
  402: ['refused', 'the shop is frozen until its owner settles its bill'],
  403: ['forbidden', 'the app may not use the Admin API of this shop'],
  404: ['uninstalled', 'there is no such shop'],
  423: ['refused', 'the shop is locked'],
};

/**
 * @param status HTTP status
 * @param retryAfter the header, in seconds
 * @throws Fault for any answer without usable data
 */
export function faultOfStatus(operation: string, status: number, retryAfter: string | null): Fault | null {
  if (status === 200) return null;
  if (status === 429) {
    const seconds = Number(retryAfter);
    return new Fault('throttled', `${operation}: too many requests`, { retryAfter: seconds > 0 ? seconds * 1000 : 1000 });
  }
  if (status >= 500) return new Fault('unreachable', `${operation}: Shopify answered ${status}`);
  const [kind, message] = statusFaults[status] ?? ['refused', `Shopify answered ${status}`];
  return new Fault(kind, `${operation}: ${message}`);
}

/**
 * @param text body of a 200
 * @param toleratesDenial accept an answer in which fields are null because the app is not approved for them
 */
export function readAnswer(
  operation: string,
  text: string,
  toleratesDenial: boolean,
): Answer | { fault: Fault; cost: Cost | null } {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { fault: new Fault('unreachable', `${operation}: the answer was not JSON`), cost: null };
  }
  const body = bodySchema.safeParse(json);
  if (!body.success) return { fault: new Fault('refused', `${operation}: the answer has an unknown shape`), cost: null };
  const { data, errors, extensions } = body.data;
  const cost = extensions?.cost ?? null;
  if (typeof errors === 'string') return { fault: new Fault('refused', `${operation}: ${clip(errors)}`), cost };
  if (!errors || errors.length === 0) return { data, cost, denied: [] };
  if (toleratesDenial && data && errors.every(isDenial))
    return { data, cost, denied: errors.map((error) => (error.path ?? []).filter((part) => typeof part === 'string').join('.')) };
  return { fault: faultOfErrors(operation, errors, cost), cost };
}

function faultOfErrors(operation: string, errors: AnswerError[], cost: Cost | null): Fault {
  const code = (wanted: string) => errors.some((error) => error.extensions?.code === wanted);
  const said = clip(errors.map((error) => error.message).join('; '));
  if (code('THROTTLED'))
    return new Fault('throttled', `${operation}: throttled`, { retryAfter: cost ? timeUntilAffordable(cost) : 1000 });
  if (code('INTERNAL_SERVER_ERROR')) return new Fault('unreachable', `${operation}: ${said}`);
  if (errors.some(isDenial)) return new Fault('forbidden', `${operation}: ${said}`);
  return new Fault('refused', `${operation}: ${said}`);
}

/** A missing scope says ACCESS_DENIED; missing approval for protected customer data says so in words: https://shopify.dev/docs/apps/launch/protected-customer-data */
function isDenial(error: AnswerError): boolean {
  return error.extensions?.code === 'ACCESS_DENIED' || /not approved to (access|use)/i.test(error.message);
}

/** Our variables hold ids, codes and links only, so what Shopify quotes of them may be logged. */
function clip(text: string): string {
  return text.length > 300 ? `${text.slice(0, 300)}…` : text;
}
