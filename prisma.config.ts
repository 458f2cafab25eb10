import { defineConfig } from 'prisma/config';
import { MigrationPg, poolConfigFromUrl } from './prisma/adapter.ts';

// The WASM schema engine holds a 10 s timer that only delays the exit of every command.
const setTimeoutOriginal = globalThis.setTimeout;
globalThis.setTimeout = ((handler: () => void, delay?: number, ...rest: unknown[]) => {
  const timer = setTimeoutOriginal(handler, delay, ...rest);
  if (delay === 10_000) (timer as unknown as NodeJS.Timeout).unref();
  return timer;
}) as typeof globalThis.setTimeout;

// `generate` and `validate` need no database, but without a URL the CLI falls back to a native engine that it would download.
const url =
  process.env['DATABASE_SESSION_URL'] || process.env['DATABASE_URL'] || 'postgresql://postgres@127.0.0.1:5432/vouchsafe';

export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  experimental: { adapter: true },
  engine: 'js',
  adapter: () => Promise.resolve(new MigrationPg(poolConfigFromUrl(url))),
});
