/** Faults that a tester puts at single operations of the Admin API: which of them strikes a request, and what the answer is then. */
import { setTimeout as wait } from 'node:timers/promises';
import type { Request, Response } from 'express';
import type { GraphqlAnswer } from '#devstore/admin-api/execute.ts';
import { chance } from '#devstore/store.ts';
import type { ApiFault, HeldRequest, ShopState, Store } from '#devstore/state.ts';

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

/** One request under a fault. */
export type Struck = { store: Store; shop: ShopState; operation: string; request: Request; response: Response };

/** Answers in place of the operation; false when the fault lets it be carried out. */
export async function answerInstead(fault: ApiFault, struck: Struck): Promise<boolean> {
  const { request, response } = struck;
  switch (fault.fault) {
    case 'timeout-before':
      await keepSilent(fault, struck, false);
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
export async function answerAfter(fault: ApiFault | null, struck: Struck, answer: GraphqlAnswer): Promise<void> {
  const { request, response } = struck;
  switch (fault?.fault) {
    case 'timeout-after':
      return keepSilent(fault, struck, true);
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

/** Nothing comes, until the time is over or the caller is gone; meanwhile the request is among the held ones, so that a tester knows where the app stands. */
async function keepSilent({ holdMs }: ApiFault, struck: Struck, carriedOut: boolean): Promise<void> {
  const { store, shop, operation, request, response } = struck;
  const held: HeldRequest = { operation, shop: shop.handle, carriedOut };
  store.held.push(held);
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  await wait(holdMs, undefined, { ref: false, signal: gone.signal }).catch(() => undefined);
  store.held = store.held.filter((each) => each !== held);
  request.socket.destroy();
}

function sendFailure({ status }: ApiFault, response: Response): void {
  response
    .status(status)
    .type('text')
    .send(status === 503 ? 'Service Unavailable' : 'Internal Server Error');
}
