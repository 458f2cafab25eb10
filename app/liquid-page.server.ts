/**
 * Pages that Shopify renders as Liquid behind the app proxy: a whole document without the theme's layout (decision 10), in every language of ours;
 * Liquid picks the storefront's, which no header tells the app.
 */
import { directionOf, SHOPPER_LANGUAGES, type ShopperLanguage } from './i18n/shopper-languages.ts';

/** Name → the text in a language. Names are ours; texts may hold anything. */
export type PageTexts = Readonly<Record<string, (language: ShopperLanguage) => string>>;

/**
 * Text as HTML that holds no Liquid: without a brace nothing opens a tag, whatever a shopper is called. In attributes, too.
 */
export function liquidText(text: string): string {
  return text.replace(/[&<>"'{}]/g, (character) => `&#${character.charCodeAt(0)};`);
}

/**
 * @param head and `body`: Liquid written by us; in them `{{ name }}` is a text, and nothing else of the request's
 * @param title the name of the text that is the document's title
 */
export function liquidPage({
  texts,
  title,
  head,
  body,
}: {
  texts: PageTexts;
  title: string;
  head: string;
  body: string;
}): string {
  const words = { ...texts, language: (language: ShopperLanguage) => language, direction: directionOf };
  return `{% layout none %}${liquidTexts(words)}
<!doctype html>
<html lang="{{ language }}" dir="{{ direction }}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>{{ ${title} }} – {{ shop.name | escape }}</title>
<style>${STYLE}</style>
${head}
</head>
<body>
${body}
</body>
</html>
`;
}

/** Liquid after which `{{ name }}` is a text in the storefront's language, escaped for HTML. */
export function liquidTexts(texts: PageTexts): string {
  const captures = (language: ShopperLanguage) =>
    Object.entries(texts)
      .map(([name, text]) => `{%- capture ${name} -%}${liquidText(text(language))}{%- endcapture -%}`)
      .join('\n');
  const others = SHOPPER_LANGUAGES.filter((language) => language !== 'en');
  return `{%- assign wanted = request.locale.iso_code | slice: 0, 2 -%}
{%- case wanted -%}
${others.map((language) => `{%- when '${language}' -%}\n${captures(language)}`).join('\n')}
{%- else -%}
${captures('en')}
{%- endcase -%}`;
}

/** Neutral on purpose: the brand's colours are not known to be readable on each other. */
const STYLE = `
*{box-sizing:border-box}
body{margin:0;min-height:100vh;display:grid;place-items:center;padding:1rem;background:#f4f4f5;color:#18181b;font:1rem/1.5 system-ui,sans-serif}
main{width:100%;max-width:28rem;background:#fff;border-radius:1rem;overflow:hidden;box-shadow:0 1px 2px rgb(0 0 0/.08),0 12px 40px rgb(0 0 0/.08);text-align:center}
.picture{display:block;width:100%;height:auto;aspect-ratio:1200/630;object-fit:cover;background:#e4e4e7}
.logo{display:block;height:4rem;max-width:60%;object-fit:contain;margin:2rem auto 0}
.words{padding:1.5rem 1.5rem 2rem}
.shop{margin:0;font-weight:600}
h1{margin:.25rem 0 .75rem;font-size:1.75rem;line-height:1.2;overflow-wrap:anywhere}
p{margin:0 0 1rem;overflow-wrap:anywhere}
.small{font-size:.875rem;color:#52525b}
.button{display:block;padding:.875rem 1.25rem;border-radius:.625rem;background:#18181b;color:#fff;font-weight:600;text-decoration:none}
.button:hover{background:#3f3f46}
:focus-visible{outline:3px solid #2563eb;outline-offset:2px}
.words>:last-child{margin-bottom:0}
`.trim();
