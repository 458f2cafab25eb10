/** What Shopify reads from the theme app extension at `shopify app deploy`: its blocks, their schemas, its assets. */
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'smol-toml';
import { z } from 'zod';
import type { Store } from '#devstore/state.ts';

const settingSchema = z.looseObject({
  type: z.string(),
  id: z.string().optional(),
  label: z.string().optional(),
  info: z.string().optional(),
  content: z.string().optional(),
  default: z.union([z.string(), z.number(), z.boolean()]).optional(),
  options: z.array(z.object({ value: z.string(), label: z.string() })).optional(),
});
export type BlockSetting = z.infer<typeof settingSchema>;

const schemaOfBlock = z.looseObject({
  name: z.string(),
  target: z.enum(['section', 'head', 'body', 'compliance_head']),
  settings: z.array(settingSchema).default([]),
});

export type ExtensionBlock = z.infer<typeof schemaOfBlock> & {
  /** Name of the file without `.liquid`. */
  handle: string;
};

/** The extension's handle from shopify.extension.toml. */
export function extensionHandle(store: Store): string {
  const config = parse(readFileSync(path.join(store.app.extensionDir, 'shopify.extension.toml'), 'utf8'));
  const handle = config['handle'];
  if (typeof handle !== 'string') throw new Error('shopify.extension.toml: handle is missing');
  return handle;
}

/** Every block of the extension, its labels in English. Throws when a schema is not valid. */
export function extensionBlocks(store: Store): ExtensionBlock[] {
  const translate = schemaTranslations(store);
  const folder = path.join(store.app.extensionDir, 'blocks');
  return readdirSync(folder)
    .filter((file) => file.endsWith('.liquid'))
    .map((file) => {
      const source = readFileSync(path.join(folder, file), 'utf8');
      const schema = /\{%-?\s*schema\s*-?%\}([\s\S]*?)\{%-?\s*endschema\s*-?%\}/.exec(source)?.[1];
      if (schema === undefined) throw new Error(`dev store: ${file} has no schema`);
      return { ...schemaOfBlock.parse(translate(JSON.parse(schema))), handle: file.slice(0, -'.liquid'.length) };
    });
}

/** Replaces "t:path.to.key" by the text of locales/en.default.schema.json, everywhere in a schema. */
function schemaTranslations(store: Store): (value: unknown) => unknown {
  const file = path.join(store.app.extensionDir, 'locales/en.default.schema.json');
  const texts: unknown = JSON.parse(readFileSync(file, 'utf8'));
  return function translate(value: unknown): unknown {
    if (typeof value === 'string' && value.startsWith('t:')) {
      const text = value
        .slice(2)
        .split('.')
        .reduce<unknown>((found, key) => (isRecord(found) ? found[key] : undefined), texts);
      if (typeof text !== 'string') throw new Error(`dev store: locales/en.default.schema.json lacks ${value}`);
      return text;
    }
    if (Array.isArray(value)) return value.map(translate);
    if (isRecord(value)) return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, translate(item)]));
    return value;
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
