import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import {
  buildClientSchema,
  getNamedType,
  getOperationAST,
  type IntrospectionQuery,
  NoDeprecatedCustomRule,
  parse,
  specifiedRules,
  TypeInfo,
  validate,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { parse as parseToml } from 'smol-toml';
import { expect, test } from 'vitest';
import { ADMIN_API_VERSION, type Operation } from '#app/shopify/client.server.ts';

type Published = { version: string; introspection: IntrospectionQuery; access: Record<string, { scopes: string[] }> };
type Configuration = { access_scopes: { scopes: string; optional_scopes: string[] }; webhooks: { api_version: string } };

const published = JSON.parse(gunzipSync(readFileSync('devstore/schema/admin-2026-10.json.gz')).toString()) as Published;
const schema = buildClientSchema(published.introspection);
const configuration = parseToml(readFileSync('shopify.app.toml', 'utf8')) as unknown as Configuration;

type AnyOperation = Operation<Record<string, unknown>, unknown>;
const operations = new Map<string, AnyOperation>();
for (const file of globSync('app/shopify/operations/*.ts').sort()) {
  const module = (await import(path.resolve(file))) as Record<string, unknown>;
  const found = Object.values(module).filter(isOperation);
  if (found.length === 0) throw new Error(`${file} exports no operation`);
  for (const operation of found) operations.set(`${path.basename(file)}: ${operation.name}`, operation);
}

function isOperation(value: unknown): value is AnyOperation {
  return typeof value === 'object' && value !== null && 'document' in value && 'result' in value;
}

test('documents are written in the folder of operations and nowhere else in the app', () => {
  const elsewhere = globSync('app/**/*.{ts,tsx}').filter((file) => !file.startsWith('app/shopify/operations/'));
  expect(elsewhere.filter((file) => /`#graphql|\bgql`/.test(readFileSync(file, 'utf8')))).toEqual([]);
  expect(operations.size).toBeGreaterThan(0);
});

test('one API version everywhere: client, webhooks, vendored schema', () => {
  expect([configuration.webhooks.api_version, published.version]).toEqual([ADMIN_API_VERSION, ADMIN_API_VERSION]);
});

test.for([...operations])('%s holds on the published schema and uses nothing deprecated', ([, operation]) => {
  const document = parse(operation.document);
  expect(validate(schema, document, [...specifiedRules, NoDeprecatedCustomRule]).map((error) => error.message)).toEqual([]);
  expect(getOperationAST(document, operation.name)).toBeTruthy();
});

test.for([...operations])('%s needs no scope that shopify.app.toml does not ask for', ([, operation]) => {
  const { scopes: asked, optional_scopes: optional } = configuration.access_scopes;
  // Payouts alone use the optional scopes (and a subscription whose topic asks for one): without them all else works.
  const granted = new Set([...asked.split(','), ...(/StoreCredit|GiftCard/.test(operation.name) ? optional : [])]);
  for (const scope of [...granted]) if (scope.startsWith('write_')) granted.add(scope.replace('write_', 'read_'));
  const missing: string[] = [];
  const types = new TypeInfo(schema);
  visit(
    parse(operation.document),
    visitWithTypeInfo(types, {
      Field() {
        const names = [`${types.getParentType()?.name}.${types.getFieldDef()?.name}`, getNamedType(types.getType())?.name ?? ''];
        for (const name of names) {
          const scopes = published.access[name]?.scopes;
          if (scopes && !scopes.some((scope) => granted.has(scope))) missing.push(`${name}: ${scopes.join(' or ')}`);
        }
      },
    }),
  );
  expect(missing).toEqual([]);
});
