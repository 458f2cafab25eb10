/** Where the theme app extension's files are served: on cdn.shopify.com (admin-shell/cdn.ts), with a version that lets browsers keep them. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { extensionHandle } from '#devstore/admin-shell/extension-files.ts';
import type { Store } from '#devstore/state.ts';

/** "https://cdn.shopify.com/extensions/vouchsafe-storefront/assets/embed.js?v=1f3870be" */
export function extensionAssetUrl(store: Store, file: string): string {
  const source = path.join(store.app.extensionDir, 'assets', file);
  if (!existsSync(source)) throw new Error(`dev store: the extension has no asset ${file}`);
  const version = createHash('sha256').update(readFileSync(source)).digest('hex').slice(0, 8);
  return `https://cdn.shopify.com/extensions/${extensionHandle(store)}/assets/${file}?v=${version}`;
}
