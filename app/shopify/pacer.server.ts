/**
 * Keeps the calls of one process inside each shop's cost bucket, so that a burst of rewards is spread instead of refused.
 * The bucket is learnt from the answers (`extensions.cost`): https://shopify.dev/docs/api/usage/rate-limits
 *
 * Calls that do not fit wait in three lanes:
 *
 * | lane | who | its share |
 * |---|---|---|
 * | person | a friend who claims an offer, a merchant who clicks | goes first, down to the last point of the bucket |
 * | work | deciding orders, granting rewards and taking them back | all that is restored while nothing else waits; three quarters while the background waits |
 * | background | reconciliation, visits, links | what the work leaves; a quarter, saved up for its next call, while work waits |
 *
 * Within a lane the first comer is first. Work and background leave a tenth of the bucket to persons. So no lane starves another for long, and a
 * dear lookup never holds up the work that waits behind it.
 */
import { Fault } from './faults.ts';

export type ThrottleStatus = { maximumAvailable: number; currentlyAvailable: number; restoreRate: number };
export type Cost = { requestedQueryCost: number; actualQueryCost: number | null; throttleStatus: ThrottleStatus };

/** Who waits for the call. */
export type Lane = 'person' | 'work' | 'background';

export type Pacer = {
  /**
   * Returns once the operation fits the shop's bucket, and sets its cost aside.
   * @throws Fault `throttled` at once when that would take longer than the lane waits
   */
  admit(shopDomain: string, operation: string, lane: Lane): Promise<void>;
  /** Takes over what Shopify said about the bucket and the price of the operation. */
  learn(shopDomain: string, operation: string, cost: Cost): void;
  /** Over all shops that this process has called: what is left of the emptiest bucket (0 to 1; 1: none is known), and how many calls wait. */
  strain(): { lowestShare: number; waiting: number };
};

type Waiting = { cost: number; go(): void };
type Bucket = ThrottleStatus & {
  at: number;
  waiting: Record<Lane, Waiting[]>;
  /** Points set aside for the next call of the background while work waits. */
  saved: number;
  /** When it is looked at again; null while nobody waits. */
  wakeAt: number | null;
};

const RESERVE = 0.1;
/** Of what is restored, while work and background both wait. */
const BACKGROUND_SHARE = 0.25;
const UNKNOWN_COST = 20;
/** Milliseconds; a call that would wait longer is refused, and its job comes back later. Nobody stands behind the background with a watch. */
const LONGEST_WAIT: Readonly<Record<Lane, number>> = { person: 5_000, work: 5_000, background: 60_000 };
const IN_TURN = ['person', 'work', 'background'] as const satisfies readonly Lane[];

/** @param clock.now epoch milliseconds; `clock.wait` resolves after so many milliseconds */
export function createPacer(clock: { now(): number; wait(milliseconds: number): Promise<void> }): Pacer {
  const buckets = new Map<string, Bucket>();
  const costs = new Map<string, number>();

  function refill(bucket: Bucket): void {
    const now = clock.now();
    const restored = (Math.max(0, now - bucket.at) / 1000) * bucket.restoreRate;
    bucket.currentlyAvailable = Math.min(bucket.maximumAvailable, bucket.currentlyAvailable + restored);
    bucket.at = now;
    bucket.saved = savedBy(bucket, restored);
  }

  /** Lets in whoever fits, and looks again when the next one will. */
  function serve(bucket: Bucket): void {
    refill(bucket);
    let soonest = Infinity;
    for (const lane of IN_TURN) {
      for (let [next] = bucket.waiting[lane]; next !== undefined; [next] = bucket.waiting[lane]) {
        const delay = delayOf(bucket, lane, next.cost);
        if (delay > 0) {
          soonest = Math.min(soonest, delay);
          break;
        }
        bucket.waiting[lane].shift();
        bucket.currentlyAvailable -= next.cost;
        if (lane === 'background') bucket.saved = 0;
        next.go();
      }
      // Whoever comes after a waiting person would take what the person waits for.
      if (lane === 'person' && bucket.waiting.person.length > 0) break;
    }
    if (soonest < Infinity) wakeAfter(bucket, soonest);
  }

  function wakeAfter(bucket: Bucket, delay: number): void {
    const at = clock.now() + delay;
    if (bucket.wakeAt !== null && bucket.wakeAt <= at) return;
    bucket.wakeAt = at;
    void clock.wait(delay).then(() => {
      if (bucket.wakeAt !== at) return; // somebody came who is to be let in earlier
      bucket.wakeAt = null;
      serve(bucket);
    });
  }

  return {
    async admit(shopDomain, operation, lane) {
      const bucket = buckets.get(shopDomain);
      if (bucket === undefined) return;
      refill(bucket);
      const cost = Math.min(bucket.maximumAvailable, costs.get(operation) ?? UNKNOWN_COST);
      const delay = delayOf(bucket, lane, cost + pointsAhead(bucket, lane));
      if (delay > LONGEST_WAIT[lane])
        throw new Fault('throttled', `${shopDomain} has used up its Admin API budget`, { retryAfter: delay });
      await new Promise<void>((go) => {
        bucket.waiting[lane].push({ cost, go });
        serve(bucket);
      });
    },
    learn(shopDomain, operation, cost) {
      costs.set(operation, cost.requestedQueryCost);
      const known = buckets.get(shopDomain);
      const bucket = known ?? { waiting: { person: [], work: [], background: [] }, saved: 0, wakeAt: null, at: clock.now() };
      if (known !== undefined) refill(known);
      const learnt = Object.assign(bucket, cost.throttleStatus, { at: clock.now() });
      buckets.set(shopDomain, learnt);
      serve(learnt);
    },
    strain() {
      let [lowestShare, waiting] = [1, 0];
      for (const bucket of buckets.values()) {
        refill(bucket);
        lowestShare = Math.min(lowestShare, bucket.currentlyAvailable / bucket.maximumAvailable);
        for (const lane of IN_TURN) waiting += bucket.waiting[lane].length;
      }
      return { lowestShare, waiting };
    },
  };
}

/** Nobody else may have what the background's next call saves up, so that work that comes and goes does not keep it waiting for ever. */
function savedBy(bucket: Bucket, restored: number): number {
  const [next] = bucket.waiting.background;
  if (next === undefined) return 0;
  const there = bucket.currentlyAvailable - floorFor(bucket, next.cost);
  const more = bucket.waiting.work.length > 0 ? restored * BACKGROUND_SHARE : restored;
  return Math.max(0, Math.min(next.cost, there, bucket.saved + more));
}

/** Milliseconds until so many points are there for the lane, if nobody else takes any; zero or less: they are. */
function delayOf(bucket: Bucket, lane: Lane, points: number): number {
  const { currentlyAvailable, restoreRate, waiting, saved } = bucket;
  const missing = points + (lane === 'person' ? 0 : floorFor(bucket, points)) - currentlyAvailable;
  const time = (wanted: number, share: number) => Math.ceil((wanted / (restoreRate * share)) * 1000);
  if (lane === 'work' && waiting.background.length > 0) return time(missing + saved, 1 - BACKGROUND_SHARE);
  if (lane !== 'background' || waiting.work.length === 0) return time(missing, 1);
  return Math.max(time(points - saved, BACKGROUND_SHARE), time(missing, 1));
}

function floorFor({ maximumAvailable }: Bucket, points: number): number {
  return Math.max(0, Math.min(maximumAvailable * RESERVE, maximumAvailable - points));
}

/** What is let in before a newcomer of this lane. */
function pointsAhead({ waiting }: Bucket, lane: Lane): number {
  const ahead = lane === 'person' ? waiting.person : [...waiting.person, ...waiting[lane]];
  return ahead.reduce((sum, { cost }) => sum + cost, 0);
}

/** Milliseconds until `cost` points are there again. */
export function timeUntilAffordable(cost: Cost): number {
  const { currentlyAvailable, restoreRate } = cost.throttleStatus;
  return Math.max(1000, Math.ceil(((cost.requestedQueryCost - currentlyAvailable) / restoreRate) * 1000));
}
