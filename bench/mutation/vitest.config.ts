import { defineConfig } from 'vitest/config';

/**
 * The tests that the mutation tester repeats for every mutant: those of the pure engine. The laws, the fuzz and the corpus notice much, too,
 * but touch every line and take seconds; without them the score is a lower bound that is there in minutes.
 */
export default defineConfig({
  test: {
    include: ['tests/domain/**/*.test.ts'],
    exclude: ['tests/domain/{attribution-laws,hostile-evidence,order-corpus}.test.ts'],
    testTimeout: 30_000,
  },
});
