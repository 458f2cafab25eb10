/**
 * The program's page, `{shop}{proxy path}/refer`: the block "Refer a friend" in the theme's layout, for merchants who leave their theme alone. It is made of
 * the block's own file, with the extension's words, so that there is one of it.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { SHOPPER_LANGUAGES, type ShopperLanguage } from './i18n/shopper-languages.ts';
import { liquidText, liquidTexts, type PageTexts } from './liquid-page.server.ts';

const extension = path.resolve(import.meta.dirname, '../extensions/storefront');
const readPart = (file: string) => readFileSync(path.join(extension, file), 'utf8');

/** The block's script and style, by their address behind the proxy path. */
export const referAssets = {
  '/refer.js': { file: readPart('assets/vouchsafe-refer.js'), type: 'text/javascript' },
  '/refer.css': { file: readPart('assets/vouchsafe-refer.css'), type: 'text/css' },
} as const;

const markup = pageMarkup(readPart('blocks/refer-a-friend.liquid'));
const words = liquidTexts(pageTexts());

/** Nothing of the request is in it. @param proxyPath signed by Shopify, e.g. "/apps/vouchsafe" */
export function referPage(proxyPath: string): string {
  const address = (asset: keyof typeof referAssets) =>
    `{{ app_root }}${asset}?v=${createHash('sha256').update(referAssets[asset].file).digest('hex').slice(0, 12)}`;
  return `${words}
{%- assign proxy_path = '${liquidText(proxyPath)}' -%}
{%- assign app_root = routes.root_url | append: proxy_path | replace: '//', '/' -%}
{%- assign shop_name = shop.name | escape -%}
<meta name="referrer" content="no-referrer">
<link rel="stylesheet" href="${address('/refer.css')}">
${markup}
<script src="${address('/refer.js')}" defer></script>
`;
}

/** Texts of the extension and defaults of its settings become texts of the page, which are escaped already. */
function pageMarkup(block: string): string {
  return block
    .replace(/{% schema %}[^]*/, '')
    .replace(/^.*block\.settings\.proxy_path.*\n/m, '')
    .replace(/\s*{{ block\.shopify_attributes }}/, '')
    .replace(/{{ block\.id }}/g, 'page')
    .replace(/'refer\.([a-z_]+)' \| t: shop: shop\.name(?: \| escape)?/g, "refer_$1 | replace: '%shop%', shop_name")
    .replace(/'refer\.([a-z_]+)' \| t(?: \| escape)?/g, 'refer_$1')
    .replace(/'words\.([a-z]+)' \| t/g, 'words_$1')
    .replace(/block\.settings\.by_email/g, 'true')
    .replace(/block\.settings\.\w+ \| default: (\w+) \| escape/g, '$1')
    .replace(/{{ (refer_\w+) \| escape }}/g, '{{ $1 }}')
    .replace(/(<\/?)h2/g, '$1h1')
    .replace(/(<\/?)h3/g, '$1h2');
}

function pageTexts(): PageTexts {
  const fileSchema = z.object({ words: z.record(z.string(), z.string()), refer: z.record(z.string(), z.string()) });
  const read = (language: ShopperLanguage) =>
    fileSchema.parse(JSON.parse(readPart(`locales/${language === 'en' ? 'en.default' : language}.json`)));
  const files = new Map(SHOPPER_LANGUAGES.map((language) => [language, read(language)]));
  const textOf = (part: 'words' | 'refer', key: string) => (language: ShopperLanguage) =>
    (files.get(language)?.[part][key] ?? '').replace(/{{ *(\w+) *}}/g, '%$1%');
  const { words, refer } = read('en');
  return Object.fromEntries([
    ...Object.keys(words).map((key) => [`words_${key}`, textOf('words', key)]),
    ...Object.keys(refer).map((key) => [`refer_${key}`, textOf('refer', key)]),
  ]);
}
