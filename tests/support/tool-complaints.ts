/** The house's tools, each as a process of its own. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** Runs a tool of node_modules on this Node and returns what it says when it is not content; '' when it is. */
export async function complaints(script: string, ...args: string[]): Promise<string> {
  try {
    await execute(process.execPath, [`node_modules/${script}`, ...args], { maxBuffer: 64 * 1024 * 1024 });
    return '';
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    return `${stdout}${stderr}` || String(error);
  }
}
