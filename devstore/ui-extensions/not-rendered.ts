/** The app's UI extensions run in Shopify's sandbox with Shopify's components. The dev store has neither, and says on those pages what is missing. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'smol-toml';

const folder = path.resolve(import.meta.dirname, '../../extensions');

/** Targets of the app's UI extensions that begin with `prefix`, by name. */
export function targetsNotRendered(prefix: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /^[^/]+\/shopify\.extension\.toml$/.test(file))
    .flatMap((file) => {
      const { extensions } = parse(readFileSync(path.join(folder, file), 'utf8'));
      return Array.isArray(extensions) ? (extensions as { targeting?: { target: string }[] }[]) : [];
    })
    .flatMap(({ targeting = [] }) => targeting.map(({ target }) => target))
    .filter((target) => target.startsWith(prefix))
    .sort();
}
