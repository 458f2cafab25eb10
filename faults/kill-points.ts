/** The named steps of giving a reward and of taking it back: a worker is brought to stand at many of them at once, and killed there. */
import type { PlannedValue } from '#app/domain/rewards.ts';
import type { ApiFault, Store } from '#devstore/state.ts';
import { setTimeout as wait } from 'node:timers/promises';
import type { AppProcess } from './app-process.ts';
import type { Barrier, Barriers, Step } from './barriers.ts';

/**
 * `step`: before this statement. `call`: Shopify was asked, and has carried it out or not; the answer is not there. `unsent`: this statement
 * is done, Shopify not asked yet.
 */
export type Point = { step: Step } | { call: string; carriedOut: boolean } | { unsent: Step };
export type Payout = 'pooled code' | 'code of its own' | 'store credit' | 'gift card';
export type Doing = 'give' | 'take back';

/** `handle`: the dev store's shop; `subject`: the reward that is stopped. Each case has a shop of its own. */
export type Case = { payout: Payout; doing: Doing; point: Point; shopId: string; handle: string; subject: string };

const sent = (call: string): Point => ({ call, carriedOut: false });
const applied = (call: string): Point => ({ call, carriedOut: true });
const ends: Point[] = [{ step: 'record' }, { step: 'finish' }];
const through = (call: string): Point[] => [
  { step: 'write-ahead' },
  { unsent: 'write-ahead' },
  sent(call),
  applied(call),
  ...ends,
];

/** Of two codes of one discount the second is stopped: its first comes into being with the discount. */
export const POINTS: Record<Doing, Record<Payout, Point[]>> = {
  give: {
    'pooled code': [...through('CreateDiscountCode'), sent('AddDiscountCodes'), applied('AddDiscountCodes')],
    'code of its own': through('CreateDiscountCode'),
    'store credit': through('CreditStoreCredit'),
    'gift card': through('CreateGiftCard'),
  },
  'take back': {
    'pooled code': [sent('RemoveDiscountCodes'), applied('RemoveDiscountCodes'), ...ends],
    'code of its own': [sent('DeactivateDiscount'), applied('DeactivateDiscount'), ...ends],
    'store credit': [
      { step: 'plan-return' },
      { unsent: 'plan-return' },
      sent('DebitStoreCredit'),
      applied('DebitStoreCredit'),
      ...ends,
    ],
    'gift card': [{ step: 'lease' }, { unsent: 'lease' }, sent('DeactivateGiftCard'), applied('DeactivateGiftCard'), ...ends],
  },
};

export const VALUE: Record<Payout, PlannedValue> = {
  'pooled code': { kind: 'percentage', basisPoints: 1_000 },
  'code of its own': { kind: 'percentage', basisPoints: 1_000 },
  'store credit': { kind: 'store-credit', minor: '1000' },
  'gift card': { kind: 'gift-card', minor: '1000' },
};

/** Jobs of a kind that one worker does at once (app/jobs/worker.server.ts): so many of them can stand before it is killed. */
const AT_ONCE = { 'grant-reward': 4, 'fill-pools': 2, 'revoke-reward-code': 2 };
const jobOf = ({ doing, payout }: Case) =>
  doing === 'take back' ? 'revoke-reward-code' : payout === 'pooled code' ? 'fill-pools' : 'grant-reward';

/** As many cases in each round as so many workers can come to stand at. */
export function roundsOf(cases: readonly Case[], workers: number): Case[][] {
  const rounds: Case[][] = [];
  for (const next of cases) {
    const job = jobOf(next);
    const isRoom = (round: Case[]) => round.filter((each) => jobOf(each) === job).length < workers * AT_ONCE[job];
    const room = rounds.find(isRoom);
    if (room) room.push(next);
    else rounds.push([next]);
  }
  return rounds;
}

export function nameOf({ doing, payout, point }: Case): string {
  return `${doing} ${payout} at ${JSON.stringify(point)}`;
}

/** To be called before there is work: from now on whoever comes to the point stands there. */
export async function closePoint(store: Store, barriers: Barriers, each: Case): Promise<void> {
  const barrier = barrierOf(each);
  if (barrier !== null) return barriers.close(barrier);
  if (!('call' in each.point)) return undefined;
  const { call, carriedOut } = each.point;
  store.injectors.adminApi.faults.push({
    ...{ at: call, fault: carriedOut ? 'timeout-after' : 'timeout-before', times: 1, skip: 0, rate: 1, shop: each.handle },
    ...{ holdMs: 600_000, status: 503, applied: false, retryAfterSeconds: 2, every: 2 },
    userError: { field: null, message: '', code: null },
  } satisfies ApiFault);
  return undefined;
}

/** Waits until every case stands, kills the workers, and lets through whoever comes next. Throws with the names of those that never came. */
export async function killWhereTheyStand(
  { store, barriers }: { store: Store; barriers: Barriers },
  round: readonly Case[],
  workers: readonly AppProcess[],
): Promise<void> {
  const late = await waitFor(async () => {
    const late: Case[] = [];
    for (const each of round) if (!(await stands(store, barriers, each))) late.push(each);
    return late;
  });
  if (late.length > 0) throw new Error(`never came to stand: ${late.map(nameOf).join(', ')}`);
  const unsent = round.filter(({ point }) => 'unsent' in point);
  if (unsent.length > 0) {
    await barriers.closeTokens();
    await openAll(barriers, unsent);
    const stillSending = await waitFor(async () => unsent.slice(await barriers.waitingForTokens()));
    if (stillSending.length > 0) throw new Error('not all who were let through asked for a token');
  }
  await Promise.all(workers.map((worker) => worker.kill()));
  if (unsent.length > 0) await barriers.openTokens();
  await openAll(
    barriers,
    round.filter(({ point }) => 'step' in point),
  );
  store.injectors.adminApi.faults = [];
}

async function stands(store: Store, barriers: Barriers, each: Case): Promise<boolean> {
  const { point, handle } = each;
  const barrier = barrierOf(each);
  if (barrier !== null) return barriers.isReached(barrier);
  if (!('call' in point)) return false;
  return store.held.some((held) => held.shop === handle && held.operation === point.call && held.carriedOut === point.carriedOut);
}

async function openAll(barriers: Barriers, cases: readonly Case[]): Promise<void> {
  for (const each of cases) {
    const barrier = barrierOf(each);
    if (barrier !== null) await barriers.open(barrier);
  }
}

function barrierOf(each: Case): Barrier | null {
  const { point, subject, shopId } = each;
  const step = 'step' in point ? point.step : 'unsent' in point ? point.unsent : null;
  if (step === null) return null;
  return { step, about: step === 'finish' && jobOf(each) === 'fill-pools' ? shopId : subject };
}

/** Asks until nothing is left, for half a minute at most. Returns what is left. */
async function waitFor(left: () => Promise<Case[]>): Promise<Case[]> {
  const deadline = Date.now() + 30_000;
  for (;;) {
    const cases = await left();
    if (cases.length === 0 || Date.now() > deadline) return cases;
    await wait(50);
  }
}
