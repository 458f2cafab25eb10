/** What a merchant who does not read English finds on a screen of the admin. */
import type { Frame, Page } from 'playwright-core';
import { en } from '#app/i18n/en.ts';
import type { Language } from '#app/i18n/languages.ts';
import { loadWords } from '#app/i18n/words.ts';
import type { Stage } from './stage.ts';

type Tree = { readonly [key: string]: string | Tree };
const leaves = (tree: Tree, path = ''): [string, string][] =>
  Object.entries(tree).flatMap(([key, text]): [string, string][] =>
    typeof text === 'string' ? [[path + key, text]] : leaves(text, `${path}${key}.`),
  );
const bundle = async (language: Language, name: 'translation' | 'polaris') =>
  leaves((await loadWords(language)).getResourceBundle(language, name) as Tree);
const english = [...leaves(en), ...(await bundle('en', 'polaris'))];
const keys = new Set(english.map(([key]) => key));

type Look = { key: string; looksLike: RegExp };

/** What a text looks like on a screen, its placeholders filled. One that is little else ("{{shown}} of {{all}}") looks like names, too. */
function looksOf(texts: readonly [string, string][]): Look[] {
  return texts
    .filter(([, text]) => text.replace(/\{+\w+\}+|\P{L}/gu, '').length > 2)
    .map(([key, text]) => {
      const literal = text.split(/\{+\w+\}+/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
      return { key, looksLike: new RegExp(`^${literal.join('.+')}$`, 's') };
    });
}
const englishLooks = looksOf(english);
const looksIn = new Map<Language, Promise<Look[]>>();

function ownLooks(language: Language): Promise<Look[]> {
  const known = looksIn.get(language);
  if (known !== undefined) return known;
  const looks = Promise.all([bundle(language, 'translation'), bundle(language, 'polaris')]).then((all) => looksOf(all.flat()));
  looksIn.set(language, looks);
  return looks;
}

/** Everything that is read out of a document: texts, and what is said of pictures and fields. A dialog's cross is the admin's own. */
async function readAll(frame: Frame): Promise<string[]> {
  return frame.evaluate(() =>
    [...document.querySelectorAll('body *:not(script, style, dialog > header > button)')].flatMap((element) => [
      ...[...element.childNodes].flatMap((node) => (node.nodeType === Node.TEXT_NODE ? [node.textContent ?? ''] : [])),
      ...['aria-label', 'placeholder', 'title', 'alt'].flatMap((name) => element.getAttribute(name) ?? []),
    ]),
  );
}

/** English texts and bare keys on the screen; and the document's language, where it is another. */
export async function strayWords(frame: Frame, language: Language): Promise<string[]> {
  const texts = [...new Set((await readAll(frame)).map((text) => text.trim()).filter((text) => text !== ''))];
  if (texts.length <= 10) return ['the screen is empty'];
  const own = await ownLooks(language);
  const stray = texts.flatMap((text) => {
    const found = keys.has(text) ? text : englishLooks.find(({ looksLike }) => looksLike.test(text))?.key;
    // "Filter {{name}}" is English and German, and so are all names.
    return found === undefined || own.some(({ looksLike }) => looksLike.test(text)) ? [] : [`${text} (${found})`];
  });
  const lang = await frame.evaluate(() => document.documentElement.lang);
  return lang === language ? stray : [...stray, `the document is in ${lang}`];
}

/** Opens a screen and waits until it is whole. */
export async function openScreen(stage: Stage, page: Page, path: string): Promise<Frame> {
  await page.goto(`https://admin.shopify.com/store/${stage.shop.handle}/apps/vouchsafe${path}`);
  await page.frameLocator('#app').getByRole('main').locator('h1').waitFor();
  await page.waitForLoadState('networkidle');
  const frame = page.frames().find((candidate) => candidate.url().startsWith(stage.appUrl));
  if (frame === undefined) throw new Error('the app is in no frame');
  return frame;
}
