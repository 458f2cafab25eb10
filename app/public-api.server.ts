/** The API's door, at /api/v1: key, permission, how often, input, and that what is repeated is done once. */
import { createHash } from 'node:crypto';
import express from 'express';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { apiDocument } from './api/document.ts';
import { type ApiCall, type ApiKey, ApiProblem, type Operation } from './api/operation.ts';
import { READS } from './api/reads.server.ts';
import { WRITES } from './api/writes.server.ts';
import type { Context } from './context.server.ts';
import { findApiKey } from './data/api-keys.server.ts';
import { beginApiRequest, endApiRequest, forgetApiRequest } from './data/api-requests.server.ts';
import { API_PATH } from './domain/api-scope.ts';
import { localeFor } from './i18n/languages.ts';
import { INERT } from './security-headers.server.ts';
import { apiKeyHash } from './services/change-api-keys.server.ts';

const LARGEST_BODY = 64 * 1024;
/** Of one key in a minute and process; what changes something costs five. */
const BUDGET = 300;
/** Longer than any request takes. */
const CUT_OFF_AFTER = 60_000;

export const OPERATIONS: readonly Operation[] = [...READS, ...WRITES];

/** Mount at `/api/v1`, before anything that parses bodies. */
export function createPublicApi(context: Context): express.Router {
  const { env, db, log, now } = context;
  const limiter = new RateLimiterMemory({ keyPrefix: 'api', points: BUDGET, duration: 60 });
  const routes = OPERATIONS.map((operation) => ({ operation, pattern: patternOf(operation.path) }));
  const document = apiDocument(OPERATIONS, env.SHOPIFY_APP_URL + API_PATH);
  const parser = express.text({ type: () => true, limit: LARGEST_BODY });

  function find(req: express.Request): { operation: Operation; params: Record<string, string> } {
    const here = routes.flatMap(({ operation, pattern }) => {
      const match = pattern.exec(req.path);
      return match === null ? [] : [{ operation, params: decoded(match.groups ?? {}) }];
    });
    const found = here.find(({ operation }) => operation.method === (req.method === 'HEAD' ? 'get' : req.method.toLowerCase()));
    if (found !== undefined) return found;
    if (here.length > 0)
      throw new ApiProblem(
        405,
        'method',
        `Ask with ${here.map(({ operation }) => operation.method.toUpperCase()).join(' or ')}.`,
      );
    throw new ApiProblem(404, 'no-such-address', 'The API has no such address; /api/v1/openapi.json lists them.');
  }

  async function keyOf(req: express.Request): Promise<ApiKey> {
    const [, token] = /^Bearer (vsk_[\w-]{43})$/.exec(req.get('authorization') ?? '') ?? [];
    const key = token === undefined ? null : await findApiKey(db.prisma, apiKeyHash(token), now());
    if (key === null)
      throw new ApiProblem(401, 'key', 'Send a key of this app as `Authorization: Bearer vsk_…`; it may have been revoked.');
    return key;
  }

  async function serve(req: express.Request, res: express.Response): Promise<void> {
    if (req.method === 'GET' && req.path === '/openapi.json')
      return void res.set('Cache-Control', 'public, max-age=300').json(document);
    const key = await keyOf(req);
    const { operation, params } = find(req);
    await limiter.consume(`${key.shopId} ${key.id}`, operation.method === 'get' ? 1 : 5);
    if (operation.scope !== null && !key.scopes.includes(operation.scope)) {
      throw new ApiProblem(
        403,
        'permission',
        `The key lacks the permission ${operation.scope}. Make one that has it under Settings, Developers.`,
      );
    }
    const text = operation.method === 'get' ? '' : await readBody(req, res);
    const call: ApiCall = {
      ...{ context, key, shop: key.shop, by: `api:${key.id}`, params, locale: localeOf(req), idempotencyKey: '' },
      query: parsed(operation.query, queryOf(req), 'query'),
      body: parsed(operation.body, jsonOf(operation, text), 'body'),
    };
    if (operation.method === 'get') return void res.json(await operation.run(call));
    await once(req, res, operation, { ...call, idempotencyKey: idempotencyKeyOf(req) }, text);
  }

  async function once(
    req: express.Request,
    res: express.Response,
    operation: Operation,
    call: ApiCall,
    text: string,
  ): Promise<void> {
    const { key, idempotencyKey } = call;
    const request = { shopId: key.shopId, keyId: key.id, idempotencyKey };
    const inputHash = new Uint8Array(createHash('sha256').update(`${req.method} ${req.path}\n${text}`).digest());
    const begun = await beginApiRequest(db.prisma, request, { inputHash, at: now(), cutOffBefore: now() - CUT_OFF_AFTER });
    if (begun === 'other-input')
      throw new ApiProblem(422, 'idempotency-key', 'This Idempotency-Key was used for another request. Take a new one.');
    if (begun === 'busy') throw new ApiProblem(409, 'busy', 'The same request is being done. Ask again in a moment.');
    if (begun !== 'begun') {
      res.set('Idempotent-Replayed', 'true');
      return send(res, begun.status, begun.answer);
    }
    const answer = await operation.run(call).then(
      (body) => ({ status: 200, body: body as object }),
      async (error: unknown) => {
        if (error instanceof ApiProblem) return { status: error.status, body: error.document() };
        await forgetApiRequest(db.prisma, request);
        throw error;
      },
    );
    await endApiRequest(db.prisma, request, answer);
    send(res, answer.status, answer.body);
  }

  function readBody(req: express.Request, res: express.Response): Promise<string> {
    return new Promise((resolve, reject) => {
      parser(req, res, (error?: unknown) => {
        if (error instanceof Error)
          reject(new ApiProblem('status' in error && error.status === 413 ? 413 : 400, 'body', 'The body could not be read.'));
        else resolve(typeof req.body === 'string' ? req.body : '');
      });
    });
  }

  const door = express.Router();
  door.use((req, res) => {
    // Nothing for other origins: keys belong to servers, not to pages.
    res.set({ 'Cache-Control': 'no-store', 'Content-Security-Policy': INERT });
    serve(req, res).catch((error: unknown) => {
      const problem = problemOf(error);
      if (problem.status >= 500) log.error({ error, path: req.path }, 'API request failed');
      if (error instanceof RateLimiterRes) res.set('Retry-After', String(Math.ceil(error.msBeforeNext / 1000)));
      if (problem.status === 401) res.set('WWW-Authenticate', 'Bearer');
      send(res, problem.status, problem.document());
    });
  });
  return door;
}

function send(res: express.Response, status: number, body: unknown): void {
  res.status(status);
  if (status >= 400) res.type('application/problem+json').send(JSON.stringify(body));
  else res.json(body);
}

function problemOf(error: unknown): ApiProblem {
  if (error instanceof ApiProblem) return error;
  if (error instanceof RateLimiterRes) return new ApiProblem(429, 'too-many', 'Wait as long as Retry-After says.');
  return new ApiProblem(500, 'ours', 'Something went wrong on our side. Try again; repeated requests are done once.');
}

/** `/advocates/{id}` → a pattern whose groups are named. */
function patternOf(path: string): RegExp {
  return new RegExp(`^${path.replaceAll(/\{(\w+)\}/g, '(?<$1>[^/]{1,100})')}/?$`);
}

function decoded(groups: Record<string, string>): Record<string, string> {
  try {
    return Object.fromEntries(Object.entries(groups).map(([name, value]) => [name, decodeURIComponent(value)]));
  } catch {
    throw new ApiProblem(400, 'address', 'The address cannot be read.');
  }
}

function parsed(schema: Operation['query'], input: unknown, where: 'query' | 'body'): unknown {
  if (schema === null) return undefined;
  const read = schema.safeParse(input);
  if (read.success) return read.data;
  const [first] = read.error.issues;
  throw new ApiProblem(400, where, `${[where, ...(first?.path ?? [])].join('.')}: ${first?.message ?? 'cannot be read'}`);
}

function queryOf(req: express.Request): Record<string, string> {
  return Object.fromEntries(new URL(req.originalUrl, 'https://api.invalid').searchParams);
}

function jsonOf({ body }: Operation, text: string): unknown {
  if (body === null) return undefined;
  try {
    return JSON.parse(text === '' ? '{}' : text);
  } catch {
    throw new ApiProblem(400, 'body', 'The body is no JSON.');
  }
}

function idempotencyKeyOf(req: express.Request): string {
  const key = req.get('idempotency-key') ?? '';
  if (/^[\x21-\x7e]{1,100}$/.test(key)) return key;
  throw new ApiProblem(
    400,
    'idempotency-key',
    'Send an Idempotency-Key of up to 100 characters, another one for every new request.',
  );
}

function localeOf(req: express.Request): string {
  const [first = ''] = (req.get('accept-language') ?? '').split(/[,;]/);
  return localeFor(first.trim() || null);
}
