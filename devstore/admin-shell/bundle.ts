/** Scripts that run in the browser are TypeScript under browser/: bundled when first asked for, kept for the life of the process. */
import { createRequire } from 'node:module';
import { build } from 'vite';

const require = createRequire(import.meta.url);
const entries = {
  'app-bridge': require.resolve('./browser/app-bridge.ts'),
  shell: require.resolve('./browser/shell.ts'),
  menu: require.resolve('./browser/menu.ts'),
};
export type BrowserScript = keyof typeof entries;

const bundles = new Map<BrowserScript, Promise<string>>();

/** One classic script made of the entry and all that it imports. */
export function browserScript(name: BrowserScript): Promise<string> {
  const known = bundles.get(name);
  if (known !== undefined) return known;
  const bundle = bundleScript(entries[name]);
  bundles.set(name, bundle);
  bundle.catch(() => bundles.delete(name));
  return bundle;
}

async function bundleScript(entry: string): Promise<string> {
  const result = await build({
    configFile: false,
    envFile: false,
    logLevel: 'warn',
    build: { write: false, minify: false, target: 'es2022', lib: { entry, formats: ['iife'], name: 'devstore' } },
  });
  const outputs = Array.isArray(result) ? result : [result];
  for (const output of outputs) {
    if ('output' in output) return output.output[0].code;
  }
  throw new Error(`dev store: no script came out of ${entry}`);
}
