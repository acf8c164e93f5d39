import { randomUUID } from "node:crypto";
import type { HrTime } from "@opentelemetry/api";
import { defaultResource, detectResources, envDetector, resourceFromAttributes } from "@opentelemetry/resources";
import { MeterProvider, PeriodicExportingMetricReader, type PushMetricExporter } from "@opentelemetry/sdk-metrics";
import {
  AlwaysOffSampler,
  AlwaysOnSampler,
  BatchSpanProcessor,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
  TracerProvider,
  type Sampler,
  type SpanExporter,
} from "@opentelemetry/sdk-trace";
import { appRouter } from "@excalibur/api/server";
import type { FastifyBaseLogger } from "fastify";
import type { TelemetryConfig, TelemetryProtocol } from "../configuration/telemetry.ts";
import type { MetricsReport } from "../worker-metrics.ts";
import { convertMetrics } from "./convert-metrics.ts";
import { noteFailedMetrics, noteFailedTraces } from "./note-failures.ts";
import { traceRequests } from "./trace-requests.ts";
import type { Tracing } from "./tracing.ts";

/** Milliseconds that a server that stops waits for the collector. */
const STOP_WITHIN_MS = 2_000;

/** What is exported while the server runs. */
export interface Telemetry {
  /** Null where no traces are exported. */
  readonly tracing: Tracing | null;
  /** Exports metrics from now on. @param report reads them */
  exportMetrics(report: () => Promise<MetricsReport>): void;
  /** Exports what is left, and stops. */
  stop(): Promise<void>;
}

export interface TelemetryOptions {
  readonly version: string;
  readonly dialect: "sqlite" | "postgresql";
  readonly now: () => Date;
  readonly logger: Pick<FastifyBaseLogger, "warn" | "info">;
}

/** Starts what OpenTelemetry's variables ask for. This module is loaded only where they do. */
export async function startTelemetry(
  { traces, metrics }: TelemetryConfig,
  { version, dialect, now, logger }: TelemetryOptions,
): Promise<Telemetry> {
  const own = { "service.name": "excalibur", "service.version": version, "service.instance.id": randomUUID() };
  const resource = defaultResource()
    .merge(resourceFromAttributes(own))
    .merge(detectResources({ detectors: [envDetector] }));
  const stops: (() => Promise<void>)[] = [];
  let tracing: Tracing | null = null;
  if (traces !== null) {
    const exporter = noteFailedTraces(await createTraceExporter(traces.protocol), logger);
    const spanProcessors = [new BatchSpanProcessor({ exporter })];
    const provider = new TracerProvider({ resource, sampler: samplerOf(traces), spanProcessors });
    const procedures = new Set(Object.keys(appRouter._def.procedures));
    tracing = traceRequests({ tracer: provider.getTracer("excalibur", version), procedures, dialect });
    stops.push(() => provider.shutdown());
  }
  const metricExporter =
    metrics === null ? null : noteFailedMetrics(await createMetricExporter(metrics.protocol), logger);
  const startedAt = asHrTime(now());

  return {
    tracing,
    exportMetrics: (report) => {
      if (metrics === null || metricExporter === null) return;
      const scope = { name: "excalibur", version };
      const collect = async () => {
        const data = convertMetrics(await report(), { startedAt, readAt: asHrTime(now()) });
        return { resourceMetrics: { resource, scopeMetrics: [{ scope, metrics: data }] }, errors: [] };
      };
      const { everyMs } = metrics;
      const reader = new PeriodicExportingMetricReader({
        exporter: metricExporter,
        exportIntervalMillis: everyMs,
        exportTimeoutMillis: Math.min(everyMs, 30_000),
        metricProducers: [{ collect }],
      });
      const provider = new MeterProvider({ resource, readers: [reader] });
      stops.push(() => provider.shutdown({ timeoutMillis: STOP_WITHIN_MS }));
    },
    stop: async () => {
      const late = AbortSignal.timeout(STOP_WITHIN_MS);
      const gaveUp = new Promise<void>((resolve) => late.addEventListener("abort", () => resolve(), { once: true }));
      await Promise.race([Promise.allSettled(stops.map((stop) => stop())), gaveUp]);
    },
  };
}

async function createTraceExporter(protocol: TelemetryProtocol): Promise<SpanExporter> {
  const { OTLPTraceExporter } =
    protocol === "http/json"
      ? await import("@opentelemetry/exporter-trace-otlp-http")
      : await import("@opentelemetry/exporter-trace-otlp-proto");
  return new OTLPTraceExporter();
}

async function createMetricExporter(protocol: TelemetryProtocol): Promise<PushMetricExporter> {
  const { OTLPMetricExporter } =
    protocol === "http/json"
      ? await import("@opentelemetry/exporter-metrics-otlp-http")
      : await import("@opentelemetry/exporter-metrics-otlp-proto");
  return new OTLPMetricExporter();
}

function samplerOf({ sampler, ratio }: NonNullable<TelemetryConfig["traces"]>): Sampler {
  const name = sampler.replace("parentbased_", "");
  const root =
    name === "always_on"
      ? new AlwaysOnSampler()
      : name === "always_off"
        ? new AlwaysOffSampler()
        : new TraceIdRatioBasedSampler(ratio);
  return name === sampler ? root : new ParentBasedSampler({ root });
}

function asHrTime(at: Date): HrTime {
  const ms = at.getTime();
  return [Math.floor(ms / 1_000), (ms % 1_000) * 1_000_000];
}
