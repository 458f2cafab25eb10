/** Refuses ids of the wrong kind: the schema publishes which gid types an argument takes. */
import { getNamedType, isAbstractType, isInputObjectType, isListType, isNonNullType } from 'graphql';
import type { GraphQLInputType, GraphQLResolveInfo } from 'graphql';
import { apiError, parseGid } from '#devstore/admin-api/answers.ts';
import { adminSchema } from '#devstore/admin-api/schema.ts';

export function checkGids(field: string, info: GraphQLResolveInfo, args: Record<string, unknown>): void {
  const definition = info.parentType.getFields()[info.fieldName];
  for (const argument of definition?.args ?? []) {
    const value = args[argument.name];
    if (value !== undefined && value !== null) check(`${field}.${argument.name}`, argument.type, value);
  }
}

function check(key: string, type: GraphQLInputType, value: unknown): void {
  if (value === null || value === undefined) return;
  if (isNonNullType(type)) return check(key, type.ofType, value);
  if (isListType(type)) {
    for (const item of Array.isArray(value) ? value : [value]) check(key, type.ofType, item);
    return;
  }
  if (isInputObjectType(type)) {
    for (const field of Object.values(type.getFields())) {
      check(`${type.name}.${field.name}`, field.type, (value as Record<string, unknown>)[field.name]);
    }
    return;
  }
  if (getNamedType(type).name === 'ID') checkId(key, String(value));
}

function checkId(key: string, id: string): void {
  const parsed = parseGid(id);
  if (parsed === null) throw apiError(`Invalid global id '${id}'`, 'argumentLiteralsIncompatible', { typeName: 'CoercionError' });
  const accepted = adminSchema().gidTypes[key];
  if (accepted === undefined || accepted.some((type) => isOfType(parsed.type, type))) return;
  throw apiError(`Invalid id: ${id}`, 'RESOURCE_NOT_FOUND');
}

function isOfType(given: string, accepted: string): boolean {
  if (given === accepted) return true;
  // One thing under two names: a DiscountNode's id says what kind of discount it is.
  if (accepted === 'DiscountNode') return given === 'DiscountCodeNode' || given === 'DiscountAutomaticNode';
  const { schema } = adminSchema();
  const type = schema.getType(accepted);
  return isAbstractType(type) && schema.getPossibleTypes(type).some((possible) => possible.name === given);
}
