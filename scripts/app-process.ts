/** The app as a process of its own, as production runs it: `node server.ts` with nothing but an environment. */
import { spawn } from 'node:child_process';
import { createWriteStream, mkdirSync } from 'node:fs';
import path from 'node:path';

export type AppProcess = {
  /** http://127.0.0.1:PORT */
  origin: string;
  stop(): Promise<void>;
};

export type AppProcessOptions = {
  port: number;
  environment: Record<string, string>;
  /** The app's JSON log. */
  logFile: string;
};

const root = path.resolve(import.meta.dirname, '..');

/** Starts the app and returns when /readyz answers 200. Throws with the end of its log when it does not within 60 s. */
export async function startApp(options: AppProcessOptions): Promise<AppProcess> {
  mkdirSync(path.dirname(options.logFile), { recursive: true });
  const log = createWriteStream(options.logFile);
  const child = spawn(process.execPath, ['server.ts'], {
    cwd: root,
    env: { ...process.env, NODE_ENV: 'production', HOST: '127.0.0.1', PORT: String(options.port), ...options.environment },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true, // Ctrl-C reaches us only, and we stop the app after those who still talk to it
  });
  let tail = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      log.write(chunk);
      tail = (tail + chunk.toString()).slice(-4000);
    });
  }
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  const origin = `http://127.0.0.1:${options.port}`;
  const deadline = Date.now() + 60_000;
  while (!(await answers(`${origin}/readyz`))) {
    if (child.exitCode !== null || Date.now() > deadline) {
      kill();
      throw new Error(`The app did not start; the end of its log:\n${tail}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return {
    origin,
    async stop() {
      process.off('exit', kill);
      if (child.exitCode === null && child.signalCode === null) {
        const gone = new Promise((resolve) => child.once('exit', resolve));
        child.kill('SIGTERM');
        const late = setTimeout(kill, 10_000);
        await gone;
        clearTimeout(late);
      }
      log.end();
    },
  };
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(2_000) })).ok;
  } catch {
    return false;
  }
}
