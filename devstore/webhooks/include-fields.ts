/** `include_fields` of a subscription: only the named fields of the payload are delivered. */

type FieldTree = Map<string, FieldTree>;

/** Paths are dotted ("customer.id", "line_items.properties"); lists are reduced item by item. No fields = the whole payload. */
export function includeFields(payload: unknown, fields: string[]): unknown {
  if (fields.length === 0) return payload;
  const tree: FieldTree = new Map();
  for (const field of fields) {
    let branch = tree;
    for (const name of field.split('.')) {
      const next: FieldTree = branch.get(name) ?? new Map<string, FieldTree>();
      branch.set(name, next);
      branch = next;
    }
  }
  return reduce(payload, tree);
}

/** Every value that a dotted path leads to; several when it passes through a list. */
export function valuesAt(payload: unknown, path: string[]): unknown[] {
  if (Array.isArray(payload)) return payload.flatMap((item: unknown) => valuesAt(item, path));
  const [name, ...rest] = path;
  if (name === undefined) return [payload];
  return isRecord(payload) && name in payload ? valuesAt(payload[name], rest) : [];
}

function reduce(value: unknown, tree: FieldTree): unknown {
  if (tree.size === 0) return value;
  if (Array.isArray(value)) return value.map((item: unknown) => reduce(item, tree));
  if (!isRecord(value)) return value;
  const kept = Object.entries(value).flatMap(([name, inner]) => {
    const branch = tree.get(name);
    return branch === undefined ? [] : [[name, reduce(inner, branch)]];
  });
  return Object.fromEntries(kept) as Record<string, unknown>;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
