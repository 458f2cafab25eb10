/** The app's processes as production runs them, to be killed: `node server.ts --role=…` in a checkout. */
import { type ChildProcess, spawn } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import path from 'node:path';

export type AppProcess = {
  pid: number;
  /** SIGKILL; resolves when the process is gone. */
  kill(): Promise<void>;
  /** SIGTERM; resolves with the exit code, null after ten seconds of patience. */
  stop(): Promise<number | null>;
  /** Gone for whatever reason. */
  gone(): boolean;
};

export type AppProcessOptions = {
  role: 'web' | 'worker';
  environment: Record<string, string>;
  /** The checkout; this one unless a changed copy is to be run. */
  root?: string;
  /** What it says is appended to this file. */
  logFile: string;
};

const PATIENCE = 60_000;

/** Resolves when the process says that it has started. Throws with its last words when it ends before, unless it was killed. */
export async function startAppProcess({ role, environment, root, logFile }: AppProcessOptions): Promise<AppProcess> {
  const child = spawn(process.execPath, ['server.ts', `--role=${role}`], {
    cwd: root ?? path.resolve(import.meta.dirname, '..'),
    env: { ...process.env, NODE_ENV: 'production', NODE_NO_WARNINGS: '1', HOST: '127.0.0.1', LOG_LEVEL: 'info', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const atExit = () => child.kill('SIGKILL');
  process.once('exit', atExit);
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve));
  void exited.then(() => process.off('exit', atExit));
  await untilStarted(child, logFile);
  return {
    pid: child.pid ?? 0,
    gone: () => isGone(child),
    async kill() {
      child.kill('SIGKILL');
      await exited;
    },
    async stop() {
      child.kill('SIGTERM');
      const late = setTimeout(() => child.kill('SIGKILL'), 10_000);
      const code = await exited;
      clearTimeout(late);
      return code;
    },
  };
}

function isGone(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

function untilStarted(child: ChildProcess, logFile: string): Promise<void> {
  return new Promise((resolve, reject) => {
    let words = '';
    const late = setTimeout(() => fail('did not start in a minute'), PATIENCE);
    function hear(chunk: Buffer): void {
      appendFileSync(logFile, chunk);
      words = (words + chunk.toString()).slice(-4_000);
      if (words.includes('"msg":"started"')) settle(resolve);
    }
    function settle(done: () => void): void {
      clearTimeout(late);
      done();
    }
    function fail(how: string): void {
      settle(() => reject(new Error(`The app ${how}:\n${words}`)));
    }
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    child.once('exit', (code, signal) => (signal === 'SIGKILL' ? settle(resolve) : fail(`ended with ${code ?? signal}`)));
  });
}
