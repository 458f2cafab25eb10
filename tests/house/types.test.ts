import { expect, test } from 'vitest';
import { complaints } from '#tests/support/tool-complaints.ts';

const minutes = 60_000;

test('the types hold', { timeout: 4 * minutes }, async () => {
  expect(await complaints('typescript/bin/tsc', '--noEmit')).toBe('');
});

test('the types of the UI extensions hold against Shopify’s own', { timeout: 4 * minutes }, async () => {
  for (const project of ['extensions/thank-you', 'extensions/customer-account', 'extensions/admin-blocks', 'tests/extensions'])
    expect(await complaints('typescript/bin/tsc', '--noEmit', '-p', project)).toBe('');
});
