/** The real Admin API schema, with what Shopify publishes beside it: required access, protected fields, gid types. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { buildClientSchema, type GraphQLSchema, type IntrospectionQuery } from 'graphql';
import { makeScalarsStrict } from '#devstore/admin-api/scalars.ts';
import type { TrimmedSchema } from '#devstore/schema/trim.ts';

export type AdminSchema = Omit<TrimmedSchema, 'introspection' | 'source'> & { schema: GraphQLSchema };

export const adminApiVersion = '2026-10';

let loaded: AdminSchema | null = null;

/** Loaded at first use (about half a second) and kept for the process. */
export function adminSchema(): AdminSchema {
  loaded ??= load();
  return loaded;
}

function load(): AdminSchema {
  const file = path.resolve(import.meta.dirname, `../schema/admin-${adminApiVersion}.json.gz`);
  const { introspection, source: _, ...rest } = JSON.parse(gunzipSync(readFileSync(file)).toString('utf8')) as TrimmedSchema;
  const schema = buildClientSchema(introspection as unknown as IntrospectionQuery, { assumeValid: true });
  makeScalarsStrict(schema);
  return { schema, ...rest };
}
