import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { check } from '@shopify/theme-check-node';
import { expect, test } from 'vitest';

const extension = path.resolve(import.meta.dirname, '../../extensions/storefront');

/** Shopify's own check, as `shopify app deploy` runs it. */
async function offences(folder: string): Promise<string[]> {
  const found = await check(folder, path.join(folder, '.theme-check.yml'));
  return found.map(({ check: name, uri, start, message }) => `${name}: ${path.basename(uri)}:${start.line + 1} ${message}`);
}

test("Shopify's theme check finds nothing in the theme app extension", async () => {
  expect(await offences(extension)).toEqual([]);
});

test('the check would find a text that is missing and an outside script', async () => {
  const copy = mkdtempSync(path.join(tmpdir(), 'extension-'));
  try {
    cpSync(extension, copy, { recursive: true });
    const block = path.join(copy, 'blocks/referral-embed.liquid');
    const outside = '{{ "offer.no_such_text" | t }}<script src="https://example.com/x.js" defer></script>';
    writeFileSync(block, outside + readFileSync(block, 'utf8'));
    const names = (await offences(copy)).map((offence) => offence.split(':')[0]);
    expect(names).toEqual(expect.arrayContaining(['TranslationKeyExists', 'RemoteAsset']));
  } finally {
    rmSync(copy, { recursive: true });
  }
});

test('the extension holds nothing that a deploy refuses', () => {
  const schema = (block: string) => {
    const source = readFileSync(path.join(extension, 'blocks', block), 'utf8');
    return JSON.parse(/\{% schema %\}([^]*)\{% endschema %\}/.exec(source)?.[1] ?? '') as { name: string };
  };
  const labels = JSON.parse(readFileSync(path.join(extension, 'locales/en.default.schema.json'), 'utf8')) as Record<
    string,
    { name: string }
  >;
  for (const [block, label] of [
    ['referral-embed.liquid', 'embed'],
    ['refer-a-friend.liquid', 'refer'],
  ] as const) {
    expect(schema(block).name).toBe(`t:${label}.name`);
    expect(labels[label]?.name.length).toBeLessThan(25);
    expect(labels[label]?.name).not.toMatch(/vouchsafe/i);
  }
});
