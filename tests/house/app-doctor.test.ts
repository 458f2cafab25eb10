/** Shopify's own security check, as far as it can read a Remix app. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';

const reportSchema = z.object({
  scan: z.object({
    app: z.object({ name: z.string() }),
    scan: z.object({ files_scanned: z.number() }),
    issues: z.array(z.object({ id: z.string(), location: z.object({ file: z.string() }), snippet: z.string().optional() })),
  }),
});

/** A constant of the extension, which Shopify turns into the address of its own CDN: docs/review.md. */
const EXPLAINED =
  /^UNSAFE_INNERHTML extensions\/storefront\/blocks\/referral-embed\.liquid \{\{ 'vouchsafe(-offer)?\.js' \| asset_url \}\}/;

test('shopify app doctor finds nothing but the addresses of our own scripts', { timeout: 120_000 }, () => {
  const cli = path.join(path.dirname(createRequire(import.meta.url).resolve('@shopify/cli/package.json')), 'bin/run.js');
  // The command keeps its settings at home, and writes types into the extensions: both go into a copy.
  const home = mkdtempSync(path.join(os.tmpdir(), 'vouchsafe-doctor-'));
  try {
    const copy = path.join(home, 'app');
    cpSync('.', copy, {
      recursive: true,
      filter: (from) => !/^(node_modules|build|coverage|captured|\.git|\.vouchsafe)$/.test(from),
    });
    const options = ['--path', copy, '--json', '--skip-instructions', '--blocking', 'low'];
    // Nothing else of ours: the command goes by INIT_CWD, which npm sets, before its own folder.
    const env = {
      ...{ NODE_ENV: 'test' as const, PATH: process.env['PATH'], HOME: home, XDG_CONFIG_HOME: home },
      ...{ CI: '1', SHOPIFY_CLI_NO_ANALYTICS: '1' },
    };
    const { stdout } = spawnSync(process.execPath, [cli, 'app', 'doctor', ...options], {
      cwd: copy,
      env,
      encoding: 'utf8',
      maxBuffer: 64 * 2 ** 20,
    });
    const { scan } = reportSchema.parse(JSON.parse(stdout));
    expect(scan.app.name).toBe('Vouchsafe');
    expect(scan.scan.files_scanned).toBeGreaterThan(1000);
    const issues = scan.issues.map(({ id, location, snippet = '' }) => `${id} ${location.file} ${snippet.trim()}`);
    expect(issues.filter((issue) => !EXPLAINED.test(issue))).toEqual([]);
    expect(issues).toHaveLength(2);
  } finally {
    rmSync(home, { recursive: true });
  }
});
