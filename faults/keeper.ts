/** Keeps one process of the app running, as a supervisor does: whatever ends it, it is started again. */
import { setTimeout as wait } from 'node:timers/promises';
import { type AppProcess, type AppProcessOptions, startAppProcess } from './app-process.ts';

export type Keeper = {
  /** SIGKILL, and a new start; resolves when that one says that it has started. */
  kill(): Promise<void>;
  /** How often it ended by itself, or could not start. */
  falls(): number;
  stop(): Promise<void>;
};

const PAUSE = 300;
const LOOK = 200;

export async function keepRunning(options: AppProcessOptions): Promise<Keeper> {
  let falls = 0;
  let stopping = false;
  let killing = false;
  let current: AppProcess = await startAppProcess(options);
  let restarting: Promise<void> | null = null;

  function restart(): Promise<void> {
    restarting ??= startAgain().finally(() => (restarting = null));
    return restarting;
  }

  async function startAgain(): Promise<void> {
    while (!stopping) {
      try {
        current = await startAppProcess(options);
        return;
      } catch {
        falls += 1; // the database may be away
        await wait(PAUSE);
      }
    }
  }

  const looking = setInterval(() => {
    if (stopping || killing || restarting !== null || !current.gone()) return;
    falls += 1;
    void restart();
  }, LOOK);

  return {
    async kill() {
      await restarting;
      killing = true;
      await current.kill();
      killing = false;
      await restart();
    },
    falls: () => falls,
    async stop() {
      stopping = true;
      clearInterval(looking);
      await restarting;
      await current.stop();
    },
  };
}
