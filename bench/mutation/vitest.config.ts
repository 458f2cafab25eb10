import { defineConfig } from 'vitest/config';

/** The tests that the mutation tester repeats for every mutant: those of the pure engine, and nothing slow. */
export default defineConfig({ test: { include: ['tests/domain/**/*.test.ts'], testTimeout: 30_000 } });
