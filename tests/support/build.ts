/** The app as it is deployed: built when it was never built, or when a source is newer than the build. */
import { execFile } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';

const root = path.resolve(import.meta.dirname, '../..');

/** Before the first test in a browser; their files run side by side. */
export default async function buildApp(): Promise<void> {
  const built = path.join(root, 'build/server/index.js');
  const sources = [
    'vite.config.ts',
    'package.json',
    ...readdirSync(path.join(root, 'app'), { recursive: true, encoding: 'utf8' }).map((file) => `app/${file}`),
  ];
  const changed = Math.max(...sources.map((file) => statSync(path.join(root, file)).mtimeMs));
  if (existsSync(built) && statSync(built).mtimeMs > changed) return;
  const remix = path.join(root, 'node_modules/@remix-run/dev/dist/cli.js');
  await promisify(execFile)(process.execPath, [remix, 'vite:build'], {
    cwd: root,
    env: { ...process.env, NODE_ENV: 'production' },
  });
}
