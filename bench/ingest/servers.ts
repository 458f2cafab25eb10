/** The servers of a measurement, each in a process of its own, and what is reckoned from their answers. */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import path from 'node:path';
import type { Answers } from '../load.ts';

export type Server = { port: number; process: ChildProcess };

export const SECRET = 'a secret of the measurement';
export const ENCRYPTION_KEY = randomBytes(32).toString('base64');

/** What the app's processes are told. */
export function processEnvironment(databaseUrl: string, sessionUrl = databaseUrl): NodeJS.ProcessEnv {
  return {
    ...process.env,
    ...{ NODE_ENV: 'production', LOG_LEVEL: 'error', DATABASE_URL: databaseUrl, DATABASE_SESSION_URL: sessionUrl },
    ...{ SHOPIFY_API_KEY: 'key', SHOPIFY_API_SECRET: SECRET },
    ...{ SHOPIFY_APP_URL: 'https://app.example', APP_ENCRYPTION_KEY: ENCRYPTION_KEY },
  };
}

/** @param kind one of server.ts' */
export async function startServer(kind: string, databaseUrl: string, sessionUrl = databaseUrl): Promise<Server> {
  const child = spawn(process.execPath, [path.join(import.meta.dirname, 'server.ts'), kind], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: processEnvironment(databaseUrl, sessionUrl),
  });
  const port = await new Promise<number>((resolve, reject) => {
    child.stdout.on('data', (text: Buffer) => {
      const said = /^listening on (\d+)$/m.exec(text.toString());
      if (said !== null) resolve(Number(said[1]));
    });
    child.once('exit', (code) => reject(new Error(`server ${kind} ended with ${code}`)));
  });
  return { port, process: child };
}

export function perSecond({ waits, seconds }: Answers): number {
  return waits.length / seconds;
}

export function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

export const tenth = (value: number) => Math.round(value * 10) / 10;
export const thousandth = (value: number) => Math.round(value * 1000) / 1000;
