/** Where the app's metrics and traces go: to Prometheus, which asks for them, and to an OpenTelemetry collector, which is told. */
import { metrics, context as otelContext } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-proto';
import { PrometheusExporter } from '@opentelemetry/exporter-prometheus';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { type IMetricReader, MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import { BatchSpanProcessor, ParentBasedSampler, TraceIdRatioBasedSampler, TracerProvider } from '@opentelemetry/sdk-trace';
import type { Environment } from './env.server.ts';
import { createInstruments, noTelemetry, type Observed, type Telemetry } from './telemetry.server.ts';

/** However many ask, the database is asked once in so many milliseconds. */
const STATE_EVERY = 10_000;

/**
 * @param role of the process, said with everything that it sends
 */
export function startTelemetry(
  env: Pick<Environment, 'METRICS_PORT' | 'OTEL_EXPORTER_OTLP_ENDPOINT' | 'TRACES_SHARE'>,
  role: string,
  { readState, strain }: Observed,
): Telemetry {
  const { METRICS_PORT: port, OTEL_EXPORTER_OTLP_ENDPOINT: collector, TRACES_SHARE: share } = env;
  if (port === undefined && collector === undefined) return noTelemetry;
  const resource = resourceFromAttributes({ 'service.name': 'vouchsafe', 'service.instance.id': role });
  const prometheus = port === undefined ? null : new PrometheusExporter({ preventServerStart: true });
  const readers: IMetricReader[] = prometheus === null ? [] : [prometheus];
  // Headers, compression and time-outs the exporters read themselves: OTEL_EXPORTER_OTLP_*.
  if (collector !== undefined)
    readers.push(new PeriodicExportingMetricReader({ exporter: new OTLPMetricExporter({ url: at(collector, 'metrics') }) }));
  const meters = new MeterProvider({ resource, readers });
  const traces = new TracerProvider({
    resource,
    sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(collector === undefined ? 0 : share) }),
    spanProcessors:
      collector === undefined
        ? []
        : [new BatchSpanProcessor({ exporter: new OTLPTraceExporter({ url: at(collector, 'traces') }) })],
  });
  // pg-boss measures itself where a provider is known to all.
  metrics.setGlobalMeterProvider(meters);
  otelContext.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  return {
    ...createInstruments(meters.getMeter('vouchsafe'), traces.getTracer('vouchsafe'), {
      readState: rarely(readState, STATE_EVERY),
      strain,
    }),
    scrape: prometheus === null ? null : (request, response) => prometheus.getMetricsRequestHandler(request, response),
    async stop() {
      await Promise.all([meters.shutdown(), traces.shutdown()]);
      metrics.disable();
      otelContext.disable();
    },
  };
}

/** https://opentelemetry.io/docs/specs/otlp/#otlphttp-request */
function at(collector: string, signal: 'metrics' | 'traces'): string {
  return `${collector.replace(/\/$/, '')}/v1/${signal}`;
}

/** A failure is not kept. */
function rarely<Answer>(ask: () => Promise<Answer>, milliseconds: number): () => Promise<Answer> {
  let last: { at: number; answer: Promise<Answer> } | null = null;
  return () => {
    const now = performance.now();
    if (last !== null && now - last.at < milliseconds) return last.answer;
    const answer = ask();
    const current = { at: now, answer };
    last = current;
    answer.catch(() => {
      if (last === current) last = null;
    });
    return answer;
  };
}
