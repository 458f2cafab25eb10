/**
 * What the app tells about itself: OpenTelemetry metrics and traces. Off unless the environment asks for it (METRICS_PORT, OTEL_EXPORTER_OTLP_ENDPOINT).
 * No shop, person or code is in any of it, but for the few shops whose inbox waits longest: a label with every shop would be a series for every shop.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { type Attributes, context as otelContext, type Meter, SpanStatusCode, trace, type Tracer } from '@opentelemetry/api';
import type { SystemState } from './queries/system-state.server.ts';
import type { Pacer } from './shopify/pacer.server.ts';

/** What is asked at every collection. */
export type Observed = { readState(): Promise<SystemState>; strain: Pacer['strain'] };

/** Durations are seconds. */
export type Telemetry = {
  webhookAnswered(status: number, seconds: number): void;
  /** @param door who was asked: the app proxy, UI extensions, or the admin */
  requestAnswered(door: 'proxy' | 'extension' | 'admin' | 'api', status: number, seconds: number): void;
  /** Deliveries were worked off, so long after they had arrived. */
  deliveriesWorked(seconds: number, ages: readonly number[]): void;
  /** `failed` comes back by itself; `ended`: it will not, and its service said why where it belongs. */
  jobEnded(job: string, outcome: 'done' | 'failed' | 'ended', seconds: number): void;
  /** One exchange with the Admin API. @param outcome `ok`, or the kind of the Fault */
  adminApiAnswered(operation: string, outcome: string, seconds: number): void;
  /** Runs the work as one span of a trace; what it throws ends the span in error. Attributes hold no personal data. */
  span<Result>(name: string, attributes: Attributes, work: () => Promise<Result>): Promise<Result>;
  /** Answers in Prometheus' text format; null when nobody asked for metrics. */
  scrape: ((request: IncomingMessage, response: ServerResponse) => void) | null;
  /** Sends what has not been sent. */
  stop(): Promise<void>;
};

/** Nobody listens. */
export const noTelemetry: Telemetry = {
  webhookAnswered: () => undefined,
  requestAnswered: () => undefined,
  deliveriesWorked: () => undefined,
  jobEnded: () => undefined,
  adminApiAnswered: () => undefined,
  span: (_name, _attributes, work) => work(),
  scrape: null,
  stop: () => Promise.resolve(),
};

const FAST = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];
const SLOW = [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300];

/** The instruments that the parts of the app write to. */
export function createInstruments(
  meter: Meter,
  tracer: Tracer,
  { readState, strain }: Observed,
): Omit<Telemetry, 'scrape' | 'stop'> {
  const histogram = (name: string, description: string, explicitBucketBoundaries: number[]) =>
    meter.createHistogram(name, { description, unit: 's', advice: { explicitBucketBoundaries } });
  const webhook = histogram('vouchsafe.webhook.seconds', 'Webhooks, from their last byte to the answer', FAST);
  const request = histogram('vouchsafe.request.seconds', 'Other requests', FAST);
  const batch = histogram('vouchsafe.inbox.batch.seconds', 'Batches of deliveries', SLOW);
  const age = histogram('vouchsafe.inbox.lag.seconds', 'From a delivery’s arrival until it was worked off', SLOW);
  const job = histogram('vouchsafe.job.seconds', 'Jobs', SLOW);
  const adminApi = histogram('vouchsafe.admin_api.seconds', 'Exchanges with Shopify’s Admin API', FAST);
  observeProcess(meter, strain);
  observeState(meter, readState);
  return {
    webhookAnswered: (status, seconds) => webhook.record(seconds, { status }),
    requestAnswered: (door, status, seconds) => request.record(seconds, { door, status }),
    deliveriesWorked(seconds, ages) {
      batch.record(seconds);
      for (const one of ages) age.record(one);
    },
    jobEnded: (name, outcome, seconds) => job.record(seconds, { job: name, outcome }),
    adminApiAnswered: (operation, outcome, seconds) => adminApi.record(seconds, { operation, outcome }),
    span: (name, attributes, work) => inSpan(tracer, name, attributes, work),
  };
}

async function inSpan<Result>(
  tracer: Tracer,
  name: string,
  attributes: Attributes,
  work: () => Promise<Result>,
): Promise<Result> {
  const span = tracer.startSpan(name, { attributes });
  try {
    return await otelContext.with(trace.setSpan(otelContext.active(), span), work);
  } catch (error) {
    // The name alone: messages may hold what only the log may say.
    span.setStatus({ code: SpanStatusCode.ERROR, message: error instanceof Error ? error.name : 'error' });
    throw error;
  } finally {
    span.end();
  }
}

function observeProcess(meter: Meter, strain: Pacer['strain']): void {
  const delay = monitorEventLoopDelay({ resolution: 20 });
  delay.enable();
  meter
    .createObservableGauge('vouchsafe.event_loop.lag.seconds', {
      description: 'Longest wait of the event loop since the last look',
      unit: 's',
    })
    .addCallback((result) => {
      result.observe(delay.max / 1e9);
      delay.reset();
    });
  meter
    .createObservableGauge('vouchsafe.process.memory.bytes', { description: 'Resident memory of the process', unit: 'By' })
    .addCallback((result) => result.observe(process.memoryUsage.rss()));
  meter
    .createObservableGauge('vouchsafe.admin_api.budget', {
      description: 'What is left of the emptiest API budget of a shop, 0 to 1',
    })
    .addCallback((result) => result.observe(strain().lowestShare));
  meter
    .createObservableGauge('vouchsafe.admin_api.waiting', { description: 'Calls that wait for their shop’s API budget' })
    .addCallback((result) => result.observe(strain().waiting));
}

/** Gauges of what the database says. When it does not answer, there are none, which is what an alert on their absence is for. */
function observeState(meter: Meter, readState: () => Promise<SystemState>): void {
  const gauge = (name: string, description: string, unit = '') => meter.createObservableGauge(name, { description, unit });
  const waiting = gauge('vouchsafe.inbox.waiting', 'Deliveries that wait to be worked off');
  const oldest = gauge('vouchsafe.inbox.oldest.seconds', 'How long the oldest due delivery has waited', 's');
  const shopLag = gauge('vouchsafe.inbox.shop_lag.seconds', 'The same for the shops that wait longest', 's');
  const dead = gauge('vouchsafe.inbox.dead', 'Deliveries that could not be worked off and wait for a retry by hand');
  const rewards = gauge(
    'vouchsafe.rewards.unfinished',
    'Rewards: due and not released, in doubt at Shopify, or stuck with a problem',
  );
  const mails = gauge('vouchsafe.mails.waiting', 'E-mails to be sent');
  const jobs = gauge('vouchsafe.jobs.waiting', 'Jobs by queue that are due');
  const gaveUp = gauge('vouchsafe.jobs.dead', 'Jobs that were given up, by queue');
  meter.addBatchObservableCallback(
    async (result) => {
      const state = await readState();
      result.observe(waiting, state.waiting);
      result.observe(oldest, state.oldestSeconds);
      for (const { shop, seconds } of state.slowestShops) result.observe(shopLag, seconds, { shop });
      result.observe(dead, state.dead);
      result.observe(rewards, state.rewardsDue, { why: 'due' });
      result.observe(rewards, state.rewardsInDoubt, { why: 'in-doubt' });
      result.observe(rewards, state.rewardsStuck, { why: 'problem' });
      result.observe(mails, state.mailsWaiting);
      for (const { queue, due, dead: lost } of state.queues) {
        result.observe(jobs, due, { queue });
        result.observe(gaveUp, lost, { queue });
      }
    },
    [waiting, oldest, shopLag, dead, rewards, mails, jobs, gaveUp],
  );
}
