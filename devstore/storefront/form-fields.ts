/** Bodies of storefront requests: JSON, or a form whose names spell nesting ("properties[Gift note]", "items[0][id]", "updates[]"). */
import type { Request } from 'express';

export type Fields = { [name: string]: unknown };

/** The body (and, below it, the query) as one object. A body that cannot be read counts as empty. */
export async function readFields(request: Request): Promise<Fields> {
  const query = nest([...new URL(request.originalUrl, 'https://shop.invalid').searchParams]);
  return { ...query, ...(await bodyFields(request)) };
}

async function bodyFields(request: Request): Promise<Fields> {
  const body: unknown = request.body;
  if (!Buffer.isBuffer(body) || body.length === 0) return {};
  const type = request.get('content-type') ?? '';
  try {
    if (type.includes('json')) return asFields(JSON.parse(body.toString('utf8')));
    const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData();
    return nest([...form].flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])));
  } catch {
    return {};
  }
}

/** [["a[b]", "1"], ["c[]", "2"]] → {a: {b: "1"}, c: ["2"]} */
export function nest(entries: readonly (readonly string[])[]): Fields {
  const fields: Fields = {};
  for (const [name = '', value = ''] of entries) {
    const path = [...name.matchAll(/^[^[]+|\[([^\]]*)\]/g)].map((part) => part[1] ?? part[0]);
    if (path.length > 0 && path.length <= 4 && !path.includes('__proto__')) put(fields, path, value);
  }
  return fields;
}

function put(into: Fields, path: readonly string[], value: string): void {
  const [name = '', next, ...rest] = path;
  if (next === undefined) {
    into[name] = value;
  } else if (next === '') {
    const list: unknown = into[name];
    into[name] = Array.isArray(list) ? [...(list as unknown[]), value] : [value];
  } else {
    const inner = asFields(into[name]);
    into[name] = inner;
    put(inner, [next, ...rest], value);
  }
}

function asFields(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};
}
