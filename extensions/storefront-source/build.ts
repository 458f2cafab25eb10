/**
 * Builds the theme app extension's scripts and styles into extensions/storefront/assets, where `shopify app deploy` and git keep them:
 * `node extensions/storefront-source/build.ts`. The sources live outside the extension because a deploy refuses folders that it does not know.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, transformWithEsbuild } from 'vite';

const require = createRequire(import.meta.url);
export const assetsFolder = path.resolve(import.meta.dirname, '../storefront/assets');

const scripts = {
  'vouchsafe.js': require.resolve('./embed.ts'),
  'vouchsafe-keep.js': require.resolve('./keep.ts'),
  'vouchsafe-offer.js': require.resolve('./offer.ts'),
  'vouchsafe-refer.js': require.resolve('./refer.ts'),
  'vouchsafe-who.js': require.resolve('./who.ts'),
};
const styles = { 'vouchsafe-offer.css': 'offer.css', 'vouchsafe-refer.css': 'refer.css', 'vouchsafe-who.css': 'who.css' };

/** File name → content of every built asset. */
export async function buildAssets(): Promise<Map<string, string>> {
  const assets = new Map<string, string>();
  for (const [name, entry] of Object.entries(scripts)) assets.set(name, await buildScript(entry));
  for (const [name, source] of Object.entries(styles)) {
    const file = path.join(import.meta.dirname, source);
    const { code } = await transformWithEsbuild(readFileSync(file, 'utf8'), file, { loader: 'css', minify: true });
    assets.set(name, code);
  }
  return assets;
}

async function buildScript(entry: string): Promise<string> {
  const result = await build({
    configFile: false,
    envFile: false,
    logLevel: 'warn',
    build: { write: false, minify: 'esbuild', target: 'es2020', lib: { entry, formats: ['iife'], name: 'vouchsafe' } },
  });
  for (const output of Array.isArray(result) ? result : [result]) {
    if ('output' in output) return output.output[0].code;
  }
  throw new Error(`nothing was built from ${entry}`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const [name, content] of await buildAssets()) writeFileSync(path.join(assetsFolder, name), content);
}
