import { expect, test } from 'vitest';
import { complaints } from '#tests/support/tool-complaints.ts';

const minutes = 60_000;

test('the linter finds nothing: imports point in the directions of the design', { timeout: 4 * minutes }, async () => {
  expect(await complaints('eslint/bin/eslint.js', '.', '--max-warnings', '0')).toBe('');
});

test('every file is formatted', { timeout: 2 * minutes }, async () => {
  expect(await complaints('prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.')).toBe('');
});

test('nothing is exported or installed that nobody uses', { timeout: 2 * minutes }, async () => {
  expect(await complaints('knip/bin/knip.js', '--no-progress')).toBe('');
});
