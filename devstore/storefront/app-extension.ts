/** The app's embeds and blocks: read from the extension's folder, rendered where the theme editor switched them on. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Liquid } from 'liquidjs';
import { extensionAssetUrl } from '#devstore/storefront/extension-assets.ts';
import { createEngine, readSchema, settingsOf, stripSchema, type Schema } from '#devstore/storefront/liquid/engine.ts';
import type { Globals } from '#devstore/storefront/liquid/globals.ts';
import { createTranslate } from '#devstore/storefront/liquid/translations.ts';
import type { Page } from '#devstore/storefront/page.ts';
import { escapeHtml } from '#devstore/storefront/product-json.ts';
import type { AppState, Store } from '#devstore/state.ts';

export type ExtensionBlock = { handle: string; source: string; schema: Schema };
export type AppBlock = {
  id: string;
  type: string;
  settings: Record<string, unknown>;
  shopify_attributes: string;
  __html: string;
};
export type RenderedEmbeds = { head: string; body: string; blocks: ExtensionBlock[] };

const engines = new Map<string, Liquid>();

/** The blocks of the extension; none while the folder does not exist. */
export function readBlocks(app: AppState): ExtensionBlock[] {
  const folder = path.join(app.extensionDir, 'blocks');
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((file) => file.endsWith('.liquid'))
    .sort()
    .map((file) => {
      const source = readFileSync(path.join(folder, file), 'utf8');
      return { handle: file.replace(/\.liquid$/, ''), source: stripSchema(source), schema: readSchema(source, `blocks/${file}`) };
    });
}

/** App embeds for the end of head and body; nothing unless the app is installed and the merchant switched the embed on. */
export async function renderEmbeds(page: Page, globals: Globals): Promise<RenderedEmbeds> {
  const { shop, store } = page.visit;
  const rendered: RenderedEmbeds = { head: '', body: '', blocks: [] };
  if (!shop.installed || !shop.theme.embedEnabled) return rendered;
  for (const block of readBlocks(store.app)) {
    const { target } = block.schema;
    if (target === undefined || target === 'section' || !shownOn(block.schema, page.template)) continue;
    const html = await renderBlock(page, block, shop.theme.embedSettings, globals);
    if (html === null) continue;
    rendered.blocks.push(block);
    if (target === 'body') rendered.body += wrap(block, html);
    else rendered.head += html;
  }
  return rendered;
}

/** App blocks for a section's @app slot. */
export async function renderAppBlocks(page: Page, globals: Globals): Promise<{ blocks: AppBlock[]; used: ExtensionBlock[] }> {
  const { shop, store } = page.visit;
  const blocks: AppBlock[] = [];
  const used: ExtensionBlock[] = [];
  if (!shop.installed) return { blocks, used };
  for (const block of readBlocks(store.app)) {
    const placed = shop.theme.blocks[block.handle];
    if (block.schema.target !== 'section' || placed?.enabled !== true || !shownOn(block.schema, page.template)) continue;
    if (placed.on === undefined ? page.template === 'cart' : !placed.on.includes(page.template)) continue;
    const html = await renderBlock(page, block, placed.settings, globals);
    if (html === null) continue;
    used.push(block);
    blocks.push({ ...blockObject(page, block, placed.settings), __html: wrap(block, html) });
  }
  return { blocks, used };
}

/** Script and style tags of the blocks in use, each once, as the `javascript` and `stylesheet` schema attributes ask. */
export function blockAssetTags(store: Store, blocks: readonly ExtensionBlock[]): string {
  const styles = new Set(blocks.flatMap((block) => block.schema.stylesheet ?? []));
  const scripts = new Set(blocks.flatMap((block) => block.schema.javascript ?? []));
  const url = (file: string) => escapeHtml(extensionAssetUrl(store, file));
  return [
    ...[...styles].map((file) => `<link href="${url(file)}" rel="stylesheet" type="text/css" media="all">`),
    ...[...scripts].map((file) => `<script src="${url(file)}" async="async"></script>`),
  ].join('\n');
}

/** HTML of one block, or null when `available_if` says that it is not to be had. */
async function renderBlock(
  page: Page,
  block: ExtensionBlock,
  chosen: Record<string, unknown>,
  globals: Globals,
): Promise<string | null> {
  const engine = engineOf(page.visit.store);
  const condition = /\{\{([^]*)\}\}/.exec(block.schema.available_if ?? '')?.[1];
  if (condition !== undefined) {
    const value = String(await engine.parseAndRender(`{% if ${condition} %}yes{% endif %}`, {}, { globals }));
    if (value !== 'yes') return null;
  }
  const object = blockObject(page, block, chosen);
  const section = { id: `apps-${block.handle}` };
  return String(await engine.parseAndRender(block.source, { block: object, section }, { globals }));
}

function blockObject(page: Page, block: ExtensionBlock, chosen: Record<string, unknown>): Omit<AppBlock, '__html'> {
  const type = `shopify://apps/${page.visit.store.app.handle}/blocks/${block.handle}/${page.visit.store.app.id}`;
  const id = blockId(block);
  return {
    id,
    type,
    settings: settingsOf(block.schema.settings, chosen),
    shopify_attributes: page.visit.designMode ? `data-shopify-editor-block="${escapeHtml(JSON.stringify({ id, type }))}"` : '',
  };
}

function wrap(block: ExtensionBlock, html: string): string {
  const tag = block.schema.tag === undefined ? 'div' : block.schema.tag;
  if (tag === null) return html;
  const classes = ['shopify-block', 'shopify-app-block', block.schema.class].filter((name) => name !== undefined).join(' ');
  return `<${tag} id="shopify-block-${blockId(block)}" class="${classes}">${html}</${tag}>`;
}

function blockId(block: ExtensionBlock): string {
  return `app_${block.handle.replaceAll('-', '_')}`;
}

/** `enabled_on` and `disabled_on` name templates without their suffix: "page" is every page. */
function shownOn(schema: Schema, template: string): boolean {
  const kind = template.split('.')[0] ?? template;
  const names = (list: readonly string[] | undefined) => list !== undefined && (list.includes('*') || list.includes(kind));
  if (schema.enabled_on?.templates !== undefined) return names(schema.enabled_on.templates);
  return !names(schema.disabled_on?.templates);
}

function engineOf(store: Store): Liquid {
  const folder = store.app.extensionDir;
  const known = engines.get(folder);
  if (known !== undefined) return known;
  const engine = createEngine({
    root: path.join(folder, 'blocks'),
    snippets: path.join(folder, 'snippets'),
    assetUrl: (file) => extensionAssetUrl(store, file),
    assetFolder: path.join(folder, 'assets'),
    translate: createTranslate(path.join(folder, 'locales')),
  });
  engines.set(folder, engine);
  return engine;
}
