/** The theme editor, as far as an app needs it: its embed and blocks switched on, their settings, a preview in design mode. */
import { adminPage } from '#devstore/admin-shell/layout.ts';
import { extensionBlocks, type BlockSetting, type ExtensionBlock } from '#devstore/admin-shell/extension-files.ts';
import { html, type Markup } from '#devstore/admin-shell/html.ts';
import type { ShopState, Store } from '#devstore/state.ts';

const previews: Record<string, (shop: ShopState) => string> = {
  index: () => '/',
  cart: () => '/cart',
  'page.refer-a-friend': () => '/pages/refer-a-friend',
  product: (shop) => `/products/${[...shop.products.values()][0]?.handle ?? ''}`,
  collection: (shop) => `/collections/${[...shop.collections.values()][0]?.handle ?? ''}`,
};

/** `query` may hold `activateAppId` or `addAppBlockId` ({client id}/{block}), and `template`. */
export function themeEditorPage(store: Store, shop: ShopState, query: URLSearchParams): string {
  const action = `/store/${shop.handle}/themes/current/editor`;
  const wanted = wantedBlock(store, query);
  const template = query.get('template') ?? (query.has('addAppBlockId') ? 'page.refer-a-friend' : 'index');
  const previewPath = (previews[template] ?? (() => '/'))(shop);
  // The one that a link asks for stands first.
  const blocks = (shop.installed ? extensionBlocks(store) : []).sort(
    (a, b) => Number(b.handle === wanted) - Number(a.handle === wanted),
  );
  const body = html`<form class="editor" method="post" action="${action}?${query.toString()}">
    <div class="editor-bar">
      <a class="button" href="/store/${shop.handle}">Exit</a>
      <strong>${shop.name}: current theme</strong>
      <span role="status">${query.get('saved') === '1' ? 'Saved' : ''}</span>
      <button class="button primary" type="submit" ${blocks.length === 0 ? html`disabled` : null}>Save</button>
    </div>
    <div class="editor-panel">
      <h1>App embeds and blocks</h1>
      ${
        blocks.length === 0
          ? html`<p class="note">No app of this shop has something to show here. Install ${store.app.name} first.</p>`
          : blocks.map((block) => blockFields(store, shop, block, wanted === block.handle))
      }
    </div>
    <iframe
      class="editor-preview"
      title="Preview of the online store"
      src="https://${shop.domain}${previewPath}?design_mode=1"
    ></iframe>
  </form>`;
  return adminPage(store, shop, { title: 'Theme editor', current: 'online-store', wide: true, alone: true, body });
}

/** Takes over what the merchant saved. Fields are named `{block}.enabled` and `{block}.{setting}`. */
export function saveTheme(store: Store, shop: ShopState, fields: Record<string, unknown>): void {
  for (const block of extensionBlocks(store)) {
    const enabled = fields[`${block.handle}.enabled`] === 'on';
    const settings = Object.fromEntries(
      block.settings.flatMap((setting) =>
        setting.id === undefined ? [] : [[setting.id, readSetting(setting, fields[`${block.handle}.${setting.id}`])]],
      ),
    );
    if (block.target === 'section') shop.theme.blocks[block.handle] = { ...shop.theme.blocks[block.handle], enabled, settings };
    else {
      shop.theme.embedEnabled = enabled;
      shop.theme.embedSettings = settings;
    }
  }
}

/** Whether the merchant has switched the block (or embed) on, and its saved settings. */
export function blockState(shop: ShopState, block: ExtensionBlock): { enabled: boolean; settings: Record<string, unknown> } {
  if (block.target === 'section') return shop.theme.blocks[block.handle] ?? { enabled: false, settings: {} };
  return { enabled: shop.theme.embedEnabled, settings: shop.theme.embedSettings };
}

function wantedBlock(store: Store, query: URLSearchParams): string | null {
  const [app, block] = (query.get('activateAppId') ?? query.get('addAppBlockId') ?? '').split('/');
  return app === store.app.apiKey ? (block ?? null) : null;
}

function blockFields(store: Store, shop: ShopState, block: ExtensionBlock, wanted: boolean): Markup {
  const { enabled, settings } = blockState(shop, block);
  return html`<fieldset class="card padded" ${wanted ? html`data-wanted` : null}>
    <legend>${block.name}<small>${store.app.name} · ${block.target === 'section' ? 'app block' : 'app embed'}</small></legend>
    <label class="switch">
      <input type="checkbox" role="switch" name="${block.handle}.enabled" ${enabled || wanted ? html`checked` : null} />
      ${block.target === 'section' ? 'Show where the theme has room for app blocks' : 'Active on every page'}
    </label>
    ${block.settings.map((setting) => settingField(block, setting, settings))}
  </fieldset>`;
}

function settingField(block: ExtensionBlock, setting: BlockSetting, saved: Record<string, unknown>): Markup {
  if (setting.type === 'header') return html`<h2>${setting.content}</h2>`;
  if (setting.type === 'paragraph') return html`<p class="note">${setting.content}</p>`;
  if (setting.id === undefined) throw new Error(`dev store: a setting of type ${setting.type} without an id`);
  const name = `${block.handle}.${setting.id}`;
  const value = saved[setting.id] ?? setting.default ?? '';
  const info = setting.info === undefined ? null : html`<small>${setting.info}</small>`;
  if (setting.type === 'checkbox') {
    return html`<label class="switch">
      <input type="checkbox" name="${name}" ${value === true ? html`checked` : null} /> ${setting.label} ${info}
    </label>`;
  }
  return html`<label class="field"><span>${setting.label}</span>${control(setting, name, String(value))}${info}</label>`;
}

function control(setting: BlockSetting, name: string, value: string): Markup {
  switch (setting.type) {
    case 'select':
      return html`<select name="${name}">
        ${(setting.options ?? []).map(
          (option) =>
            html`<option value="${option.value}" ${option.value === value ? html`selected` : null}>${option.label}</option>`,
        )}
      </select>`;
    case 'textarea':
      return html`<textarea name="${name}" rows="3">${value}</textarea>`;
    case 'text':
    case 'color':
    case 'url':
      return html`<input
        type="text"
        name="${name}"
        value="${value}"
        placeholder="${setting.type === 'color' ? 'as in the theme' : ''}"
      />`;
    case 'number':
    case 'range':
      return html`<input type="number" name="${name}" value="${value}" />`;
    default:
      throw new Error(`dev store: a setting of type ${setting.type} is not imitated in the theme editor`);
  }
}

function readSetting(setting: BlockSetting, value: unknown): unknown {
  if (setting.type === 'checkbox') return value === 'on';
  if (setting.type === 'number' || setting.type === 'range') return Number(value);
  return typeof value === 'string' ? value : '';
}
