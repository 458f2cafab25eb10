/** Runs one GraphQL request on the real schema: parse, validate, price, throttle, execute. */
import {
  executeSync,
  getOperationAST,
  GraphQLError,
  Kind,
  parse,
  specifiedRules,
  validate,
  valueFromASTUntyped,
  type DocumentNode,
  type OperationDefinitionNode,
} from 'graphql';
import { refusingRoot, type ApiContext, type Fields } from '#devstore/admin-api/answers.ts';
import { requestedCost } from '#devstore/admin-api/cost.ts';
import { resolveField } from '#devstore/admin-api/resolve-field.ts';
import { mutationRoot, queryRoot } from '#devstore/admin-api/resolvers/root.ts';
import { adminSchema } from '#devstore/admin-api/schema.ts';
import { spend, throttleStatus } from '#devstore/admin-api/throttle.ts';

export type GraphqlRequest = { query: string; variables: Record<string, unknown>; operationName: string | null };
export type GraphqlAnswer = { data?: unknown; errors?: unknown[]; extensions?: unknown };

const costLimit = 1000;
const rateLimitPage = 'https://shopify.dev/api/usage/rate-limits';

/** @param throttled answer as if the bucket were empty */
export function runRequest(context: ApiContext, request: GraphqlRequest, throttled: boolean): GraphqlAnswer {
  const { schema } = adminSchema();
  const read = readDocument(request.query);
  if ('errors' in read) return { errors: read.errors.map(asShopify) };
  const operation = getOperationAST(read.document, request.operationName);
  if (operation === null || operation === undefined) {
    return { errors: [{ message: `No operation named "${request.operationName ?? ''}"` }] };
  }
  const requested = requestedCost(schema, read.document, operation, { ...defaultsOf(operation), ...request.variables });
  if (requested > costLimit) return tooDear(requested);
  const bucket = throttleStatus(context.shop);
  const costs = (actual: number | null) => ({
    cost: { requestedQueryCost: requested, actualQueryCost: actual, throttleStatus: throttleStatus(context.shop) },
  });
  if (throttled || bucket.currentlyAvailable < requested) {
    const message = { message: 'Throttled', extensions: { code: 'THROTTLED', documentation: rateLimitPage } };
    return { errors: [message], extensions: costs(null) };
  }
  const result = executeSync({
    schema,
    document: read.document,
    operationName: request.operationName,
    variableValues: request.variables,
    rootValue: rootOf(context, operation),
    contextValue: context,
    fieldResolver: resolveField,
  });
  spend(context.shop, context.spent);
  const answer: GraphqlAnswer = {};
  if (result.data !== undefined) answer.data = result.data;
  if (result.errors !== undefined) answer.errors = result.errors.map(asShopify);
  answer.extensions = costs(context.spent);
  return answer;
}

function rootOf(context: ApiContext, operation: OperationDefinitionNode): Fields {
  if (operation.operation !== 'mutation') return queryRoot(context);
  return context.fault?.fault === 'userErrors'
    ? refusingRoot(adminSchema().schema, context.fault.userError)
    : mutationRoot(context);
}

/** The operation's name and those of the fields at its root; none for what cannot be read. */
export function namesOf(request: GraphqlRequest): string[] {
  const read = readDocument(request.query);
  if ('errors' in read) return [];
  const operation = getOperationAST(read.document, request.operationName);
  const fields = operation?.selectionSet.selections.flatMap((each) => (each.kind === Kind.FIELD ? [each.name.value] : [])) ?? [];
  return [...(operation?.name === undefined ? [] : [operation.name.value]), ...fields];
}

function defaultsOf(operation: OperationDefinitionNode): Record<string, unknown> {
  const definitions = operation.variableDefinitions ?? [];
  return Object.fromEntries(
    definitions.map(({ variable, defaultValue }) => [
      variable.name.value,
      defaultValue === undefined ? undefined : valueFromASTUntyped(defaultValue),
    ]),
  );
}

type Read = { document: DocumentNode } | { errors: readonly GraphQLError[] };

/** Apps send the same few texts again and again. */
const documents = new Map<string, Read>();
const documentsKept = 500;

function readDocument(query: string): Read {
  const known = documents.get(query);
  if (known !== undefined) return known;
  const read = parseAndValidate(query);
  if (documents.size >= documentsKept) documents.clear();
  documents.set(query, read);
  return read;
}

function parseAndValidate(query: string): Read {
  try {
    const document = parse(query);
    const errors = validate(adminSchema().schema, document, specifiedRules);
    return errors.length > 0 ? { errors } : { document };
  } catch (error) {
    if (error instanceof GraphQLError) return { errors: [error] };
    throw error;
  }
}

/** Adds the code that Shopify gives; a bug of the dev store itself is shown with its stack and not passed off as an answer. */
function asShopify(error: GraphQLError): unknown {
  const original = error.originalError;
  if (original !== undefined && original !== null && !(original instanceof GraphQLError)) {
    console.error(original);
    return { message: `dev store failed: ${original.message}`, path: error.path, extensions: { code: 'INTERNAL_SERVER_ERROR' } };
  }
  const plain = error.toJSON();
  if (plain.extensions !== undefined) return plain;
  const code = codeOf(error.message);
  return code === null ? plain : { ...plain, extensions: { code } };
}

function codeOf(message: string): string | null {
  if (message.startsWith('Variable "$')) return 'INVALID_VARIABLE';
  if (message.startsWith('Cannot query field')) return 'undefinedField';
  if (/is required, but it was not provided/.test(message)) return 'missingRequiredArguments';
  return null;
}

function tooDear(cost: number): GraphqlAnswer {
  const message =
    `Query cost is ${cost}, which exceeds the single query max cost limit (${costLimit}).\n\n` +
    `See ${rateLimitPage} for more information on how the cost of a query is calculated.`;
  return {
    errors: [{ message, extensions: { code: 'MAX_COST_EXCEEDED', cost, maxCost: costLimit, documentation: rateLimitPage } }],
  };
}
