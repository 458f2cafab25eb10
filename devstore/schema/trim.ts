/** Trims the published schema data to what the dev store uses: types without prose, required access, protected fields, gid types. */

type Json = Record<string, unknown>;

/**
 * `introspection` is a standard introspection result without descriptions. Keys of the other parts are "Type", "Type.field",
 * or "Type.field.argument" (for an input object "Type.inputField").
 */
export type TrimmedSchema = {
  version: string;
  source: string;
  introspection: { __schema: Json };
  /** What a type or field asks for: any one of `scopes`; `text` is how Shopify words it. */
  access: Record<string, { scopes: string[]; text: string }>;
  /** Fields with protected customer data: which kind ("name", "email", "phone", "address"). */
  protectedFields: Record<string, string>;
  /** gid types that an ID argument or input field accepts. */
  gidTypes: Record<string, string[]>;
};

type Published = { data: { __schema: Json }; offline_scopes: { items: PublishedAccess[] } };
type PublishedAccess = { typeName: string; fieldName?: string; requiredAccess?: string; offlineScopes: string[] };

export function trimSchema(published: Published, version: string, source: string): TrimmedSchema {
  const trimmed: TrimmedSchema = {
    version,
    source,
    introspection: { __schema: {} },
    access: {},
    protectedFields: {},
    gidTypes: {},
  };
  for (const item of published.offline_scopes.items) {
    if (item.offlineScopes.length === 0) continue;
    const key = item.fieldName === undefined ? item.typeName : `${item.typeName}.${item.fieldName}`;
    trimmed.access[key] = { scopes: [...new Set(item.offlineScopes)], text: (item.requiredAccess ?? '').trim() };
  }
  for (const type of list(published.data.__schema['types'])) {
    for (const field of list(type['fields'])) {
      const name = `${String(type['name'])}.${String(field['name'])}`;
      if (field['isProtected'] === true) trimmed.protectedFields[name] = String(field['protectedContent']);
      for (const argument of list(field['args'])) keepGidTypes(trimmed, `${name}.${String(argument['name'])}`, argument);
    }
    for (const field of list(type['inputFields'])) {
      keepGidTypes(trimmed, `${String(type['name'])}.${String(field['name'])}`, field);
    }
  }
  trimmed.introspection.__schema = standard(published.data.__schema) as Json;
  return trimmed;
}

function keepGidTypes(trimmed: TrimmedSchema, key: string, value: Json): void {
  const types = value['gidTypes'];
  if (Array.isArray(types) && types.length > 0) trimmed.gidTypes[key] = types.map(String);
}

const standardKeys = new Set(
  (
    'queryType mutationType subscriptionType types directives kind name ofType fields args type defaultValue isDeprecated ' +
    'deprecationReason inputFields interfaces enumValues possibleTypes isOneOf isRepeatable locations'
  ).split(' '),
);

/** Only what introspection defines, without the nulls and falses that buildClientSchema takes for granted. */
function standard(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(standard);
  if (typeof value !== 'object' || value === null) return value;
  const kept: Json = {};
  for (const [key, part] of Object.entries(value)) {
    if (!standardKeys.has(key) || part === null || part === false) continue;
    kept[key] = standard(part);
  }
  return kept;
}

function list(value: unknown): Json[] {
  return Array.isArray(value) ? (value as Json[]) : [];
}
