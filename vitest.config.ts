import { defineConfig } from 'vitest/config';

/** One project per need: the folder of a test says what it needs to run. */
export default defineConfig({
  test: {
    reporters: ['default', './tests/support/plain-reporter.ts'],
    pool: 'forks',
    maxWorkers: 2,
    projects: [
      { test: { name: 'pure', include: ['tests/domain/**/*.test.ts', 'tests/house/**/*.test.ts'], testTimeout: 30_000 } },
      {
        esbuild: { jsx: 'automatic', jsxImportSource: 'preact' },
        test: {
          name: 'extensions',
          include: ['tests/extensions/**/*.test.ts'],
          environment: 'jsdom',
          // The tester is published as TypeScript, too: Node would stumble over it.
          server: { deps: { inline: [/@shopify\/ui-extensions-tester/] } },
        },
      },
      {
        test: {
          name: 'database',
          include: ['tests/{data,services,queries,routes}/**/*.test.{ts,tsx}'],
          globalSetup: ['./tests/support/database-server.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'devstore',
          include: ['tests/devstore/**/*.test.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'browser',
          include: ['tests/browser/**/*.test.ts'],
          globalSetup: ['./tests/support/database-server.ts', './tests/support/build.ts'],
          testTimeout: 120_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
});
