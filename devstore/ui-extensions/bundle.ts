/** Bundles a module of a UI extension as Shopify CLI does: one script, the app's address put in. */
import { build } from 'vite';

/**
 * The script leaves the module's default export in the global `extension`.
 * @param appUrl what `process.env.APP_URL` becomes
 */
export async function bundleUiExtension(module: string, appUrl: string): Promise<string> {
  const result = await build({
    configFile: false,
    envFile: false,
    logLevel: 'warn',
    define: { 'process.env.APP_URL': JSON.stringify(appUrl), 'process.env.NODE_ENV': '"production"' },
    esbuild: { jsx: 'automatic', jsxImportSource: 'preact' },
    build: { write: false, minify: 'esbuild', target: 'es2022', lib: { entry: module, formats: ['iife'], name: 'extension' } },
  });
  for (const output of Array.isArray(result) ? result : [result]) {
    if ('output' in output) return output.output[0].code;
  }
  throw new Error(`dev store: no script came out of ${module}`);
}
