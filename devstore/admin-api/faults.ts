/** Faults that a tester puts at single operations of the Admin API: which of them strikes a request, and what the answer is then. */
import { setTimeout as wait } from 'node:timers/promises';
import type { Request, Response } from 'express';
import type { GraphqlAnswer } from '#devstore/admin-api/execute.ts';
import { chance } from '#devstore/store.ts';
import type { ApiFault, ShopState, Store } from '#devstore/state.ts';

export const apiFaultKinds = [
  'timeout-before',
  'timeout-after',
  'reset',
  'reset-after',
  '429',
  'throttled',
  '5xx',
  'userErrors',
  'partial',
  'revoke-token',
] as const satisfies readonly ApiFault['fault'][];

/** The first fault that strikes a request with these names (of its operation and of its root fields), used up by one. */
export function faultAt(store: Store, shop: ShopState, names: readonly string[]): ApiFault | null {
  const { adminApi } = store.injectors;
  for (const fault of adminApi.faults) {
    if (fault.at !== '*' && !names.includes(fault.at)) continue;
    if (fault.shop !== null && fault.shop !== shop.handle) continue;
    if (fault.skip > 0) {
      fault.skip -= 1;
      continue;
    }
    if (fault.rate < 1 && chance(store) >= fault.rate) continue;
    fault.times -= 1;
    if (fault.times <= 0) adminApi.faults = adminApi.faults.filter((each) => each !== fault);
    return fault;
  }
  return null;
}

/** Answers in place of the operation; false when the fault lets it be carried out. */
export async function answerInstead(fault: ApiFault, request: Request, response: Response): Promise<boolean> {
  switch (fault.fault) {
    case 'timeout-before':
      await keepSilent(fault, request);
      return true;
    case 'reset':
      request.socket.destroy();
      return true;
    case '429':
      response.status(429).set('retry-after', fault.retryAfterSeconds.toFixed(1)).json({ errors: 'Too Many Requests' });
      return true;
    case '5xx':
      if (!fault.applied) sendFailure(fault, response);
      return !fault.applied;
    default:
      return false;
  }
}

/** Sends the answer of an operation that was carried out, or loses it. */
export async function answerAfter(
  fault: ApiFault | null,
  request: Request,
  response: Response,
  answer: GraphqlAnswer,
): Promise<void> {
  switch (fault?.fault) {
    case 'timeout-after':
      return keepSilent(fault, request);
    case 'reset-after':
      request.socket.destroy();
      return undefined;
    case '5xx':
      return sendFailure(fault, response);
    default:
      response.json(answer);
      return undefined;
  }
}

/** Nothing comes, until the caller gives up or the connection is closed. */
async function keepSilent({ holdMs }: ApiFault, request: Request): Promise<void> {
  await wait(holdMs, undefined, { ref: false });
  request.socket.destroy();
}

function sendFailure({ status }: ApiFault, response: Response): void {
  response
    .status(status)
    .type('text')
    .send(status === 503 ? 'Service Unavailable' : 'Internal Server Error');
}
