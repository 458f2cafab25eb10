/** Scripts that run in the browser are TypeScript under browser/: bundled when first asked for, kept for the life of the process. */
import path from 'node:path';
import { build } from 'vite';

const bundles = new Map<string, Promise<string>>();

/** One classic script made of `browser/{entry}` and all that it imports. */
export function browserScript(entry: string): Promise<string> {
  const known = bundles.get(entry);
  if (known !== undefined) return known;
  const bundle = bundleScript(path.join(import.meta.dirname, 'browser', entry));
  bundles.set(entry, bundle);
  bundle.catch(() => bundles.delete(entry));
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
