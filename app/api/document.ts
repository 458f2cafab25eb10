/** The API's own description, made of the same schemas that its requests and answers are checked by. https://spec.openapis.org/oas/v3.1.1 */
import { z } from 'zod';
import { problemSchema } from './answers.ts';
import type { Operation } from './operation.ts';

/** @param server the address that its paths are under */
export function apiDocument(operations: readonly Operation[], server: string): Record<string, unknown> {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const one of operations) (paths[one.path] ??= {})[one.method] = describe(one);
  return {
    openapi: '3.1.1',
    info: {
      title: 'Vouchsafe',
      version: '1',
      description:
        'Keys are made in the app under Settings, Developers. Lists have pages: ask again with `cursor` until `next` is null. Requests that change something ' +
        'carry an `Idempotency-Key` of your own: repeated within a day, they are answered the same and done once.',
    },
    servers: [{ url: server }],
    security: [{ key: [] }],
    paths,
    components: {
      securitySchemes: { key: { type: 'http', scheme: 'bearer' } },
      schemas: { Problem: jsonOf(problemSchema, 'output') },
    },
  };
}

function describe({ method, path, scope, summary, query, body, answer }: Operation): Record<string, unknown> {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '');
  const asked = query === null ? null : (jsonOf(query, 'input') as { properties: Record<string, unknown>; required?: string[] });
  const parameters = [
    ...names.map((name) => ({ name, in: 'path', required: true, schema: { type: 'string' } })),
    ...Object.entries(asked?.properties ?? {}).map(([name, schema]) => ({
      ...{ name, in: 'query', schema, required: asked?.required?.includes(name) === true },
    })),
    ...(method === 'post'
      ? [{ name: 'Idempotency-Key', in: 'header', required: true, schema: { type: 'string', maxLength: 100 } }]
      : []),
    {
      name: 'Accept-Language',
      in: 'header',
      required: false,
      schema: { type: 'string' },
      description: 'The language of sentences',
    },
  ];
  return {
    summary,
    operationId: `${method} ${path}`.replaceAll(/[^a-z]+/gi, '-').replace(/-$/, ''),
    ...(scope === null ? {} : { description: `Needs the permission \`${scope}\`.` }),
    parameters,
    ...(body === null
      ? {}
      : { requestBody: { required: true, content: { 'application/json': { schema: jsonOf(body, 'input') } } } }),
    responses: {
      200: { description: 'Done', content: { 'application/json': { schema: jsonOf(answer, 'output') } } },
      default: {
        description: 'Refused',
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    },
  };
}

function jsonOf(schema: z.ZodType, io: 'input' | 'output'): Record<string, unknown> {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io });
  return rest;
}
