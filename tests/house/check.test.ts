import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const execute = promisify(execFile);
const minutes = 60_000;

/** Runs a tool of node_modules on this Node and returns what it says when it is not content; '' when it is. */
async function complaints(script: string, ...args: string[]): Promise<string> {
  try {
    await execute(process.execPath, [`node_modules/${script}`, ...args], { maxBuffer: 64 * 1024 * 1024 });
    return '';
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    return `${stdout}${stderr}` || String(error);
  }
}

test('the types hold', { timeout: 4 * minutes }, async () => {
  expect(await complaints('typescript/bin/tsc', '--noEmit')).toBe('');
});

test('the types of the UI extensions hold against Shopify’s own', { timeout: 4 * minutes }, async () => {
  for (const project of ['extensions/thank-you', 'extensions/customer-account', 'tests/extensions'])
    expect(await complaints('typescript/bin/tsc', '--noEmit', '-p', project)).toBe('');
});

test('the linter finds nothing: imports point in the directions of the design', { timeout: 4 * minutes }, async () => {
  expect(await complaints('eslint/bin/eslint.js', '.', '--max-warnings', '0')).toBe('');
});

test('every file is formatted', { timeout: 2 * minutes }, async () => {
  expect(await complaints('prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.')).toBe('');
});

test('nothing is exported or installed that nobody uses', { timeout: 2 * minutes }, async () => {
  expect(await complaints('knip/bin/knip.js', '--no-progress')).toBe('');
});
