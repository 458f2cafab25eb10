/** Renders pages and sections of the theme, with the app's embeds and blocks in their places. */
import {
  blockAssetTags,
  renderAppBlocks,
  renderEmbeds,
  type AppBlock,
  type ExtensionBlock,
} from '#devstore/storefront/app-extension.ts';
import { contentForHeader } from '#devstore/storefront/content-for-header.ts';
import { settingsOf } from '#devstore/storefront/liquid/engine.ts';
import { globalsOf, type Globals } from '#devstore/storefront/liquid/globals.ts';
import type { RenderAccess } from '#devstore/storefront/liquid/tags.ts';
import type { Page } from '#devstore/storefront/page.ts';
import {
  readSection,
  readTemplate,
  staticSection,
  themeEngine,
  themeSettings,
  type SectionSetting,
} from '#devstore/storefront/theme.ts';

type Block = { id: string; type: string; settings: Record<string, unknown>; shopify_attributes: string } | AppBlock;

/** One page being rendered: its global objects, and the app blocks that were used on the way. */
type Rendering = { page: Page; globals: Globals; used: ExtensionBlock[] };

/** Before anything else in an app proxy's Liquid answer: the answer is the whole document, without the theme and without embeds. */
const noLayout = /^\s*\{%-?\s*layout\s+none\s*-?%\}/;

/** The whole HTML document. `content` replaces the template (an app proxy's Liquid answer). */
export async function renderPage(page: Page, content?: string): Promise<string> {
  const rendering = begin(page);
  const { globals } = rendering;
  if (content !== undefined && noLayout.test(content)) return renderSource(rendering, content.replace(noLayout, ''));
  const main = content === undefined ? await renderTemplate(rendering) : await renderSource(rendering, content);
  const embeds = await renderEmbeds(page, globals);
  const scope = { content_for_layout: main, content_for_header: '<!-- content_for_header -->' };
  const html = String(await themeEngine.renderFile(`layout/${page.layout ?? 'theme'}`, scope, { globals }));
  const header = [contentForHeader(page), blockAssetTags(page.visit.store, [...rendering.used, ...embeds.blocks])].join('\n');
  return insertBefore(
    insertBefore(
      html.replace(scope.content_for_header, () => header),
      '</head>',
      embeds.head,
    ),
    '</body>',
    embeds.body,
  );
}

/** HTML of sections by id ("cart-drawer", "template--cart__main"); null for one that the page does not have. */
export async function renderSections(page: Page, ids: readonly string[]): Promise<Record<string, string | null>> {
  const rendering = begin(page);
  const entries = await Promise.all(ids.map(async (id) => [id, await renderSectionById(rendering, id)] as const));
  return Object.fromEntries(entries);
}

function begin(page: Page): Rendering {
  const rendering: Rendering = { page, globals: globalsOf(page, themeSettings()), used: [] };
  const access: RenderAccess = { section: (name) => renderSection(rendering, name, staticSection(name)) };
  rendering.globals['__render'] = access;
  return rendering;
}

async function renderTemplate(rendering: Rendering): Promise<string> {
  const template = readTemplate(rendering.page.template);
  const parts: string[] = [];
  for (const key of template.order) {
    const section = template.sections[key];
    if (section !== undefined) parts.push(await renderSection(rendering, sectionId(rendering.page, key), section));
  }
  return parts.join('\n');
}

async function renderSource(rendering: Rendering, source: string): Promise<string> {
  return String(await themeEngine.parseAndRender(source, {}, { globals: rendering.globals }));
}

async function renderSectionById(rendering: Rendering, id: string): Promise<string | null> {
  const key = id.startsWith('template--') ? id.slice(id.indexOf('__') + 2) : null;
  if (key === null) return readSection(id) === null ? null : renderSection(rendering, id, staticSection(id));
  const section = readTemplate(rendering.page.template).sections[key];
  return section === undefined ? null : renderSection(rendering, id, section);
}

async function renderSection(rendering: Rendering, id: string, setting: SectionSetting): Promise<string> {
  const schema = readSection(setting.type);
  if (schema === null) throw new Error(`dev store: the theme has no section "${setting.type}"`);
  const own: Block[] = (setting.block_order ?? Object.keys(setting.blocks ?? {})).flatMap((key) => {
    const block = setting.blocks?.[key];
    if (block === undefined) return [];
    const defaults = schema.blocks?.find((each) => each.type === block.type)?.settings;
    return [{ id: key, type: block.type, settings: settingsOf(defaults, block.settings ?? {}), shopify_attributes: '' }];
  });
  const takesAppBlocks = schema.blocks?.some((block) => block.type === '@app') === true;
  const apps = takesAppBlocks ? await renderAppBlocks(rendering.page, rendering.globals) : { blocks: [], used: [] };
  rendering.used.push(...apps.used);
  const section = {
    id,
    settings: settingsOf(schema.settings, setting.settings ?? {}),
    blocks: [...own, ...apps.blocks.map((block) => ({ ...block, type: '@app' }))],
  };
  const html = String(await themeEngine.renderFile(`sections/${setting.type}`, { section }, { globals: rendering.globals }));
  const tag = schema.tag ?? 'div';
  const classes = ['shopify-section', schema.class].filter((name) => name !== undefined).join(' ');
  return `<${tag} id="shopify-section-${id}" class="${classes}">${html}</${tag}>`;
}

function sectionId(page: Page, key: string): string {
  return `template--${page.template.replace(/[./]/g, '-')}__${key}`;
}

function insertBefore(html: string, mark: string, addition: string): string {
  const at = html.lastIndexOf(mark);
  return addition === '' || at === -1 ? html : `${html.slice(0, at)}${addition}\n${html.slice(at)}`;
}
