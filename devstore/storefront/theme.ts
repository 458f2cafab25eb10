/** The theme's files: sections, templates, settings, and the engine that renders them. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { createEngine, readSchema, settingsOf, type Schema, type Setting } from '#devstore/storefront/liquid/engine.ts';
import { createTranslate } from '#devstore/storefront/liquid/translations.ts';

export const themeFolder = path.resolve(import.meta.dirname, '../theme');
export const themeAssets = path.join(themeFolder, 'assets');

export const themeEngine = createEngine({
  root: themeFolder,
  snippets: path.join(themeFolder, 'snippets'),
  assetUrl: (file) => `/cdn/shop/t/1/assets/${file}`,
  assetFolder: themeAssets,
  translate: createTranslate(path.join(themeFolder, 'locales')),
});

/** One section of a JSON template or of settings_data.json. */
export type SectionSetting = {
  type: string;
  settings?: Record<string, unknown>;
  blocks?: Record<string, { type: string; settings?: Record<string, unknown> }>;
  block_order?: string[];
};
export type Template = { sections: Record<string, SectionSetting>; order: string[] };

export function readTemplate(name: string): Template {
  return readJson(`templates/${name}.json`) as Template;
}

/** Null when the theme has no such section. */
export function readSection(type: string): Schema | null {
  const file = path.join(themeFolder, 'sections', `${path.basename(type)}.liquid`);
  return existsSync(file) ? readSchema(readFileSync(file, 'utf8'), file) : null;
}

/** Theme settings: the schema's defaults under what settings_data.json chooses. */
export function themeSettings(): Record<string, unknown> {
  const groups = readJson('config/settings_schema.json') as { settings?: Setting[] }[];
  const { current } = readJson('config/settings_data.json') as { current: Record<string, unknown> };
  const { sections: _, ...chosen } = current;
  return settingsOf(
    groups.flatMap((group) => group.settings ?? []),
    chosen,
  );
}

/** Sections that stand in the layout ({% section 'header' %}). */
export function staticSection(name: string): SectionSetting {
  const { current } = readJson('config/settings_data.json') as { current: { sections?: Record<string, SectionSetting> } };
  return current.sections?.[name] ?? { type: name };
}

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(path.join(themeFolder, file), 'utf8'));
}
