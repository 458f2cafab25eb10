/** The one way to the Admin API: typed operations, answers parsed with zod, faults that say whether to retry. */
import type { z } from 'zod';
import type { Logger } from '../log.server.ts';
import { faultOfStatus, readAnswer } from './answer.ts';
import { Fault } from './faults.ts';
import type { Telemetry } from '../telemetry.server.ts';
import type { Lane, Pacer, ThrottleStatus } from './pacer.server.ts';

/** Same as webhooks.api_version in shopify.app.toml. */
export const ADMIN_API_VERSION = '2026-10';

/** One GraphQL operation: a file of its own in operations/. */
export type Operation<Variables extends Record<string, unknown>, Result> = {
  name: string;
  document: string;
  /** Parses `data` of the answer. */
  result: z.ZodType<Result>;
  /** Fields that the app is not approved for may come back null (`result` allows it); otherwise that is a Fault `forbidden`. */
  toleratesDenial?: boolean;
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

export type AdminClientOptions = {
  shopDomain: string;
  /** A token that is valid now, and not the `rejected` one that Shopify has just refused; throws Fault `unauthorized` or `uninstalled` (access-token.server.ts). */
  accessToken(rejected?: string): Promise<string>;
  fetch: typeof fetch;
  log: Logger;
  /** epoch milliseconds */
  now(): number;
  wait(milliseconds: number): Promise<void>;
  /** One per process, shared by the clients of all shops. */
  pacer: Pacer;
  lane: Lane;
  telemetry: Pick<Telemetry, 'adminApiAnswered' | 'span'>;
  /** Told of each answer's bucket, and how long its call had waited (milliseconds). */
  noteBudget?(shopDomain: string, status: ThrottleStatus, waited: number): void;
};

const TIME_OUT = 15_000;
/** A short throttle is waited out here; a longer one goes back to the queue. */
const LONGEST_THROTTLE = 5_000;
const TRIES = 3;

export function createAdminClient(options: AdminClientOptions): AdminClient {
  const { shopDomain, log, pacer, lane, telemetry } = options;
  const url = `https://${shopDomain}/admin/api/${ADMIN_API_VERSION}/graphql.json`;

  async function run<Variables extends Record<string, unknown>, Result>(
    operation: Operation<Variables, Result>,
    variables: Variables,
  ): Promise<Result> {
    const body = JSON.stringify({ query: operation.document, variables, operationName: operation.name });
    let token = await options.accessToken();
    let renewed = false;
    let waited = 0;
    for (let attempt = 1; ; attempt += 1) {
      try {
        const asked = options.now();
        await pacer.admit(shopDomain, operation.name, lane);
        const queued = waited + options.now() - asked;
        return await telemetry.span('admin-api', { operation: operation.name, lane }, () =>
          measured(operation, body, token, queued),
        );
      } catch (error) {
        if (!(error instanceof Fault)) throw error;
        if (error.kind === 'unauthorized' && !renewed) {
          // Expired while the call was under way, or withdrawn: a renewed one may be good.
          const current = await options.accessToken(token);
          if (current === token) throw error;
          token = current;
          renewed = true;
          continue;
        }
        // Only a throttled call is known not to have been carried out; any other repeat is the caller's decision.
        const delay = error.retryAfter ?? 1000;
        if (error.kind !== 'throttled' || attempt >= TRIES || waited + delay > LONGEST_THROTTLE) throw error;
        waited += delay;
        await options.wait(delay);
      }
    }
  }

  async function measured<Variables extends Record<string, unknown>, Result>(
    operation: Operation<Variables, Result>,
    body: string,
    token: string,
    waited: number,
  ): Promise<Result> {
    const started = performance.now();
    const told = (outcome: string) => telemetry.adminApiAnswered(operation.name, outcome, (performance.now() - started) / 1000);
    try {
      const answer = await ask(operation, body, token, waited);
      told('ok');
      return answer;
    } catch (error) {
      told(error instanceof Fault ? error.kind : 'bug');
      throw error;
    }
  }

  async function ask<Variables extends Record<string, unknown>, Result>(
    operation: Operation<Variables, Result>,
    body: string,
    token: string,
    waited: number,
  ): Promise<Result> {
    const started = options.now();
    const { status, retryAfter, text } = await post(operation.name, body, token);
    const about = { shop: shopDomain, operation: operation.name, status, ms: options.now() - started };
    const fault = faultOfStatus(operation.name, status, retryAfter);
    if (fault) {
      log.warn({ ...about, fault: fault.kind }, 'admin api');
      throw fault;
    }
    const answer = readAnswer(operation.name, text, operation.toleratesDenial ?? false);
    if (answer.cost) {
      pacer.learn(shopDomain, operation.name, answer.cost);
      options.noteBudget?.(shopDomain, answer.cost.throttleStatus, waited);
    }
    if ('fault' in answer) {
      log.warn({ ...about, fault: answer.fault.kind }, 'admin api');
      throw answer.fault;
    }
    if (answer.denied.length > 0)
      log.warn({ ...about, denied: [...new Set(answer.denied)].slice(0, 10) }, 'admin api: fields denied');
    const parsed = operation.result.safeParse(answer.data);
    if (!parsed.success) {
      const where = parsed.error.issues.map((issue) => issue.path.join('.') || '(root)').slice(0, 5);
      throw new Fault('refused', `${operation.name}: unexpected answer at ${where.join(', ')}`);
    }
    log.debug({ ...about, cost: answer.cost?.actualQueryCost ?? null }, 'admin api');
    return parsed.data;
  }

  /** One HTTP exchange; no answer in time is Fault `unreachable` (Shopify may have carried the call out all the same). */
  async function post(
    operation: string,
    body: string,
    token: string,
  ): Promise<{ status: number; retryAfter: string | null; text: string }> {
    try {
      const response = await options.fetch(url, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', Accept: 'application/json', 'X-Shopify-Access-Token': token },
        body,
        redirect: 'error',
        signal: AbortSignal.timeout(TIME_OUT),
      });
      return { status: response.status, retryAfter: response.headers.get('Retry-After'), text: await response.text() };
    } catch (cause) {
      throw new Fault('unreachable', `${operation}: no answer from ${shopDomain}`, { cause });
    }
  }

  return { shopDomain, run };
}
