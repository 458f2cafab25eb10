/**
 * What resolvers hand to the engine: plain objects that list exactly the fields the dev store imitates, each a value or a function of the
 * field's arguments. A field that is not listed refuses (resolve-field.ts); null means that Shopify would answer null.
 */
import { getNamedType, GraphQLError, isObjectType, type GraphQLSchema } from 'graphql';
import type { ApiFault, ShopState, Store } from '#devstore/state.ts';

export type ApiContext = {
  store: Store;
  shop: ShopState;
  /** Of the token that was sent. */
  scopes: string[];
  /** Cost counted while the operation runs. */
  spent: number;
  /** The fault that a tester put at this operation. */
  fault: ApiFault | null;
};

export type Answer = { __typename: string; [field: string]: unknown };

/** A resolver's fields with `args` of its own type; GraphQL has checked them against the schema. */
export type Fields = Record<string, unknown>;

export type UserError = { field: string[] | null; message: string; code?: string | null; elementIndex?: number | null };

/** A mutation's payload that refuses: every other field null. `fields` are the payload's own. */
export function refused(fields: readonly string[], typename: string, errors: UserError[]): Fields {
  return {
    ...Object.fromEntries(fields.map((field) => [field, null])),
    userErrors: errors.map((error) => ({ __typename: typename, extraInfo: null, elementIndex: null, code: null, ...error })),
  };
}

/** A root on which every mutation refuses with this error and does nothing. */
export function refusingRoot(schema: GraphQLSchema, error: UserError): Fields {
  const mutations = schema.getMutationType()?.getFields() ?? {};
  return Object.fromEntries(
    Object.values(mutations).map((mutation) => {
      const payload = getNamedType(mutation.type);
      const fields = isObjectType(payload) ? payload.getFields() : {};
      const errors = fields['userErrors'];
      const names = Object.keys(fields).filter((name) => name !== 'userErrors');
      return [mutation.name, refused(names, errors === undefined ? '' : getNamedType(errors.type).name, [error])];
    }),
  );
}

export function money(amount: string, currency: string): Answer {
  return { __typename: 'MoneyV2', amount: wireAmount(amount), currencyCode: currency };
}

/** The Admin API prints "10.0" where webhooks print "10.00". */
function wireAmount(amount: string): string {
  if (!amount.includes('.')) return `${amount}.0`;
  const trimmed = amount.replace(/0+$/, '');
  return trimmed.endsWith('.') ? `${trimmed}0` : trimmed;
}

export function count(value: number): Answer {
  return { __typename: 'Count', count: value, precision: 'EXACT' };
}

/** A top-level error with Shopify's code. */
export function apiError(message: string, code: string, extensions: Record<string, unknown> = {}): GraphQLError {
  return new GraphQLError(message, { extensions: { code, ...extensions } });
}

/** The dev store does not do this: better no answer than an invented one. */
export function notImitated(what: string): GraphQLError {
  return apiError(`dev store: ${what} is not imitated`, 'NOT_IMITATED');
}

/** "gid://shopify/Customer/1" → { type: 'Customer', id: '1' }; jobs have a UUID. Null for anything else. */
export function parseGid(text: string): { type: string; id: string } | null {
  const match = /^gid:\/\/shopify\/([A-Za-z]+)\/(\d+|[0-9a-f]{8}(?:-[0-9a-f]{4,12}){4})(\?.*)?$/.exec(text);
  return match?.[1] === undefined || match[2] === undefined ? null : { type: match[1], id: match[2] };
}

/** The numeric part of a gid whose type the engine has checked. */
export function idOf(text: string): string {
  const parsed = parseGid(text);
  if (parsed === null) throw apiError(`Invalid global id '${text}'`, 'argumentLiteralsIncompatible');
  return parsed.id;
}

/** Neither left out nor null: GraphQL tells the two apart, most arguments do not. */
export function isGiven<Value>(value: Value): value is NonNullable<Value> {
  return value !== null && value !== undefined;
}
