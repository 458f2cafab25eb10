import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'smol-toml';
import { expect, test } from 'vitest';
import { readEnvironment } from '#app/env.server.ts';

/** Files that belong to the project: tracked, or new and not ignored. */
const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '--deduplicate'], {
  encoding: 'utf8',
})
  .split('\n')
  .filter((file) => file !== '' && !file.startsWith('.git/'));
const sources = files.filter((file) => /\.(ts|tsx|mjs)$/.test(file) && !file.endsWith('.d.ts'));
const read = (file: string) => readFileSync(file, 'utf8');

test('the root holds what the design names and nothing else', () => {
  const allowed = [
    '.ci', '.dockerignore', '.gitignore', '.prettierignore', '.prettierrc.json', 'CHANGELOG.md', 'CONTRIBUTING.md', 'Dockerfile', 'LICENSE',
    'README.md', 'app', 'bench', 'devstore', 'docker-compose.yml', 'docs', 'env.example', 'eslint.config.js', 'extensions', 'faults', 'package-lock.json', 'package.json', 'prisma',
    'prisma.config.ts', 'scripts', 'server.ts', 'shopify.app.toml', 'tests', 'tsconfig.json', 'vite-env.d.ts', 'vite.config.ts', 'vitest.config.ts',
  ]; // prettier-ignore
  const present = [...new Set(files.map((file) => file.split('/')[0] ?? ''))];
  expect(present.filter((name) => !allowed.includes(name))).toEqual([]);
});

test('files of the app are short enough to read in one sitting', () => {
  const lines = (file: string) => read(file).split('\n').length - 1;
  const limit = (file: string) => (file.startsWith('app/routes/') ? 120 : file.startsWith('app/i18n/') ? 1000 : 250);
  const tooLong = sources.filter((file) => file.startsWith('app/') && lines(file) > limit(file));
  expect(tooLong.map((file) => `${file}: ${lines(file)}`)).toEqual([]);
});

test('no folder or file is a drawer for odds and ends', () => {
  expect(files.filter((file) => file.split('/').some((part) => /^(utils?|helpers?|common|misc)(\.|$)/.test(part)))).toEqual([]);
});

test('tests use real parts: no module is mocked, none is skipped or focused', () => {
  const forbidden = /\bvi\.(mock|doMock)\(|\b(it|test|describe)\.(skip|only|todo|skipIf|runIf)\b/;
  expect(
    sources.filter((file) => file.startsWith('tests/') && !file.endsWith('house-rules.test.ts') && forbidden.test(read(file))),
  ).toEqual([]);
});

test('no two tests of one file have the same name', () => {
  const repeated: string[] = [];
  for (const file of sources.filter((name) => name.endsWith('.test.ts') || name.endsWith('.test.tsx'))) {
    const names = [...read(file).matchAll(/^\s*(?:it|test)\(\s*(['"`])(.+?)\1/gm)].map((match) => match[2] ?? '');
    for (const name of new Set(names)) if (names.filter((other) => other === name).length > 1) repeated.push(`${file}: ${name}`);
  }
  expect(repeated).toEqual([]);
});

test('the environment has at most 25 variables, and env.example tells about each', () => {
  const schema = read('app/env.server.ts');
  const names = [...schema.matchAll(/^ {2}([A-Z][A-Z_]+):/gm)].map((match) => match[1] ?? '');
  expect(names.length).toBeGreaterThan(5);
  expect(names.length).toBeLessThanOrEqual(25);
  const example = read('env.example');
  expect(names.filter((name) => !example.includes(`\n${name}=`))).toEqual([]);
});

test('an incomplete environment is refused with everything that is missing', () => {
  expect(() => readEnvironment({})).toThrow(/SHOPIFY_API_KEY[^]*SHOPIFY_API_SECRET[^]*SHOPIFY_APP_URL[^]*APP_ENCRYPTION_KEY/);
});

test('the scopes that the server asks for are those of shopify.app.toml', () => {
  const toml = parse(read('shopify.app.toml')) as { access_scopes: { scopes: string } };
  const environment = readEnvironment({
    SHOPIFY_API_KEY: 'key',
    SHOPIFY_API_SECRET: 'secret',
    SHOPIFY_APP_URL: 'https://app.example',
    APP_ENCRYPTION_KEY: Buffer.alloc(32).toString('base64'),
  });
  expect(environment.SCOPES).toBe(toml.access_scopes.scopes);
});

test('the three compliance topics are subscribed, and every delivery comes to the one door', () => {
  type Subscription = { topics?: string[]; compliance_topics?: string[]; uri: string };
  const toml = parse(read('shopify.app.toml')) as { webhooks: { subscriptions: Subscription[] } };
  const subscriptions = toml.webhooks.subscriptions;
  expect(subscriptions.flatMap((subscription) => subscription.compliance_topics ?? []).sort()).toEqual([
    'customers/data_request',
    'customers/redact',
    'shop/redact',
  ]);
  expect(new Set(subscriptions.map((subscription) => subscription.uri))).toEqual(new Set(['/webhooks']));
});

test('links in the documents lead somewhere', () => {
  const broken: string[] = [];
  for (const file of files.filter((name) => name.endsWith('.md'))) {
    for (const match of read(file).matchAll(/\]\((?!https?:|mailto:|#)([^)#\s]+)(?:#[^)]*)?\)/g)) {
      const target = path.join(path.dirname(file), match[1] ?? '');
      if (!files.some((known) => known === target || known.startsWith(`${target.replace(/\/$/, '')}/`)))
        broken.push(`${file} → ${match[1]}`);
    }
  }
  expect(broken).toEqual([]);
});
