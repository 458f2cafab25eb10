/** Shopify's dialect of Liquid on liquidjs: no schema or doc blocks, Shopify's filters and tags, unknown filters refused. */
import { existsSync, readFileSync } from 'node:fs';
import { access, readFile } from 'node:fs/promises';
import path from 'node:path';
import { Liquid, type FS } from 'liquidjs';
import { registerFilters, type FilterSources } from '#devstore/storefront/liquid/filters.ts';
import { registerTags } from '#devstore/storefront/liquid/tags.ts';

export type EngineOptions = FilterSources & {
  root: string;
  /** Folder of snippets. */
  snippets: string;
};

export function createEngine(options: EngineOptions): Liquid {
  const engine = new Liquid({
    root: options.root,
    partials: options.snippets,
    extname: '.liquid',
    fs: sourceFiles,
    jsTruthy: false,
    strictFilters: true,
    cache: false,
  });
  registerFilters(engine, options);
  registerTags(engine);
  return engine;
}

/** Takes out what Shopify reads elsewhere: {% schema %} and {% doc %}. */
export function stripSchema(source: string): string {
  return source.replace(/\{%-?\s*(schema|doc)\s*-?%\}[^]*?\{%-?\s*end\1\s*-?%\}/g, '');
}

/** The JSON of {% schema %}; {} when there is none. */
export function readSchema(source: string, file: string): Schema {
  const text = /\{%-?\s*schema\s*-?%\}([^]*?)\{%-?\s*endschema\s*-?%\}/.exec(source)?.[1];
  if (text === undefined) return {};
  try {
    return JSON.parse(text) as Schema;
  } catch (error) {
    throw new Error(`dev store: the schema of ${file} is not JSON: ${String(error)}`, { cause: error });
  }
}

export type Setting = { type: string; id?: string; default?: unknown };
export type Schema = {
  name?: string;
  target?: string;
  tag?: string | null;
  class?: string;
  javascript?: string;
  stylesheet?: string;
  available_if?: string;
  enabled_on?: { templates?: string[] };
  disabled_on?: { templates?: string[] };
  settings?: Setting[];
  blocks?: { type: string; settings?: Setting[] }[];
};

/** The settings' defaults with what the merchant chose laid over them. */
export function settingsOf(settings: readonly Setting[] | undefined, chosen: Record<string, unknown>): Record<string, unknown> {
  const defaults = (settings ?? []).flatMap((setting) =>
    setting.id === undefined ? [] : [[setting.id, setting.default ?? null]],
  );
  return { ...(Object.fromEntries(defaults) as Record<string, unknown>), ...chosen };
}

const sourceFiles: FS = {
  sep: path.sep,
  exists: async (file) =>
    access(file).then(
      () => true,
      () => false,
    ),
  existsSync,
  readFile: async (file) => stripSchema(await readFile(file, 'utf8')),
  readFileSync: (file) => stripSchema(readFileSync(file, 'utf8')),
  resolve: (folder, file, extension) => path.resolve(folder, path.extname(file) === '' ? file + extension : file),
  dirname: path.dirname,
};
