/**
 * Rebuilds admin-2026-10.json.gz from the schema data that Shopify publishes in the npm package @shopify/dev-mcp (ISC, see NOTICE):
 * `node devstore/schema/refresh.ts`. Run it when Shopify publishes a new version; the diff is in what the contract tests say.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { trimSchema } from '#devstore/schema/trim.ts';

const source = '@shopify/dev-mcp@1.16.0';
const version = '2026-10';
const target = path.join(import.meta.dirname, `admin-${version}.json.gz`);

const folder = mkdtempSync(path.join(tmpdir(), 'admin-schema-'));
try {
  execFileSync('npm', ['pack', source, '--silent', '--pack-destination', folder], { stdio: ['ignore', 'ignore', 'inherit'] });
  const archive = path.join(folder, 'shopify-dev-mcp-1.16.0.tgz');
  execFileSync('tar', ['-xzf', archive, '-C', folder]);
  const data = readFileSync(path.join(folder, `package/dist/data/admin_${version}.json.gz`));
  const trimmed = trimSchema(JSON.parse(gunzipSync(data).toString('utf8')), version, source);
  const packed = gzipSync(JSON.stringify(trimmed), { level: 9 });
  writeFileSync(target, packed);
  writeFileSync(
    path.join(import.meta.dirname, 'NOTICE'),
    `admin-${version}.json.gz is the Admin API schema ${version} from the npm package ${source},\n` +
      `with its prose removed, under this licence:\n\n${readFileSync(path.join(folder, 'package/LICENSE'), 'utf8')}`,
  );
  console.log(`${path.relative(process.cwd(), target)}: ${Math.round(packed.length / 1000)} kB`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
