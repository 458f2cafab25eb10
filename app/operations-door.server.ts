/** The port for those who run the app, of web and worker processes alike: metrics, and whether this process does its work. Not for the public. */
import type http from 'node:http';
import type { Telemetry } from './telemetry.server.ts';

/** What is wrong with one part of the process; null: nothing. */
export type Check = () => Promise<string | null> | string | null;

const TIME_OUT = 2_000;

/**
 * `/metrics` in Prometheus' format; `/healthz` 200 while the process lives; `/readyz` 200 while every check passes, else 503 with what is wrong.
 * @param checks by the part that they are about
 */
export function createOperationsDoor(telemetry: Telemetry, checks: Readonly<Record<string, Check>>): http.RequestListener {
  return (request, response) => {
    const path = (request.url ?? '').split('?')[0];
    if (path === '/metrics' && telemetry.scrape !== null) return telemetry.scrape(request, response);
    if (path === '/healthz') return answer(response, 200, 'ok');
    if (path !== '/readyz') return answer(response, 404, 'Not found: /metrics, /healthz and /readyz are here.');
    void findProblems(checks).then((problems) =>
      problems.length === 0 ? answer(response, 200, 'ready') : answer(response, 503, problems.join('\n')),
    );
  };
}

/** One line per check that fails, or does not answer in time. */
export async function findProblems(checks: Readonly<Record<string, Check>>): Promise<string[]> {
  const answers = await Promise.all(
    Object.entries(checks).map(async ([part, check]) => {
      const problem = await within(TIME_OUT, check).catch((error: unknown) => (error instanceof Error ? error.name : 'error'));
      return problem === null ? [] : [`${part}: ${problem}`];
    }),
  );
  return answers.flat();
}

async function within(milliseconds: number, check: Check): Promise<string | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(() => resolve(`no answer in ${milliseconds} ms`), milliseconds);
  });
  try {
    return await Promise.race([Promise.resolve(check()), late]);
  } finally {
    clearTimeout(timer);
  }
}

function answer(response: http.ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8' }).end(`${text}\n`);
}
