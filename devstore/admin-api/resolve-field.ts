/** The one resolver of the whole schema: checks what Shopify checks at every field, then takes the field from the answer object. */
import { getNamedType, isAbstractType, isLeafType, type GraphQLResolveInfo, type GraphQLOutputType } from 'graphql';
import { allows } from '#devstore/auth/install.ts';
import { apiError, notImitated, type ApiContext } from '#devstore/admin-api/answers.ts';
import { actualCost } from '#devstore/admin-api/cost.ts';
import { checkGids } from '#devstore/admin-api/gids.ts';
import { adminSchema } from '#devstore/admin-api/schema.ts';

export function resolveField(
  source: unknown,
  args: Record<string, unknown>,
  context: ApiContext,
  info: GraphQLResolveInfo,
): unknown {
  const field = `${info.parentType.name}.${info.fieldName}`;
  checkAccess(context, info, [field, guardedType(info.returnType)]);
  checkProtectedData(context, info, field);
  checkGids(field, info, args);
  const value = isRecord(source) && Object.hasOwn(source, info.fieldName) ? source[info.fieldName] : undefined;
  if (value === undefined) throw notImitated(field);
  const answer: unknown = typeof value === 'function' ? value(args) : value;
  // What an abstract type turns out to be can ask for a scope of its own.
  if (isAbstractType(getNamedType(info.returnType))) {
    for (const each of Array.isArray(answer) ? answer : [answer]) {
      if (isRecord(each)) checkAccess(context, info, [String(each['__typename'])]);
    }
  }
  context.spent += actualCost(info, answer);
  return answer;
}

/** The type that the access rule is written for: a connection asks for what its nodes ask for. */
function guardedType(type: GraphQLOutputType): string | null {
  const named = getNamedType(type);
  if (isLeafType(named)) return null;
  return named.name.endsWith('Connection') ? named.name.slice(0, -'Connection'.length) : named.name;
}

function checkAccess(context: ApiContext, info: GraphQLResolveInfo, keys: (string | null)[]): void {
  const { access } = adminSchema();
  for (const key of keys) {
    const required = key === null ? undefined : access[key];
    if (required === undefined || required.scopes.some((scope) => allows(context.scopes, scope))) continue;
    throw apiError(`Access denied for ${info.fieldName} field. Required access: ${required.text}`, 'ACCESS_DENIED', {
      documentation: 'https://shopify.dev/api/usage/access-scopes',
      requiredAccess: required.text,
    });
  }
}

function checkProtectedData(context: ApiContext, info: GraphQLResolveInfo, field: string): void {
  if (context.shop.protectedDataApproved) return;
  const content = adminSchema().protectedFields[field];
  if (content === undefined) return;
  throw apiError(
    `This app is not approved to use the ${info.fieldName} field. See https://shopify.dev/docs/apps/launch/protected-customer-data for more details.`,
    'ACCESS_DENIED',
    { protectedContent: content },
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
